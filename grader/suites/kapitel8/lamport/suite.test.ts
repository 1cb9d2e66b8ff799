import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { mutants } from '../../../../solutions/kapitel8/lamport/mutants.ts';
import { plainSubmissionOf } from '../../../sandbox/plain.ts';
import type { Mutant } from '../../../verify/mutant.ts';
import { mutate } from '../../../verify/variants.ts';
import { runSuite } from '../../run-suite.ts';
import { suite } from './suite.ts';

/** Sources of a solution below `solutions/kapitel8/lamport`, or of the skeleton. */
async function sourcesOf(folder: string) {
  const root = new URL('../../../../', import.meta.url);
  const read = (path: string) => readFile(new URL(path, root), 'utf8');
  const files = new Map([
    ['lamport.ts', await read(`${folder}/lamport.ts`)],
    ['contract.ts', await read('exercises/kapitel8/lamport/contract.ts')],
  ]);
  return { entry: 'lamport.ts', files };
}

const reference = await sourcesOf('solutions/kapitel8/lamport/reference');

describe('the suite of exercise 8.7', () => {
  it('gives 100 points in all', () => {
    const points = suite.properties.map((property) => property.points);
    expect(points.reduce((sum, value) => sum + value, 0)).toBe(100);
  });

  it.each(['reference', 'alternatives/closures', 'alternatives/ricart-agrawala'])(
    'accepts %s',
    async (solution) => {
      const submission = await plainSubmissionOf(
        await sourcesOf(`solutions/kapitel8/lamport/${solution}`),
      );
      for (const seed of [1, 2, 3]) {
        const { properties } = runSuite(suite, submission, { seed });
        expect(properties.filter(({ outcome }) => outcome !== 'holds')).toEqual([]);
      }
    },
  );

  it('lets nothing hold for the skeleton', async () => {
    const submission = await plainSubmissionOf(await sourcesOf('exercises/kapitel8/lamport'));
    const { properties } = runSuite(suite, submission, { seed: 1, minimise: false });
    for (const { counterexample } of properties) expect(counterexample?.fault?.kind).toBe('todo');
    expect(properties).toHaveLength(suite.properties.length);
  });

  it('finds permissions that Ricart and Agrawala’s algorithm gives twice', async () => {
    const mutant: Mutant = {
      id: 'deferred-stay',
      title: 'Aufgeschobene Quittungen werden nach der Freigabe nicht gestrichen',
      source: 'Ricart & Agrawala 1981',
      killedBy: ['mutex-exclusion', 'mutex-order'],
      edits: [{ file: 'lamport.ts', find: 'this.#deferred.clear();', replace: '' }],
    };
    const correct = await sourcesOf('solutions/kapitel8/lamport/alternatives/ricart-agrawala');
    const submission = await plainSubmissionOf(mutate(correct, mutant));
    for (const seed of [1, 2, 3, 4]) {
      const { properties } = runSuite(suite, submission, {
        seed,
        properties: mutant.killedBy,
        minimise: false,
      });
      expect(properties.map(({ outcome }) => outcome)).toEqual(['violated', 'violated']);
    }
  });

  it.each(mutants.map((mutant) => [mutant.id, mutant] as const))('finds %s', async (_, mutant) => {
    const submission = await plainSubmissionOf(mutate(reference, mutant));
    for (const seed of [1, 2]) {
      const { properties } = runSuite(suite, submission, {
        seed,
        properties: mutant.killedBy,
        minimise: false,
      });
      expect(properties.map(({ outcome }) => outcome)).toContain('violated');
    }
  });
});
