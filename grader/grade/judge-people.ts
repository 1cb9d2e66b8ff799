import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type JudgeJobs, judgeAll } from './crew/crew.ts';
import type { JudgeSetup } from './crew/messages.ts';
import type { Journal } from './journal/journal.ts';
import { type ExerciseVerdict, isReusable } from './journal/verdict.ts';
import type { AttemptJob } from './judge/judge-attempt.ts';
import type { GradedInput } from './model.ts';
import { type Plan, verdictKey } from './plan.ts';
import type { Times } from './times.ts';

export type AttemptKeys = Readonly<Record<string, string>>;

/** What has to be judged, and what each verdict will be called. */
export interface Work {
  /** Attempts of which the journal does not hold every verdict. */
  readonly jobs: readonly AttemptJob[];
  /** By `<pseudonym>-<attempt>`. */
  readonly keys: ReadonlyMap<string, AttemptKeys>;
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
  for (const { student, attempts } of submissions) {
    for (const attempt of attempts) {
      const exercises = plan.exercises.map((planned) => ({
        id: planned.exercise.manifest.id,
        key: verdictKey(planned, attempt),
      }));
      const name = attemptName(student.pseudonym, attempt.number);
      keys.set(name, Object.fromEntries(exercises.map(({ id, key }) => [id, key])));
      const known = (await journal.read(student.pseudonym, attempt.number))?.exercises ?? [];
      const missing = exercises.filter(
        ({ id, key }) => !known.some((each) => each.exercise === id && isReusable(each, key)),
      );
      if (missing.length === 0) continue;
      jobs.push({
        pseudonym: student.pseudonym,
        attempt: attempt.number,
        files: attempt.files,
        exercises: missing,
        seeds: plan.seeds,
      });
    }
  }
  return { jobs, keys };
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
  { jobs, keys }: Work,
  plan: Plan,
  journal: Journal,
  options: JudgingOptions,
): Promise<void> {
  const { setup, workFolder, signal, judgeJobs = judgeAll } = options;
  await judgeJobs(jobs, { size: options.jobs, setup, workFolder, signal }, async (job, judged) => {
    const fresh = judged.map(({ verdict }) => verdict);
    const wanted = keys.get(attemptName(job.pseudonym, job.attempt)) ?? {};
    const known = (await journal.read(job.pseudonym, job.attempt))?.exercises ?? [];
    const still = known.filter(
      (each) =>
        isReusable(each, wanted[each.exercise] ?? '') &&
        !fresh.some(({ exercise }) => exercise === each.exercise),
    );
    const order = plan.exercises.map(({ exercise }) => exercise.manifest.id);
    const byOrder = (a: ExerciseVerdict, b: ExerciseVerdict) =>
      order.indexOf(a.exercise) - order.indexOf(b.exercise);
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
