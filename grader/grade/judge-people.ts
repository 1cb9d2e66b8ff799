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
  /** Attempts with exercises on which the journal holds no verdict, each key once. */
  readonly jobs: readonly AttemptJob[];
  /** Attempts at whose exercises the same files were handed in as somebody else's. */
  readonly shared: readonly SharedVerdicts[];
  /** By `<pseudonym>-<attempt>`. */
  readonly keys: ReadonlyMap<string, AttemptKeys>;
  /** All keys of a person, by pseudonym: whoever hands in again has changed little. */
  readonly wanted: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Verdicts that an attempt shares with others: the same key is the same verdict, judged once. */
export interface SharedVerdicts {
  readonly pseudonym: string;
  readonly attempt: number;
  readonly from: readonly { readonly key: string; readonly source: Place }[];
}

/** Where in the journal a verdict is, or will be. */
export interface Place {
  readonly pseudonym: string;
  readonly attempt: number;
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
  const shared: SharedVerdicts[] = [];
  const keys = new Map<string, AttemptKeys>();
  const wanted = new Map<string, ReadonlySet<string>>();
  const people = submissions.map(({ student: { pseudonym }, attempts }) => {
    const named = attempts.map((attempt) => ({
      attempt,
      exercises: namedExercises(attempt, plan),
    }));
    for (const { attempt, exercises } of named) {
      const pairs = exercises.map(({ id, key }) => [id, key] as const);
      keys.set(attemptName(pseudonym, attempt.number), Object.fromEntries(pairs));
    }
    wanted.set(pseudonym, new Set(named.flatMap(({ exercises }) => exercises.map(keyOf))));
    return { pseudonym, named };
  });
  const places = await placesOf(submissions, wanted, journal);
  for (const { pseudonym, named } of people) {
    const own = new Set<string>();
    for (const { attempt, exercises } of named) {
      const { number, files } = attempt;
      const here = { pseudonym, attempt: number };
      const isOwn = ({ key }: { readonly key: string }): boolean =>
        own.has(key) || places.get(key)?.some((place) => place.pseudonym === pseudonym) === true;
      const missing = exercises.filter((each) => !isOwn(each));
      for (const { key } of missing) own.add(key);
      const elsewhere = missing.flatMap(({ key }) => {
        const source = places.get(key)?.[0];
        return source === undefined ? [] : [{ key, source }];
      });
      if (elsewhere.length > 0) shared.push({ ...here, from: elsewhere });
      const unknown = missing.filter(({ key }) => !places.has(key));
      if (unknown.length === 0) continue;
      for (const { key } of unknown) places.set(key, [here]);
      jobs.push({ ...here, files, exercises: unknown, seeds: plan.seeds });
    }
  }
  return { jobs, shared, keys, wanted };
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

/**
 * By key: where the journal holds a verdict that need not be given again. Not what its owner no longer
 * wants: it goes when they are judged.
 */
async function placesOf(
  submissions: readonly GradedInput[],
  wanted: Work['wanted'],
  journal: Journal,
): Promise<Map<string, readonly Place[]>> {
  const places = new Map<string, readonly Place[]>();
  for (const { student, attempts } of submissions) {
    const { pseudonym } = student;
    for (const { number: attempt } of attempts) {
      const entry = await journal.read(pseudonym, attempt);
      for (const { key } of entry?.exercises.filter(isReusable) ?? []) {
        if (wanted.get(pseudonym)?.has(key) !== true) continue;
        places.set(key, [...(places.get(key) ?? []), { pseudonym, attempt }]);
      }
    }
  }
  return places;
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
  { jobs, shared, wanted }: Work,
  plan: Plan,
  journal: Journal,
  options: JudgingOptions,
): Promise<void> {
  const { setup, workFolder, signal, judgeJobs = judgeAll } = options;
  const enter = async (
    { pseudonym, attempt }: Place,
    fresh: readonly ExerciseVerdict[],
  ): Promise<void> => {
    const known = (await journal.read(pseudonym, attempt))?.exercises ?? [];
    const still = known.filter(
      (each) =>
        isReusable(each) &&
        wanted.get(pseudonym)?.has(each.key) === true &&
        !fresh.some(({ key }) => key === each.key),
    );
    const order = plan.exercises.map(({ exercise }) => exercise.manifest.id);
    const byOrder = (a: ExerciseVerdict, b: ExerciseVerdict) =>
      order.indexOf(a.exercise) - order.indexOf(b.exercise) || (a.key < b.key ? -1 : 1);
    const exercises = [...still, ...fresh].sort(byOrder);
    await journal.write({ version: 1, pseudonym, attempt, exercises });
  };
  await judgeJobs(jobs, { size: options.jobs, setup, workFolder, signal }, async (job, judged) => {
    const fresh = judged.map(({ verdict }) => verdict);
    assertPlanned(fresh, plan);
    await enter(job, fresh);
    await options.times.add(job.pseudonym, job.attempt, judged);
    options.onJudged();
  });
  // Afterwards, because an attempt that shares one verdict may be at work on another.
  for (const { from, ...place } of shared) await enter(place, await verdictsAt(from, journal));
  await rm(dirname(workFolder), { recursive: true, force: true, maxRetries: 3 });
}

async function verdictsAt(
  from: SharedVerdicts['from'],
  journal: Journal,
): Promise<readonly ExerciseVerdict[]> {
  const verdicts: ExerciseVerdict[] = [];
  for (const { key, source } of from) {
    const entry = await journal.read(source.pseudonym, source.attempt);
    const verdict = entry?.exercises.find((each) => each.key === key);
    if (verdict === undefined) throw new Error(`no verdict ${key} of ${source.pseudonym}`);
    verdicts.push(verdict);
  }
  return verdicts;
}
