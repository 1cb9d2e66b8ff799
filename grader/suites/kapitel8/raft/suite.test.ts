import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { mutants } from '../../../../solutions/kapitel8/raft/mutants.ts';
import { plainSubmissionOf } from '../../../sandbox/plain.ts';
import { mutate } from '../../../verify/variants.ts';
import { runSuite } from '../../run-suite.ts';
import { suite } from './suite.ts';

const entry = 'raft.ts';
const own = [entry, 'log.ts', 'key-value-store.ts'] as const;

/** Sources of a solution below `solutions/kapitel8/raft`, or of the skeleton. */
async function sourcesOf(folder: string) {
  const root = new URL('../../../../', import.meta.url);
  const read = (path: string) => readFile(new URL(path, root), 'utf8');
  const files = new Map([['protocol.ts', await read('exercises/kapitel8/raft/protocol.ts')]]);
  for (const name of own) files.set(name, await read(`${folder}/${name}`));
  return { entry, files };
}

const reference = await sourcesOf('solutions/kapitel8/raft/reference');

describe('the suite of exercise 8.8', () => {
  it('gives 100 points, and 15 more for the bonus', () => {
    const points = (isBonus: boolean) =>
      suite.properties
        .filter(({ part }) => (part === 'snapshots') === isBonus)
        .reduce((sum, property) => sum + property.points, 0);
    expect([points(false), points(true)]).toEqual([100, 15]);
  });

  it('lists the points of every property in the task', async () => {
    const url = new URL('../../../../exercises/kapitel8/raft/aufgabe.md', import.meta.url);
    const rows = (await readFile(url, 'utf8')).split('\n').map((row) => row.replaceAll(/ +/g, ' '));
    for (const { title, points, visibility } of suite.properties) {
      const level = visibility === 'offen' ? 'offen |' : '|';
      expect(rows).toContain(`| ${title} | ${points} | ${level}`);
    }
  });

  it.each(['reference', 'alternatives/batched', 'alternatives/eager', 'alternatives/functional'])(
    'accepts %s',
    async (solution) => {
      const submission = await plainSubmissionOf(
        await sourcesOf(`solutions/kapitel8/raft/${solution}`),
      );
      for (const seed of [1, 2, 3]) {
        const { properties } = runSuite(suite, submission, { seed });
        expect(properties.filter(({ outcome }) => outcome !== 'holds')).toEqual([]);
      }
    },
  );

  it('lets nothing hold for the skeleton', async () => {
    const submission = await plainSubmissionOf(await sourcesOf('exercises/kapitel8/raft'));
    const { properties } = runSuite(suite, submission, { seed: 1, minimise: false });
    for (const { counterexample } of properties) expect(counterexample?.fault?.kind).toBe('todo');
    expect(properties).toHaveLength(suite.properties.length);
  });

  it.each(mutants.map((mutant) => [mutant.id, mutant] as const))('finds %s', async (_, mutant) => {
    const submission = await plainSubmissionOf(mutate(reference, mutant));
    for (const seed of [1, 2]) {
      const { properties } = runSuite(suite, submission, {
        seed,
        properties: mutant.killedBy,
        minimise: false,
      });
      expect(properties.filter(({ outcome }) => outcome !== 'holds')).not.toEqual([]);
    }
  });
});
