import { sameData } from '../../../../checkers/data.ts';
import type { NodeId } from '../../../../simulator/process.ts';
import {
  coordinatorId,
  type Outcome,
  type Prepare,
  resendIntervalMs,
  type TransferRequest,
  type Vote,
  voteTimeoutMs,
} from '../contract.ts';
import { type Handling, type Sent, sentOf } from '../handlings.ts';
import { type CommitSeen, once } from '../observed.ts';
import type { CoordinatorFault, CoordinatorFinding, Via } from './coordinator-findings.ts';
import { type Due, Tally } from './tally.ts';

/** How much later than the contract says something may happen. */
const lateMs = 50;

/** What the coordinator of a run did wrong. */
export function coordinatorFindings(seen: CommitSeen): readonly CoordinatorFinding[] {
  return once(seen, 'coordinator', () => {
    if (!seen.real.includes(coordinatorId)) return [];
    const monitor = new CoordinatorMonitor();
    for (const event of seen.trace.events) {
      if (event.kind === 'crash' && event.node === coordinatorId) monitor.crash(event.atMs);
      const handling = byseq(seen).get(event.seq);
      if (handling !== undefined) monitor.follow(handling);
    }
    monitor.end(seen.untilMs);
    return monitor.findings;
  });
}

function byseq(seen: CommitSeen): ReadonlyMap<number, Handling> {
  return once(
    seen,
    'coordinator-handlings',
    () =>
      new Map(
        seen.handlings
          .filter(({ node }) => node === coordinatorId)
          .map((handling) => [handling.seq, handling]),
      ),
  );
}

/** Follows the coordinator: what it says must fit what has arrived, and come in time. */
class CoordinatorMonitor {
  readonly findings: CoordinatorFinding[] = [];
  private readonly tallies = new Map<string, Tally>();
  private current: Handling | undefined;

  private report(finding: CoordinatorFault, seq: number, atMs: number): void {
    this.findings.push({ ...finding, seq, atMs });
  }

  crash(atMs: number): void {
    this.checkDue(atMs);
    for (const tally of this.tallies.values()) {
      tally.decisionDue = undefined;
      tally.tellDue.clear();
      tally.told.clear();
      tally.acked.clear();
      tally.open.clear();
    }
  }

  end(atMs: number): void {
    this.checkDue(atMs);
  }

  follow(handling: Handling): void {
    this.current = handling;
    this.checkDue(handling.atMs);
    const { trigger, malformed, atMs } = handling;
    if (malformed !== undefined) this.report({ kind: 'malformed' }, malformed, atMs);
    if (trigger.kind === 'start') this.onStart(handling);
    else if (trigger.kind === 'request') this.onRequest(handling);
    else if (trigger.kind === 'message') {
      const { message, from } = trigger;
      if (message.type === 'Vote') this.onVote(message, from, handling);
      else if (message.type === 'Ack') this.onAck(message.tx, from);
    }
    // In the order in which it happened: an answer to a client may come before any message.
    const said = [
      ...handling.sent.map((own) => ({ seq: own.seq, say: () => this.judgeSent(own) })),
      ...handling.answered.map((own) => ({ seq: own.seq, say: () => this.judgeAnswer(own) })),
    ].sort((a, b) => a.seq - b.seq);
    for (const { say } of said) say();
    this.judgeBegin(handling);
    if (!handling.isCut) this.judgeComplete(handling);
  }

  private get handling(): Handling {
    return this.current as Handling;
  }

  private onStart({ atMs, seq, incarnation }: Handling): void {
    if (incarnation === 0) return;
    for (const tally of this.tallies.values()) {
      tally.restarted = true;
      if (tally.outcome === undefined) {
        if (!tally.hasBegun) continue;
        // It may ask everybody once more before it decides.
        const limitMs = voteTimeoutMs + 2 * lateMs;
        tally.decisionDue = { sinceMs: atMs, limitMs, seq, why: 'restart' };
      } else {
        const limitMs = resendIntervalMs + lateMs;
        this.mustTell(tally, { sinceMs: atMs, limitMs, seq }, true);
      }
    }
  }

  private mustTell(tally: Tally, due: Due, again: boolean): void {
    for (const id of tally.listeners) {
      if (!tally.ackedEver.has(id)) tally.tellDue.set(id, { ...due, again });
    }
  }

  private onRequest(handling: Handling): void {
    const { trigger, answered, atMs, seq, isCut } = handling;
    if (trigger.kind !== 'request') return;
    if (trigger.request.kind !== 'transfer') {
      const kinds = answered.map(({ response }) => response?.kind);
      if (!isCut && kinds.join() !== 'wrong-node') this.report({ kind: 'wrong-node' }, seq, atMs);
      return;
    }
    const tally = this.tallyOf(trigger.request);
    tally.open.set(trigger.operation, { seq, afterwards: tally.outcome !== undefined });
    tally.requests++;
    if (isCut) tally.mayHaveBegun = true;
  }

  private tallyOf(request: TransferRequest): Tally {
    const known = this.tallies.get(request.tx);
    if (known !== undefined) return known;
    const tally = new Tally(request.tx, request);
    this.tallies.set(request.tx, tally);
    return tally;
  }

  private onVote({ tx, vote }: Vote, from: NodeId, { atMs, seq }: Handling): void {
    for (const other of this.tallies.values()) {
      if (other.tx !== tx || other.yes.has(from)) other.confusing = true;
    }
    const tally = this.tallies.get(tx);
    if (tally === undefined || !tally.changes.has(from)) return;
    (vote === 'yes' ? tally.yes : tally.no).add(from);
    if (vote === 'no') tally.tellDue.delete(from);
    if (tally.outcome !== undefined) return;
    if (tally.no.size > 0) {
      tally.decisionDue = { sinceMs: atMs, limitMs: lateMs, seq, why: 'no' };
    } else if (tally.missing.length === 0 && !tally.restarted) {
      tally.decisionDue = { sinceMs: atMs, limitMs: lateMs, seq, why: 'all-yes' };
    }
  }

  private onAck(tx: string, from: NodeId): void {
    const tally = this.tallies.get(tx);
    if (tally?.outcome === undefined) return;
    tally.ackedEver.add(from);
    tally.tellDue.delete(from);
    if (tally.told.has(from)) tally.acked.add(from);
  }

  private judgeSent({ seq, to, message }: Sent): void {
    const { atMs } = this.handling;
    const tally = this.tallies.get(message.tx);
    const { tx } = message;
    const isOurs = message.type === 'Prepare' || message.type === 'Decision';
    if (tally === undefined || !tally.changes.has(to) || !isOurs) {
      if (isOurs) this.report({ kind: 'stray', tx, to }, seq, atMs);
      return;
    }
    if (message.type === 'Prepare') this.judgePrepare(tally, message, to, seq);
    else this.judgeDecision(tally, message.outcome, to, seq);
  }

  private judgePrepare(tally: Tally, message: Prepare, to: NodeId, seq: number): void {
    const { atMs } = this.handling;
    const { tx } = tally;
    if (tally.outcome !== undefined) {
      this.report({ kind: 'prepare-again', tx, to }, seq, atMs);
      return;
    }
    const byAccount = (changes: Prepare['changes']) =>
      Object.fromEntries(changes.map(({ account, amount }) => [account, amount]));
    const isRight =
      sameData(byAccount(message.changes), byAccount(tally.changes.get(to) ?? [])) &&
      sameData([...message.participants].sort(), tally.participants.sort());
    if (!isRight) this.report({ kind: 'prepare-wrong', tx, to }, seq, atMs);
    if (tally.preparedAtMs !== undefined) return;
    tally.preparedAtMs = atMs;
    const sinceMs = atMs + voteTimeoutMs;
    tally.decisionDue ??= { sinceMs, limitMs: lateMs, seq, why: 'timeout' };
  }

  private judgeDecision(tally: Tally, outcome: Outcome, to: NodeId, seq: number): void {
    const { atMs, trigger } = this.handling;
    const isFinished =
      tally.outcome !== undefined &&
      tally.acked.has(to) &&
      [...tally.told].every((id) => tally.acked.has(id)) &&
      tally.listeners.every((id) => tally.ackedEver.has(id));
    const isAsked = trigger.kind === 'message' && trigger.message.type === 'Vote';
    if (isFinished && !isAsked && trigger.kind !== 'start') {
      this.report({ kind: 'not-quiet', tx: tally.tx, to }, seq, atMs);
    }
    this.judgeOutcome(tally, outcome, to, seq);
    tally.told.add(to);
    if (!tally.ackedEver.has(to)) {
      const limitMs = resendIntervalMs + lateMs;
      if (!tally.no.has(to)) tally.tellDue.set(to, { sinceMs: atMs, limitMs, seq, again: true });
    }
  }

  private judgeAnswer({ seq, operation, response }: Handling['answered'][number]): void {
    const { atMs } = this.handling;
    const asked = [...this.tallies.values()].find(({ open }) => open.has(operation));
    if (asked === undefined) return;
    if (response?.kind !== 'outcome' || response.tx !== asked.tx) {
      this.report({ kind: 'client-confused', tx: asked.tx }, seq, atMs);
      return;
    }
    asked.open.delete(operation);
    this.judgeOutcome(asked, response.outcome, 'client', seq);
  }

  private judgeOutcome(tally: Tally, outcome: Outcome, via: Via, seq: number): void {
    const { atMs, incarnation } = this.handling;
    const { tx, restarted, confusing } = tally;
    const known = tally.outcome;
    if (known !== undefined) {
      if (known.outcome === outcome) return;
      const happened = known.incarnation < incarnation;
      const { outcome: first, seq: firstSeq } = known;
      const two = { tx, first, firstSeq, second: outcome, via, restarted: happened };
      this.report({ kind: 'two-outcomes', ...two }, seq, atMs);
      return;
    }
    tally.outcome = { outcome, seq, incarnation };
    tally.decisionDue = undefined;
    this.mustTell(tally, { sinceMs: atMs, limitMs: lateMs, seq }, false);
    const { missing } = tally;
    const [no] = tally.no;
    if (outcome === 'commit') {
      if (missing.length === 0 && no === undefined) return;
      const finding = { tx, missing, no, restarted, confusing };
      this.report({ kind: 'commit-without-votes', ...finding }, seq, atMs);
    } else if (no === undefined && !restarted && !tally.mayHaveBegun) {
      const waitedMs = atMs - (tally.preparedAtMs ?? atMs);
      if (waitedMs < voteTimeoutMs) this.report({ kind: 'abort-early', tx, waitedMs }, seq, atMs);
    }
  }

  /** The handler in which a decision shows tells it to everybody: participants and waiting clients. */
  private judgeComplete({ seq, atMs }: Handling): void {
    for (const tally of this.tallies.values()) {
      const { tx, outcome, restarted } = tally;
      if (outcome === undefined) continue;
      if (outcome.seq > seq) {
        for (const to of tally.listeners) {
          if (tally.told.has(to) || tally.ackedEver.has(to)) continue;
          const when = { again: false, slow: true, restarted, sinceMs: atMs };
          const untold = { kind: 'untold', tx, to, outcome: outcome.outcome, ...when } as const;
          this.report(untold, outcome.seq, atMs);
        }
      }
      for (const [operation, asked] of tally.open) {
        tally.open.delete(operation);
        const { afterwards } = asked;
        const since = Math.max(asked.seq, outcome.seq);
        this.report({ kind: 'client-unanswered', tx, afterwards, restarted }, since, atMs);
      }
    }
  }

  /** The first request of a transaction is followed by a Prepare to each participant. */
  private judgeBegin(handling: Handling): void {
    const { trigger, isCut, seq, atMs } = handling;
    if (trigger.kind !== 'request' || trigger.request.kind !== 'transfer' || isCut) return;
    const tally = this.tallies.get(trigger.request.tx);
    if (tally === undefined || tally.outcome !== undefined || tally.mayHaveBegun) return;
    if (tally.requests > 1) return;
    const asked = new Set(sentOf(handling, 'Prepare').map(({ to }) => to));
    for (const to of tally.participants) {
      if (!asked.has(to)) this.report({ kind: 'prepare-missing', tx: tally.tx, to }, seq, atMs);
    }
  }

  /** What should have happened before `nowMs` and has not. */
  private checkDue(nowMs: number): void {
    for (const tally of this.tallies.values()) {
      const { tx, decisionDue, restarted } = tally;
      if (decisionDue !== undefined && decisionDue.sinceMs + decisionDue.limitMs < nowMs) {
        const { why, sinceMs, seq } = decisionDue;
        tally.decisionDue = undefined;
        this.report({ kind: 'undecided', tx, why, sinceMs }, seq, nowMs);
      }
      const outcome = tally.outcome?.outcome ?? 'abort';
      for (const [to, { sinceMs, limitMs, seq, again }] of tally.tellDue) {
        if (sinceMs + limitMs >= nowMs) continue;
        tally.tellDue.delete(to);
        const when = { again, slow: false, restarted, sinceMs };
        this.report({ kind: 'untold', tx, to, outcome, ...when }, seq, nowMs);
      }
    }
  }
}
