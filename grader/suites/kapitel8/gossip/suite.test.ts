import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { mutants } from '../../../../solutions/kapitel8/gossip/mutants.ts';
import { plainSubmissionOf } from '../../../sandbox/plain.ts';
import { mutate } from '../../../verify/variants.ts';
import { runSuite } from '../../run-suite.ts';
import { suite } from './suite.ts';

/** Sources of a solution below `solutions/kapitel8/gossip`, or of the skeleton. */
async function sourcesOf(folder: string) {
  const root = new URL('../../../../', import.meta.url);
  const read = (path: string) => readFile(new URL(path, root), 'utf8');
  const files = new Map([
    ['gossip.ts', await read(`${folder}/gossip.ts`)],
    ['membership.ts', await read(`${folder}/membership.ts`)],
    ['protocol.ts', await read('exercises/kapitel8/gossip/protocol.ts')],
  ]);
  return { entry: 'gossip.ts', files };
}

const reference = await sourcesOf('solutions/kapitel8/gossip/reference');
const bonusPart = 'mitglieder';

describe('the suite of exercise 8.6', () => {
  it('gives 100 points, and 20 more for the bonus', () => {
    const points = (isBonus: boolean) =>
      suite.properties
        .filter(({ part }) => (part === bonusPart) === isBonus)
        .reduce((sum, property) => sum + property.points, 0);
    expect([points(false), points(true)]).toEqual([100, 20]);
  });

  it.each(['reference', 'alternatives/push-pull', 'alternatives/reducer'])(
    'accepts %s',
    async (solution) => {
      const submission = await plainSubmissionOf(
        await sourcesOf(`solutions/kapitel8/gossip/${solution}`),
      );
      for (const seed of [1, 2, 3]) {
        const { properties } = runSuite(suite, submission, { seed });
        expect(properties.filter(({ outcome }) => outcome !== 'holds')).toEqual([]);
      }
    },
    30_000,
  );

  it('lets nothing hold for the skeleton', async () => {
    const submission = await plainSubmissionOf(await sourcesOf('exercises/kapitel8/gossip'));
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
      expect(properties.map(({ outcome }) => outcome)).toContain('violated');
    }
  });
});
