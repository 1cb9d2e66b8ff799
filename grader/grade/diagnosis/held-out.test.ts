import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ownLayout } from '../../catalogue/layout.ts';
import { measure, tallyOf } from './measure.ts';
import { loadMistakes, type Mistake } from './mistakes.ts';
import { type SampledBug, sampleSchema } from './sampled-bugs.ts';

/**
 * Bugs that the rules were not tuned with, recorded once (`grader/bench/diagnosis`): mutants under a seed
 * that no matrix knows, the same mistakes in other solutions, two at once, and bugs that are in no catalogue.
 */
const file = new URL('./held-out.json', import.meta.url);
const sample = sampleSchema.parse(JSON.parse(await readFile(file, 'utf8')));
const ids = [...new Set(sample.map(({ exercise }) => exercise))];
const mistakes = new Map<string, readonly Mistake[]>(
  await Promise.all(
    ids.map(async (id) => [id, await loadMistakes(ownLayout(), 'kapitel8', id)] as const),
  ),
);
const mistakesOf = (exercise: string) => mistakes.get(exercise) ?? [];
const saidOf = (...kinds: readonly SampledBug['kind'][]) =>
  measure(
    sample.filter(({ kind }) => kinds.includes(kind)),
    mistakesOf,
  );

describe('bugs that the rules were not tuned with', () => {
  it('are what they were: the suites still have these properties', () => {
    for (const { exercise, fails } of sample) {
      const [known] = mistakesOf(exercise);
      const lost = Object.keys(fails).filter((property) => known?.signs.has(property) !== true);
      expect(lost, exercise).toEqual([]);
    }
  });

  it('are rarely given a name that is not theirs', () => {
    const catalogue = tallyOf(saidOf('known', 'elsewhere', 'double'));
    expect(catalogue.names).toBeGreaterThan(80);
    expect(1 - catalogue.wrong / catalogue.names).toBeGreaterThanOrEqual(0.97);
    // A third of these are in no catalogue: many more than anybody hands in.
    const all = tallyOf(saidOf('known', 'elsewhere', 'double', 'small', 'empty'));
    expect(1 - all.wrong / all.names).toBeGreaterThanOrEqual(0.9);
  });

  it('get one where it is known, often enough to be of use', () => {
    const known = tallyOf(saidOf('known'));
    expect(known.named / known.bugs).toBeGreaterThan(0.65);
    // As students make them: not in the code that the catalogue was written with.
    const elsewhere = tallyOf(saidOf('elsewhere'));
    expect(elsewhere.named / elsewhere.bugs).toBeGreaterThan(0.4);
  });
});
