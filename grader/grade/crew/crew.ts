import { join } from 'node:path';
import type { ExerciseVerdict } from '../journal/verdict.ts';
import type { AttemptJob } from '../judge/judge-attempt.ts';
import { incidentWording } from '../judge/wording.ts';
import { defaultJudgeLimits, Judge, type JudgeLimits, JudgeLost } from './judge.ts';
import type { JudgeSetup } from './messages.ts';

export interface CrewOptions {
  /** How many attempts at once. */
  readonly size: number;
  readonly setup: JudgeSetup;
  /** A folder for what is written while judging; each slot has one of its own in it. */
  readonly workFolder: string;
  readonly signal: AbortSignal;
  readonly limits?: JudgeLimits;
}

/** Judging was broken off by the signal. */
export class GradingAborted extends Error {}

/**
 * Judges jobs in several processes at once, in any order. `onVerdicts` is called once a job, never
 * twice at once for the same one. Rejects with the first error; all processes are gone then.
 */
export async function judgeAll(
  jobs: readonly AttemptJob[],
  { size, setup, workFolder, signal, limits = defaultJudgeLimits }: CrewOptions,
  onVerdicts: (job: AttemptJob, verdicts: readonly ExerciseVerdict[]) => Promise<void>,
): Promise<void> {
  let next = 0;
  let isOver = signal.aborted;
  const working = new Set<Judge>();
  const stop = () => {
    isOver = true;
    for (const judge of working) judge.kill();
  };
  signal.addEventListener('abort', stop);
  const lane = async (slot: number): Promise<void> => {
    const folder = join(workFolder, String(slot));
    let current: Judge | undefined;
    const judgeOf = async (): Promise<Judge> => {
      current ??= await Judge.start(setup, slot, folder, limits);
      working.add(current);
      if (isOver) current.kill();
      return current;
    };
    const ask = async (job: AttemptJob): Promise<readonly ExerciseVerdict[] | undefined> => {
      try {
        return await (await judgeOf()).judge(job);
      } catch (error) {
        if (!(error instanceof JudgeLost) || isOver) throw error;
        if (current !== undefined) working.delete(current);
        current = undefined;
        return undefined;
      }
    };
    try {
      for (let job = jobs[next++]; job !== undefined && !isOver; job = jobs[next++]) {
        await onVerdicts(job, (await ask(job)) ?? (await oneByOne(job, ask)));
      }
    } finally {
      current?.kill();
      if (current !== undefined) working.delete(current);
    }
  };
  try {
    const lanes = Array.from({ length: Math.min(size, jobs.length) }, (_, slot) => lane(slot));
    const ended = await Promise.allSettled(
      lanes.map((each) =>
        each.catch((error: unknown) => {
          stop();
          throw error;
        }),
      ),
    );
    if (signal.aborted) throw new GradingAborted();
    const failed = ended.find((each) => each.status === 'rejected' && !isLoss(each.reason));
    const any = failed ?? ended.find((each) => each.status === 'rejected');
    if (any?.status === 'rejected') throw any.reason;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A judge that was killed because another failed is not what went wrong. */
function isLoss(reason: unknown): boolean {
  return reason instanceof JudgeLost;
}

/** An attempt has taken its judge down: which of its exercises is it? */
async function oneByOne(
  job: AttemptJob,
  ask: (job: AttemptJob) => Promise<readonly ExerciseVerdict[] | undefined>,
): Promise<readonly ExerciseVerdict[]> {
  const verdicts: ExerciseVerdict[] = [];
  for (const exercise of job.exercises) {
    const single = { ...job, exercises: [exercise] };
    verdicts.push(...((await ask(single)) ?? (await lost(single, ask))));
  }
  return verdicts;
}

/** As if nothing had been handed in, which tells what the exercise's properties are. */
async function lost(
  job: AttemptJob,
  ask: (job: AttemptJob) => Promise<readonly ExerciseVerdict[] | undefined>,
): Promise<readonly ExerciseVerdict[]> {
  const empty = await ask({ ...job, files: new Map() });
  if (empty === undefined)
    throw new JudgeLost(`cannot judge even an empty ${job.exercises[0]?.id}`);
  return empty.map((verdict) => ({
    ...verdict,
    result: {
      ...verdict.result,
      message: incidentWording.workerLostMessage,
      properties: verdict.result.properties.map((property) => ({
        ...property,
        message: incidentWording.workerLostMessage,
      })),
    },
    incidents: [
      { kind: 'crashed', exercise: verdict.exercise, message: incidentWording.workerLost(2) },
    ],
  }));
}
