import { join } from 'node:path';
import type { AttemptJob, TimedVerdict } from '../judge/judge-attempt.ts';
import { type JudgeLimits, JudgeLost } from './judge.ts';
import { Lane } from './lane.ts';
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
 * Judges jobs in any order. `onJudged` is called once a job; what it does is awaited. Rejects with the
 * first error, with {@link GradingAborted} after the signal; nothing is at work any more then.
 */
export type JudgeJobs = (
  jobs: readonly AttemptJob[],
  options: CrewOptions,
  onJudged: (job: AttemptJob, judged: readonly TimedVerdict[]) => Promise<void>,
) => Promise<void>;

/** Judges in several processes of this machine. */
export const judgeAll: JudgeJobs = async (jobs, { size, signal, ...options }, onJudged) => {
  let next = 0;
  let isOver = signal.aborted;
  const lanes = Array.from({ length: Math.min(size, jobs.length) }, (_, slot) => {
    return new Lane({ ...options, slot, folder: join(options.workFolder, String(slot)) });
  });
  const stop = () => {
    isOver = true;
    for (const lane of lanes) lane.close();
  };
  const work = async (lane: Lane): Promise<void> => {
    try {
      for (let job = jobs[next++]; job !== undefined && !isOver; job = jobs[next++]) {
        await onJudged(job, await lane.judge(job));
      }
    } catch (error) {
      stop();
      throw error;
    } finally {
      lane.close();
    }
  };
  signal.addEventListener('abort', stop);
  try {
    const ended = await Promise.allSettled(lanes.map(work));
    if (signal.aborted) throw new GradingAborted();
    const reasons = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    // A judge that was ended because another lane failed is not what went wrong.
    const reason = reasons.find((each) => !(each instanceof JudgeLost)) ?? reasons[0];
    if (reason !== undefined) throw reason;
  } finally {
    signal.removeEventListener('abort', stop);
  }
};
