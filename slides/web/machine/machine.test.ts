import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Exercise, loadCatalogue } from '../../../grader/catalogue/catalogue.ts';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { checkExercise } from '../../../grader/judging/check-exercise.ts';
import { SuiteStore } from '../../../grader/judging/suite-store.ts';
import type { ExerciseResult } from '../../../grader/results/result.ts';
import { loadVariants } from '../../../grader/verify/variants.ts';
import { exercisePackages } from '../../render/machine/packages.ts';
import { machineParts } from '../../render/machine/parts.ts';
import { type Bench, executable, type MachinePage, openBench } from './page.fixture.ts';

/** The page judges as the command line does: the same bytes. */

const hasBrowser = existsSync(executable);
const layout = ownLayout();
const suites = new SuiteStore({ withoutSecrets: true });
const exercises = (await loadCatalogue(layout)).flatMap((chapter) => chapter.exercises);
const byId = (id: string) => exercises.find(({ manifest }) => manifest.id === id) as Exercise;
const chosen = { lamport: 'receive-overwrites', gossip: '', raft: '' };
let folder: string;
let bench: Bench;
let page: MachinePage;

describe.skipIf(!hasBrowser)('in Chromium', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'submissions-'));
    const packages = await exercisePackages(layout, Object.keys(chosen).map(byId));
    bench = await openBench([...(await machineParts()), ...packages]);
    page = await bench.open('file');
  }, 200_000);
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
      (each) => each.kind === kind && (name === undefined || name === '' || each.id === name),
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
    const options = { seed: 7, runs: 12 };
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
});

test('a missing browser is no excuse where tests must run', () => {
  if (process.env.CI === 'true') expect(hasBrowser).toBe(true);
});
