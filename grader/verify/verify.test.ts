import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { type Exercise, loadCatalogue } from '../catalogue/catalogue.ts';
import { ownLayout } from '../catalogue/layout.ts';
import { referencesFor } from '../sandbox/reference.ts';
import { auditExercise } from './audit.ts';
import { renderKillMatrix } from './kill-matrix.ts';
import { runTrial, suiteFileOf } from './trial.ts';
import { loadVariants, MutantProblem, mutate, type Variant } from './variants.ts';
import { verifyExercise } from './verify.ts';

const layout = ownLayout();
const catalogue = await loadCatalogue(layout);
const exercises = catalogue.flatMap((chapter) => chapter.exercises);

describe.each(exercises.map((exercise) => [exercise.manifest.id, exercise] as const))(
  '%s',
  (_id, exercise) => {
    test('files, points, hints and references are in order', async () => {
      expect(await auditExercise(layout, exercise)).toEqual([]);
    });

    // `npm run verify` does the same under 100 seeds.
    test('the correct pass, the skeleton fails, every mutant dies', {
      timeout: 600_000,
    }, async () => {
      const report = await verifyExercise(layout, exercise, {
        seeds: 1,
        matrixSeeds: 0,
        threads: availableParallelism(),
        onProgress: () => {},
      });
      expect(report.correct.length).toBeGreaterThanOrEqual(3);
      expect(report.misjudged).toEqual([]);
      const all = [...report.mutants, ...report.transplants];
      const survivors = all.filter(({ killedSeeds }) => killedSeeds < report.seeds);
      expect(survivors.map(({ id, survivedSeeds }) => ({ id, survivedSeeds }))).toEqual([]);
      expect(report.mutants.length).toBeGreaterThan(5);
    });
  },
);

// Seeds under which a suite, as it was, condemned a correct solution, or rightly one of ours.
test.each([
  ['service-discovery', 'blindprobe', 1237817124],
  ['config-store', 'blindprobe', 553703326],
  ['config-store', 'closures', 1275679315],
  ['config-store', 'reference', 1759143452],
] as const)('%s accepts %s under seed %i', { timeout: 120_000 }, async (id, variant, seed) => {
  const exercise = exercises.find(({ manifest }) => manifest.id === id) as Exercise;
  const variants = await loadVariants(layout, exercise);
  const { sources } = variants.find((one) => one.id === variant) as Variant;
  const references = await referencesFor(layout, exercise);
  const suiteFile = suiteFileOf(layout.suites, exercise.chapter, id);
  const [outcomes] = await runTrial({ suiteFile, sources, references, seeds: [seed] });
  expect(outcomes?.filter(({ outcome }) => outcome !== 'holds')).toEqual([]);
  expect(outcomes?.length).toBeGreaterThan(5);
});

describe('mutants', () => {
  const sources = { entry: 'a.ts', files: new Map([['a.ts', 'const x = 1;\nconst y = 1;\n']]) };
  const mutant = (find: string) => ({
    id: 'm',
    title: 'M',
    source: 'here',
    killedBy: ['p'] as [string],
    edits: [{ file: 'a.ts', find, replace: 'const x = 2' }],
  });

  test('an edit is made exactly where it fits', () => {
    expect(mutate(sources, mutant('const x = 1')).files.get('a.ts')).toBe(
      'const x = 2;\nconst y = 1;\n',
    );
  });

  test.each(['= 1', 'const z = 1'])(
    'an edit that does not fit exactly once is refused: %s',
    (find) => {
      expect(() => mutate(sources, mutant(find))).toThrow(MutantProblem);
    },
  );
});

test('the kill matrix shows medians, shares and properties nobody violates', () => {
  const property = (id: string) => ({ id, title: `Titel ${id}` });
  const text = renderKillMatrix({
    exercise: 'x',
    seeds: 100,
    matrixSeeds: 10,
    suite: { exercise: 'x', properties: [property('a'), property('b')] as never },
    correct: ['reference'],
    misjudged: [],
    mutants: [
      {
        id: 'bug',
        title: 'Fehler',
        source: 'hier',
        killedBy: ['a'],
        killedSeeds: 100,
        survivedSeeds: [],
        kills: new Map([['a', { times: 9, medianScenarios: 3 }]]),
      },
    ],
    transplants: [],
  });
  expect(text).toContain('| `bug` | 100/100 | **3** (9) | · |');
  expect(text).toContain('## Eigenschaften ohne Treffer');
  expect(text).toContain('- `b` – Titel b');
});
