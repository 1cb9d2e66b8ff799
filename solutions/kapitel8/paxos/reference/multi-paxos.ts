import type { Context, NodeId, Process, StableStorage } from '#simulator';
import { ballotAbove, compareBallots, highest, noBallot } from './ballot.ts';
import {
  type AcceptedSlot,
  type Ballot,
  type Command,
  type Heartbeat,
  heartbeatIntervalMs,
  type LogAccept,
  type LogAccepted,
  type LogMessage,
  type LogPrepare,
  type LogPromise,
  type LogRequest,
  type LogResponse,
  type LogValue,
  leaderTimeoutMaxMs,
  leaderTimeoutMinMs,
  type Missing,
  type Reject,
} from './protocol.ts';

export function createMultiPaxos(
  context: Context<LogMessage>,
): Process<LogMessage, LogRequest, LogResponse> {
  return new MultiPaxos(context);
}

type Respond = (response: LogResponse) => void;

/** One promise for all slots, and for each slot what was accepted there. All of it on stable storage. */
class LogAcceptor {
  private _promised: Ballot;
  private readonly accepted = new Map<number, AcceptedSlot>();
  private lastSlot: number;

  constructor(private readonly storage: StableStorage) {
    this._promised = storage.get<Ballot>('promised') ?? noBallot;
    this.lastSlot = storage.get<number>('lastSlot') ?? 0;
    for (let slot = 1; slot <= this.lastSlot; slot++) {
      const accepted = storage.get<AcceptedSlot>(`slot ${slot}`);
      if (accepted !== undefined) this.accepted.set(slot, accepted);
    }
  }

  get promised(): Ballot {
    return this._promised;
  }

  promise(ballot: Ballot): boolean {
    const order = compareBallots(ballot, this._promised);
    if (order < 0) return false;
    if (order > 0) {
      this._promised = ballot;
      this.storage.set('promised', ballot);
    }
    return true;
  }

  accept(proposal: AcceptedSlot): boolean {
    if (!this.promise(proposal.ballot)) return false;
    const { slot } = proposal;
    // First the end: after a crash in between, a slot may be missing, but none is overlooked.
    if (slot > this.lastSlot) {
      this.lastSlot = slot;
      this.storage.set('lastSlot', slot);
    }
    this.accepted.set(slot, proposal);
    this.storage.set(`slot ${slot}`, proposal);
    return true;
  }

  acceptedFrom(first: number): AcceptedSlot[] {
    return [...this.accepted.values()].filter(({ slot }) => slot >= first);
  }
}

/** What is chosen, in order: commands take effect slot by slot, each of them once. */
class AppliedLog {
  readonly texts: string[] = [];
  private readonly chosen = new Map<number, LogValue>();
  /** Each client's last command, with its position. */
  private readonly sessions = new Map<string, { sequence: number; position: number }>();
  private _firstUnchosen = 1;

  get firstUnchosen(): number {
    return this._firstUnchosen;
  }

  get lastChosen(): number {
    return Math.max(0, ...this.chosen.keys());
  }

  isChosen(slot: number): boolean {
    return this.chosen.has(slot);
  }

  valueAt(slot: number): LogValue {
    return this.chosen.get(slot) ?? null;
  }

  sessionOf(clientId: string): { sequence: number; position: number } | undefined {
    return this.sessions.get(clientId);
  }

  /** Applies what can be applied now, up to the first hole; returns the commands that were reached. */
  learn(slot: number, value: LogValue): Command[] {
    this.chosen.set(slot, value);
    const reached: Command[] = [];
    while (this.chosen.has(this._firstUnchosen)) {
      const next = this.valueAt(this._firstUnchosen++);
      if (next === null) continue;
      this.apply(next);
      reached.push(next);
    }
    return reached;
  }

  /** A command repeated in a later slot has no second effect. */
  private apply({ clientId, sequence, text }: Command): void {
    const last = this.sessions.get(clientId)?.sequence ?? 0;
    if (sequence <= last) return;
    const position = this.texts.push(text);
    this.sessions.set(clientId, { sequence, position });
  }
}

/** Phase 1, for all slots that are not known to be chosen. */
interface Candidacy {
  readonly ballot: Ballot;
  readonly promises: Map<NodeId, readonly AcceptedSlot[]>;
}

/** Phase 2: the slots under way. */
interface Leadership {
  readonly ballot: Ballot;
  nextSlot: number;
  readonly pending: Map<number, { readonly value: LogValue; readonly acceptances: Set<NodeId> }>;
}

class MultiPaxos implements Process<LogMessage, LogRequest, LogResponse> {
  private readonly acceptor: LogAcceptor;
  private readonly log = new AppliedLog();
  private candidacy: Candidacy | undefined;
  private leadership: Leadership | undefined;
  private leader: NodeId | undefined;
  private highestSeen: Ballot = noBallot;
  /** Clients that wait for an answer, by {@link keyOf}. */
  private readonly waiting = new Map<string, Respond>();

  constructor(private readonly context: Context<LogMessage>) {
    this.acceptor = new LogAcceptor(context.storage);
  }

  onStart(): void {
    this.awaitLeader();
  }

  onTimer(name: string): void {
    if (name === 'leader') this.startPhase1();
    else if (name === 'heartbeat') this.sendHeartbeats();
  }

  onMessage(from: NodeId, message: LogMessage): void {
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
        this.learn(message.slot, message.value);
        break;
      case 'Heartbeat':
        this.onHeartbeat(from, message);
        break;
      case 'Missing':
        this.onMissing(from, message);
        break;
    }
  }

  onRequest(request: LogRequest, respond: Respond): void {
    if (request.type === 'applied') respond({ ok: true, applied: this.log.texts });
    else this.append(request.command, respond);
  }

  inspect(): unknown {
    return {
      promised: this.acceptor.promised,
      accepted: this.acceptor.acceptedFrom(1),
      leads: this.leadership?.ballot,
      asks: this.candidacy?.ballot,
      firstUnchosen: this.log.firstUnchosen,
      applied: this.log.texts,
    };
  }

  // --- acceptor -------------------------------------------------------------------------------------

  private onPrepare(from: NodeId, { ballot, firstUnchosen }: LogPrepare): void {
    if (!this.promise(from, ballot)) return;
    const accepted = this.acceptor.acceptedFrom(firstUnchosen);
    this.context.send(from, { type: 'Promise', ballot, accepted });
  }

  private onAccept(from: NodeId, { ballot, slot, value }: LogAccept): void {
    if (!this.promise(from, ballot)) return;
    this.leader = ballot.node;
    this.acceptor.accept({ slot, ballot, value });
    this.context.send(from, { type: 'Accepted', ballot, slot });
  }

  private onHeartbeat(from: NodeId, { ballot, firstUnchosen }: Heartbeat): void {
    if (!this.promise(from, ballot)) return;
    this.leader = ballot.node;
    const own = this.log.firstUnchosen;
    if (firstUnchosen > own) this.context.send(from, { type: 'Missing', firstUnchosen: own });
  }

  /** Serves `ballot` or rejects it. Who serves another's ballot lets that one lead. */
  private promise(from: NodeId, ballot: Ballot): boolean {
    if (!this.acceptor.promise(ballot)) {
      this.context.send(from, { type: 'Reject', ballot, promised: this.acceptor.promised });
      return false;
    }
    this.stepDown();
    return true;
  }

  // --- becoming the distinguished proposer ----------------------------------------------------------

  private startPhase1(): void {
    const ballot = ballotAbove(
      highest(this.acceptor.promised, this.highestSeen),
      this.context.self,
    );
    this.acceptor.promise(ballot);
    const { firstUnchosen } = this.log;
    const own = this.acceptor.acceptedFrom(firstUnchosen);
    this.candidacy = { ballot, promises: new Map([[this.context.self, own]]) };
    this.leader = undefined;
    this.broadcast({ type: 'Prepare', ballot, firstUnchosen });
    this.awaitLeader();
  }

  private onPromise(from: NodeId, { ballot, accepted }: LogPromise): void {
    const { candidacy } = this;
    if (candidacy === undefined || compareBallots(candidacy.ballot, ballot) !== 0) return;
    candidacy.promises.set(from, accepted);
    if (candidacy.promises.size >= this.majority) this.lead(candidacy);
  }

  /** Finishes what others began, slot by slot, and fills holes with no-ops. */
  private lead({ ballot, promises }: Candidacy): void {
    const found = new Map<number, AcceptedSlot>();
    for (const accepted of [...promises.values()].flat()) {
      const other = found.get(accepted.slot);
      if (other === undefined || compareBallots(accepted.ballot, other.ballot) > 0) {
        found.set(accepted.slot, accepted);
      }
    }
    const lastSlot = Math.max(this.log.lastChosen, ...found.keys());
    this.candidacy = undefined;
    this.leadership = { ballot, nextSlot: lastSlot + 1, pending: new Map() };
    this.leader = this.context.self;
    this.context.cancelTimer('leader');
    this.sendHeartbeats();
    for (let slot = this.log.firstUnchosen; slot <= lastSlot; slot++) {
      if (!this.log.isChosen(slot)) this.propose(slot, found.get(slot)?.value ?? null);
    }
  }

  // --- leading --------------------------------------------------------------------------------------

  private append(command: Command, respond: Respond): void {
    const session = this.log.sessionOf(command.clientId);
    if (session?.sequence === command.sequence) {
      respond({ ok: true, position: session.position });
      return;
    }
    // The client itself has gone on to a later command: nobody waits for this one.
    if (session !== undefined && session.sequence > command.sequence) return;
    const { leadership } = this;
    if (leadership === undefined) {
      respond({ ok: false, leaderHint: this.leader });
      return;
    }
    const key = keyOf(command);
    this.waiting.set(key, respond);
    const isUnderWay = [...leadership.pending.values()].some(
      ({ value }) => value !== null && keyOf(value) === key,
    );
    if (!isUnderWay) this.propose(leadership.nextSlot++, command);
  }

  private propose(slot: number, value: LogValue): void {
    const { leadership } = this;
    if (leadership === undefined) return;
    const { ballot } = leadership;
    // Who has promised another a higher ballot no longer leads: this cannot fail.
    this.acceptor.accept({ slot, ballot, value });
    leadership.pending.set(slot, { value, acceptances: new Set([this.context.self]) });
    this.broadcast({ type: 'Accept', ballot, slot, value });
  }

  private onAccepted(from: NodeId, { ballot, slot }: LogAccepted): void {
    const { leadership } = this;
    if (leadership === undefined || compareBallots(leadership.ballot, ballot) !== 0) return;
    const pending = leadership.pending.get(slot);
    if (pending === undefined) return;
    pending.acceptances.add(from);
    if (pending.acceptances.size < this.majority) return;
    this.learn(slot, pending.value);
    this.broadcast({ type: 'Chosen', slot, value: pending.value });
  }

  /** A sign of life, and once more whatever is still unanswered. */
  private sendHeartbeats(): void {
    const { leadership } = this;
    if (leadership === undefined) return;
    const { ballot, pending } = leadership;
    this.broadcast({ type: 'Heartbeat', ballot, firstUnchosen: this.log.firstUnchosen });
    for (const [slot, { value, acceptances }] of pending) {
      for (const peer of this.context.peers) {
        if (!acceptances.has(peer))
          this.context.send(peer, { type: 'Accept', ballot, slot, value });
      }
    }
    this.context.setTimer('heartbeat', heartbeatIntervalMs);
  }

  private onReject({ promised }: Reject): void {
    this.highestSeen = highest(this.highestSeen, promised);
    const own = this.leadership?.ballot;
    if (own !== undefined && compareBallots(promised, own) > 0) this.stepDown();
  }

  /** Another one leads, or will: wait for its signs of life. */
  private stepDown(): void {
    this.candidacy = undefined;
    if (this.leadership !== undefined) {
      this.leadership = undefined;
      this.leader = undefined;
      this.context.cancelTimer('heartbeat');
      for (const respond of this.waiting.values()) respond({ ok: false });
      this.waiting.clear();
    }
    this.awaitLeader();
  }

  // --- learner --------------------------------------------------------------------------------------

  private learn(slot: number, value: LogValue): void {
    this.leadership?.pending.delete(slot);
    for (const command of this.log.learn(slot, value)) {
      const session = this.log.sessionOf(command.clientId);
      const key = keyOf(command);
      if (session?.sequence === command.sequence) {
        this.waiting.get(key)?.({ ok: true, position: session.position });
      }
      this.waiting.delete(key);
    }
  }

  /** Somebody has learnt less than we: tell what we know. */
  private onMissing(from: NodeId, { firstUnchosen }: Missing): void {
    for (let slot = firstUnchosen; slot < this.log.firstUnchosen; slot++) {
      this.context.send(from, { type: 'Chosen', slot, value: this.log.valueAt(slot) });
    }
  }

  // --- all ------------------------------------------------------------------------------------------

  /** Drawn anew each time, so that two nodes do not stand in each other's way again and again. */
  private awaitLeader(): void {
    const spanMs = leaderTimeoutMaxMs - leaderTimeoutMinMs;
    this.context.setTimer('leader', leaderTimeoutMinMs + this.context.random() * spanMs);
  }

  private get majority(): number {
    return Math.floor((this.context.peers.length + 1) / 2) + 1;
  }

  private broadcast(message: LogMessage): void {
    for (const peer of this.context.peers) this.context.send(peer, message);
  }
}

function keyOf({ clientId, sequence }: Command): string {
  return `${clientId}/${sequence}`;
}
