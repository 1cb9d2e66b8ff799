import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { median } from '../../../grader/bench/table.ts';
import type { Exercise } from '../../../grader/catalogue/catalogue.ts';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { checkExercise } from '../../../grader/judging/check-exercise.ts';
import { SuiteStore } from '../../../grader/judging/suite-store.ts';
import { loadReferenceSources } from '../../../grader/verify/variants.ts';
import { run } from './build-command.ts';

/** How long the command line takes to check one exercise's reference. */
export interface CommandLineTimes {
  /** `npm run check <exercise>` without npm: Node's start, the check, the report in the terminal. */
  readonly commandMs: number;
  /** From a saved file to the result where all programs are loaded, as with `--watch`. */
  readonly againMs: number;
}

/** A student's files by name. */
export type Texts = Readonly<Record<string, string>>;

const layout = ownLayout();
const suites = new SuiteStore({ withoutSecrets: true });
const times = 3;

export async function referenceTexts(exercise: Exercise): Promise<Texts> {
  const { files } = await loadReferenceSources(layout, exercise);
  const own = [...files].filter(([name]) => !exercise.manifest.contract.includes(name));
  return Object.fromEntries(own);
}

/** @throws if the reference does not pass. */
export async function onCommandLine(exercise: Exercise, texts: Texts): Promise<CommandLineTimes> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-seite-'));
  try {
    for (const [name, text] of Object.entries(texts)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const commands: number[] = [];
    for (let i = 0; i < times; i += 1) commands.push(await timed(() => command(exercise, folder)));
    // The first one loads what the others find.
    await check(exercise, folder);
    const again: number[] = [];
    for (let i = 0; i < times; i += 1) again.push(await timed(() => check(exercise, folder)));
    return { commandMs: median(commands), againMs: median(again) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function check(exercise: Exercise, sourceDir: string): Promise<void> {
  const { result } = await checkExercise(
    { exercise, sourceDir, shownAs: exercise.manifest.id },
    { seed: 1 },
    { layout, suites, signal: new AbortController().signal, onProgress: () => undefined },
  );
  if (result.status !== 'bestanden') throw new Error(`${exercise.manifest.id}: ${result.status}`);
}

function command({ manifest }: Exercise, folder: string): Promise<void> {
  const cli = join(layout.root, 'grader/cli.ts');
  const check = ['check', manifest.id, '--submission', folder];
  return run(['--import', 'tsx', cli, ...check], layout.root);
}

async function timed(act: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}
