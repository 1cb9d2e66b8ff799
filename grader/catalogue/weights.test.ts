import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fullPoints } from '../results/weighed.ts';
import { loadCatalogue } from './catalogue.ts';
import { ownLayout } from './layout.ts';

const layout = ownLayout();
const text = await readFile(join(layout.root, 'CONTRIBUTING.md'), 'utf8');

/** The weights as CONTRIBUTING.md gives reasons for them: `| \`raft\` | 22 | … |`. */
const reasoned = new Map(
  [...text.matchAll(/^\| `([a-z0-9-]+)` \| (\d+) \| [^|]+ \|$/gm)].map(
    ([, id = '', weight]) => [id, Number(weight)] as const,
  ),
);

const sum = (weights: Iterable<number>) => [...weights].reduce((total, each) => total + each, 0);

test('the weights of the whole chapter add up to 100', () => {
  expect(reasoned.size).toBe(9);
  expect(sum(reasoned.values())).toBe(fullPoints);
});

test.each(await loadCatalogue(layout))(
  'each exercise of $manifest.id has the weight there is a reason for, none is there twice',
  ({ manifest }) => {
    const ids = manifest.exercises.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, weight } of manifest.exercises)
      expect([id, weight]).toEqual([id, reasoned.get(id)]);
    // So a chapter with all exercises of the table is worth exactly 100.
    const isComplete = [...reasoned.keys()].every((id) => ids.includes(id));
    const quiz = manifest.quiz?.counts === 'weight' ? manifest.quiz.points : 0;
    if (isComplete) {
      expect(sum([quiz, ...manifest.exercises.map(({ weight }) => weight)])).toBe(fullPoints);
    }
  },
);
