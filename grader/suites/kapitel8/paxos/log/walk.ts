import type { NodeId } from '../../../../simulator/process.ts';
import { allowedValues, compare, isSame, majorityOf, noBallot, type Vote } from '../ballots.ts';
import type {
  AcceptedSlot,
  Ballot,
  LogAccept,
  LogMessage,
  LogRequest,
  LogValue,
} from '../contract.ts';
import { type Blame, once, type Wired } from '../observed.ts';
import { isLogResponse } from '../wire-format.ts';
import { logWording as say } from '../wording/log.ts';
import { ChosenLog } from './chosen-log.ts';
import { isSameValue, keyOf, type LogSeen } from './nodes.ts';

interface Leading {
  readonly ballot: Ballot;
  readonly incarnation: number;
  readonly firstUnchosen: number;
  readonly promises: Map<NodeId, readonly AcceptedSlot[]>;
  readonly proposals: Map<number, LogValue>;
  /** The largest slot named in the promises with which it had a quorum; before, it cannot lead. */
  lastNamed: number | undefined;
  /** What it has learnt of higher ballots since then, and where. */
  deposedBy: { readonly ballot: Ballot; readonly seq: number } | undefined;
  /** Where the promises and acceptances came. */
  readonly seqs: number[];
}

type SlotVote = Vote<LogValue> & { readonly slot: number; readonly incarnation: number };

class LogNode {
  readonly attempts: Leading[] = [];
  readonly votes: SlotVote[] = [];
  /** What it was asked to accept: may be stored, even if a crash kept it from saying so. */
  readonly offered: (Vote<LogValue> & { readonly slot: number })[] = [];
  readonly asked = new Set<string>();
  readonly known = new Map<number, LogValue>();
  promised: Ballot = noBallot;
  promisedIn = 0;
  met: Ballot = noBallot;
  metSeq = 0;
  incarnation = 0;

  constructor(readonly id: NodeId) {}

  get current(): Leading | undefined {
    const last = this.attempts.at(-1);
    return last?.incarnation === this.incarnation ? last : undefined;
  }

  attempt(ballot: Ballot): Leading | undefined {
    const attempt = this.attempts.findLast((own) => isSame(own.ballot, ballot));
    return attempt?.incarnation === this.incarnation ? attempt : undefined;
  }

  voteBelow(slot: number, ballot: Ballot): SlotVote | null {
    let highest: SlotVote | null = null;
    for (const vote of this.votes) {
      if (vote.slot !== slot || compare(vote.ballot, ballot) >= 0) continue;
      if (highest === null || compare(vote.ballot, highest.ballot) > 0) highest = vote;
    }
    return highest;
  }

  meet(ballot: Ballot, seq: number): void {
    if (compare(ballot, this.met) > 0) {
      this.met = ballot;
      this.metSeq = seq;
    }
    const own = this.current;
    if (own?.lastNamed !== undefined && compare(ballot, own.ballot) > 0)
      own.deposedBy ??= { ballot, seq };
  }
}

export interface LogWalked {
  readonly blames: readonly Blame[];
  readonly counts: Readonly<Record<string, number>>;
  readonly log: ChosenLog;
}

/** Follows acceptors, leaders and learners of the log along the wire; made once for each run. */
export function walkedLog(seen: LogSeen): LogWalked {
  return once(seen, 'walk', () => new Walk(seen).result());
}

class Walk {
  private readonly nodes = new Map<NodeId, LogNode>();
  private readonly blames: Blame[] = [];
  private readonly counts: Record<string, number> = {};
  private readonly log: ChosenLog;
  private readonly majority: number;
  private readonly support = new Map<string, Set<NodeId>>();

  constructor(private readonly seen: LogSeen) {
    this.majority = majorityOf(seen.nodes.length);
    this.log = new ChosenLog(this.majority);
    for (const id of seen.nodes) this.nodes.set(id, new LogNode(id));
  }

  result(): LogWalked {
    const { trace, wire, malformed } = this.seen;
    const scripted = new Set(trace.scripted);
    const bySeq = new Map(wire.map((wired) => [wired.seq, wired]));
    for (const event of trace.events) {
      if (!('node' in event) || event.kind === 'pause') continue;
      const node = this.nodes.get(event.node) as LogNode;
      if (event.kind === 'start') {
        node.incarnation = event.incarnation;
        node.met = noBallot;
      } else if (event.kind === 'request') {
        const request = event.request as LogRequest;
        if (request.type === 'append') node.asked.add(keyOf(request.command));
      } else if (event.kind === 'respond') {
        if (!scripted.has(node.id))
          this.onRespond(node, event.operation, event.response, event.seq);
      } else if (event.kind === 'send' || event.kind === 'deliver') {
        const wired = bySeq.get(event.seq);
        if (wired === undefined) continue;
        if (event.kind === 'deliver') this.onDeliver(node, wired);
        else if (scripted.has(node.id)) this.onScripted(node, wired);
        else this.onSend(node, wired);
      }
    }
    const [first] = malformed;
    if (first !== undefined)
      this.blame('log-progress', say.malformed(first.node, first.field), first.seq);
    return { blames: this.blames, counts: this.counts, log: this.log };
  }

  private blame(rule: string, message: string, ...events: number[]): void {
    this.blames.push({ rule, message, events });
  }

  private count(name: string): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }

  private onDeliver(node: LogNode, { from, seq, message }: Wired<LogMessage>): void {
    switch (message.type) {
      case 'Prepare':
      case 'Heartbeat':
        return node.meet(message.ballot, seq);
      case 'Accept':
        node.offered.push(message);
        return node.meet(message.ballot, seq);
      case 'Reject':
        return node.meet(message.promised, seq);
      case 'Promise': {
        const attempt = node.attempt(message.ballot);
        if (attempt !== undefined && attempt.lastNamed === undefined) {
          attempt.promises.set(from, message.accepted);
          attempt.seqs.push(seq);
          if (attempt.promises.size + 1 >= this.majority) this.elect(node, attempt);
        }
        return;
      }
      case 'Accepted': {
        const attempt = node.attempt(message.ballot);
        const value = attempt?.proposals.get(message.slot);
        if (attempt === undefined || value === undefined) return;
        const key = `${node.id} ${attempt.ballot.round} ${message.slot} ${node.incarnation}`;
        const supporters = this.support.get(key) ?? new Set([node.id]);
        this.support.set(key, supporters.add(from));
        if (supporters.size >= this.majority) node.known.set(message.slot, value);
        return;
      }
      case 'Chosen':
        node.known.set(message.slot, message.value);
        return;
      case 'Missing':
        return;
    }
  }

  /** What the suite's own nodes say is true. */
  private onScripted(node: LogNode, { message }: Wired<LogMessage>): void {
    if (message.type === 'Accept') this.log.propose(message.ballot, message.slot, message.value);
    else if (message.type === 'Accepted') this.log.support(node.id, message.ballot, message.slot);
    else if (message.type === 'Chosen') this.log.choose(message.slot, message.value);
  }

  private onSend(node: LogNode, { message, seq }: Wired<LogMessage>): void {
    switch (message.type) {
      case 'Prepare':
        this.judgeFirstUnchosen(node, message.type, message.firstUnchosen, seq);
        return this.onPrepareSent(node, message.ballot, message.firstUnchosen, seq);
      case 'Heartbeat':
        this.judgeFirstUnchosen(node, message.type, message.firstUnchosen, seq);
        this.leads(node, message.ballot, message.type, seq);
        return;
      case 'Accept':
        return this.onAcceptSent(node, message, seq);
      case 'Promise':
        this.onServed(node, 'Prepare', message.ballot, seq);
        return this.judgePromise(node, message.ballot, message.accepted, seq);
      case 'Accepted': {
        const { ballot, slot } = message;
        this.onServed(node, 'Accept', ballot, seq);
        const offer = node.offered.findLast(
          (other) => other.slot === slot && isSame(other.ballot, ballot),
        );
        if (offer === undefined) return;
        node.votes.push({ slot, ballot, value: offer.value, incarnation: node.incarnation });
        return this.supported(node, ballot, slot, seq);
      }
      case 'Chosen':
        return this.onChosenSent(node, message.slot, message.value, seq);
      case 'Reject': {
        const { ballot, promised } = message;
        if (compare(ballot, promised) < 0) return;
        return this.blame(
          'log-progress',
          say.refused(node.id, 'eine Frage', ballot, promised),
          seq,
        );
      }
      case 'Missing':
        return;
    }
  }

  private onPrepareSent(node: LogNode, ballot: Ballot, firstUnchosen: number, seq: number): void {
    if (node.attempt(ballot) !== undefined) return;
    const last = node.attempts.reduce(
      (high, attempt) => (compare(attempt.ballot, high) > 0 ? attempt.ballot : high),
      noBallot,
    );
    const isAcross = node.attempts.length > 0 && node.current === undefined;
    const seen = compare(last, node.met) > 0 ? last : node.met;
    if (ballot.node !== node.id || compare(ballot, seen) <= 0) {
      const rule = isAcross && compare(ballot, last) <= 0 ? 'log-durable' : 'slot-agreement';
      this.blame(rule, say.badBallot(node.id, ballot, seen), seq);
    }
    this.count('phases-1');
    this.promise(node, ballot);
    node.attempts.push({
      ballot,
      incarnation: node.incarnation,
      firstUnchosen,
      promises: new Map(),
      proposals: new Map(),
      lastNamed: undefined,
      deposedBy: undefined,
      seqs: [],
    });
  }

  /** Whoever names a slot as the first that is not chosen knows what is chosen before. */
  private judgeFirstUnchosen(node: LogNode, type: string, first: number, seq: number): void {
    let slot = 1;
    while (slot < first && this.log.valueAt(slot) !== undefined) slot++;
    if (slot >= first) return;
    this.blame('leader-completes', say.firstUnchosen(node.id, type, first, slot), seq);
  }

  private promise(node: LogNode, ballot: Ballot): void {
    if (compare(ballot, node.promised) <= 0) return;
    node.promised = ballot;
    node.promisedIn = node.incarnation;
  }

  /** A leader's message: has it a quorum's promises, and has nobody taken its place? */
  private leads(node: LogNode, ballot: Ballot, type: string, seq: number): Leading | undefined {
    const attempt = node.attempt(ballot);
    const count = 1 + (attempt?.promises.size ?? 0);
    if (attempt?.lastNamed === undefined) {
      const { nodes } = this.seen;
      this.blame(
        'slot-agreement',
        say.tooFewPromises(node.id, ballot, type, count, nodes.length),
        seq,
      );
      return undefined;
    }
    if (attempt.deposedBy !== undefined) {
      this.blame(
        'steps-down',
        say.keepsLeading(node.id, ballot, type, attempt.deposedBy.ballot),
        seq,
        attempt.deposedBy.seq,
      );
    }
    return attempt;
  }

  private elect(node: LogNode, attempt: Leading): void {
    this.count('leaders');
    const own = node.votes.filter((vote) => compare(vote.ballot, attempt.ballot) < 0);
    const named = [...[...attempt.promises.values()].flat(), ...own].map(({ slot }) => slot);
    attempt.lastNamed = Math.max(0, ...named);
  }

  private onAcceptSent(node: LogNode, { ballot, slot, value }: LogAccept, seq: number): void {
    const attempt = this.leads(node, ballot, 'Accept', seq);
    if (attempt === undefined) return;
    const before = attempt.proposals.get(slot);
    if (before !== undefined) {
      if (!isSameValue(before, value)) {
        this.blame('slot-agreement', say.twoValues(node.id, ballot, slot, before, value), seq);
      }
      return;
    }
    attempt.proposals.set(slot, value);
    this.judgeValue(node, attempt, slot, value, seq);
    this.log.propose(ballot, slot, value);
    if (compare(node.promised, ballot) > 0) return;
    node.votes.push({ slot, ballot, value, incarnation: node.incarnation });
    this.supported(node, ballot, slot, seq);
  }

  private judgeValue(
    node: LogNode,
    attempt: Leading,
    slot: number,
    value: LogValue,
    seq: number,
  ): void {
    const known = node.known.get(slot);
    if (known !== undefined && isSameValue(known, value)) return;
    const { ballot, promises, lastNamed = 0 } = attempt;
    const own = node.voteBelow(slot, ballot);
    const votes = [...promises.values()].map(
      (accepted) => accepted.find((entry) => entry.slot === slot) ?? null,
    );
    const { isFree, values } = allowedValues<LogValue>([...votes, own], this.majority);
    if (values.some((allowed) => isSameValue(allowed, value))) return this.count('completed');
    const isHidden = node.offered.some(
      (offer) =>
        offer.slot === slot && isSameValue(offer.value, value) && compare(offer.ballot, ballot) < 0,
    );
    if (node.incarnation > 0 && isHidden) return;
    if (!isFree) {
      this.blame(
        'leader-completes',
        say.wrongValue(node.id, ballot, slot, value, values),
        seq,
        ...attempt.seqs,
      );
    } else if (value === null) {
      this.count(slot < lastNamed ? 'holes' : 'no-ops');
    } else if (slot < lastNamed) {
      this.blame(
        'holes-filled',
        say.filledWith(node.id, slot, lastNamed, value),
        seq,
        ...attempt.seqs,
      );
    } else if (!node.asked.has(keyOf(value))) {
      this.blame('leader-completes', say.invented(node.id, slot, value), seq);
    } else this.count('new-commands');
  }

  private supported(node: LogNode, ballot: Ballot, slot: number, seq: number): void {
    const other = this.log.support(node.id, ballot, slot);
    if (other === undefined) return;
    const value = node.votes.at(-1)?.value ?? null;
    this.blame('slot-agreement', say.twoChosen(slot, other, value), seq);
  }

  private onServed(node: LogNode, type: string, ballot: Ballot, seq: number): void {
    if (compare(ballot, node.promised) < 0) {
      const isForgotten = node.promisedIn < node.incarnation;
      const words = isForgotten ? say.forgotPromise : say.brokePromise;
      const rule = isForgotten ? 'log-durable' : 'slot-agreement';
      this.blame(rule, words(node.id, node.promised, type, ballot), seq);
    }
    this.promise(node, ballot);
  }

  /** Does a promise name what the node is known to have accepted? */
  private judgePromise(
    node: LogNode,
    ballot: Ballot,
    accepted: readonly AcceptedSlot[],
    seq: number,
  ): void {
    const from = this.askedFrom.get(`${node.id} ${ballot.round} ${ballot.node}`) ?? 1;
    for (const slot of new Set(node.votes.map((vote) => vote.slot))) {
      if (slot < from) continue;
      const vote = node.voteBelow(slot, ballot);
      const named = accepted.find((entry) => entry.slot === slot);
      if (vote === null || (named && compare(named.ballot, vote.ballot) >= 0)) continue;
      const isForgotten = vote.incarnation < node.incarnation;
      const words = isForgotten ? say.forgotSlot : say.missingSlot;
      const rule = isForgotten ? 'log-durable' : 'promise-tells-slots';
      this.blame(rule, words(node.id, ballot, slot, vote.ballot), seq);
    }
    if (accepted.length > 0) this.count('slots-named');
  }

  /** The `firstUnchosen` of the latest `Prepare` with a ballot that reached a node. */
  private get askedFrom(): ReadonlyMap<string, number> {
    return once(this.seen, 'asked-from', () => {
      const asked = new Map<string, number>();
      for (const { kind, node, message } of this.seen.wire) {
        if (kind !== 'deliver' || message.type !== 'Prepare') continue;
        const key = `${node} ${message.ballot.round} ${message.ballot.node}`;
        asked.set(key, Math.max(asked.get(key) ?? 1, message.firstUnchosen));
      }
      return asked;
    });
  }

  private onChosenSent(node: LogNode, slot: number, value: LogValue, seq: number): void {
    this.count('chosen');
    const known = node.known.get(slot);
    const real = this.log.valueAt(slot);
    if (real !== undefined && !isSameValue(real, value)) {
      this.blame('slot-agreement', say.twoChosen(slot, real, value), seq);
    } else if (real === undefined || known === undefined) {
      // Somebody may have learnt it from a heartbeat: true is enough.
      if (real === undefined)
        this.blame('slot-agreement', say.notChosen(node.id, slot, value), seq);
    }
  }

  private onRespond(node: LogNode, operation: number, response: unknown, seq: number): void {
    if (!isLogResponse(response)) return;
    if ('applied' in response) this.judgeApplied(node, response.applied, seq);
    else if (response.ok) {
      const request = this.seen.history[operation]?.request;
      if (request?.type !== 'append') return;
      const { clientId, sequence, text } = request.command;
      const expected = this.log.positionOf(clientId, sequence);
      this.count('acknowledged');
      if (expected === undefined) this.blame('applied-in-order', say.tooEarly(node.id, text), seq);
      else if (expected !== response.position) {
        this.blame('linearizable', say.wrongPosition(text, response.position, expected), seq);
      }
    }
  }

  private judgeApplied(node: LogNode, applied: readonly string[], seq: number): void {
    if (applied.length > 0) this.count('reads');
    const { texts } = this.log;
    const twice = applied.find((text, i) => applied.indexOf(text) !== i);
    if (applied.every((text, i) => text === texts[i])) return;
    if (twice !== undefined) {
      this.blame('applied-once', say.appliedTwice(node.id, twice), seq);
    } else {
      this.blame('applied-in-order', say.appliedWrong(node.id, applied, [...texts]), seq);
    }
  }
}
