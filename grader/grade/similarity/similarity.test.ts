import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../catalogue/catalogue.ts';
import { ownLayout } from '../../catalogue/layout.ts';
import { disguise } from '../demo/disguise.ts';
import { Comparison } from './comparison.ts';
import { loadKnown } from './known-solutions.ts';

const timeout = 1_200_000;

type Files = ReadonlyMap<string, string>;

const layout = ownLayout();
const catalogue = await loadCatalogue(layout);
const exercises = await Promise.all(
  catalogue
    .flatMap((chapter) => chapter.exercises)
    .map(async (exercise) => ({ exercise, known: await loadKnown(layout, exercise) })),
);
type Task = (typeof exercises)[number];

/** What is said of two solutions if the others are all that is known. */
function judge({ exercise, known }: Task, a: Files, b: Files, unknown: readonly Files[]) {
  const solutions = known.solutions.filter((files) => !unknown.includes(files));
  const comparison = new Comparison(exercise.manifest.id, { ...known, solutions });
  comparison.add({ pseudonym: 'a', attempt: 1, files: a });
  comparison.add({ pseudonym: 'b', attempt: 1, files: b });
  return comparison.pairs();
}

function disguised({ exercise, known }: Task, files: Files, seed: string): Files {
  const { contract, exports } = exercise.manifest;
  const given = new Map(contract.map((path) => [path, known.given.get(path) ?? '']));
  const request = { files: new Map([...files, ...given]), contract: given, seed };
  const copy = disguise({ ...request, exports: Object.keys(exports) });
  return new Map([...copy].filter(([path]) => !contract.includes(path)));
}

describe('of all exercises', { timeout }, () => {
  it('solutions that were written independently are not listed', () => {
    const listed: string[] = [];
    let compared = 0;
    for (const task of exercises) {
      const { solutions } = task.known;
      for (const [place, a] of solutions.entries()) {
        for (const b of solutions.slice(place + 1)) {
          compared++;
          const pairs = judge(task, a, b, [a, b]);
          listed.push(...pairs.map(({ exercise, share }) => `${exercise} ${share}`));
        }
      }
    }
    expect(listed).toEqual([]);
    expect(compared).toBeGreaterThan(50);
  });

  it('disguised copies are listed, with what they share', () => {
    const missed: string[] = [];
    for (const task of exercises) {
      for (const [place, files] of task.known.solutions.entries()) {
        const copy = disguised(task, files, `copy ${place}`);
        const [pair] = judge(task, files, copy, [files]);
        if (pair === undefined) missed.push(`${task.exercise.manifest.id} ${place}`);
        else expect(pair.fragments.length).toBeGreaterThan(0);
      }
    }
    expect(missed).toEqual([]);
  });
});
