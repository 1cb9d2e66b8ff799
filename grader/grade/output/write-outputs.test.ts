import { afterEach, beforeEach, expect, it } from 'vitest';
import { runForget } from '../forget.ts';
import type { GradeInvocation } from '../invocation.ts';
import { runGrade } from '../run-grade.ts';
import { keyFileSchema } from '../run-record.ts';
import { adds, doubles, forgetsZero, SmallClass } from '../small-class.fixture.ts';
import { writeOutputs } from './write-outputs.ts';

/** Graded for real, from files to files. */

let small: SmallClass;
beforeEach(async () => {
  small = await SmallClass.create();
  await small.handIn('Anna Alt', doubles);
  await small.handIn('Bert Berg', forgetsZero);
  await small.handIn('Dora <b>Dorn', adds);
});
afterEach(() => small.remove());

async function grade(out: string, options: Partial<GradeInvocation> = {}) {
  const surroundings = { ...small.surroundings(), writeOutputs };
  await runGrade(small.invocation({ out: small.path(out), ...options }), surroundings);
  return small.outputs(out);
}

const perAttempt = [
  'exercism/wort/results.json',
  'exercism/zahl/results.json',
  'feedback.html',
  'gradescope/results.json',
  'inspektion.sarif',
  'junit.xml',
  'result.json',
];

it('writes the same bytes whatever the number of processes; before publishing nothing secret', async () => {
  const one = await grade('eins', { jobs: 1 });
  expect(await grade('zwei', { jobs: 2 })).toEqual(one);

  const key = keyFileSchema.parse(JSON.parse(one.get('zuordnung.json') ?? ''));
  const pseudonyms = key.personen.map(({ pseudonym }) => pseudonym).sort();
  expect([...one.keys()].filter((path) => !path.startsWith('ergebnisse/'))).toEqual(
    [
      'gradebook-canvas.csv',
      'gradebook.csv',
      ...pseudonyms.flatMap((each) => perAttempt.map((path) => `rueckmeldung/${each}-1/${path}`)),
      'uebersicht.html',
      'zuordnung.json',
    ].sort(),
  );
  for (const [path, text] of one) {
    const isForNames = path.startsWith('gradebook') || path === 'zuordnung.json';
    expect([path, /Anna|Bert|Dora/.test(text)]).toEqual([path, isForNames]);
    if (path.startsWith('rueckmeldung/')) {
      expect(text).not.toMatch(/Titel von null|Hinweis zu null|"geheim"|"null"|-null/);
    }
    if (path.endsWith('.html')) expect(text).toContain('ohne Gefängnis');
  }
  expect(one.get('uebersicht.html')).toContain('Titel von null');
}, 400_000);

it('names secret properties and grades once everything is published, and forgets people', async () => {
  const published = await grade('out', { publish: true });
  const key = keyFileSchema.parse(JSON.parse(published.get('zuordnung.json') ?? ''));
  const bert = key.personen.find(({ name }) => name === 'Bert Berg')?.pseudonym ?? '';
  const page = published.get(`rueckmeldung/${bert}-1/feedback.html`) ?? '';
  expect(page).toContain('Titel von null');
  expect(page).not.toContain('Hinweis zu null');
  expect(page).toContain('72 von 100 Punkten');
  expect(published.get('gradebook.csv')).toMatch(/"Bert Berg";"";"72,00";/);

  const surroundings = { layout: small.layout, terminal: small.terminal, writeOutputs };
  await runForget({ name: 'Bert Berg', out: small.path('out') }, surroundings);
  const rest = await small.outputs('out');
  expect([...rest.keys()]).toEqual([...published.keys()].filter((path) => !path.includes(bert)));
  for (const text of rest.values()) expect(text).not.toMatch(new RegExp(`Bert|${bert}`));
}, 400_000);
