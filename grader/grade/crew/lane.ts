import type { AttemptJob, TimedVerdict } from '../judge/judge-attempt.ts';
import { incidentWording } from '../judge/wording.ts';
import { defaultJudgeLimits, Judge, type JudgeLimits, JudgeLost } from './judge.ts';
import type { JudgeSetup } from './messages.ts';

export interface LaneOptions {
  readonly setup: JudgeSetup;
  /** From 0; of the lanes at work at the same time on a machine each has its own. */
  readonly slot: number;
  /** A folder of its own, emptied before use. */
  readonly folder: string;
  readonly limits?: JudgeLimits;
}

/**
 * Judges one job after the other, with a judge that is replaced whenever a submission has taken it
 * down. Such a submission is judged again exercise by exercise, so that only the one that does it
 * suffers.
 */
export class Lane {
  private judgeAtWork: Judge | undefined;
  private isClosed = false;

  constructor(private readonly options: LaneOptions) {}

  /** @throws JudgeLost if this lane has been closed; otherwise as {@link Judge.judge}. */
  async judge(job: AttemptJob): Promise<readonly TimedVerdict[]> {
    return (await this.ask(job)) ?? (await this.oneByOne(job));
  }

  /** Ends the judge, whatever it is doing. */
  close(): void {
    this.isClosed = true;
    this.judgeAtWork?.kill();
  }

  /** @returns `undefined` if the judge was lost. */
  private async ask(job: AttemptJob): Promise<readonly TimedVerdict[] | undefined> {
    try {
      return await (await this.current()).judge(job);
    } catch (error) {
      if (!(error instanceof JudgeLost) || this.isClosed) throw error;
      this.judgeAtWork = undefined;
      return undefined;
    }
  }

  private async current(): Promise<Judge> {
    const { setup, slot, folder, limits = defaultJudgeLimits } = this.options;
    this.judgeAtWork ??= await Judge.start(setup, slot, folder, limits);
    if (this.isClosed) this.judgeAtWork.kill();
    return this.judgeAtWork;
  }

  /** An attempt has taken its judge down: which of its exercises is it? */
  private async oneByOne(job: AttemptJob): Promise<readonly TimedVerdict[]> {
    const judged: TimedVerdict[] = [];
    for (const exercise of job.exercises) {
      const single = { ...job, exercises: [exercise] };
      judged.push(...((await this.ask(single)) ?? (await this.lost(single))));
    }
    return judged;
  }

  /** As if nothing had been handed in, which tells what the exercise's properties are. */
  private async lost(job: AttemptJob): Promise<readonly TimedVerdict[]> {
    const empty = await this.ask({ ...job, files: new Map() });
    if (empty === undefined) throw new JudgeLost('even with nothing to judge');
    const message = incidentWording.workerLostMessage;
    return empty.map(({ verdict, elapsedMs }) => {
      const { exercise, result } = verdict;
      const properties = result.properties.map((property) => ({ ...property, message }));
      const incident = {
        kind: 'crashed',
        exercise,
        message: incidentWording.workerLost(2),
      } as const;
      return {
        verdict: { ...verdict, result: { ...result, message, properties }, incidents: [incident] },
        elapsedMs,
      };
    });
  }
}
