// cspell:ignore bullmq abgabe returnvalue
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import type { Layout } from '../../catalogue/layout.ts';
import { UsageProblem } from '../../command-line/problem.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import type { SuiteStore } from '../../judging/suite-store.ts';
import { GradingAborted, type JudgeJobs } from '../crew/crew.ts';
import type { AttemptJob } from '../judge/judge-attempt.ts';
import { parseAddress, type QueueAddress } from './address.ts';
import {
  assertReachable,
  connectionOptions,
  isConnectionProblem,
  queueName,
  queuePrefix,
} from './connection.ts';
import { termsOf } from './terms.ts';
import { decodeResult, encodeJob, idOf, type Terms } from './wire.ts';
import { queueWording } from './wording.ts';

/** So many attempts are in the queue at once: Redis keeps them in memory. */
const windowSize = 256;
const sweepMs = 500;
/** So long nobody may have asked for work before the instructor is told. */
const lonelyMs = 10_000;
const patienceMs = 60_000;
const closingMs = 2_000;
/** What nobody collects, because the run was killed, is forgotten after a day. */
const keepSeconds = 86_400;

interface QueueSurroundings {
  readonly layout: Layout;
  readonly suites: SuiteStore;
  readonly terminal: Pick<Terminal, 'complain'>;
}

type OnJudged = Parameters<JudgeJobs>[2];

/** Lets others judge: see `run-worker.ts`. */
export function judgeOverQueue(url: string, surroundings: QueueSurroundings): JudgeJobs {
  return async (jobs, { setup, signal }, onJudged) => {
    if (signal.aborted) throw new GradingAborted();
    if (jobs.length === 0) return;
    const address = parseAddress(url);
    await assertReachable(address);
    const ids = new Set(jobs.flatMap(({ exercises }) => exercises.map(({ id }) => id)));
    const isJailed = setup.jailModule !== undefined;
    const terms = await termsOf(setup.chapter, ids, isJailed, surroundings);
    const run = new QueuedRun(address, terms, surroundings.terminal, onJudged);
    try {
      await run.judge(jobs, signal);
    } catch (error) {
      if (isConnectionProblem(error)) throw new UsageProblem(queueWording.lost(address.shownAs));
      throw error;
    } finally {
      await run.close();
    }
  };
}

/**
 * Asks for the state of each open job again and again instead of listening: nothing can be missed, a
 * job that the server has lost is put in again, and an answer is counted once, when it is taken out.
 */
class QueuedRun {
  private readonly queue: Queue;
  private readonly open = new Map<string, AttemptJob>();
  private readonly failures: string[] = [];
  private lonelySince: number | undefined = performance.now();

  constructor(
    private readonly address: QueueAddress,
    private readonly terms: Terms,
    private readonly terminal: Pick<Terminal, 'complain'>,
    private readonly onJudged: OnJudged,
  ) {
    const connection = connectionOptions(address, patienceMs);
    this.queue = new Queue(queueName, { connection, prefix: queuePrefix });
    // What was asked fails by itself, later.
    this.queue.on('error', () => undefined);
  }

  async judge(jobs: readonly AttemptJob[], signal: AbortSignal): Promise<void> {
    const rest = [...jobs].reverse();
    while (rest.length + this.open.size > 0) {
      while (this.open.size < windowSize && !signal.aborted) {
        const job = rest.pop();
        if (job === undefined) break;
        await this.put(job);
      }
      for (const [id, job] of [...this.open]) {
        if (signal.aborted) throw new GradingAborted();
        await this.look(id, job);
      }
      if (this.open.size === 0) continue;
      await this.complainIfLonely();
      await sleep(sweepMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw new GradingAborted();
    }
    if (this.failures.length > 0) throw new UsageProblem(queueWording.notJudged(this.failures));
  }

  /** What nobody has begun is taken back. */
  async close(): Promise<void> {
    const ready = this.queue.waitUntilReady().then(() => true);
    const isReady = await Promise.race([ready, sleep(closingMs).then(() => false)]).catch(
      () => false,
    );
    if (isReady) {
      for (const id of this.open.keys()) await this.queue.remove(id).catch(() => undefined);
    }
    await this.queue.disconnect();
  }

  private async put(job: AttemptJob): Promise<void> {
    const data = encodeJob(job, this.terms);
    const id = idOf(data);
    // An earlier run may have put it in; what failed then may go well now.
    if ((await this.queue.getJobState(id)) === 'failed') await this.queue.remove(id);
    this.open.set(id, job);
    const keep = { age: keepSeconds };
    await this.queue.add('abgabe', data, {
      jobId: id,
      removeOnComplete: keep,
      removeOnFail: keep,
    });
  }

  private async look(id: string, job: AttemptJob): Promise<void> {
    const state = await this.queue.getJobState(id);
    if (state === 'unknown') return this.put(job);
    if (state !== 'completed' && state !== 'failed') return;
    const answer = await this.queue.getJob(id);
    if (answer === undefined) return;
    if (state === 'failed') {
      const isStalled = /stalled/.test(answer.failedReason);
      this.fail(job, isStalled ? queueWording.stalled : answer.failedReason);
    } else {
      const judged = decodeResult(answer.returnvalue, job);
      if (judged === undefined) this.fail(job, queueWording.malformedResult);
      else await this.onJudged(job, judged);
    }
    this.open.delete(id);
    await this.queue.remove(id);
  }

  private fail({ pseudonym, attempt }: AttemptJob, reason: string): void {
    this.failures.push(queueWording.notJudgedItem(pseudonym, attempt, reason));
  }

  private async complainIfLonely(): Promise<void> {
    if (this.lonelySince === undefined) return;
    if ((await this.queue.getWorkersCount()) > 0) {
      this.lonelySince = undefined;
    } else if (performance.now() - this.lonelySince > lonelyMs) {
      this.lonelySince = undefined;
      this.terminal.complain(queueWording.nobodyHelps(this.address.shownAs));
    }
  }
}
