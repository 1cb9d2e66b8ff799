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
type Respond = (response: Response) => void;

/** One server, after Ongaro & Ousterhout 2014, figures 2 and 13. */
class Raft implements Process<Message, Request, Response> {
  // On stable storage (and the log).
  private currentTerm: number;
  private votedFor: NodeId | null;
  private readonly log: Log;
  // Volatile.
  private role: Role = 'follower';
  private leader: NodeId | undefined;
  private commitIndex: number;
  private lastApplied: number;
  private readonly store = new KeyValueStore();
  // As candidate.
  private readonly votes = new Set<NodeId>();
  // As leader.
  private readonly nextIndex = new Map<NodeId, number>();
  private readonly matchIndex = new Map<NodeId, number>();
  /** Clients that wait for an answer, by {@link requestKey}. */
  private readonly waiting = new Map<string, Respond>();

  constructor(private readonly context: Context<Message>) {
    this.currentTerm = context.storage.get<number>('currentTerm') ?? 0;
    // A vote counts for one term only; stored with it, it can never be taken for another's.
    const vote = context.storage.get<{ term: number; candidate: NodeId }>('votedFor');
    this.votedFor = vote?.term === this.currentTerm ? vote.candidate : null;
    this.log = new Log(context.storage);
    if (this.log.snapshot !== undefined) this.store.restore(this.log.snapshot);
    this.commitIndex = this.log.snapshotIndex;
    this.lastApplied = this.log.snapshotIndex;
  }

  onStart(): void {
    this.resetElectionTimer();
  }

  onTimer(name: string): void {
    if (name === 'election') this.startElection();
    else if (name === 'heartbeat') this.sendHeartbeats();
  }

  onMessage(from: NodeId, message: Message): void {
    if (message.term > this.currentTerm) this.becomeFollower(message.term);
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

  onRequest(request: Request, respond: Respond): void {
    if (this.role !== 'leader') {
      respond({ ok: false, leaderHint: this.leader });
      return;
    }
    this.waiting.set(requestKey(request), respond);
    this.log.append({ term: this.currentTerm, request });
    for (const peer of this.context.peers) this.replicateTo(peer);
    this.advanceCommitIndex();
  }

  inspect(): unknown {
    const { role, currentTerm, votedFor, commitIndex, lastApplied } = this;
    const { snapshotIndex, lastIndex, lastTerm } = this.log;
    return {
      role,
      currentTerm,
      votedFor,
      commitIndex,
      lastApplied,
      snapshotIndex,
      lastIndex,
      lastTerm,
    };
  }

  // --- terms and roles ------------------------------------------------------------------------

  private setTerm(term: number, votedFor: NodeId | null): void {
    if (term !== this.currentTerm) this.context.storage.set('currentTerm', term);
    if (votedFor !== null) this.context.storage.set('votedFor', { term, candidate: votedFor });
    this.currentTerm = term;
    this.votedFor = votedFor;
  }

  private becomeFollower(term: number): void {
    if (term > this.currentTerm) {
      this.setTerm(term, null);
      this.leader = undefined;
    }
    if (this.role === 'leader') {
      this.context.cancelTimer('heartbeat');
      this.resetElectionTimer();
      // Whether these take effect is open; a repetition will be recognised.
      for (const respond of this.waiting.values()) respond({ ok: false });
      this.waiting.clear();
    }
    this.role = 'follower';
  }

  private resetElectionTimer(): void {
    const spread = electionTimeoutMaxMs - electionTimeoutMinMs;
    const delayMs = electionTimeoutMinMs + Math.floor(this.context.random() * spread);
    this.context.setTimer('election', delayMs);
  }

  private get majority(): number {
    return Math.floor((this.context.peers.length + 1) / 2) + 1;
  }

  // --- election -------------------------------------------------------------------------------

  private startElection(): void {
    this.role = 'candidate';
    this.leader = undefined;
    this.setTerm(this.currentTerm + 1, this.context.self);
    this.votes.clear();
    this.votes.add(this.context.self);
    this.resetElectionTimer();
    for (const peer of this.context.peers) {
      this.context.send(peer, {
        type: 'RequestVote',
        term: this.currentTerm,
        candidateId: this.context.self,
        lastLogIndex: this.log.lastIndex,
        lastLogTerm: this.log.lastTerm,
      });
    }
    if (this.votes.size >= this.majority) this.becomeLeader();
  }

  private onRequestVote(from: NodeId, message: RequestVote): void {
    const isFree = this.votedFor === null || this.votedFor === message.candidateId;
    const voteGranted = message.term === this.currentTerm && isFree && this.isUpToDate(message);
    if (voteGranted) {
      if (this.votedFor === null) this.setTerm(this.currentTerm, message.candidateId);
      this.resetElectionTimer();
    }
    this.context.send(from, { type: 'RequestVoteReply', term: this.currentTerm, voteGranted });
  }

  /** Section 5.4.1: the later last term wins, among equals the longer log. */
  private isUpToDate({ lastLogTerm, lastLogIndex }: RequestVote): boolean {
    if (lastLogTerm !== this.log.lastTerm) return lastLogTerm > this.log.lastTerm;
    return lastLogIndex >= this.log.lastIndex;
  }

  private onRequestVoteReply(from: NodeId, message: RequestVoteReply): void {
    if (this.role !== 'candidate' || message.term !== this.currentTerm) return;
    if (!message.voteGranted) return;
    this.votes.add(from);
    if (this.votes.size >= this.majority) this.becomeLeader();
  }

  private becomeLeader(): void {
    this.role = 'leader';
    this.leader = this.context.self;
    this.context.cancelTimer('election');
    for (const peer of this.context.peers) {
      this.nextIndex.set(peer, this.log.lastIndex + 1);
      this.matchIndex.set(peer, 0);
    }
    this.sendHeartbeats();
  }

  // --- replication ----------------------------------------------------------------------------

  private sendHeartbeats(): void {
    for (const peer of this.context.peers) this.replicateTo(peer);
    this.context.setTimer('heartbeat', heartbeatIntervalMs);
  }

  /** Sends `peer` all it is not known to have: with nothing new, this is the heartbeat. */
  private replicateTo(peer: NodeId): void {
    const next = this.nextIndex.get(peer) ?? 1;
    const prevLogTerm = this.log.termAt(next - 1);
    if (prevLogTerm === undefined) {
      this.sendSnapshot(peer);
      return;
    }
    this.context.send(peer, {
      type: 'AppendEntries',
      term: this.currentTerm,
      leaderId: this.context.self,
      prevLogIndex: next - 1,
      prevLogTerm,
      entries: this.log.from(next),
      leaderCommit: this.commitIndex,
    });
  }

  private onAppendEntries(from: NodeId, message: AppendEntries): void {
    const { prevLogIndex, entries } = message;
    const isCurrent = message.term === this.currentTerm;
    if (isCurrent) this.acknowledgeLeader(message.leaderId);
    const success = isCurrent && this.contains(prevLogIndex, message.prevLogTerm);
    let matchIndex = 0;
    if (success) {
      matchIndex = prevLogIndex + entries.length;
      this.storeEntries(prevLogIndex, entries);
      this.commitUpTo(Math.min(message.leaderCommit, matchIndex));
    }
    this.context.send(from, {
      type: 'AppendEntriesReply',
      term: this.currentTerm,
      success,
      prevLogIndex,
      matchIndex,
      ...(success ? {} : { conflictIndex: this.log.lastIndex + 1 }),
    });
  }

  private acknowledgeLeader(leader: NodeId): void {
    this.becomeFollower(this.currentTerm);
    this.leader = leader;
    this.resetElectionTimer();
  }

  /** True if the log agrees with a leader's at `index`. What a snapshot covers is committed. */
  private contains(index: number, term: number): boolean {
    return index < this.log.snapshotIndex || this.log.termAt(index) === term;
  }

  /** Figure 2, AppendEntries 3 and 4: only a conflict removes entries, an old message does not. */
  private storeEntries(prevLogIndex: number, entries: AppendEntries['entries']): void {
    entries.forEach((entry, i) => {
      const index = prevLogIndex + 1 + i;
      if (index <= this.log.snapshotIndex) return;
      const term = this.log.termAt(index);
      if (term === entry.term) return;
      if (term !== undefined) this.log.truncateFrom(index);
      this.log.append(entry);
    });
  }

  private onAppendEntriesReply(from: NodeId, message: AppendEntriesReply): void {
    if (this.role !== 'leader' || message.term !== this.currentTerm) return;
    const next = this.nextIndex.get(from) ?? 1;
    if (message.success) {
      this.recordMatch(from, message.matchIndex);
    } else if (message.prevLogIndex === next - 1) {
      // A reply to an older question has a different prevLogIndex and says nothing new.
      const hint = message.conflictIndex ?? next - 1;
      this.nextIndex.set(from, Math.max(1, Math.min(next - 1, hint)));
      this.replicateTo(from);
    }
  }

  private recordMatch(peer: NodeId, index: number): void {
    const match = Math.max(this.matchIndex.get(peer) ?? 0, index);
    this.matchIndex.set(peer, match);
    this.nextIndex.set(peer, match + 1);
    this.advanceCommitIndex();
  }

  /** Section 5.4.2: only an entry of the leader's own term is committed by counting. */
  private advanceCommitIndex(): void {
    for (let index = this.log.lastIndex; index > this.commitIndex; index--) {
      if (this.log.termAt(index) !== this.currentTerm) return;
      const replicas = this.context.peers.filter(
        (peer) => (this.matchIndex.get(peer) ?? 0) >= index,
      );
      if (replicas.length + 1 >= this.majority) {
        this.commitUpTo(index);
        return;
      }
    }
  }

  // --- state machine --------------------------------------------------------------------------

  private commitUpTo(index: number): void {
    this.commitIndex = Math.max(this.commitIndex, index);
    while (this.lastApplied < this.commitIndex) {
      this.lastApplied++;
      const request = this.log.entryAt(this.lastApplied)?.request;
      if (request != null) this.applyRequest(request);
    }
    this.compactLog();
  }

  private applyRequest(request: Request): void {
    const response = this.store.apply(request);
    const respond = this.waiting.get(requestKey(request));
    if (response !== undefined) respond?.(response);
    this.waiting.delete(requestKey(request));
  }

  // --- snapshots ------------------------------------------------------------------------------

  private compactLog(): void {
    if (this.lastApplied - this.log.snapshotIndex <= snapshotThreshold) return;
    const term = this.log.termAt(this.lastApplied) ?? 0;
    this.log.compact(this.lastApplied, term, this.store.snapshot());
  }

  private sendSnapshot(peer: NodeId): void {
    if (this.log.snapshot === undefined) return;
    this.context.send(peer, {
      type: 'InstallSnapshot',
      term: this.currentTerm,
      leaderId: this.context.self,
      lastIncludedIndex: this.log.snapshotIndex,
      lastIncludedTerm: this.log.snapshotTerm,
      data: this.log.snapshot,
    });
  }

  private onInstallSnapshot(from: NodeId, message: InstallSnapshot): void {
    const { lastIncludedIndex, lastIncludedTerm } = message;
    if (message.term === this.currentTerm) {
      this.acknowledgeLeader(message.leaderId);
      if (lastIncludedIndex > this.commitIndex) {
        const isPrefix = this.log.termAt(lastIncludedIndex) === lastIncludedTerm;
        if (!isPrefix) this.log.truncateFrom(lastIncludedIndex + 1);
        this.log.compact(lastIncludedIndex, lastIncludedTerm, message.data);
        this.store.restore(message.data);
        this.commitIndex = lastIncludedIndex;
        this.lastApplied = lastIncludedIndex;
      }
    }
    const { currentTerm: term } = this;
    this.context.send(from, { type: 'InstallSnapshotReply', term, lastIncludedIndex });
  }

  private onInstallSnapshotReply(from: NodeId, message: InstallSnapshotReply): void {
    if (this.role !== 'leader' || message.term !== this.currentTerm) return;
    this.recordMatch(from, message.lastIncludedIndex);
  }
}

function requestKey({ clientId, sequence }: Request): string {
  return `${clientId}/${sequence}`;
}
