// cspell:ignore bullmq pruefung
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { Layout } from '../../catalogue/layout.ts';
import { UsageProblem } from '../../command-line/problem.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import type { SuiteStore } from '../../judging/suite-store.ts';
import { GradingAborted } from '../crew/crew.ts';
import type { Jail } from '../surroundings.ts';
import { gradeWording } from '../wording.ts';
import { parseAddress, type QueueAddress } from './address.ts';
import type { WorkerInvocation } from './command.ts';
import { assertReachable, connectionOptions, queueName, queuePrefix } from './connection.ts';
import { LanePool } from './lane-pool.ts';
import { assertSameTerms } from './terms.ts';
import { attemptOf, decodeJob, encodeResult, type WireResult } from './wire.ts';
import { queueWording } from './wording.ts';

export interface WorkerSurroundings {
  readonly layout: Layout;
  readonly suites: SuiteStore;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly jail: Jail;
}

/** Attempts survive so many workers; more than that, and it is the attempt that does it. */
const maxDeaths = 5;
const defaultLockMs = 30_000;

/**
 * `npm run worker`: judges what comes until it is told to stop.
 *
 * @throws GradingAborted after the signal; UsageProblem, InstallationProblem or a defect of ours if
 *   this machine cannot judge. What it was at is then in the queue again.
 */
export async function runWorker(
  {
    queue: url,
    jobs = availableParallelism(),
    lockMs = defaultLockMs,
    withoutJail,
  }: WorkerInvocation,
  surroundings: WorkerSurroundings,
): Promise<never> {
  const address = parseAddress(url);
  const { layout, jail, terminal } = surroundings;
  const problem = withoutJail ? undefined : await jail.problem();
  if (problem !== undefined) throw new UsageProblem(gradeWording.noJail(problem));
  await assertReachable(address);
  const folder = await mkdtemp(join(tmpdir(), 'pruefung-'));
  const jailModule = withoutJail ? undefined : jail.module;
  const lanes = new LanePool({ root: layout.root, jailModule, folder, size: jobs });
  try {
    terminal.print([queueWording.waiting(address.shownAs)]);
    throw await untilStopped(
      address,
      { jobs, lockMs, isJailed: !withoutJail },
      lanes,
      surroundings,
    );
  } finally {
    lanes.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** @returns why. */
async function untilStopped(
  address: QueueAddress,
  { jobs: concurrency, lockMs, isJailed }: { jobs: number; lockMs: number; isJailed: boolean },
  lanes: LanePool,
  surroundings: WorkerSurroundings,
): Promise<unknown> {
  const { signal, terminal } = surroundings;
  let stop: (reason: unknown) => void = () => undefined;
  const stopped = new Promise<unknown>((resolve) => {
    stop = resolve;
  });
  const process = async (job: Job, token?: string): Promise<WireResult> => {
    try {
      return await judge(job, isJailed, lanes, surroundings);
    } catch (error) {
      if (error instanceof UnrecoverableError) throw error;
      // It is this machine that cannot: another one may.
      stop(signal.aborted ? new GradingAborted() : error);
      await job.moveToWait(token);
      throw new WaitingError();
    }
  };
  const worker = new Worker(queueName, process, {
    connection: connectionOptions(address, null),
    prefix: queuePrefix,
    concurrency,
    lockDuration: lockMs,
    stalledInterval: lockMs,
    maxStalledCount: maxDeaths,
  });
  let isLost = false;
  worker.on('error', () => {
    if (!isLost) terminal.complain(queueWording.connectionLost);
    isLost = true;
  });
  worker.on('ready', () => {
    if (isLost) terminal.print([queueWording.connectionBack]);
    isLost = false;
  });
  const abort = () => {
    stop(new GradingAborted());
    lanes.close();
  };
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  // Before the job is given back, or this worker might take it again.
  const closed = stopped.then(() => worker.close());
  try {
    const reason = await stopped;
    await closed;
    return reason;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function judge(
  job: Job,
  isJailed: boolean,
  lanes: LanePool,
  { terminal, layout, suites }: WorkerSurroundings,
): Promise<WireResult> {
  const wire = decodeJob(job.data);
  if (wire === undefined) throw new UnrecoverableError(queueWording.malformedJob);
  await assertSameTerms(wire, isJailed, { layout, suites });
  const { pseudonym, attempt } = wire;
  terminal.print([queueWording.takes(pseudonym, attempt)]);
  const judged = await lanes.judge(attemptOf(wire), wire.chapter);
  terminal.print([queueWording.done(pseudonym, attempt)]);
  try {
    return encodeResult(judged);
  } catch (error) {
    throw new UnrecoverableError(error instanceof Error ? error.message : String(error));
  }
}
