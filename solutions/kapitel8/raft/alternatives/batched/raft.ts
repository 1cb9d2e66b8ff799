import type { Context, NodeId, Process } from '#simulator';
import { KeyValueStore } from './key-value-store.ts';
import { DiskLog } from './log.ts';
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
 * Raft in the lecture's rhythm: changes leave the leader only with the next tick, many at a time.
 * Reads take no place in the log; all that came since the last tick share one empty entry, and are
 * answered once that is committed: then this node was still the leader after they had come.
 */
export function createRaft(context: Context<Message>): Process<Message, Request, Response> {
  return new BatchingNode(context);
}

type Respond = (response: Response) => void;

interface Ballot {
  readonly term: number;
  readonly votedFor: NodeId | null;
}

/** A write in the log: answered when something is applied at its index. */
interface PendingWrite {
  readonly term: number;
  readonly respond: Respond;
}

interface PendingRead {
  readonly key: string;
  readonly respond: Respond;
  /** Index of the empty entry it waits for; `undefined` until the next tick. */
  barrier: number | undefined;
}

interface Follower {
  nextIndex: number;
  matchIndex: number;
}

class BatchingNode implements Process<Message, Request, Response> {
  private role: 'follower' | 'candidate' | 'leader' = 'follower';
  private ballot: Ballot;
  private readonly log: DiskLog;
  private store: KeyValueStore;
  private commitIndex: number;
  private lastApplied: number;
  private leader: NodeId | undefined;
  private readonly supporters = new Set<NodeId>();
  private readonly followers = new Map<NodeId, Follower>();
  private readonly writes = new Map<number, PendingWrite>();
  private reads: PendingRead[] = [];

  constructor(private readonly context: Context<Message>) {
    this.ballot = context.storage.get<Ballot>('ballot') ?? { term: 0, votedFor: null };
    this.log = new DiskLog(context.storage);
    this.store = new KeyValueStore(this.log.snapshot.data);
    this.commitIndex = this.log.snapshot.index;
    this.lastApplied = this.log.snapshot.index;
  }

  onStart(): void {
    this.restartPatience();
  }

  onTimer(name: string): void {
    if (name === 'tick') this.tick();
    else if (this.role !== 'leader') this.campaign();
  }

  onRequest({ clientId, sequence, command }: Request, respond: Respond): void {
    if (this.role !== 'leader') {
      respond({ ok: false, leaderHint: this.leader });
    } else if (command.kind === 'get') {
      this.reads.push({ key: command.key, respond, barrier: undefined });
    } else {
      const { term } = this.ballot;
      const index = this.log.append({ term, request: { clientId, sequence, command } });
      this.writes.set(index, { term, respond });
      this.commit();
    }
  }

  onMessage(from: NodeId, message: Message): void {
    if (message.term > this.ballot.term) {
      this.saveBallot({ term: message.term, votedFor: null });
      this.follow(undefined);
    }
    switch (message.type) {
      case 'RequestVote':
        return this.judge(from, message);
      case 'RequestVoteReply':
        return this.countVote(from, message);
      case 'AppendEntries':
        return this.accept(from, message);
      case 'AppendEntriesReply':
        return this.learn(from, message);
      case 'InstallSnapshot':
        return this.install(from, message);
      case 'InstallSnapshotReply':
        return this.learnInstalled(from, message);
    }
  }

  inspect(): unknown {
    const { role, ballot, commitIndex, lastApplied } = this;
    const { index } = this.log.snapshot;
    return {
      role,
      ...ballot,
      commitIndex,
      lastApplied,
      snapshot: index,
      log: this.log.from(index + 1),
    };
  }

  // --- election -----------------------------------------------------------------------------------

  private campaign(): void {
    this.role = 'candidate';
    this.leader = undefined;
    const term = this.ballot.term + 1;
    this.saveBallot({ term, votedFor: this.context.self });
    this.restartPatience();
    this.supporters.clear();
    const { lastIndex: lastLogIndex, lastTerm: lastLogTerm } = this.log;
    const candidateId = this.context.self;
    for (const peer of this.context.peers) {
      this.context.send(peer, {
        type: 'RequestVote',
        term,
        candidateId,
        lastLogIndex,
        lastLogTerm,
      });
    }
    this.takeSupport(candidateId);
  }

  private judge(from: NodeId, { term, candidateId, lastLogIndex, lastLogTerm }: RequestVote): void {
    const { log, ballot } = this;
    const isFree = ballot.votedFor === null || ballot.votedFor === candidateId;
    const isBehind =
      lastLogTerm < log.lastTerm || (lastLogTerm === log.lastTerm && lastLogIndex < log.lastIndex);
    const voteGranted = term === ballot.term && isFree && !isBehind;
    if (voteGranted) {
      if (ballot.votedFor === null) this.saveBallot({ term, votedFor: candidateId });
      this.restartPatience();
    }
    this.context.send(from, { type: 'RequestVoteReply', term: ballot.term, voteGranted });
  }

  private countVote(from: NodeId, { term, voteGranted }: RequestVoteReply): void {
    if (this.role !== 'candidate' || term !== this.ballot.term || !voteGranted) return;
    this.takeSupport(from);
  }

  private takeSupport(from: NodeId): void {
    this.supporters.add(from);
    if (this.supporters.size < this.quorum) return;
    this.role = 'leader';
    this.leader = this.context.self;
    this.context.cancelTimer('patience');
    for (const peer of this.context.peers) {
      this.followers.set(peer, { nextIndex: this.log.lastIndex + 1, matchIndex: 0 });
    }
    // Tells the new leader where the commit stands, without waiting for a client.
    this.log.append({ term: this.ballot.term, request: null });
    this.tick();
  }

  private follow(leader: NodeId | undefined): void {
    if (this.role === 'leader') {
      this.context.cancelTimer('tick');
      this.restartPatience();
      for (const { respond } of this.reads) respond({ ok: false, leaderHint: leader });
      this.reads = [];
      this.followers.clear();
    }
    this.role = 'follower';
    this.leader = leader;
  }

  private get quorum(): number {
    return Math.floor((this.context.peers.length + 1) / 2) + 1;
  }

  private saveBallot(ballot: Ballot): void {
    this.ballot = ballot;
    this.context.storage.set('ballot', ballot);
  }

  private restartPatience(): void {
    const spreadMs = electionTimeoutMaxMs - electionTimeoutMinMs;
    this.context.setTimer('patience', electionTimeoutMinMs + spreadMs * this.context.random());
  }

  // --- the leader's side ----------------------------------------------------------------------------

  private tick(): void {
    this.raiseBarrier();
    for (const [peer, follower] of this.followers) this.replicate(peer, follower);
    this.context.setTimer('tick', heartbeatIntervalMs);
    this.commit();
  }

  private raiseBarrier(): void {
    const fresh = this.reads.filter((read) => read.barrier === undefined);
    if (fresh.length === 0) return;
    const barrier = this.log.append({ term: this.ballot.term, request: null });
    for (const read of fresh) read.barrier = barrier;
  }

  private replicate(peer: NodeId, { nextIndex }: Follower): void {
    const { log, context } = this;
    const head = { term: this.ballot.term, leaderId: context.self };
    if (nextIndex <= log.snapshot.index) {
      const { index: lastIncludedIndex, term: lastIncludedTerm, data } = log.snapshot;
      const included = { lastIncludedIndex, lastIncludedTerm, data };
      context.send(peer, { type: 'InstallSnapshot', ...head, ...included });
      return;
    }
    context.send(peer, {
      type: 'AppendEntries',
      ...head,
      prevLogIndex: nextIndex - 1,
      prevLogTerm: log.termAt(nextIndex - 1) ?? 0,
      entries: log.from(nextIndex),
      leaderCommit: this.commitIndex,
    });
  }

  private learn(from: NodeId, reply: AppendEntriesReply): void {
    if (reply.success) return this.learnMatch(from, reply.term, reply.matchIndex);
    const follower = this.followers.get(from);
    if (follower === undefined || reply.term !== this.ballot.term) return;
    if (reply.prevLogIndex + 1 !== follower.nextIndex) return;
    const wanted = Math.min(reply.prevLogIndex, reply.conflictIndex ?? reply.prevLogIndex);
    follower.nextIndex = Math.max(wanted, follower.matchIndex + 1);
  }

  private learnInstalled(from: NodeId, reply: InstallSnapshotReply): void {
    this.learnMatch(from, reply.term, reply.lastIncludedIndex);
  }

  private learnMatch(from: NodeId, term: number, matchIndex: number): void {
    const follower = this.followers.get(from);
    if (follower === undefined || term !== this.ballot.term) return;
    if (matchIndex <= follower.matchIndex) return;
    follower.matchIndex = matchIndex;
    follower.nextIndex = Math.max(follower.nextIndex, matchIndex + 1);
    this.commit();
  }

  /** Counts downwards from the end and stops at the first entry of an older term. */
  private commit(): void {
    const { log, ballot } = this;
    for (let index = log.lastIndex; index > this.commitIndex; index--) {
      if (log.termAt(index) !== ballot.term) return;
      const holders = [...this.followers.values()].filter((f) => f.matchIndex >= index);
      if (holders.length + 1 < this.quorum) continue;
      this.commitIndex = index;
      this.apply();
      return;
    }
  }

  // --- the followers' side --------------------------------------------------------------------------

  private accept(from: NodeId, message: AppendEntries): void {
    const { term } = this.ballot;
    const { prevLogIndex, entries } = message;
    const head = { type: 'AppendEntriesReply', term, prevLogIndex } as const;
    if (message.term < term) {
      this.context.send(from, { ...head, success: false, matchIndex: 0 });
      return;
    }
    this.follow(message.leaderId);
    this.restartPatience();
    const { log } = this;
    const fits =
      prevLogIndex < log.snapshot.index || log.termAt(prevLogIndex) === message.prevLogTerm;
    if (!fits) {
      const conflictIndex = this.firstDoubtful(prevLogIndex);
      this.context.send(from, { ...head, success: false, matchIndex: 0, conflictIndex });
      return;
    }
    let matchIndex = prevLogIndex;
    for (const entry of entries) log.adopt(++matchIndex, entry);
    this.context.send(from, { ...head, success: true, matchIndex });
    this.commitIndex = Math.max(this.commitIndex, Math.min(message.leaderCommit, matchIndex));
    this.apply();
  }

  /** Everything up to `commitIndex` agrees with every leader, so it is enough to start behind it. */
  private firstDoubtful(prevLogIndex: number): number {
    return Math.min(prevLogIndex, this.commitIndex + 1);
  }

  private install(from: NodeId, message: InstallSnapshot): void {
    const { term } = this.ballot;
    const { lastIncludedIndex: index, lastIncludedTerm, data } = message;
    if (message.term === term) {
      this.follow(message.leaderId);
      this.restartPatience();
      if (index > this.commitIndex) {
        this.log.install({ index, term: lastIncludedTerm, data });
        this.store = new KeyValueStore(data);
        this.commitIndex = index;
        this.lastApplied = index;
        // What became of these writes, this node will never see: the clients ask again.
        for (const waiting of this.writes.keys()) {
          if (waiting <= index) this.writes.delete(waiting);
        }
      }
    }
    this.context.send(from, { type: 'InstallSnapshotReply', term, lastIncludedIndex: index });
  }

  // --- the state machine ------------------------------------------------------------------------------

  private apply(): void {
    while (this.lastApplied < this.commitIndex) {
      const index = ++this.lastApplied;
      const entry = this.log.entryAt(index);
      const result = entry?.request ? this.store.execute(entry.request) : undefined;
      const write = this.writes.get(index);
      this.writes.delete(index);
      if (write === undefined) continue;
      if (write.term !== entry?.term) write.respond({ ok: false, leaderHint: this.leader });
      else if (result !== undefined) write.respond(result);
    }
    this.answerReads();
    if (this.lastApplied - this.log.snapshot.index > snapshotThreshold) {
      this.log.compact(this.lastApplied, this.store.snapshot());
    }
  }

  private answerReads(): void {
    const isDue = ({ barrier }: PendingRead) =>
      barrier !== undefined && barrier <= this.lastApplied;
    const due = this.reads.filter(isDue);
    this.reads = this.reads.filter((read) => !isDue(read));
    for (const { key, respond } of due) respond(this.store.read(key));
  }
}
