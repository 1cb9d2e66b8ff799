import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageProblem } from '../command-line/problem.ts';
import { type JudgeJobs, judgeAll } from './crew/crew.ts';
import type { JudgeSetup } from './crew/messages.ts';
import type { Journal } from './journal/journal.ts';
import { type ExerciseVerdict, isReusable } from './journal/verdict.ts';
import type { AttemptJob } from './judge/judge-attempt.ts';
import type { Attempt, GradedInput } from './model.ts';
import { type Plan, verdictKey } from './plan.ts';
import type { Times } from './times.ts';
import { gradeWording } from './wording.ts';

export type AttemptKeys = Readonly<Record<string, string>>;

/** What has to be judged, and what each verdict will be called. */
export interface Work {
  /** Attempts with exercises on which the journal holds no verdict. */
  readonly jobs: readonly AttemptJob[];
  /** By `<pseudonym>-<attempt>`. */
  readonly keys: ReadonlyMap<string, AttemptKeys>;
  /** All keys of a person, by pseudonym: whoever hands in again has changed little. */
  readonly wanted: ReadonlyMap<string, ReadonlySet<string>>;
}

export function attemptName(pseudonym: string, attempt: number): string {
  return `${pseudonym}-${attempt}`;
}

/** Compares what is handed in with what the journal knows. */
export async function findWork(
  submissions: readonly GradedInput[],
  plan: Plan,
  journal: Journal,
): Promise<Work> {
  const jobs: AttemptJob[] = [];
  const keys = new Map<string, AttemptKeys>();
  const wanted = new Map<string, ReadonlySet<string>>();
  for (const { student, attempts } of submissions) {
    const { pseudonym } = student;
    const named = attempts.map((attempt) => ({
      attempt,
      exercises: namedExercises(attempt, plan),
    }));
    for (const { attempt, exercises } of named) {
      const pairs = exercises.map(({ id, key }) => [id, key] as const);
      keys.set(attemptName(pseudonym, attempt.number), Object.fromEntries(pairs));
    }
    wanted.set(pseudonym, new Set(named.flatMap(({ exercises }) => exercises.map(keyOf))));
    const known = await reusableKeys(pseudonym, attempts, journal);
    for (const { attempt, exercises } of named) {
      const missing = exercises.filter(({ key }) => !known.has(key));
      if (missing.length === 0) continue;
      for (const { key } of missing) known.add(key);
      const { number, files } = attempt;
      jobs.push({ pseudonym, attempt: number, files, exercises: missing, seeds: plan.seeds });
    }
  }
  return { jobs, keys, wanted };
}

function namedExercises(attempt: Attempt, plan: Plan): AttemptJob['exercises'] {
  return plan.exercises.map((planned) => ({
    id: planned.exercise.manifest.id,
    key: verdictKey(planned, attempt),
  }));
}

function keyOf({ key }: { readonly key: string }): string {
  return key;
}

async function reusableKeys(
  pseudonym: string,
  attempts: readonly Attempt[],
  journal: Journal,
): Promise<Set<string>> {
  const known = new Set<string>();
  for (const { number } of attempts) {
    const entry = await journal.read(pseudonym, number);
    for (const verdict of entry?.exercises.filter(isReusable) ?? []) known.add(verdict.key);
  }
  return known;
}

/**
 * A judge loads the suites itself; one that was edited since the plan was made would be journaled under
 * the name of the other.
 */
function assertPlanned(verdicts: readonly ExerciseVerdict[], { exercises }: Plan): void {
  for (const { exercise, suiteHash } of verdicts.filter(isReusable)) {
    const planned = exercises.find((each) => each.exercise.manifest.id === exercise);
    if (planned?.suiteHash === suiteHash) continue;
    throw new UsageProblem(gradeWording.suiteChanged(exercise));
  }
}

export interface JudgingOptions {
  readonly jobs: number;
  readonly setup: JudgeSetup;
  /** Of this run alone; removed with its parent at the end. */
  readonly workFolder: string;
  readonly signal: AbortSignal;
  readonly times: Times;
  readonly onJudged: () => void;
  /** On this machine, if nothing is said. */
  readonly judgeJobs?: JudgeJobs | undefined;
}

/** Judges what is left to do; every verdict is in the journal before the next of its process begins. */
export async function judgePeople(
  { jobs, wanted }: Work,
  plan: Plan,
  journal: Journal,
  options: JudgingOptions,
): Promise<void> {
  const { setup, workFolder, signal, judgeJobs = judgeAll } = options;
  await judgeJobs(jobs, { size: options.jobs, setup, workFolder, signal }, async (job, judged) => {
    const fresh = judged.map(({ verdict }) => verdict);
    assertPlanned(fresh, plan);
    const known = (await journal.read(job.pseudonym, job.attempt))?.exercises ?? [];
    const still = known.filter(
      (each) =>
        isReusable(each) &&
        wanted.get(job.pseudonym)?.has(each.key) === true &&
        !fresh.some(({ key }) => key === each.key),
    );
    const order = plan.exercises.map(({ exercise }) => exercise.manifest.id);
    const byOrder = (a: ExerciseVerdict, b: ExerciseVerdict) =>
      order.indexOf(a.exercise) - order.indexOf(b.exercise) || (a.key < b.key ? -1 : 1);
    await journal.write({
      version: 1,
      pseudonym: job.pseudonym,
      attempt: job.attempt,
      exercises: [...still, ...fresh].sort(byOrder),
    });
    await options.times.add(job.pseudonym, job.attempt, judged);
    options.onJudged();
  });
  await rm(dirname(workFolder), { recursive: true, force: true, maxRetries: 3 });
}
