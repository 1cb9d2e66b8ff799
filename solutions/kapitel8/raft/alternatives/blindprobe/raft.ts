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

export function createRaft(context: Context<Message>): Process<Message, Request, Response> {
  return new Raft(context);
}

type Role = 'follower' | 'candidate' | 'leader';

interface Vote {
  readonly term: number;
  readonly votedFor: NodeId | null;
}

interface Pending {
  readonly term: number;
  readonly respond: (response: Response) => void;
}

class Raft implements Process<Message, Request, Response> {
  private role: Role = 'follower';
  private term: number;
  private votedFor: NodeId | null;
  private readonly log: Log;
  private readonly store = new KeyValueStore();
  private commitIndex: number;
  private lastApplied: number;
  private leader: NodeId | undefined;
  private votes = new Set<NodeId>();
  private nextIndex = new Map<NodeId, number>();
  private matchIndex = new Map<NodeId, number>();
  private pending = new Map<number, Pending>();

  constructor(private readonly context: Context<Message>) {
    const vote = context.storage.get<Vote>('vote');
    this.term = vote?.term ?? 0;
    this.votedFor = vote?.votedFor ?? null;
    this.log = new Log(context.storage);
    if (this.log.snapshot !== null) this.store.restore(this.log.snapshot);
    this.commitIndex = this.log.base;
    this.lastApplied = this.log.base;
  }

  onStart(): void {
    this.restartElectionTimer();
  }

  onTimer(name: string): void {
    if (name === 'election' && this.role !== 'leader') this.startElection();
    if (name === 'heartbeat' && this.role === 'leader') this.broadcast();
  }

  onMessage(from: NodeId, message: Message): void {
    if (message.term > this.term) this.adoptTerm(message.term);
    switch (message.type) {
      case 'RequestVote':
        this.onRequestVote(from, message);
        break;
      case 'RequestVoteReply':
        this.onRequestVoteReply(from, message);
        break;
      case 'AppendEntries':
        this.onAppendEntries(from, message);
        break;
      case 'AppendEntriesReply':
        this.onAppendEntriesReply(from, message);
        break;
      case 'InstallSnapshot':
        this.onInstallSnapshot(from, message);
        break;
      case 'InstallSnapshotReply':
        this.onInstallSnapshotReply(from, message);
        break;
    }
  }

  onRequest(request: Request, respond: (response: Response) => void): void {
    if (this.role !== 'leader') {
      respond({ ok: false, leaderHint: this.leader });
      return;
    }
    this.log.append({ term: this.term, request });
    this.pending.set(this.log.lastIndex, { term: this.term, respond });
    this.replicate();
    this.advanceCommit();
  }

  inspect(): unknown {
    const { role, term, votedFor, commitIndex, leader } = this;
    return { role, term, votedFor, commitIndex, leader, lastIndex: this.log.lastIndex };
  }

  // ——— Wahl

  private get majority(): number {
    return Math.floor((this.context.peers.length + 1) / 2) + 1;
  }

  private saveVote(term: number, votedFor: NodeId | null): void {
    this.context.storage.set('vote', { term, votedFor });
    this.term = term;
    this.votedFor = votedFor;
  }

  private restartElectionTimer(): void {
    const span = electionTimeoutMaxMs - electionTimeoutMinMs;
    this.context.setTimer('election', electionTimeoutMinMs + this.context.random() * span);
  }

  private adoptTerm(term: number): void {
    this.saveVote(term, null);
    this.leader = undefined;
    this.becomeFollower();
  }

  private becomeFollower(): void {
    if (this.role === 'leader') {
      this.context.cancelTimer('heartbeat');
      this.restartElectionTimer();
      const pending = [...this.pending.values()];
      this.pending.clear();
      this.role = 'follower';
      for (const { respond } of pending) respond({ ok: false });
    }
    this.role = 'follower';
  }

  private startElection(): void {
    this.saveVote(this.term + 1, this.context.self);
    this.role = 'candidate';
    this.leader = undefined;
    this.votes = new Set([this.context.self]);
    this.restartElectionTimer();
    for (const peer of this.context.peers) {
      this.context.send(peer, {
        type: 'RequestVote',
        term: this.term,
        candidateId: this.context.self,
        lastLogIndex: this.log.lastIndex,
        lastLogTerm: this.log.lastTerm,
      });
    }
    this.countVotes();
  }

  private countVotes(): void {
    if (this.votes.size < this.majority) return;
    this.role = 'leader';
    this.leader = this.context.self;
    this.context.cancelTimer('election');
    for (const peer of this.context.peers) {
      this.nextIndex.set(peer, this.log.lastIndex + 1);
      this.matchIndex.set(peer, 0);
    }
    this.log.append({ term: this.term, request: null });
    this.broadcast();
    this.advanceCommit();
  }

  private onRequestVote(from: NodeId, message: RequestVote): void {
    const { term, candidateId, lastLogIndex, lastLogTerm } = message;
    const upToDate =
      lastLogTerm > this.log.lastTerm ||
      (lastLogTerm === this.log.lastTerm && lastLogIndex >= this.log.lastIndex);
    const free = this.votedFor === null || this.votedFor === candidateId;
    const voteGranted = term === this.term && free && upToDate;
    if (voteGranted) {
      this.saveVote(this.term, candidateId);
      this.restartElectionTimer();
    }
    this.context.send(from, { type: 'RequestVoteReply', term: this.term, voteGranted });
  }

  private onRequestVoteReply(from: NodeId, { term, voteGranted }: RequestVoteReply): void {
    if (term !== this.term || this.role !== 'candidate' || !voteGranted) return;
    this.votes.add(from);
    this.countVotes();
  }

  // ——— Replikation

  private broadcast(): void {
    this.context.setTimer('heartbeat', heartbeatIntervalMs);
    this.replicate();
  }

  private replicate(): void {
    for (const peer of this.context.peers) this.sendTo(peer);
  }

  private sendTo(peer: NodeId): void {
    const next = this.nextIndex.get(peer) ?? 1;
    const { log, term } = this;
    if (next <= log.base && log.snapshot !== null) {
      this.context.send(peer, {
        type: 'InstallSnapshot',
        term,
        leaderId: this.context.self,
        lastIncludedIndex: log.base,
        lastIncludedTerm: log.baseTerm,
        data: log.snapshot,
      });
      return;
    }
    this.context.send(peer, {
      type: 'AppendEntries',
      term,
      leaderId: this.context.self,
      prevLogIndex: next - 1,
      prevLogTerm: log.termAt(next - 1) ?? 0,
      entries: log.from(next),
      leaderCommit: this.commitIndex,
    });
  }

  private onAppendEntries(from: NodeId, message: AppendEntries): void {
    const { prevLogIndex } = message;
    if (message.term < this.term || this.role === 'leader') {
      this.replyAppend(from, prevLogIndex, false, 0);
      return;
    }
    this.becomeFollower();
    this.leader = message.leaderId;
    this.restartElectionTimer();

    const { log } = this;
    const ownTerm = log.termAt(prevLogIndex);
    if (prevLogIndex >= log.base && ownTerm !== message.prevLogTerm) {
      let conflictIndex = log.lastIndex + 1;
      if (ownTerm !== undefined) {
        conflictIndex = prevLogIndex;
        while (conflictIndex - 1 > log.base && log.termAt(conflictIndex - 1) === ownTerm) {
          conflictIndex -= 1;
        }
      }
      this.replyAppend(from, prevLogIndex, false, 0, conflictIndex);
      return;
    }
    for (const [i, entry] of message.entries.entries()) {
      const index = prevLogIndex + 1 + i;
      if (index <= log.base || log.termAt(index) === entry.term) continue;
      log.replaceFrom(index, message.entries.slice(i));
      break;
    }
    const matchIndex = prevLogIndex + message.entries.length;
    this.commitTo(Math.min(message.leaderCommit, matchIndex));
    this.replyAppend(from, prevLogIndex, true, matchIndex);
  }

  private replyAppend(
    to: NodeId,
    prevLogIndex: number,
    success: boolean,
    matchIndex: number,
    conflictIndex?: number,
  ): void {
    this.context.send(to, {
      type: 'AppendEntriesReply',
      term: this.term,
      success,
      prevLogIndex,
      matchIndex,
      ...(conflictIndex === undefined ? {} : { conflictIndex }),
    });
  }

  private onAppendEntriesReply(from: NodeId, message: AppendEntriesReply): void {
    if (message.term !== this.term || this.role !== 'leader') return;
    if (message.success) {
      this.confirm(from, message.matchIndex);
      return;
    }
    const next = this.nextIndex.get(from) ?? 1;
    if (message.prevLogIndex !== next - 1) return;
    const wanted = Math.min(next - 1, message.conflictIndex ?? next - 1);
    const lowest = (this.matchIndex.get(from) ?? 0) + 1;
    if (Math.max(wanted, lowest) >= next) return;
    this.nextIndex.set(from, Math.max(wanted, lowest));
    this.sendTo(from);
  }

  /** Das Log von `peer` stimmt nachweislich bis `index`. */
  private confirm(peer: NodeId, index: number): void {
    if (index > (this.matchIndex.get(peer) ?? 0)) this.matchIndex.set(peer, index);
    const match = this.matchIndex.get(peer) ?? 0;
    if ((this.nextIndex.get(peer) ?? 1) <= match) this.nextIndex.set(peer, match + 1);
    this.advanceCommit();
  }

  // ——— Commit und Anwenden

  private advanceCommit(): void {
    const ends = [this.log.lastIndex, ...this.matchIndex.values()].sort((a, b) => b - a);
    const index = ends[this.majority - 1] ?? 0;
    if (index > this.commitIndex && this.log.termAt(index) === this.term) this.commitTo(index);
  }

  private commitTo(index: number): void {
    if (index <= this.commitIndex) return;
    this.commitIndex = index;
    while (this.lastApplied < this.commitIndex) {
      const at = this.lastApplied + 1;
      const entry = this.log.at(at);
      if (entry === undefined) break;
      this.lastApplied = at;
      const response = entry.request === null ? undefined : this.store.apply(entry.request);
      const pending = this.pending.get(at);
      this.pending.delete(at);
      if (pending?.term === entry.term && response !== undefined) pending.respond(response);
    }
    if (this.lastApplied - this.log.base > snapshotThreshold) {
      const term = this.log.termAt(this.lastApplied) ?? 0;
      this.log.compact(this.lastApplied, term, this.store.snapshot());
    }
  }

  // ——— Snapshots

  private onInstallSnapshot(from: NodeId, message: InstallSnapshot): void {
    const { lastIncludedIndex, lastIncludedTerm, data } = message;
    if (message.term === this.term && this.role !== 'leader') {
      this.becomeFollower();
      this.leader = message.leaderId;
      this.restartElectionTimer();
      if (lastIncludedIndex > this.commitIndex) {
        this.log.compact(lastIncludedIndex, lastIncludedTerm, data);
        this.store.restore(data);
        this.commitIndex = lastIncludedIndex;
        this.lastApplied = lastIncludedIndex;
      }
    }
    this.context.send(from, { type: 'InstallSnapshotReply', term: this.term, lastIncludedIndex });
  }

  private onInstallSnapshotReply(from: NodeId, message: InstallSnapshotReply): void {
    if (message.term !== this.term || this.role !== 'leader') return;
    const before = this.matchIndex.get(from) ?? 0;
    this.confirm(from, message.lastIncludedIndex);
    if (message.lastIncludedIndex > before && before < this.log.lastIndex) this.sendTo(from);
  }
}
