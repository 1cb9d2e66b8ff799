import type { Context, NodeId, Process, StableStorage } from '#simulator';
import { ballotAbove, compareBallots, highest, noBallot } from './ballot.ts';
import {
  type Accept,
  type Accepted,
  type AcceptedProposal,
  type Ballot,
  type Chosen,
  type Decision,
  type Message,
  type Prepare,
  type PromiseMessage,
  type Proposal,
  type Reject,
  retryDelayMaxMs,
  retryDelayMinMs,
} from './protocol.ts';

export { compareBallots } from './ballot.ts';
export { findDuel } from './duel.ts';
export { createMultiPaxos } from './multi-paxos.ts';

export function createPaxos(context: Context<Message>): Process<Message, Proposal, Decision> {
  return new Paxos(context);
}

/** The acceptor's memory: all that must outlive a crash. Written before anybody hears of it. */
class Acceptor {
  private _promised: Ballot;
  private _accepted: AcceptedProposal | null;

  constructor(private readonly storage: StableStorage) {
    this._promised = storage.get<Ballot>('promised') ?? noBallot;
    this._accepted = storage.get<AcceptedProposal>('accepted') ?? null;
  }

  get promised(): Ballot {
    return this._promised;
  }

  get accepted(): AcceptedProposal | null {
    return this._accepted;
  }

  /** Phase 1b: true if from now on nothing below `ballot` is served. */
  promise(ballot: Ballot): boolean {
    if (compareBallots(ballot, this._promised) < 0) return false;
    this._promised = ballot;
    this.storage.set('promised', ballot);
    return true;
  }

  /** Phase 2b: who accepts a ballot has thereby promised it. */
  accept(proposal: AcceptedProposal): boolean {
    if (!this.promise(proposal.ballot)) return false;
    this._accepted = proposal;
    this.storage.set('accepted', proposal);
    return true;
  }
}

/** One attempt of the proposer. What it has heard is forgotten in a crash, and the attempt with it. */
interface Attempt {
  readonly ballot: Ballot;
  phase: 1 | 2;
  value: string;
  /** Phase 1: the promises so far, with what each acceptor had accepted. */
  readonly promises: Map<NodeId, AcceptedProposal | null>;
  /** Phase 2: who has accepted. */
  readonly acceptances: Set<NodeId>;
}

/** Proposer, acceptor and learner in one, after Lamport 2001. */
class Paxos implements Process<Message, Proposal, Decision> {
  private readonly acceptor: Acceptor;
  private attempt: Attempt | undefined;
  /** The highest ballot heard of in rejections. */
  private highestSeen: Ballot = noBallot;
  /** What our clients asked for first: proposed if nothing else has to be. */
  private ownValue = '';
  private chosen: string | undefined;
  private readonly waiting: ((response: Decision) => void)[] = [];

  constructor(private readonly context: Context<Message>) {
    this.acceptor = new Acceptor(context.storage);
  }

  onRequest(request: Proposal, respond: (response: Decision) => void): void {
    if (this.chosen !== undefined) {
      respond({ chosen: this.chosen });
      return;
    }
    this.waiting.push(respond);
    if (this.waiting.length > 1) return;
    this.ownValue = request.value;
    this.startAttempt();
  }

  onTimer(name: string): void {
    if (name === 'retry') this.startAttempt();
  }

  onMessage(from: NodeId, message: Message): void {
    switch (message.type) {
      case 'Prepare':
        this.onPrepare(from, message);
        break;
      case 'Promise':
        this.onPromise(from, message);
        break;
      case 'Accept':
        this.onAccept(from, message);
        break;
      case 'Accepted':
        this.onAccepted(from, message);
        break;
      case 'Reject':
        this.onReject(message);
        break;
      case 'Chosen':
        this.onChosen(message);
        break;
    }
  }

  inspect(): unknown {
    const { promised, accepted } = this.acceptor;
    const attempt = this.attempt && {
      ballot: this.attempt.ballot,
      phase: this.attempt.phase,
      promises: [...this.attempt.promises.keys()],
      acceptances: [...this.attempt.acceptances],
    };
    return { promised, accepted, attempt, chosen: this.chosen };
  }

  // --- acceptor -------------------------------------------------------------------------------------

  private onPrepare(from: NodeId, { ballot }: Prepare): void {
    if (this.acceptor.promise(ballot)) {
      const { accepted } = this.acceptor;
      this.context.send(from, { type: 'Promise', ballot, accepted });
    } else this.reject(from, ballot);
  }

  private onAccept(from: NodeId, { ballot, value }: Accept): void {
    if (this.acceptor.accept({ ballot, value })) {
      this.context.send(from, { type: 'Accepted', ballot });
    } else this.reject(from, ballot);
  }

  private reject(to: NodeId, ballot: Ballot): void {
    this.context.send(to, { type: 'Reject', ballot, promised: this.acceptor.promised });
  }

  // --- proposer -------------------------------------------------------------------------------------

  /** Phase 1a. Stored with the promise to itself, the ballot is never used again, not even after a crash. */
  private startAttempt(): void {
    const ballot = ballotAbove(
      highest(this.acceptor.promised, this.highestSeen),
      this.context.self,
    );
    this.acceptor.promise(ballot);
    this.attempt = {
      ballot,
      phase: 1,
      value: this.ownValue,
      promises: new Map([[this.context.self, this.acceptor.accepted]]),
      acceptances: new Set(),
    };
    this.broadcast({ type: 'Prepare', ballot });
    // Drawn anew each time: two proposers that meet again and again must not keep in step.
    const spanMs = retryDelayMaxMs - retryDelayMinMs;
    this.context.setTimer('retry', retryDelayMinMs + this.context.random() * spanMs);
  }

  private onPromise(from: NodeId, { ballot, accepted }: PromiseMessage): void {
    const attempt = this.attemptOf(ballot, 1);
    if (attempt === undefined) return;
    attempt.promises.set(from, accepted);
    if (attempt.promises.size >= this.majority) this.startPhase2(attempt);
  }

  /** Phase 2a: the value of the highest ballot among the promises; one's own only if there is none. */
  private startPhase2(attempt: Attempt): void {
    const { ballot } = attempt;
    let highestAccepted: AcceptedProposal | null = null;
    for (const accepted of attempt.promises.values()) {
      if (accepted === null) continue;
      if (highestAccepted === null || compareBallots(accepted.ballot, highestAccepted.ballot) > 0) {
        highestAccepted = accepted;
      }
    }
    attempt.phase = 2;
    attempt.value = highestAccepted?.value ?? this.ownValue;
    // Its own acceptor is asked like any other, and may have promised more in the meantime.
    const { value } = attempt;
    if (this.acceptor.accept({ ballot, value })) attempt.acceptances.add(this.context.self);
    this.broadcast({ type: 'Accept', ballot, value });
  }

  private onAccepted(from: NodeId, { ballot }: Accepted): void {
    const attempt = this.attemptOf(ballot, 2);
    if (attempt === undefined) return;
    attempt.acceptances.add(from);
    if (attempt.acceptances.size < this.majority) return;
    const { value } = attempt;
    this.learn(value);
    this.broadcast({ type: 'Chosen', value });
  }

  /** The attempt may still succeed with others; the next one will be high enough. */
  private onReject({ promised }: Reject): void {
    this.highestSeen = highest(this.highestSeen, promised);
  }

  /** The attempt under way, if the reply belongs to it and to its phase. */
  private attemptOf(ballot: Ballot, phase: 1 | 2): Attempt | undefined {
    const { attempt } = this;
    if (attempt === undefined || attempt.phase !== phase) return undefined;
    return compareBallots(attempt.ballot, ballot) === 0 ? attempt : undefined;
  }

  // --- learner --------------------------------------------------------------------------------------

  private onChosen({ value }: Chosen): void {
    this.learn(value);
  }

  private learn(value: string): void {
    this.chosen = value;
    this.attempt = undefined;
    this.context.cancelTimer('retry');
    for (const respond of this.waiting.splice(0)) respond({ chosen: value });
  }

  // --- all ------------------------------------------------------------------------------------------

  /** Of all nodes, this one included: not only of those that can be reached. */
  private get majority(): number {
    return Math.floor((this.context.peers.length + 1) / 2) + 1;
  }

  private broadcast(message: Message): void {
    for (const peer of this.context.peers) this.context.send(peer, message);
  }
}
