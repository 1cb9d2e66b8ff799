import { afterEach, beforeEach, expect, it } from 'vitest';
import type { GradedAttempt } from './model.ts';
import { forgetsZero, SmallClass } from './small-class.fixture.ts';
import { visibleResult } from './visibility.ts';

let small: SmallClass;
beforeEach(async () => {
  small = await SmallClass.create();
});
afterEach(() => small.remove());

it('hides a secret property until everything is published, then shows its name', async () => {
  await small.handIn('Bert Berg', forgetsZero);
  await small.grade();
  const [text = ''] = [...(await small.outputs())].flatMap(([path, each]) =>
    path.startsWith('ergebnisse/') ? [each] : [],
  );
  const { result }: GradedAttempt = JSON.parse(text);
  expect(JSON.stringify(result)).toContain('Hinweis zu null');
  const before = visibleResult(result, false);
  const [number, word] = before.exercises;
  expect(JSON.stringify(before)).not.toMatch(/Titel von null|geheim|"null"|Hinweis zu null/);
  expect(before).toMatchObject({ seed: 0, status: 'bestanden' });
  expect(number).toMatchObject({ status: 'bestanden', points: 60, maxPoints: 60 });
  expect(number?.properties.map(({ id }) => id)).toEqual(['verdoppelt']);
  expect(word).toMatchObject({ points: 100, maxPoints: 100 });

  const after = visibleResult(result, true);
  expect(after).toMatchObject({ seed: 7, status: 'nicht-bestanden' });
  const secret = after.exercises[0]?.properties[1];
  expect(secret).toMatchObject({ title: 'Titel von null', status: 'nicht-bestanden', points: 0 });
  expect(secret).not.toHaveProperty('counterexample');
  expect(secret).not.toHaveProperty('replay');
  expect(JSON.stringify(after)).not.toContain('Hinweis zu null');
}, 120_000);
