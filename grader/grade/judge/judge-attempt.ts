import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Exercise } from '../../catalogue/catalogue.ts';
import type { Layout } from '../../catalogue/layout.ts';
import { InstallationProblem } from '../../command-line/problem.ts';
import { CheckAborted, checkExercise } from '../../judging/check-exercise.ts';
import type { CheckedExercise } from '../../judging/conclude.ts';
import { sourceFiles, type Target } from '../../judging/submission-folder.ts';
import type { SuiteStore } from '../../judging/suite-store.ts';
import { scoreExercise } from '../../results/score.ts';
import { resultWording } from '../../results/wording.ts';
import type { Launcher } from '../../sandbox/launch.ts';
import { SandboxSession } from '../../sandbox/session.ts';
import { isDiskFull } from '../journal/durable-file.ts';
import type { ExerciseVerdict } from '../journal/verdict.ts';
import type { Incident } from '../model.ts';
import { FairRun, type TwoProcesses } from './fair-run.ts';
import { incidentWording } from './wording.ts';

/** One attempt, or those of its exercises that have to be judged; plain data. */
export interface AttemptJob {
  readonly pseudonym: string;
  readonly attempt: number;
  /** All files, `exercise/file`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly exercises: readonly { readonly id: string; readonly key: string }[];
  readonly seeds: readonly [number, ...number[]];
}

/** A verdict, and the wall clock it took, which is no part of it. */
export interface TimedVerdict {
  readonly verdict: ExerciseVerdict;
  readonly elapsedMs: number;
}

export interface JudgeTools {
  readonly layout: Layout;
  readonly suites: SuiteStore;
  /** By id, of the chapter that is graded. */
  readonly exercises: ReadonlyMap<string, Exercise>;
  /** An empty folder for this attempt alone. */
  readonly workFolder: string;
  readonly launch?: Launcher;
  /** Wall clock for the compiler's first try. */
  readonly compilerMs?: number;
  readonly signal: AbortSignal;
}

/**
 * Judges an attempt exercise by exercise, in processes of its own: one for all exercises, and a second
 * one for what has to be run twice.
 *
 * @throws InstallationProblem, CheckAborted, or the disk's error: then nothing is said about it.
 */
export async function judgeAttempt(
  job: AttemptJob,
  tools: JudgeTools,
): Promise<readonly TimedVerdict[]> {
  const unwritten = await writeFiles(job.files, tools.workFolder).then(
    () => undefined,
    (error: unknown) => (isOurs(error) ? detailOf(error, tools) : Promise.reject(error)),
  );
  const [first, second] = [new SandboxSession(tools.launch), new SandboxSession(tools.launch)];
  const processes = { first: first.run, second: second.run };
  try {
    const judged: TimedVerdict[] = [];
    for (const { id, key } of job.exercises) {
      const exercise = tools.exercises.get(id);
      if (exercise === undefined) throw new Error(`no exercise ${id}`);
      const beganAt = performance.now();
      const verdict =
        unwritten === undefined
          ? await judgeExercise(exercise, job, processes, tools)
          : unjudged(exercise, unwritten);
      const elapsedMs = performance.now() - beganAt;
      judged.push({ verdict: { exercise: id, key, ...verdict }, elapsedMs });
    }
    return judged;
  } finally {
    await Promise.all([first.close(), second.close()]);
    await rm(tools.workFolder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function writeFiles(files: AttemptJob['files'], folder: string): Promise<void> {
  for (const [path, bytes] of files) {
    // The reader has made sure of it; what is written here must never leave the folder.
    if (!/^[^/\\\0]+(\/[^/\\\0]+)+$/.test(path) || /(^|\/)\.\.?(\/|$)/.test(path)) {
      throw new Error(`not a path inside a submission: ${path}`);
    }
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes, { flag: 'wx' });
  }
}

async function judgeExercise(
  exercise: Exercise,
  { seeds }: AttemptJob,
  processes: TwoProcesses,
  tools: JudgeTools,
): Promise<Omit<ExerciseVerdict, 'exercise' | 'key'>> {
  const { id } = exercise.manifest;
  const fair = new FairRun(id, seeds, processes);
  try {
    const options = { seed: seeds[0], seedOf: fair.seedOf };
    const target = await targetIn(tools.workFolder, exercise);
    const controls = { ...tools, onProgress: () => undefined, runJob: fair.run };
    const check = (patience: Patience) => {
      fair.incidents.length = 0;
      return checkExercise(target, options, { ...controls, ...patience });
    };
    const { checked, isStopped } = await patiently(check, tools.compilerMs ?? defaultCompilerMs);
    if (isStopped) fair.incidents.push(compilerIncident(id));
    const own = checked.result.status === 'pruefer-fehler' && fair.incidents.length === 0;
    const defects = own ? checked.defects.map((detail) => defectOf(id, detail)) : [];
    return {
      result: checked.result,
      suiteHash: checked.suiteHash,
      incidents: [...fair.incidents, ...defects],
    };
  } catch (error) {
    if (!isOurs(error)) throw error;
    return unjudged(exercise, detailOf(error, tools), fair.incidents);
  }
}

interface Patience {
  readonly compilerMs: number;
  readonly onCompilerStopped: () => void;
}

/**
 * The compiler is stopped by the wall clock alone: a machine that judges many at once may be slow, and
 * that must not cost anybody points. It gets a second, longer try; if that is in vain, too, the
 * instructor is told.
 */
async function patiently(
  check: (patience: Patience) => Promise<CheckedExercise>,
  compilerMs: number,
): Promise<{ readonly checked: CheckedExercise; readonly isStopped: boolean }> {
  let isStopped = false;
  const onCompilerStopped = () => {
    isStopped = true;
  };
  const checked = await check({ compilerMs, onCompilerStopped });
  if (!isStopped) return { checked, isStopped };
  isStopped = false;
  const again = await check({ compilerMs: 3 * compilerMs, onCompilerStopped });
  return { checked: again, isStopped };
}

const defaultCompilerMs = 120_000;

function compilerIncident(exercise: string): Incident {
  return { kind: 'killed', exercise, message: incidentWording.compilerStopped };
}

/** A defect of the grader's on this submission; the others can be judged. */
function isOurs(error: unknown): boolean {
  return !(
    error instanceof InstallationProblem ||
    error instanceof CheckAborted ||
    isDiskFull(error)
  );
}

function detailOf(error: unknown, { workFolder }: JudgeTools): string {
  const message = error instanceof Error ? error.message : String(error);
  // Where the work is done differs from run to run.
  return message.replaceAll(workFolder, '');
}

async function targetIn(folder: string, exercise: Exercise): Promise<Target> {
  const { id } = exercise.manifest;
  const sourceDir = join(folder, id);
  const present = (await sourceFiles(sourceDir)).length > 0;
  return { exercise, sourceDir: present ? sourceDir : undefined, shownAs: id };
}

function defectOf(exercise: string, detail: string): Incident {
  return { kind: 'defect', exercise, message: incidentWording.defect(detail) };
}

/** The verdict where the grader itself failed before it knew the exercise's properties. */
function unjudged(
  exercise: Exercise,
  detail: string,
  incidents: readonly Incident[] = [],
): Omit<ExerciseVerdict, 'exercise' | 'key'> {
  const { manifest, weight } = exercise;
  const failure = { status: 'pruefer-fehler', message: resultWording.graderDefect } as const;
  return {
    result: scoreExercise({
      manifest,
      weight,
      properties: [],
      reports: [],
      findings: [],
      failure,
    }),
    suiteHash: '',
    incidents: [...incidents, defectOf(manifest.id, detail)],
  };
}
