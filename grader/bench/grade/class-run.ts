import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureProcess } from '../process-figures.ts';
import { layout } from '../subjects.ts';

export interface ClassRunRequest {
  readonly input: string;
  readonly out: string;
  readonly classFile: string;
  readonly exercises: readonly string[];
  readonly jobs: number;
}

/** What the meters showed at a moment. Processor time in ms, with all of the processes there were. */
export interface Meters {
  readonly wallMs: number;
  /** Of all processes together. */
  readonly totalMs: number;
  /** Of all in the jail, and of the jail itself. */
  readonly jailMs: number;
  /** Of the process that grades: it hands out the work and writes the journal. */
  readonly parentMs: number;
  /** The suites' own work, a part of `jailMs`, see `metering-jail.ts`. */
  readonly ownMs: number;
  /** Runs of a suite. */
  readonly runs: number;
  /** Of the process that grades. */
  readonly rssMiB: number;
}

export const noMeters: Meters = {
  wallMs: 0,
  totalMs: 0,
  jailMs: 0,
  parentMs: 0,
  ownMs: 0,
  runs: 0,
  rssMiB: 0,
};

/** A class that was graded. */
export interface ClassRun {
  readonly exitCode: number;
  /** Processor time can be measured by root alone. */
  readonly isMetered: boolean;
  /** Attempts: of those with the same files only one. */
  readonly judged: number;
  readonly began: Meters;
  readonly judgingBegan: Meters;
  readonly firstJudged: Meters;
  readonly lastJudged: Meters;
  readonly comparedAt: Meters;
  readonly ended: Meters;
  /** Largest resident size of the process that grades. */
  readonly peakMiB: number;
}

/** Grades a class in a process of its own, without a word. */
export async function runClass(request: ClassRunRequest): Promise<ClassRun> {
  const program = fileURLToPath(new URL('./run-class.ts', import.meta.url));
  const words = ['--import', 'tsx', program, JSON.stringify(request)];
  const { output, exitCode } = await measureProcess(process.execPath, words, { cwd: layout.root });
  const last = output.trim().split('\n').at(-1) ?? '';
  if (exitCode !== 0 || !last.startsWith('{')) throw new Error(`grading failed:\n${output}`);
  const run = JSON.parse(last) as ClassRun;
  if (run.exitCode !== 0) throw new Error(`grading ended with ${run.exitCode}:\n${output}`);
  return run;
}

/** The same by `npm run grade`, to be killed: in a process group of its own. */
export function gradeWords(request: ClassRunRequest): readonly string[] {
  const { input, out, classFile, exercises, jobs } = request;
  return [
    ...['--import', 'tsx', join(layout.root, 'grader', 'cli.ts'), 'grade', input, '--out', out],
    ...['--class', classFile, '--exercises', exercises.join(','), '--jobs', String(jobs)],
    '--no-color',
  ];
}

/** What the meters counted between two moments. */
export function between(from: Meters, to: Meters): Meters {
  const keys = Object.keys(noMeters) as (keyof Meters)[];
  return Object.fromEntries(keys.map((key) => [key, to[key] - from[key]])) as unknown as Meters;
}
