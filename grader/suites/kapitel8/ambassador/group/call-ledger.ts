import {
  type AmbassadorConfig,
  ownStatus,
} from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import type { NodeId } from '../../../../simulator/process.ts';
import { BreakerModel } from '../breaker/model.ts';
import { BucketModel } from '../bucket/model.ts';
import { fieldOf } from '../exports.ts';
import { CallJudge, type Known } from './call-judge.ts';
import { type Findings, Undecidable } from './finding.ts';
import type { HealthLedger } from './health-ledger.ts';
import {
  type Attempt,
  type ForwardRequest,
  hasFailed,
  type Job,
  mayGoOn,
  type Outcome,
} from './jobs.ts';
import { callWording as wording } from './wording-calls.ts';

/** One choice of a node, with all that were to choose from; `undefined` where that is not certain. */
export interface Choice {
  readonly candidates: readonly NodeId[] | undefined;
  /** `undefined` where nobody was there to be chosen: that, too, may have been a question. */
  readonly node: NodeId | undefined;
  readonly seq: number;
}

/** All requests and calls of one incarnation, judged as they happen (W1 to W6). */
export class CallLedger implements Known {
  readonly jobs = new Map<string, Job>();
  readonly choices: Choice[] = [];
  private readonly all: Attempt[] = [];
  /** By id and node: an id that is used twice is found out, and must not confuse the rest. */
  private readonly attempts = new Map<string, Attempt>();
  /** Calls without a result, and requests whose last call has one but that are not answered yet. */
  private readonly running = new Set<Attempt>();
  private readonly ids = new Set<unknown>();
  private readonly undecided = new Set<Job>();
  private readonly breakers: ReadonlyMap<NodeId, BreakerModel>;
  private readonly bucket: BucketModel;
  private readonly judge: CallJudge;
  /** Calls that ran out of time at `ms`. */
  private due: { ms: number; attempts: Attempt[] } = { ms: -1, attempts: [] };
  /** The request whose fate in the bucket is not known yet: it must show in its own handler. */
  private arriving: Job | undefined;

  constructor(
    private readonly config: AmbassadorConfig,
    startMs: number,
    private readonly health: HealthLedger,
    private readonly findings: Findings,
  ) {
    this.bucket = new BucketModel(config.bucket, startMs);
    this.judge = new CallJudge(config, health, this, findings);
    this.breakers = new Map(
      config.members.map(({ node }) => [node, new BreakerModel(config.breaker)]),
    );
  }

  /** Ends the calls whose time is up. */
  settle(nowMs: number): void {
    // All wait equally long, so the first in the set is due first.
    for (const attempt of this.running) {
      if (attempt.dueMs > nowMs) return;
      if (attempt.dueMs > this.due.ms) this.due = { ms: attempt.dueMs, attempts: [] };
      this.due.attempts.push(attempt);
      this.end(attempt, { kind: 'timeout' }, attempt.dueMs, attempt.seq);
    }
  }

  /** Nobody else's deadline falls into this ms, so that it is clear what the ambassador knew. */
  isCertain(nowMs: number, job?: Job): boolean {
    if (this.health.isTurning(nowMs)) return false;
    return this.due.ms !== nowMs || this.due.attempts.every((attempt) => attempt.job === job);
  }

  /** Decisions are made at once: whoever has neither a call under way nor an answer is left behind. */
  checkLeftBehind(nowMs: number, isNextHandler: boolean): void {
    if (isNextHandler && this.arriving !== undefined) {
      const { arriving } = this;
      this.decide(arriving, true);
      this.findings.add('forward-faithful', wording.notAtOnce(arriving.request.path), [
        arriving.seq,
      ]);
    }
    for (const job of this.undecided) {
      const last = job.attempts.at(-1);
      if (last?.endedMs === undefined || last.outcome === undefined) continue;
      if (last.endedMs >= nowMs) continue;
      this.undecided.delete(job);
      const events = [last.endedSeq ?? last.seq, last.seq];
      const mustGoOn = mayGoOn(job, this.config) && hasFailed(last.outcome);
      this.findings.add(
        mustGoOn && this.candidates(job, nowMs).length > 0 ? 'failover-others' : 'forward-faithful',
        wording.leftBehind(job.request.path, last.node, last.outcome),
        events,
      );
    }
  }

  onRequest(request: ForwardRequest, nowMs: number, seq: number): Job {
    const job: Job = { request, seq, arrivedMs: nowMs, attempts: [] };
    this.jobs.set(request.path, job);
    this.arriving = job;
    this.findings.count('requests');
    return job;
  }

  onCall(node: NodeId, message: unknown, nowMs: number, seq: number): void {
    const job = this.jobs.get(String(fieldOf(message, 'path')));
    if (job === undefined || this.isUnfaithful(job, message)) {
      this.findings.add('forward-faithful', wording.changed(node, message), [seq]);
    }
    if (job === undefined) return;
    const id = fieldOf(message, 'id');
    if (typeof id !== 'number' || this.ids.has(id)) {
      this.findings.add('forward-faithful', wording.badId(node, id), [seq]);
    }
    this.ids.add(id);
    this.decide(job, true);
    this.judge.judgeCall(job, node, nowMs, seq);
    const isCertain = this.isCertain(nowMs, job);
    const candidates = isCertain ? this.candidates(job, nowMs) : undefined;
    this.choices.push({ candidates, node, seq });
    this.judge.countAvoided(job, nowMs);
    const breaker = this.breakers.get(node);
    const isReady = breaker?.isReady(nowMs) === true;
    const ticket = isReady && breaker !== undefined ? breaker.tickets : -1;
    if (isReady) breaker?.give(nowMs);
    const attempt = {
      job,
      node,
      seq,
      sentMs: nowMs,
      dueMs: nowMs + this.config.callTimeoutMs,
      ticket,
    };
    job.attempts.push(attempt);
    this.all.push(attempt);
    this.attempts.set(keyOf(id, node), attempt);
    this.running.add(attempt);
    this.undecided.delete(job);
    this.findings.count('calls');
    if (job.attempts.length > 1) this.findings.count('failovers');
  }

  onResult(id: unknown, outcome: Outcome, node: NodeId, nowMs: number, seq: number): void {
    const attempt = this.attempts.get(keyOf(id, node));
    if (attempt === undefined) return;
    if (attempt.outcome !== undefined) {
      if (attempt.outcome.kind === 'timeout' && attempt.dueMs === nowMs) throw new Undecidable();
      this.findings.count('late-or-double');
      return;
    }
    this.end(attempt, outcome, nowMs, seq);
  }

  onAnswer(job: Job, response: unknown, nowMs: number, seq: number): void {
    const status = fieldOf(response, 'status');
    const last = job.attempts.at(-1);
    const isChoice =
      last === undefined ? status !== ownStatus.tooManyRequests : mayGoOn(job, this.config);
    if (isChoice) this.choices.push({ candidates: undefined, node: undefined, seq });
    if (last === undefined) {
      this.decide(job, status !== ownStatus.tooManyRequests, seq);
      this.judge.judgeOwnAnswer(job, status, nowMs, seq);
    } else if (last.outcome === undefined) {
      this.findings.add('forward-faithful', wording.answeredEarly(job.request.path, last.node), [
        seq,
      ]);
    } else {
      this.judge.judgeAnswer(job, last, response, nowMs, seq);
    }
    job.answeredMs = nowMs;
    job.answeredStatus = status;
    this.undecided.delete(job);
    this.findings.count('answers');
  }

  /** Nodes this job may go to now, by the rules. */
  candidates(job: Job, nowMs: number): readonly NodeId[] {
    return this.config.members
      .map(({ node }) => node)
      .filter((node) => this.health.isActive(node))
      .filter((node) => this.breakers.get(node)?.isReady(nowMs) === true)
      .filter((node) => job.attempts.every((attempt) => attempt.node !== node));
  }

  breakerOf(node: NodeId): BreakerModel | undefined {
    return this.breakers.get(node);
  }

  callsTo(node: NodeId): readonly Attempt[] {
    return this.all.filter((attempt) => attempt.node === node);
  }

  private isUnfaithful({ request }: Job, message: unknown): boolean {
    return (['method', 'path', 'body'] as const).some(
      (field) => fieldOf(message, field) !== request[field],
    );
  }

  /** The bucket's decision on a request has shown; follows it, and judges it where it is certain. */
  private decide(job: Job, isAdmitted: boolean, seq = job.seq): void {
    if (this.arriving !== job) return;
    this.arriving = undefined;
    const { arrivedMs } = job;
    const tokens = this.bucket.tokensAt(arrivedMs);
    if (!this.bucket.isClose(arrivedMs) && isAdmitted !== tokens >= 1) {
      this.findings.add(
        'throttle-requests',
        isAdmitted
          ? wording.admitted(job.request.path, tokens)
          : wording.throttled(job.request.path, tokens),
        seq === job.seq ? [seq] : [seq, job.seq],
      );
    }
    this.bucket.take(arrivedMs, isAdmitted);
    job.isAdmitted = isAdmitted;
    this.findings.count(isAdmitted ? 'admitted' : 'throttled');
  }

  private end(attempt: Attempt, outcome: Outcome, atMs: number, seq: number): void {
    attempt.outcome = outcome;
    attempt.endedMs = atMs;
    attempt.endedSeq = seq;
    this.running.delete(attempt);
    if (attempt.job.answeredMs === undefined && attempt.job.attempts.at(-1) === attempt) {
      this.undecided.add(attempt.job);
    }
    const breaker = this.breakers.get(attempt.node);
    const before = breaker?.stateAt(atMs);
    breaker?.report(attempt.ticket, !hasFailed(outcome), atMs);
    const after = breaker?.stateAt(atMs);
    if (before !== after) this.findings.count(`breaker-${before}-${after}`);
    if (hasFailed(outcome)) this.findings.count(`failed-${outcome.kind}`);
  }
}

function keyOf(id: unknown, node: NodeId): string {
  return `${String(id)} an ${node}`;
}
