import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
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

// What `npm run verify` cannot express: a bug of an alternative, not of the reference.
describe('the suite of exercise 8.7', () => {
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
});
