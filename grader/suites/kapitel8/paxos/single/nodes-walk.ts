import type { NodeId } from '../../../../simulator/process.ts';
import { allowedValues, compare, isSame, majorityOf, noBallot, type Vote } from '../ballots.ts';
import type { Ballot, Decision, Message, Proposal } from '../contract.ts';
import { type Blame, once, type Seen, type Wired } from '../observed.ts';
import { isDecision } from '../wire-format.ts';
import { proposerWording as say } from '../wording/proposer.ts';

export type SingleSeen = Seen<Message, Proposal, Decision>;
type Voted = Vote<string>;

/** What the wire tells of one node's attempt. */
interface AttemptSeen {
  readonly ballot: Ballot;
  readonly incarnation: number;
  readonly promises: Map<NodeId, Voted | null>;
  readonly acceptances: Set<NodeId>;
  /** Where the answers came. */
  readonly seqs: number[];
  value: string | undefined;
  /** It had promised nobody more when its `Accept` left: its own acceptor has accepted. */
  votesItself: boolean;
}

/** What the wire tells of one node, over all its incarnations. */
class NodeSeen {
  readonly attempts: AttemptSeen[] = [];
  /** Proposals it has accepted for all to see, and such as it may have accepted before a crash. */
  readonly votes: (Voted & { readonly incarnation: number; readonly seq: number })[] = [];
  readonly offered: Voted[] = [];
  readonly asked = new Set<string>();
  readonly known = new Set<string>();
  /** The highest ballot that it promised for all to see, and where. */
  promised: Ballot = noBallot;
  /** The highest ballot met in this incarnation. */
  met: Ballot = noBallot;
  metSeq = 0;
  incarnation = 0;

  constructor(readonly id: NodeId) {}

  get lastBallot(): Ballot {
    return this.attempts.reduce(
      (last, { ballot }) => (compare(ballot, last) > 0 ? ballot : last),
      noBallot,
    );
  }

  meet(ballot: Ballot, seq: number): void {
    if (compare(ballot, this.met) <= 0) return;
    this.met = ballot;
    this.metSeq = seq;
  }

  attempt(ballot: Ballot): AttemptSeen | undefined {
    return this.attempts.findLast((own) => isSame(own.ballot, ballot));
  }

  voteBelow(ballot: Ballot): (typeof this.votes)[number] | null {
    let highest: (typeof this.votes)[number] | null = null;
    for (const vote of this.votes) {
      const isBelow = compare(vote.ballot, ballot) < 0;
      if (isBelow && (highest === null || compare(vote.ballot, highest.ballot) > 0)) highest = vote;
    }
    return highest;
  }
}

export interface Walked {
  readonly blames: readonly Blame[];
  readonly counts: Readonly<Record<string, number>>;
  /** Values that a majority accepted in one ballot, or that a node gave out as chosen. */
  readonly chosen: readonly { readonly value: string; readonly seq: number }[];
}

/** Follows proposers and learners along the wire; made once for each run. */
export function walked(seen: SingleSeen): Walked {
  return once(seen, 'walk', () => new Walk(seen).result());
}

class Walk {
  private readonly nodes = new Map<NodeId, NodeSeen>();
  private readonly blames: Blame[] = [];
  private readonly counts: Record<string, number> = {
    attempts: 0,
    'phase-2': 0,
    inherited: 0,
    free: 0,
    chosen: 0,
    'ballots-after-crash': 0,
  };
  private readonly chosen: { value: string; seq: number }[] = [];
  /** Who has accepted a ballot. */
  private readonly supporters = new Map<string, Set<NodeId>>();
  private readonly values = new Map<string, string>();
  private readonly majority: number;

  constructor(private readonly seen: SingleSeen) {
    this.majority = majorityOf(seen.nodes.length);
    for (const id of seen.nodes) this.nodes.set(id, new NodeSeen(id));
  }

  result(): Walked {
    const { trace, wire } = this.seen;
    const scripted = new Set(trace.scripted);
    const bySeq = new Map(wire.map((wired) => [wired.seq, wired]));
    for (const event of trace.events) {
      if (!('node' in event) || event.kind === 'pause') continue;
      const node = this.nodes.get(event.node) as NodeSeen;
      if (event.kind === 'start') {
        node.incarnation = event.incarnation;
        node.met = noBallot;
      } else if (event.kind === 'request') {
        node.asked.add((event.request as Proposal).value);
      } else if (event.kind === 'respond' && isDecision(event.response)) {
        this.announce(node, event.response.chosen, event.seq);
      } else if (event.kind === 'send' || event.kind === 'deliver') {
        const wired = bySeq.get(event.seq);
        if (wired === undefined) continue;
        if (event.kind === 'deliver') this.onDeliver(node, wired);
        else if (scripted.has(node.id)) this.noteSupport(node.id, wired);
        else this.onSend(node, wired);
      }
    }
    return { blames: this.blames, counts: this.counts, chosen: this.chosen };
  }

  private blame(rule: string, message: string, ...events: number[]): void {
    this.blames.push({ rule, message, events });
  }

  private onDeliver(node: NodeSeen, { from, seq, message }: Wired<Message>): void {
    switch (message.type) {
      case 'Prepare':
        node.meet(message.ballot, seq);
        return;
      case 'Accept':
        node.meet(message.ballot, seq);
        node.offered.push(message);
        return;
      case 'Reject':
        node.meet(message.promised, seq);
        return;
      case 'Promise':
        {
          const attempt = this.current(node, message.ballot);
          attempt?.promises.set(from, message.accepted);
          attempt?.seqs.push(seq);
        }
        return;
      case 'Accepted': {
        const attempt = this.current(node, message.ballot);
        attempt?.acceptances.add(from);
        attempt?.seqs.push(seq);
        if (attempt?.value !== undefined && this.supportOf(attempt) >= this.majority) {
          node.known.add(attempt.value);
        }
        return;
      }
      case 'Chosen':
        node.known.add(message.value);
        return;
    }
  }

  /** The attempt that a reply belongs to: a crash in between has ended it. */
  private current(node: NodeSeen, ballot: Ballot): AttemptSeen | undefined {
    const attempt = node.attempt(ballot);
    return attempt?.incarnation === node.incarnation ? attempt : undefined;
  }

  private supportOf({ acceptances, votesItself }: AttemptSeen): number {
    return acceptances.size + (votesItself ? 1 : 0);
  }

  private onSend(node: NodeSeen, wired: Wired<Message>): void {
    const { message, seq } = wired;
    switch (message.type) {
      case 'Prepare':
        return this.onPrepareSent(node, message.ballot, seq);
      case 'Accept':
        return this.onAcceptSent(node, message, seq);
      case 'Promise':
      case 'Accepted':
        this.noteSupport(node.id, wired);
        return this.onServed(node, wired);
      case 'Chosen':
        return this.announce(node, message.value, seq);
      case 'Reject':
        return;
    }
  }

  private onPrepareSent(node: NodeSeen, ballot: Ballot, seq: number): void {
    const known = node.attempt(ballot);
    if (known !== undefined && known.incarnation === node.incarnation) return;
    const { lastBallot } = node;
    const isFirst = !node.attempts.some(({ incarnation }) => incarnation === node.incarnation);
    if (ballot.node !== node.id) {
      this.blame('ballots-unique', say.foreignBallot(node.id, ballot), seq);
    } else if (compare(ballot, lastBallot) <= 0) {
      const isAcross = isFirst && node.attempts.length > 0;
      if (isAcross) this.blame('ballot-durable', say.reused(node.id, ballot, lastBallot), seq);
      else this.blame('ballots-unique', say.notHigher(node.id, ballot, lastBallot), seq);
    } else if (compare(ballot, node.met) <= 0) {
      this.blame('ballots-unique', say.notHigher(node.id, ballot, node.met), seq, node.metSeq);
    }
    if (isFirst && node.attempts.length > 0) this.count('ballots-after-crash');
    this.count('attempts');
    node.attempts.push({
      ballot,
      incarnation: node.incarnation,
      promises: new Map(),
      acceptances: new Set(),
      seqs: [],
      value: undefined,
      votesItself: false,
    });
  }

  private onAcceptSent(node: NodeSeen, { ballot, value }: Voted, seq: number): void {
    const attempt = this.current(node, ballot);
    if (attempt?.value !== undefined) {
      if (attempt.value !== value) {
        this.blame('ballots-unique', say.twoValues(node.id, ballot, attempt.value, value), seq);
      }
      return;
    }
    this.count('phase-2');
    const count = 1 + (attempt?.promises.size ?? 0);
    if (attempt === undefined || count < this.majority) {
      const { nodes } = this.seen;
      const text = say.tooFewPromises(node.id, ballot, count, nodes.length, this.majority);
      this.blame('phase-2-quorum', text, seq);
    } else this.judgeValue(node, attempt, value, seq);
    if (attempt === undefined) return;
    attempt.value = value;
    attempt.votesItself = compare(node.promised, ballot) <= 0;
    const key = keyOf(ballot);
    this.values.set(key, value);
    if (!attempt.votesItself) return;
    node.votes.push({ ballot, value, incarnation: node.incarnation, seq });
    this.support(key, node.id, seq);
  }

  private judgeValue(node: NodeSeen, attempt: AttemptSeen, value: string, seq: number): void {
    const { ballot, promises } = attempt;
    const own = node.voteBelow(ballot);
    const votes = [...promises.values(), own];
    const { isFree, values } = allowedValues(votes, this.majority);
    const isOwn = node.asked.has(value);
    this.count(isFree && isOwn ? 'free' : 'inherited');
    if (values.includes(value) || (isFree && isOwn)) return;
    // Accepted before a crash and told to nobody: what it was asked to accept may be there.
    const isHidden = ({ ballot: other, value: offered }: Voted) =>
      offered === value &&
      compare(other, ballot) < 0 &&
      compare(other, own?.ballot ?? noBallot) > 0;
    if (node.incarnation > 0 && node.offered.some(isHidden)) return;
    if (isFree)
      this.blame('free-value', say.inventedValue(node.id, ballot, value), seq, ...attempt.seqs);
    else
      this.blame(
        'highest-value',
        say.wrongValue(node.id, ballot, value, values),
        seq,
        ...attempt.seqs,
      );
  }

  /** A promise or an acceptance: does the node's own acceptor keep what its proposer counted on? */
  private onServed(node: NodeSeen, { message, seq }: Wired<Message>): void {
    if (message.type !== 'Promise' && message.type !== 'Accepted') return;
    const { ballot } = message;
    const own = node.attempts.find((attempt) => compare(attempt.ballot, ballot) > 0);
    if (own !== undefined) {
      const rule = own.incarnation === node.incarnation ? 'phase-2-quorum' : 'promise-durable';
      this.blame(
        rule,
        say.brokeOwnPromise(node.id, own.ballot, questionOf(message.type), ballot),
        seq,
      );
    }
    if (message.type === 'Promise') {
      const vote = node.voteBelow(ballot);
      const isOwn = vote?.ballot.node === node.id;
      if (
        isOwn &&
        (message.accepted === null || compare(message.accepted.ballot, vote.ballot) < 0)
      ) {
        const rule = vote.incarnation === node.incarnation ? 'chosen-quorum' : 'accepted-durable';
        this.blame(rule, say.ownVoteMissing(node.id, vote.ballot, ballot), seq, vote.seq);
      }
    } else {
      const value = node.offered.findLast((offer) => isSame(offer.ballot, ballot))?.value;
      if (value !== undefined)
        node.votes.push({ ballot, value, incarnation: node.incarnation, seq });
    }
    if (compare(ballot, node.promised) > 0) node.promised = ballot;
  }

  private announce(node: NodeSeen, value: string, seq: number): void {
    this.count('chosen');
    this.chosen.push({ value, seq });
    if (node.known.has(value)) return;
    const counts = node.attempts
      .filter((attempt) => attempt.value === value)
      .map((attempt) => this.supportOf(attempt));
    const most = Math.max(0, ...counts);
    const { nodes } = this.seen;
    this.blame(
      'chosen-quorum',
      say.notChosen(node.id, value, most, nodes.length, this.majority),
      seq,
    );
    node.known.add(value);
  }

  private noteSupport(node: NodeId, { message, seq }: Wired<Message>): void {
    if (message.type === 'Accepted') this.support(keyOf(message.ballot), node, seq);
  }

  private support(key: string, node: NodeId, seq: number): void {
    const supporters = this.supporters.get(key) ?? new Set();
    this.supporters.set(key, supporters.add(node));
    const value = this.values.get(key);
    if (value !== undefined && supporters.size === this.majority) this.chosen.push({ value, seq });
  }

  private count(name: string): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }
}

/** What was asked, by the answer. */
const questionOf = (answer: 'Promise' | 'Accepted'): string =>
  answer === 'Promise' ? 'Prepare' : 'Accept';

const keyOf = ({ round, node }: Ballot): string => `${round} ${node}`;

/** No two values are chosen, and the one that is was proposed by a client. */
export function agreement(seen: SingleSeen): Blame | undefined {
  const { chosen } = walked(seen);
  const proposed = new Set<string>();
  for (const event of seen.trace.events) {
    if (event.kind === 'invoke') proposed.add((event.request as Proposal).value);
  }
  const [first] = chosen;
  if (first === undefined) return undefined;
  const other = chosen.find(({ value }) => value !== first.value);
  if (other !== undefined) {
    return {
      rule: 'agreement',
      message: say.twoChosen(first.value, other.value),
      events: [other.seq, first.seq],
    };
  }
  if (proposed.has(first.value)) return undefined;
  return { rule: 'agreement', message: say.notProposed(first.value), events: [first.seq] };
}
