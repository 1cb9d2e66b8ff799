import type { NodeId } from '../../../../simulator/process.ts';
import {
  type BalanceRequest,
  coordinatorId,
  type Decision,
  inquiryIntervalMs,
  type Prepare,
  type Response,
} from '../contract.ts';
import { type Handling, sentOf } from '../handlings.ts';
import { type CommitSeen, once } from '../observed.ts';
import { FactBook } from './participant-facts.ts';
import type { ParticipantFault, ParticipantFinding, ReadFinding } from './participant-findings.ts';
import { World } from './world.ts';

/** What all participants of a run did wrong. */
export function participantFindings(seen: CommitSeen): readonly ParticipantFinding[] {
  return once(seen, 'participants', () =>
    seen.real
      .filter((id) => id !== coordinatorId)
      .flatMap((id) => {
        const monitor = new ParticipantMonitor(id);
        for (const handling of seen.handlings) {
          if (handling.node === id) monitor.follow(handling);
        }
        return monitor.findings;
      }),
  );
}

/** Clocks may run a little fast. */
const earlyMs = 20;
const maxWorlds = 2_000;

/** Follows one participant and compares what it says with the states it may be in. */
class ParticipantMonitor {
  readonly findings: ParticipantFinding[] = [];
  private worlds: readonly World[] = [new World()];
  private readonly facts = new FactBook();
  private current: Handling | undefined;
  /** Others broke the contract: nothing more can be said. */
  private isLost = false;

  constructor(private readonly id: NodeId) {}

  follow(handling: Handling): void {
    if (this.isLost) return;
    this.current = handling;
    const { trigger } = handling;
    if (handling.malformed !== undefined) this.report({ kind: 'malformed' }, handling.malformed);
    if (trigger.kind === 'message') {
      const { message, from } = trigger;
      if (message.type === 'Prepare') this.onPrepare(message);
      else if (message.type === 'Decision') this.onDecision(message, from);
      else if (message.type === 'Inquiry') this.onInquiry(message.tx, from);
    } else if (trigger.kind === 'request') {
      if (trigger.request.kind === 'balance') this.onBalance(trigger.request);
      else this.onForeignRequest();
    }
    if (!this.isLost) this.judgeOthers();
  }

  private report(finding: ParticipantFault, seq = this.handling.seq): void {
    this.findings.push({ ...finding, node: this.id, seq, atMs: this.handling.atMs });
  }

  private get handling(): Handling {
    return this.current as Handling;
  }

  /** Keeps the worlds that fit what was said; if none does, all stay and it is a finding. */
  private keep(next: readonly World[]): boolean {
    if (next.length === 0) return false;
    this.worlds = next;
    // Every crash in a handler may double them; a run has a handful of those at most.
    if (next.length > maxWorlds) this.isLost = true;
    return true;
  }

  private onPrepare({ tx, changes, participants }: Prepare): void {
    const { incarnation, atMs, isCut } = this.handling;
    const facts = this.facts.of(tx);
    const isFirst = facts.vote === undefined;
    facts.changes = changes;
    if (facts.vote !== undefined && facts.decisions > 0) facts.preparedAgain = true;
    facts.participants = participants;
    const votes = sentOf(this.handling, 'Vote').filter(
      ({ to, message }) => message.tx === tx && to === coordinatorId,
    );
    if (isCut) facts.wasCut = true;
    const [first] = votes;
    const before = (facts.votedIncarnation ?? incarnation) < incarnation ? facts.vote : undefined;
    if (first === undefined) {
      if (!isCut) this.report({ kind: 'vote-count', tx, votes: 0, before });
      this.keep([...this.worlds, ...this.worlds.map((world) => this.prepared(world, tx, changes))]);
      return;
    }
    if (votes.length > 1) {
      this.report({ kind: 'vote-count', tx, votes: votes.length, before }, first.seq);
    }
    const { vote } = first.message;
    const fitting = this.worlds.filter((world) => {
      const known = world.of(tx);
      if (known === undefined) return (world.reasonFor(changes) === 'can') === (vote === 'yes');
      if (known.state !== 'abort') return vote === 'yes';
      return vote === 'no' || known.votedYes;
    });
    if (fitting.length === 0) this.reportVote(tx, changes, vote, first.seq);
    // The node's own word is taken for what follows, so that one mistake is reported once.
    const from = fitting.length > 0 ? fitting : this.worlds;
    this.keep(
      from.map((world) => (world.of(tx) === undefined ? world.voted(tx, changes, vote) : world)),
    );
    if (!isFirst) return;
    facts.vote = vote;
    facts.votedIncarnation = incarnation;
    if (vote === 'yes') {
      facts.yesAtMs = atMs;
      facts.yesIncarnation = incarnation;
    }
  }

  private prepared(world: World, tx: string, changes: Prepare['changes']): World {
    if (world.of(tx) !== undefined) return world;
    return world.voted(tx, changes, world.reasonFor(changes) === 'can' ? 'yes' : 'no');
  }

  private reportVote(tx: string, changes: Prepare['changes'], vote: 'yes' | 'no', seq: number) {
    const { incarnation } = this.handling;
    const facts = this.facts.of(tx);
    const [world = new World()] = this.worlds;
    const known = world.of(tx);
    if (known === undefined) {
      const why = world.reasonFor(changes);
      const account = changes.find((change) => world.holder(change.account) !== undefined)?.account;
      const holder = account === undefined ? undefined : world.holder(account);
      const touched = changes.flatMap((change) => this.facts.on(change.account));
      const wasCut = touched.some(({ facts: other }) => other.isTorn);
      const restarted = touched.some(
        ({ facts: other }) =>
          (other.yesIncarnation ?? incarnation) < incarnation ||
          (other.decidedIncarnation ?? incarnation) < incarnation,
      );
      this.report({ kind: 'vote-wrong', tx, why, holder, restarted, wasCut }, seq);
    } else if (facts.vote === undefined) {
      const restarted = (facts.decidedIncarnation ?? incarnation) < incarnation;
      if (known.state === 'abort') this.report({ kind: 'vote-after-abort', tx, restarted }, seq);
    } else {
      const restarted =
        incarnation > 0 && (facts.yesIncarnation ?? 0) < incarnation && facts.vote !== vote;
      this.report({ kind: 'vote-changed', tx, from: facts.vote, restarted }, seq);
    }
  }

  private onDecision({ tx, outcome }: Decision, from: NodeId): void {
    const { isCut, atMs, incarnation } = this.handling;
    const facts = this.facts.of(tx);
    const isKnown = facts.vote !== undefined;
    const next = this.worlds.flatMap((world) => world.decided(tx, outcome) ?? []);
    if (next.length === 0) {
      this.isLost = true;
      return;
    }
    facts.decisions++;
    if (facts.vote === undefined && !facts.wasCut) facts.overtaken = true;
    facts.decidedAtMs ??= atMs;
    facts.decidedIncarnation ??= incarnation;
    if (isCut) facts.isTorn = true;
    const acks = sentOf(this.handling, 'Ack').filter(
      ({ to, message }) => message.tx === tx && to === coordinatorId,
    );
    if (acks.length > 0 || !isCut) this.keep(next);
    else this.keep([...next, ...this.worlds]);
    if (from === coordinatorId && acks.length === 0 && !isCut) {
      const restarted = facts.decidedIncarnation < incarnation;
      this.report({ kind: 'no-ack', tx, isKnown, repeated: facts.decisions > 1, restarted });
    }
  }

  private onInquiry(tx: string, from: NodeId): void {
    const { isCut } = this.handling;
    const [reply] = sentOf(this.handling, 'Decision').filter(
      ({ to, message }) => to === from && message.tx === tx,
    );
    if (reply !== undefined) {
      const { outcome } = reply.message;
      const fitting = this.worlds.flatMap((world) => {
        const known = world.of(tx);
        if (known === undefined)
          return outcome === 'abort' ? (world.decided(tx, 'abort') ?? []) : [];
        return known.state === outcome ? [world] : [];
      });
      if (!this.keep(fitting)) this.report({ kind: 'inquiry-wrong', tx }, reply.seq);
      const facts = this.facts.of(tx);
      facts.decidedIncarnation ??= this.handling.incarnation;
      if (facts.vote === undefined) facts.overtaken = true;
      return;
    }
    if (!isCut && this.worlds.every((world) => world.of(tx)?.state !== 'prepared')) {
      const isDecided = this.worlds.every((world) => world.of(tx) !== undefined);
      this.report({ kind: 'inquiry-unanswered', tx, isDecided });
    }
    // It may have noted the abort and not come to say so.
    const silent = this.worlds.filter((world) => world.of(tx) === undefined);
    this.keep([...this.worlds, ...silent.flatMap((world) => world.decided(tx, 'abort') ?? [])]);
  }

  private onForeignRequest(): void {
    const { answered, isCut } = this.handling;
    const kinds = answered.map(({ response }) => response?.kind);
    if (!isCut && kinds.join() !== 'wrong-node') this.report({ kind: 'wrong-node' });
  }

  private onBalance({ account }: BalanceRequest): void {
    const { answered, isCut } = this.handling;
    const [first] = answered;
    const actual = first?.response;
    if (first === undefined || actual === undefined) {
      if (!isCut || first !== undefined) this.report({ kind: 'unanswered', account });
      return;
    }
    const fitting = this.worlds.filter((world) => isSame(expectedOf(world, account), actual));
    if (this.keep(fitting)) return;
    const [world = new World()] = this.worlds;
    this.report(this.readFinding(account, expectedOf(world, account), actual), first.seq);
  }

  private readFinding(account: string, expected: Response, actual: Response): ReadFinding {
    const { atMs, incarnation } = this.handling;
    const on = this.facts.on(account);
    const holder = expected.kind === 'undecided' ? expected.tx : undefined;
    const named = actual.kind === 'undecided' ? actual.tx : undefined;
    const tx = holder ?? named ?? on.find(({ facts }) => facts.decisions > 0)?.tx;
    const facts = tx === undefined ? undefined : this.facts.of(tx);
    const sinceMs = holder === undefined ? facts?.decidedAtMs : facts?.yesAtMs;
    const settled = holder === undefined ? facts?.decidedIncarnation : facts?.yesIncarnation;
    return {
      kind: kindOf(expected, actual),
      account,
      expected,
      actual,
      tx,
      sinceMs: atMs - (sinceMs ?? atMs),
      restarted:
        (settled ?? incarnation) < incarnation ||
        on.some(({ facts: other }) => (other.decidedIncarnation ?? incarnation) < incarnation),
      wasCut: on.some(({ facts: other }) => other.isTorn),
      repeated: on.some(({ facts: other }) => other.decisions > 1 || other.preparedAgain),
      interleaved: tx !== undefined && this.facts.isInterleaved(tx),
      overtaken: on.some(({ facts: other }) => other.overtaken),
    };
  }

  /** Messages that were not an answer to what came. */
  private judgeOthers(): void {
    const { trigger, atMs } = this.handling;
    const message = trigger.kind === 'message' ? trigger.message : undefined;
    for (const ack of sentOf(this.handling, 'Ack')) {
      const { tx } = ack.message;
      if (this.facts.of(tx).decisions === 0) this.report({ kind: 'ack-unasked', tx }, ack.seq);
    }
    for (const told of sentOf(this.handling, 'Decision')) {
      if (message?.type === 'Inquiry') continue;
      const { tx, outcome } = told.message;
      if (this.worlds.some((world) => world.of(tx)?.state === outcome)) continue;
      this.report({ kind: 'decided-alone', tx }, told.seq);
    }
    for (const vote of sentOf(this.handling, 'Vote')) {
      if (message?.type === 'Prepare' && message.tx === vote.message.tx) continue;
      const { tx } = vote.message;
      const facts = this.facts.of(tx);
      const isFree = facts.decisions > 0 || facts.vote === vote.message.vote;
      if (facts.vote === undefined) this.report({ kind: 'stray', tx, to: vote.to }, vote.seq);
      else if (!isFree) {
        this.report({ kind: 'vote-changed', tx, from: facts.vote, restarted: false }, vote.seq);
      }
    }
    for (const asked of sentOf(this.handling, 'Inquiry')) {
      const { tx } = asked.message;
      const facts = this.facts.of(tx);
      const waitedMs = atMs - (facts.yesAtMs ?? atMs);
      const isPeer = facts.participants.includes(asked.to) || asked.to === coordinatorId;
      // Cut short, it may have been prepared for longer than its vote tells.
      const isEarly = waitedMs < inquiryIntervalMs - earlyMs && !facts.wasCut;
      if (!isPeer || isEarly) {
        this.report({ kind: 'stray', tx, to: asked.to }, asked.seq);
      } else if (this.worlds.every((world) => isDecided(world, tx))) {
        this.report({ kind: 'inquiry-idle', tx, to: asked.to }, asked.seq);
      }
    }
  }
}

function isDecided(world: World, tx: string): boolean {
  const state = world.of(tx)?.state;
  return state === 'commit' || state === 'abort';
}

function expectedOf(world: World, account: string): Response {
  const tx = world.holder(account);
  return tx === undefined
    ? { kind: 'balance', amount: world.balance(account) }
    : { kind: 'undecided', tx };
}

function isSame(expected: Response, actual: Response): boolean {
  if (expected.kind === 'undecided')
    return actual.kind === 'undecided' && actual.tx === expected.tx;
  if (expected.kind !== 'balance') return false;
  return actual.kind === 'balance' && actual.amount === expected.amount;
}

function kindOf(expected: Response, actual: Response): ReadFinding['kind'] {
  if (expected.kind === 'undecided')
    return actual.kind === 'undecided' ? 'read-tx' : 'read-unlocked';
  return actual.kind === 'undecided' ? 'read-still-locked' : 'read-amount';
}
