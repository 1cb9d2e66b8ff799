import type { NodeId } from '../../../../simulator/process.ts';
import {
  type AppendEntries,
  type AppendEntriesReply,
  electionTimeoutMaxMs,
  heartbeatIntervalMs,
  type LogEntry,
  type Message,
  type RequestVote,
  type RequestVoteReply,
} from '../contract.ts';
import type { Heard, Script, Stage } from './stage.ts';

/** Lines that many scripts have in common. */

/** An answer is due in the handler that got the question: twice the latency and a little more. */
export const answerMs = 10;

/** The longest election timeout, and a heartbeat's time for nodes that keep time by a coarse tick. */
export const candidacyMs = electionTimeoutMaxMs + heartbeatIntervalMs;

type Of<Type extends Message['type']> = Extract<Message, { type: Type }>;

/** A filter for messages of one type, optionally of one term and to one peer. */
export function isOf(type: Message['type'], term?: number, to?: NodeId): (heard: Heard) => boolean {
  return ({ message, to: receiver }) =>
    message.type === type &&
    (term === undefined || message.term === term) &&
    (to === undefined || receiver === to);
}

/** An AppendEntries whose `leaderCommit` reaches `index`. */
export const commits =
  (index: number) =>
  ({ message }: Heard): boolean =>
    message.type === 'AppendEntries' && message.leaderCommit >= index;

/** The message of the given type, or `undefined`. */
export function as<Type extends Message['type']>(
  type: Type,
  heard: Heard | undefined,
): Of<Type> | undefined {
  return heard?.message.type === type ? (heard.message as Of<Type>) : undefined;
}

export function entry(term: number, sequence: number, clientId = 'autor'): LogEntry {
  const command = { kind: 'append', key: 'x', value: `${sequence};` } as const;
  return { term, request: { clientId, sequence, command } };
}

/** `terms.length` entries with these terms and the sequence numbers 1, 2, … */
export function entriesOf(...terms: number[]): LogEntry[] {
  return terms.map((term, i) => entry(term, i + 1));
}

export function voteRequest(
  term: number,
  candidateId: NodeId,
  last: { index: number; term: number } = { index: 0, term: 0 },
): RequestVote {
  return {
    type: 'RequestVote',
    term,
    candidateId,
    lastLogIndex: last.index,
    lastLogTerm: last.term,
  };
}

export function append(
  term: number,
  leaderId: NodeId,
  prev: { index: number; term: number },
  entries: readonly LogEntry[] = [],
  leaderCommit = 0,
): AppendEntries {
  return {
    type: 'AppendEntries',
    term,
    leaderId,
    prevLogIndex: prev.index,
    prevLogTerm: prev.term,
    entries,
    leaderCommit,
  };
}

/** Answers by which a node learns of a term, and of nothing else. */
export function voteDenied(term: number): RequestVoteReply {
  return { type: 'RequestVoteReply', term, voteGranted: false };
}

export function appendRefused(term: number): AppendEntriesReply {
  return { type: 'AppendEntriesReply', term, success: false, prevLogIndex: 0, matchIndex: 0 };
}

export const origin = { index: 0, term: 0 } as const;

export function* askVote(
  stage: Stage,
  request: RequestVote,
): Script<{ heard: Heard; reply: RequestVoteReply } | undefined> {
  stage.send(request.candidateId, request);
  const heard = yield* stage.receive(
    isOf('RequestVoteReply', undefined, request.candidateId),
    answerMs,
  );
  const reply = as('RequestVoteReply', heard);
  return heard !== undefined && reply !== undefined ? { heard, reply } : undefined;
}

export function* askAppend(
  stage: Stage,
  request: AppendEntries,
): Script<{ heard: Heard; reply: AppendEntriesReply } | undefined> {
  stage.send(request.leaderId, request);
  const heard = yield* stage.receive(
    isOf('AppendEntriesReply', undefined, request.leaderId),
    answerMs,
  );
  const reply = as('AppendEntriesReply', heard);
  return heard !== undefined && reply !== undefined ? { heard, reply } : undefined;
}

/**
 * Waits for the real node's candidacy (of a term above `above`) and has just enough peers vote for
 * it. The term in which it leads, or `undefined` if it does not come to that.
 */
export function* elect(stage: Stage, above = 0): Script<number | undefined> {
  const asked = yield* stage.receive(
    ({ message }) => message.type === 'RequestVote' && message.term > above,
    candidacyMs,
  );
  const term = asked?.message.term;
  if (term === undefined) return undefined;
  for (const voter of stage.peers.slice(0, stage.majority - 1)) {
    stage.send(voter, { type: 'RequestVoteReply', term, voteGranted: true });
  }
  const first = yield* stage.receive(isOf('AppendEntries', term), 30);
  return first === undefined ? undefined : term;
}

/** An honest follower's log and answers, for peers that are to behave as they should. */
export class Follower {
  term = 0;

  constructor(
    private readonly stage: Stage,
    readonly id: NodeId,
    readonly log: LogEntry[] = [],
  ) {}

  /** Answers an AppendEntries; returns the index up to which the logs now agree. */
  answer(heard: Heard): number | undefined {
    const { message, to } = heard;
    if (to !== this.id || message.type !== 'AppendEntries') return undefined;
    this.term = Math.max(this.term, message.term);
    const { prevLogIndex, prevLogTerm, entries } = message;
    const prevTerm = prevLogIndex === 0 ? 0 : this.log[prevLogIndex - 1]?.term;
    const success = message.term === this.term && prevTerm === prevLogTerm;
    const matchIndex = success ? prevLogIndex + entries.length : 0;
    if (success) {
      const isConflict = entries.some((own, i) => this.log[prevLogIndex + i]?.term !== own.term);
      if (isConflict) this.log.splice(prevLogIndex, this.log.length, ...entries);
    }
    this.stage.send(this.id, {
      type: 'AppendEntriesReply',
      term: this.term,
      success,
      prevLogIndex,
      matchIndex,
    });
    return success ? matchIndex : undefined;
  }
}
