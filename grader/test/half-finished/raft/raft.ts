import type { Context, NodeId, Process } from '#simulator';
import {
  type AppendEntries,
  type AppendEntriesReply,
  electionTimeoutMaxMs,
  electionTimeoutMinMs,
  heartbeatIntervalMs,
  type LogEntry,
  type Message,
  type Request,
  type RequestVote,
  type RequestVoteReply,
  type Response,
} from './protocol.ts';

export function createRaft(context: Context<Message>): Process<Message, Request, Response> {
  return new Raft(context);
}

/** Ein Stand mitten in der Arbeit: Die Wahl läuft, die Replikation nimmt Einträge ungeprüft an. */
class Raft implements Process<Message, Request, Response> {
  private role = 'follower';
  private currentTerm = 0;
  private votedFor: NodeId | null = null;
  private votes = 0;
  private leader: NodeId | undefined;
  private log: LogEntry[] = [];

  constructor(private readonly context: Context<Message>) {}

  onStart(): void {
    this.waitForLeader();
  }

  private waitForLeader(): void {
    const spread = electionTimeoutMaxMs - electionTimeoutMinMs;
    this.context.setTimer('election', electionTimeoutMinMs + this.context.random() * spread);
  }

  onTimer(name: string): void {
    if (name === 'heartbeat') {
      this.sendHeartbeats();
      return;
    }
    console.log('Wahl in Term', this.currentTerm + 1);
    this.role = 'candidate';
    this.currentTerm += 1;
    this.votes = 1;
    this.waitForLeader();
    for (const peer of this.context.peers) {
      this.context.send(peer, {
        type: 'RequestVote',
        term: this.currentTerm,
        candidateId: this.context.self,
        lastLogIndex: this.log.length,
        lastLogTerm: this.log.at(-1)?.term ?? 0,
      });
    }
  }

  private sendHeartbeats(): void {
    for (const peer of this.context.peers) {
      this.context.send(peer, {
        type: 'AppendEntries',
        term: this.currentTerm,
        leaderId: this.context.self,
        prevLogIndex: 0,
        prevLogTerm: 0,
        entries: this.log,
        leaderCommit: 0,
      });
    }
    this.context.setTimer('heartbeat', heartbeatIntervalMs);
  }

  onMessage(from: NodeId, message: Message): void {
    if (message.term > this.currentTerm) {
      this.currentTerm = message.term;
      this.votedFor = null;
      this.role = 'follower';
      this.context.cancelTimer('heartbeat');
      this.waitForLeader();
    }
    if (message.type === 'RequestVote') this.onRequestVote(from, message);
    else if (message.type === 'RequestVoteReply') this.onRequestVoteReply(message);
    else if (message.type === 'AppendEntries') this.onAppendEntries(from, message);
    else if (message.type === 'AppendEntriesReply') this.onAppendEntriesReply(message);
  }

  onRequest(request: Request, respond: (response: Response) => void): void {
    if (this.role !== 'leader') {
      respond({ ok: false, leaderHint: this.leader });
      return;
    }
    this.log.push({ term: this.currentTerm, request });
    // TODO(8.8): Teil 4: antworten, sobald der Eintrag festgeschrieben ist
  }

  private onRequestVote(from: NodeId, message: RequestVote): void {
    // Hier fehlt die eigene Stimme: Ein Kandidat hat für sich selbst gestimmt.
    const voteGranted = message.term === this.currentTerm && this.votedFor === null;
    if (voteGranted) {
      this.votedFor = message.candidateId;
      this.waitForLeader();
    }
    this.context.send(from, { type: 'RequestVoteReply', term: this.currentTerm, voteGranted });
  }

  private onRequestVoteReply(message: RequestVoteReply): void {
    if (this.role !== 'candidate' || message.term !== this.currentTerm) return;
    if (message.voteGranted) this.votes += 1;
    if (this.votes > (this.context.peers.length + 1) / 2) {
      this.role = 'leader';
      this.context.cancelTimer('election');
      this.sendHeartbeats();
    }
  }

  private onAppendEntries(from: NodeId, message: AppendEntries): void {
    if (message.term === this.currentTerm) {
      this.role = 'follower';
      this.leader = message.leaderId;
      this.waitForLeader();
      this.log = [...message.entries];
    }
    this.context.send(from, {
      type: 'AppendEntriesReply',
      term: this.currentTerm,
      success: message.term === this.currentTerm,
      prevLogIndex: message.prevLogIndex,
      matchIndex: this.log.length,
    });
  }

  private onAppendEntriesReply(_message: AppendEntriesReply): void {
    // TODO(8.8): Teil 2: matchIndex und commitIndex
  }
}
