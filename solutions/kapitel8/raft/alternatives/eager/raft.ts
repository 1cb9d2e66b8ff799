import type { Context, NodeId, Process } from '#simulator';
import { KeyValueStore } from './key-value-store.ts';
import { Log } from './log.ts';
import {
  type AppendEntries,
  type AppendEntriesReply,
  electionTimeoutMaxMs,
  electionTimeoutMinMs,
  heartbeatIntervalMs,
  type InstallSnapshot,
  type InstallSnapshotReply,
  type Message,
  type Request,
  type RequestVote,
  type RequestVoteReply,
  type Response,
  snapshotThreshold,
} from './protocol.ts';

/**
 * Raft with one object a role. The leader sends new entries before older ones are acknowledged,
 * tells of a commit at once, and resigns when it has lost touch with the majority.
 */
export function createRaft(context: Context<Message>): Process<Message, Request, Response> {
  return new Server(context);
}

type Respond = (response: Response) => void;

/** What depends on the role. A role that is left gets no more calls. */
interface Role {
  readonly name: 'follower' | 'candidate' | 'leader';
  readonly leader: NodeId | undefined;
  leave(): void;
  onTimer(name: string): void;
  onRequest(request: Request, respond: Respond): void;
  /** Replies of the current term only. */
  onVote?(from: NodeId, reply: RequestVoteReply): void;
  onAppended?(from: NodeId, reply: AppendEntriesReply): void;
  onInstalled?(from: NodeId, reply: InstallSnapshotReply): void;
}

/** What all roles share: term, vote, log and store, and the answers to other servers' requests. */
class Server implements Process<Message, Request, Response> {
  readonly log: Log;
  readonly store = new KeyValueStore();
  readonly majority: number;
  commitIndex: number;
  term: number;
  private vote: { readonly term: number; readonly candidate: NodeId };
  private applied: number;
  private role: Role;
  /** Clients that wait here for their request to be applied, whoever leads by then. */
  private readonly waiting = new Map<string, Respond[]>();

  constructor(readonly context: Context<Message>) {
    const { storage, peers, self } = context;
    this.term = storage.get<number>('term') ?? 0;
    // A vote carries its term: one of an earlier term is void and need not be erased.
    this.vote = storage.get('vote') ?? { term: 0, candidate: self };
    this.log = new Log(storage);
    this.store.load(this.log.checkpoint.data);
    this.commitIndex = this.log.checkpoint.index;
    this.applied = this.commitIndex;
    this.majority = Math.floor((peers.length + 1) / 2) + 1;
    this.role = new Follower(this, undefined);
  }

  onStart(): void {
    this.awaitElection();
  }

  onTimer(name: string): void {
    this.role.onTimer(name);
  }

  onRequest(request: Request, respond: Respond): void {
    this.role.onRequest(request, respond);
  }

  onMessage(from: NodeId, message: Message): void {
    if (message.term > this.term) {
      this.enterTerm(message.term);
      this.become(new Follower(this, undefined));
    }
    const isCurrent = message.term === this.term;
    switch (message.type) {
      case 'RequestVote':
        return this.onRequestVote(from, message);
      case 'AppendEntries':
        return this.onAppendEntries(from, message);
      case 'InstallSnapshot':
        return this.onInstallSnapshot(from, message);
      case 'RequestVoteReply':
        return isCurrent ? this.role.onVote?.(from, message) : undefined;
      case 'AppendEntriesReply':
        return isCurrent ? this.role.onAppended?.(from, message) : undefined;
      case 'InstallSnapshotReply':
        return isCurrent ? this.role.onInstalled?.(from, message) : undefined;
    }
  }

  inspect(): unknown {
    const { term, vote, commitIndex, applied, log } = this;
    const { index } = log.checkpoint;
    const entries = log.after(index);
    return { role: this.role.name, term, vote, commitIndex, applied, checkpoint: index, entries };
  }

  become(role: Role): void {
    this.role.leave();
    this.role = role;
  }

  enterTerm(term: number): void {
    this.term = term;
    this.context.storage.set('term', term);
  }

  voteFor(candidate: NodeId): void {
    this.vote = { term: this.term, candidate };
    this.context.storage.set('vote', this.vote);
  }

  awaitElection(): void {
    const range = electionTimeoutMaxMs - electionTimeoutMinMs;
    const delayMs = electionTimeoutMinMs + Math.floor(this.context.random() * range);
    this.context.setTimer('election', delayMs);
  }

  await(request: Request, respond: Respond): void {
    const name = nameOf(request);
    this.waiting.set(name, [...(this.waiting.get(name) ?? []), respond]);
  }

  commitUpTo(index: number): void {
    this.commitIndex = Math.max(this.commitIndex, index);
    while (this.applied < this.commitIndex) {
      this.applied++;
      const request = this.log.at(this.applied)?.request;
      if (!request) continue;
      this.store.apply(request);
      this.answer(request);
    }
    const { index: covered } = this.log.checkpoint;
    if (this.applied - covered <= snapshotThreshold) return;
    const term = this.log.termAt(this.applied) ?? 0;
    this.log.restartAt({ index: this.applied, term, data: this.store.save() });
  }

  private answer(request: Request): void {
    const response = this.store.remembered(request);
    for (const respond of this.waiting.get(nameOf(request)) ?? []) {
      if (response !== undefined) respond(response);
    }
    this.waiting.delete(nameOf(request));
  }

  private onRequestVote(from: NodeId, request: RequestVote): void {
    const { last } = this.log;
    const isCurrent = request.term === this.term;
    const hasVoted = this.vote.term === this.term;
    const isMine = hasVoted && this.vote.candidate === request.candidateId;
    const isComplete =
      request.lastLogTerm === last.term
        ? request.lastLogIndex >= last.index
        : request.lastLogTerm > last.term;
    const voteGranted = isCurrent && isComplete && (isMine || !hasVoted);
    if (voteGranted) {
      if (!hasVoted) this.voteFor(request.candidateId);
      this.awaitElection();
    }
    this.context.send(from, { type: 'RequestVoteReply', term: this.term, voteGranted });
  }

  private onAppendEntries(from: NodeId, request: AppendEntries): void {
    const { prevLogIndex, prevLogTerm, entries, leaderCommit } = request;
    const { log, term } = this;
    const reply = { type: 'AppendEntriesReply', term, prevLogIndex } as const;
    if (request.term < term) {
      this.context.send(from, { ...reply, success: false, matchIndex: 0 });
      return;
    }
    this.recognise(request.leaderId);
    const known = log.termAt(prevLogIndex);
    if (prevLogIndex >= log.checkpoint.index && known !== prevLogTerm) {
      const conflictIndex = known === undefined ? log.last.index + 1 : log.firstOf(known);
      const hint = known === undefined ? { conflictIndex } : { conflictIndex, conflictTerm: known };
      this.context.send(from, { ...reply, success: false, matchIndex: 0, ...hint });
      return;
    }
    log.reconcile(prevLogIndex, entries);
    const matchIndex = prevLogIndex + entries.length;
    this.context.send(from, { ...reply, success: true, matchIndex });
    this.commitUpTo(Math.min(leaderCommit, matchIndex));
  }

  private onInstallSnapshot(from: NodeId, request: InstallSnapshot): void {
    const { term } = this;
    const { lastIncludedIndex: index, lastIncludedTerm, data } = request;
    if (request.term === term) {
      this.recognise(request.leaderId);
      if (index > this.commitIndex) {
        this.log.restartAt({ index, term: lastIncludedTerm, data });
        this.store.load(data);
        this.commitIndex = index;
        this.applied = index;
      }
    }
    this.context.send(from, { type: 'InstallSnapshotReply', term, lastIncludedIndex: index });
  }

  private recognise(leader: NodeId): void {
    if (this.role.leader !== leader) this.become(new Follower(this, leader));
    this.awaitElection();
  }
}

const nameOf = ({ clientId, sequence }: Request): string => `${sequence}/${clientId}`;

class Follower implements Role {
  readonly name = 'follower';

  constructor(
    private readonly server: Server,
    readonly leader: NodeId | undefined,
  ) {}

  leave(): void {}

  onTimer(): void {
    const candidate = new Candidate(this.server);
    this.server.become(candidate);
    candidate.campaign();
  }

  onRequest(_request: Request, respond: Respond): void {
    respond(this.leader === undefined ? { ok: false } : { ok: false, leaderHint: this.leader });
  }
}

class Candidate implements Role {
  readonly name = 'candidate';
  readonly leader = undefined;
  private readonly votes = new Set<NodeId>();

  constructor(private readonly server: Server) {}

  leave(): void {}

  campaign(): void {
    const { server } = this;
    const { self, peers } = server.context;
    server.enterTerm(server.term + 1);
    server.voteFor(self);
    server.awaitElection();
    this.votes.clear();
    const { index: lastLogIndex, term: lastLogTerm } = server.log.last;
    const request = { term: server.term, candidateId: self, lastLogIndex, lastLogTerm };
    for (const peer of peers) server.context.send(peer, { type: 'RequestVote', ...request });
    this.count(self);
  }

  onTimer(): void {
    this.campaign();
  }

  onRequest(_request: Request, respond: Respond): void {
    respond({ ok: false });
  }

  onVote(from: NodeId, { voteGranted }: RequestVoteReply): void {
    if (voteGranted) this.count(from);
  }

  private count(voter: NodeId): void {
    this.votes.add(voter);
    if (this.votes.size < this.server.majority) return;
    const leader = new Leader(this.server);
    this.server.become(leader);
    leader.takeOffice();
  }
}

/**
 * How the leader serves one peer. `probe`: one attempt at a time until the logs are known to meet;
 * `stream`: what is sent counts as received until a refusal says otherwise; `snapshot`: waits until
 * the peer has installed one.
 */
interface Peer {
  readonly id: NodeId;
  mode: 'probe' | 'stream' | 'snapshot';
  next: number;
  match: number;
  heard: boolean;
}

class Leader implements Role {
  readonly name = 'leader';
  readonly leader: NodeId;
  private readonly peers: ReadonlyMap<NodeId, Peer>;

  constructor(private readonly server: Server) {
    this.leader = server.context.self;
    const next = server.log.last.index + 1;
    this.peers = new Map(
      server.context.peers.map((id) => [id, { id, mode: 'probe', next, match: 0, heard: true }]),
    );
  }

  takeOffice(): void {
    const { context, log, term } = this.server;
    context.cancelTimer('election');
    context.setTimer('heartbeat', heartbeatIntervalMs);
    context.setTimer('quorum', electionTimeoutMaxMs);
    log.append({ term, request: null });
    this.beat();
    this.advance();
  }

  leave(): void {
    this.server.context.cancelTimer('heartbeat');
    this.server.context.cancelTimer('quorum');
    this.server.awaitElection();
  }

  onTimer(name: string): void {
    if (name === 'quorum') {
      this.checkQuorum();
    } else {
      this.beat();
      this.server.context.setTimer('heartbeat', heartbeatIntervalMs);
    }
  }

  onRequest(request: Request, respond: Respond): void {
    const { server } = this;
    const answered = server.store.remembered(request);
    if (answered !== undefined) {
      respond(answered);
      return;
    }
    const isUnderWay = this.isInLog(request);
    server.await(request, respond);
    if (isUnderWay) return;
    server.log.append({ term: server.term, request });
    for (const peer of this.peers.values()) {
      if (peer.mode === 'stream') this.sendEntries(peer);
    }
    this.advance();
  }

  onAppended(from: NodeId, reply: AppendEntriesReply): void {
    const peer = this.peers.get(from);
    if (peer === undefined) return;
    peer.heard = true;
    if (reply.success) this.matched(peer, reply.matchIndex);
    else this.refused(peer, reply);
  }

  onInstalled(from: NodeId, reply: InstallSnapshotReply): void {
    const peer = this.peers.get(from);
    if (peer === undefined) return;
    peer.heard = true;
    this.matched(peer, reply.lastIncludedIndex);
  }

  private isInLog({ clientId, sequence }: Request): boolean {
    return this.server.log
      .after(this.server.commitIndex)
      .some(({ request }) => request?.clientId === clientId && request.sequence === sequence);
  }

  /** Without a majority in touch, others may long have another leader: let clients look for it. */
  private checkQuorum(): void {
    const { server } = this;
    const heard = [...this.peers.values()].filter((peer) => peer.heard).length;
    for (const peer of this.peers.values()) peer.heard = false;
    if (heard + 1 < server.majority) server.become(new Follower(server, undefined));
    else server.context.setTimer('quorum', electionTimeoutMaxMs);
  }

  private beat(): void {
    for (const peer of this.peers.values()) this.sendEntries(peer);
  }

  private sendEntries(peer: Peer): void {
    const { log, context, term, commitIndex: leaderCommit } = this.server;
    const base = log.checkpoint.index;
    if (peer.next <= base && peer.mode !== 'snapshot') {
      this.sendSnapshot(peer);
      return;
    }
    // While a snapshot is under way, a heartbeat asks whether it has arrived.
    const prevLogIndex = peer.mode === 'snapshot' ? base : peer.next - 1;
    const prevLogTerm = log.termAt(prevLogIndex) ?? 0;
    const entries = peer.mode === 'snapshot' ? [] : log.after(prevLogIndex);
    if (peer.mode === 'stream') peer.next = log.last.index + 1;
    const head = { type: 'AppendEntries', term, leaderId: this.leader } as const;
    context.send(peer.id, { ...head, prevLogIndex, prevLogTerm, entries, leaderCommit });
  }

  private sendSnapshot(peer: Peer): void {
    const { log, context, term } = this.server;
    const { index: lastIncludedIndex, term: lastIncludedTerm, data } = log.checkpoint;
    peer.mode = 'snapshot';
    const head = { type: 'InstallSnapshot', term, leaderId: this.leader } as const;
    context.send(peer.id, { ...head, lastIncludedIndex, lastIncludedTerm, data });
  }

  private matched(peer: Peer, index: number): void {
    if (peer.mode !== 'stream' && index >= peer.next - 1) {
      peer.mode = 'stream';
      peer.next = index + 1;
      peer.match = Math.max(peer.match, index);
      if (this.server.log.last.index > index) this.sendEntries(peer);
    }
    peer.match = Math.max(peer.match, index);
    peer.next = Math.max(peer.next, peer.match + 1);
    this.advance();
  }

  private refused(
    peer: Peer,
    { prevLogIndex, conflictIndex, conflictTerm }: AppendEntriesReply,
  ): void {
    if (prevLogIndex <= peer.match) return;
    if (peer.mode === 'snapshot') {
      this.sendSnapshot(peer);
      return;
    }
    // Of several attempts on their way, only the answer to the latest probe counts.
    if (peer.mode === 'probe' && prevLogIndex !== peer.next - 1) return;
    const ownLast = conflictTerm === undefined ? undefined : this.server.log.lastOf(conflictTerm);
    const wished = ownLast === undefined ? conflictIndex : ownLast + 1;
    peer.mode = 'probe';
    peer.next = Math.max(peer.match + 1, Math.min(prevLogIndex, wished ?? prevLogIndex));
    this.sendEntries(peer);
  }

  private advance(): void {
    const { server } = this;
    const held = [server.log.last.index, ...[...this.peers.values()].map((peer) => peer.match)];
    const index = held.sort((a, b) => b - a)[server.majority - 1] ?? 0;
    if (index <= server.commitIndex || server.log.termAt(index) !== server.term) return;
    server.commitUpTo(index);
    this.beat();
  }
}
