import {
  type AmbassadorConfig,
  ownStatus,
} from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import type { NodeId } from '../../../../simulator/process.ts';
import type { BreakerModel } from '../breaker/model.ts';
import { fieldOf } from '../exports.ts';
import type { Findings } from './finding.ts';
import type { HealthLedger } from './health-ledger.ts';
import {
  type Attempt,
  answerTo,
  hasFailed,
  isRepeatable,
  type Job,
  mayGoOn,
  type Outcome,
} from './jobs.ts';
import { callWording as wording } from './wording-calls.ts';

/** What the ledger knows at the moment of a call or an answer. */
export interface Known {
  isCertain(nowMs: number, job?: Job): boolean;
  candidates(job: Job, nowMs: number): readonly NodeId[];
  breakerOf(node: NodeId): BreakerModel | undefined;
}

/** Compares each call and each answer with the rules (W2 to W6), as far as it is certain what was known. */
export class CallJudge {
  constructor(
    private readonly config: AmbassadorConfig,
    private readonly health: HealthLedger,
    private readonly known: Known,
    private readonly findings: Findings,
  ) {}

  judgeCall(job: Job, node: NodeId, nowMs: number, seq: number): void {
    const { path } = job.request;
    const last = job.attempts.at(-1);
    if (job.answeredMs !== undefined) {
      this.findings.add('failover-others', wording.calledAfterAnswer(path, node), [seq]);
      return;
    }
    if (last === undefined) {
      if (job.arrivedMs !== nowMs) {
        this.findings.add('forward-faithful', wording.notAtOnce(path), [seq, job.seq]);
      }
    } else this.judgeFailover(job, last, node, nowMs, seq);
    if (!this.health.isActive(node) && this.known.isCertain(nowMs, job)) {
      this.findings.add('avoid-inactive', wording.inactive(node, path), [seq]);
    }
    if (this.known.breakerOf(node)?.isReady(nowMs) === false && this.known.isCertain(nowMs, job)) {
      const state = this.known.breakerOf(node)?.stateAt(nowMs);
      this.findings.add('breaker-on-wire', wording.forbidden(node, path, state), [seq]);
    }
  }

  private judgeFailover(job: Job, last: Attempt, node: NodeId, nowMs: number, seq: number): void {
    const { path, method } = job.request;
    const events = [seq, last.endedSeq ?? last.seq];
    const { outcome } = last;
    if (outcome === undefined) {
      this.findings.add('failover-others', wording.inParallel(path, last.node, node), events);
    } else if (!hasFailed(outcome)) {
      this.findings.add('failover-others', wording.afterSuccess(path, node), events);
    } else if (!isRepeatable(job.request, outcome)) {
      this.findings.add(
        'no-repeat',
        wording.repeated(method, path, last.node, node, outcome),
        events,
      );
    } else if (job.attempts.some((attempt) => attempt.node === node)) {
      this.findings.add('failover-others', wording.sameNode(path, node), events);
    } else if (job.attempts.length >= this.config.maxAttempts) {
      const { maxAttempts } = this.config;
      this.findings.add('failover-others', wording.tooMany(path, maxAttempts), events);
    } else if (last.endedMs !== nowMs) {
      this.findings.add('failover-others', wording.failoverLate(path, last.node, node), events);
    }
  }

  /** An answer without any call: throttled, or nobody there. */
  judgeOwnAnswer(job: Job, status: unknown, nowMs: number, seq: number): void {
    const { path } = job.request;
    if (job.arrivedMs !== nowMs) {
      this.findings.add('forward-faithful', wording.notAtOnce(path), [seq, job.seq]);
    }
    if (status === ownStatus.tooManyRequests) return;
    if (status !== ownStatus.unavailable) {
      this.findings.add('forward-faithful', wording.strangeAnswer(path, status), [seq]);
    } else if (this.known.isCertain(nowMs, job)) {
      const candidates = this.known.candidates(job, nowMs);
      if (candidates.length === 0) this.findings.count('nobody-there');
      else this.findings.add('forward-available', wording.available(path, candidates), [seq]);
    }
  }

  judgeAnswer(job: Job, last: Attempt, response: unknown, nowMs: number, seq: number): void {
    const outcome = last.outcome as Outcome;
    const { path } = job.request;
    const events = [seq, last.endedSeq ?? last.seq];
    if (mayGoOn(job, this.config) && this.known.isCertain(nowMs, job)) {
      const candidates = this.known.candidates(job, nowMs);
      if (candidates.length > 0) {
        this.findings.add('failover-others', wording.gaveUp(path, last.node, candidates), events);
        return;
      }
    }
    const expected = answerTo(outcome);
    const isRight =
      fieldOf(response, 'type') === 'call' &&
      fieldOf(response, 'status') === expected.status &&
      (!('body' in expected) || fieldOf(response, 'body') === expected.body);
    if (!isRight) {
      this.findings.add('forward-faithful', wording.wrongAnswer(path, outcome, response), events, {
        expected,
        actual: response,
      });
    } else if (last.endedMs !== nowMs) {
      this.findings.add('forward-faithful', wording.answeredLate(path), events);
    }
    this.countAnswer(job, outcome);
  }

  countAvoided(job: Job, nowMs: number): void {
    for (const { node } of this.config.members) {
      if (job.attempts.some((attempt) => attempt.node === node)) continue;
      if (!this.health.isActive(node)) this.findings.count('inactive-avoided');
      else if (this.known.breakerOf(node)?.isReady(nowMs) === false) {
        this.findings.count('breaker-avoided');
      }
    }
  }

  private countAnswer(job: Job, outcome: Outcome): void {
    if (job.attempts.length >= this.config.maxAttempts && hasFailed(outcome)) {
      this.findings.count('attempts-used-up');
    }
    if (hasFailed(outcome) && !isRepeatable(job.request, outcome)) {
      this.findings.count('not-repeatable');
    }
    if (outcome.kind === 'reply' && outcome.status >= 400 && outcome.status < 500) {
      this.findings.count('client-errors');
    }
  }
}
