import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Exercise, loadCatalogue } from '../../../grader/catalogue/catalogue.ts';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { checkExercise } from '../../../grader/judging/check-exercise.ts';
import { parseToken } from '../../../grader/judging/replay-token.ts';
import { SuiteStore } from '../../../grader/judging/suite-store.ts';
import type { ExerciseResult } from '../../../grader/results/result.ts';
import { loadVariants } from '../../../grader/verify/variants.ts';
import { inChromium } from '../../browser/chromium.fixture.ts';
import { sharedSite } from '../../browser/site.fixture.ts';
import type { Played } from './contract.ts';
import { type Bench, type MachinePage, openBench } from './page.fixture.ts';

/** The page judges as the command line does: the same bytes. */

const layout = ownLayout();
const suites = new SuiteStore({ withoutSecrets: true });
const exercises = (await loadCatalogue(layout)).flatMap((chapter) => chapter.exercises);
const byId = (id: string) => exercises.find(({ manifest }) => manifest.id === id) as Exercise;
const chosen = {
  lamport: 'receive-overwrites',
  gossip: 'dead-at-once',
  raft: 'higher-term-keeps-vote',
};
let folder: string;
let bench: Bench;
let page: MachinePage;

inChromium({ timeout: 300_000 }, (chromium) => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'submissions-'));
    const { files } = await sharedSite();
    const judging = [...files].filter(([name]) => name.startsWith('werkstatt/'));
    bench = await openBench(chromium.browser, judging);
    page = await bench.open('file');
    await page.evaluate('machine.warmUp()');
  }, 400_000);
  afterAll(async () => {
    await bench?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  type Files = Readonly<Record<string, string>>;

  const inPage = (id: string, files: Files, options: object): Promise<ExerciseResult> =>
    page.evaluate(
      `machine.checkInPage({ exercise: werkstatt[${JSON.stringify(id)}], files: ${JSON.stringify(files)}, ...${JSON.stringify(options)} })`,
    );

  /** The same files, checked from a folder. */
  async function onCommandLine(
    id: string,
    files: Files,
    options: { seed: number; runs?: number },
  ): Promise<ExerciseResult> {
    const exercise = byId(id);
    const sourceDir = await mkdtemp(join(folder, `${id}-`));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(sourceDir, name)), { recursive: true });
      await writeFile(join(sourceDir, name), text);
    }
    const target = { exercise, sourceDir, shownAs: `exercises/kapitel8/${id}` };
    const { result } = await checkExercise(target, options, {
      layout,
      suites,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    return result;
  }

  const plain = (result: ExerciseResult): unknown => JSON.parse(JSON.stringify(result));

  async function variant(id: string, kind: string, name?: string): Promise<Files> {
    const { contract } = byId(id).manifest;
    const found = (await loadVariants(layout, byId(id))).find(
      (each) => each.kind === kind && (name === undefined || each.id === name),
    );
    const own = [...(found?.sources.files ?? [])].filter(([path]) => !contract.includes(path));
    return Object.fromEntries(own);
  }

  test.each(
    Object.entries(chosen).flatMap(([id, mutant]) =>
      (['skeleton', 'reference', 'mutant'] as const).map((kind) => [id, kind, mutant] as const),
    ),
  )('%s, %s: equal to the command line', async (id, kind, mutant) => {
    const files = await variant(id, kind, kind === 'mutant' ? mutant : undefined);
    const options = { seed: 7, runs: 5 };
    const [here, there] = await Promise.all([
      inPage(id, files, options),
      onCommandLine(id, files, options),
    ]);
    expect(here.properties.length).toBeGreaterThan(5);
    expect(here).toEqual(plain(there));
    if (kind === 'mutant') {
      expect(here.properties.some(({ counterexample }) => counterexample?.trace)).toBe(true);
    }
    expect(page.complaints).toEqual([]);
  });

  const replaced = async (changes: readonly (readonly [RegExp, string])[]): Promise<Files> => {
    const files = { ...(await variant('lamport', 'reference')) };
    for (const [pattern, text] of changes) {
      const before = files['lamport.ts'] ?? '';
      files['lamport.ts'] = before.replace(pattern, text);
      expect(files['lamport.ts']).not.toBe(before);
    }
    return files;
  };

  test.each<[string, string, () => Promise<Files> | Files]>([
    [
      'types that do not fit',
      'nicht-auswertbar',
      () =>
        replaced([
          [
            /$/,
            `
export const wrong: number = 'x';
const list: number[] = [];
export const maybe: number = list[0];
export const none = { a: 1 }.b;
function f(a: { readonly x: number }): string { return a; }
f({ y: 1 });
`,
          ],
        ]),
    ],
    [
      'what may not be used, and TODO',
      'unzulaessig',
      () =>
        replaced([
          [/$/, '\n// TODO(8.7): later\nexport const at = () => Date.now() + Math.random();\n'],
        ]),
    ],
    [
      'a syntax error',
      'nicht-auswertbar',
      () => replaced([[/$/, '\nexport const = 3;\nlet x: = 2;\n']]),
    ],
    ['a missing file', 'nicht-auswertbar', () => ({ 'andere.ts': 'export {};\n' })],
    [
      'a missing import, and a file that nobody imports',
      'unzulaessig',
      async () => ({
        ...(await replaced([[/^/, "import { x } from './helfer.ts';\nimport 'node:fs';\nx();\n"]])),
        'lose.ts': 'export const a = 1;\n',
      }),
    ],
  ])('%s: equal findings', async (_, status, make) => {
    const files = await make();
    const options = { seed: 1, runs: 1 };
    const here = await inPage('lamport', files, options);
    expect(here.status).toBe(status);
    expect(here.findings.length).toBeGreaterThan(0);
    expect(here).toEqual(plain(await onCommandLine('lamport', files, options)));
  });

  test('a counterexample can be played again, and a run that fails nothing as well', async () => {
    const files = await variant('lamport', 'mutant', chosen.lamport);
    const checked = await inPage('lamport', files, { seed: 7, runs: 8 });
    const failed = checked.properties.find(({ counterexample }) => counterexample?.trace);
    const token = parseToken(failed?.replay ?? '');
    if (failed === undefined || token.kind !== 'replay') throw new Error('nothing to play');
    const play = (sources: Files): Promise<Played> =>
      page.evaluate(
        `machine.playInPage({ exercise: werkstatt.lamport, files: ${JSON.stringify(sources)}, replay: ${JSON.stringify(token.replay)} })`,
      );
    const again = await play(files);
    expect(again.trace).toEqual(failed.counterexample?.trace);
    expect(again.token).toBe(failed.replay);
    expect(again.verdicts.find(({ property }) => property === failed.id)).toMatchObject({
      outcome: 'violated',
      message: failed.message,
      events: failed.counterexample?.events,
    });
    const right = await play(await variant('lamport', 'reference'));
    expect(right.verdicts.every(({ outcome }) => outcome === 'holds')).toBe(true);
    expect(right.trace.events.length).toBeGreaterThan(0);
    await expect(play({ 'lamport.ts': 'export const = 1;' })).rejects.toThrow(/übersetzen/);
  });
});
