import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../catalogue/catalogue.ts';
import { ownLayout } from '../../catalogue/layout.ts';
import { isKill, runTrial, suiteFileOf } from '../../verify/trial.ts';
import { loadVariants } from '../../verify/variants.ts';
import { Comparison } from '../similarity/comparison.ts';
import { loadKnown } from '../similarity/known-solutions.ts';
import { Dice } from './dice.ts';
import { disguise } from './disguise.ts';
import { vary } from './vary.ts';

const layout = ownLayout();
const exercise = (await loadCatalogue(layout))
  .flatMap(({ exercises }) => exercises)
  .find(({ manifest }) => manifest.id === 'lamport');
if (exercise === undefined) throw new Error('no lamport');
const { chapter, manifest } = exercise;
const known = await loadKnown(layout, exercise);

describe('a solution in the words of somebody else', { timeout: 600_000 }, () => {
  it('does the same, and is the same for the same person', async () => {
    const variants = await loadVariants(layout, exercise);
    const { sources } = variants.find(({ kind }) => kind === 'reference') ?? {};
    const own = [...(sources?.files ?? [])].filter(([path]) => !manifest.contract.includes(path));
    const files = vary(new Map(own), new Dice('somebody'));
    expect(vary(new Map(own), new Dice('somebody'))).toEqual(files);
    expect(files).not.toEqual(new Map(own));
    const [outcomes = []] = await runTrial({
      suiteFile: suiteFileOf(layout.suites, chapter, manifest.id),
      sources: {
        entry: manifest.files[0] ?? '',
        files: new Map([...(sources?.files ?? []), ...files]),
      },
      references: [],
      seeds: [1],
    });
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.filter(isKill)).toEqual([]);
  });

  it('resembles nobody who started from the same, but a copy of it resembles it', () => {
    for (const [place, files] of known.solutions.entries()) {
      const solutions = known.solutions.filter((each) => each !== files);
      const comparison = new Comparison(manifest.id, { ...known, solutions });
      const people = ['a', 'b', 'c'].map((name) => vary(files, new Dice(`${name} ${place}`)));
      const exports = Object.keys(manifest.exports);
      const copy = disguise({
        files: people[0] ?? files,
        contract: new Map(),
        exports,
        seed: 'copy',
      });
      for (const [index, own] of [...people, copy].entries()) {
        comparison.add({ pseudonym: `p${index}`, attempt: 1, files: own });
      }
      const pairs = comparison.pairs();
      expect(pairs.map(({ a, b }) => [a, b])).toEqual([['p0-1', 'p3-1']]);
    }
  });
});
