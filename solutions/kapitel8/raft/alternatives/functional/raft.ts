import type { Context, NodeId, Process } from '#simulator';
import { apply, emptyStore } from './key-value-store.ts';
import {
  append,
  compact,
  conflictIndex,
  emptyLog,
  entriesAfter,
  entryAt,
  type Log,
  lastIndex,
  lastTerm,
  merge,
  termAt,
} from './log.ts';
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
  type Snapshot,
  snapshotThreshold,
} from './protocol.ts';

// Raft as a function from (state, event) to (state, effects). Nothing in this file but the shell at
// its end touches the context, and the shell saves before it lets anything out.

interface State {
  readonly self: NodeId;
  readonly peers: readonly NodeId[];
  readonly role: Role;
  readonly durable: Durable;
  readonly commitIndex: number;
  readonly lastApplied: number;
  readonly store: Snapshot;
  readonly waiting: readonly Waiting[];
}

type Role =
  | { readonly kind: 'follower'; readonly leader: NodeId | undefined }
  | { readonly kind: 'candidate'; readonly votes: ReadonlySet<NodeId> }
  | { readonly kind: 'leader'; readonly progress: ReadonlyMap<NodeId, Progress> };

interface Progress {
  readonly next: number;
  readonly match: number;
}

/** Saved as one value, so that no crash can tear it apart. */
interface Durable {
  readonly term: number;
  readonly votedFor: NodeId | null;
  readonly log: Log;
  readonly snapshot: Snapshot;
}

/** A client waits for the entry at `index`; `ticket` stands for its `respond`. */
interface Waiting {
  readonly index: number;
  readonly ticket: number;
}

type Event =
  | { readonly on: 'start' }
  | { readonly on: 'timer'; readonly name: string }
  | { readonly on: 'message'; readonly from: NodeId; readonly message: Message }
  | { readonly on: 'request'; readonly request: Request; readonly ticket: number };

type Effect =
  | { readonly do: 'send'; readonly to: NodeId; readonly message: Message }
  | { readonly do: 'respond'; readonly ticket: number; readonly response: Response }
  | { readonly do: 'await-election' }
  | { readonly do: 'await-heartbeat' }
  | { readonly do: 'stop'; readonly timer: TimerName };

type TimerName = 'election' | 'heartbeat';
type Step = readonly [State, readonly Effect[]];

const then = ([state, effects]: Step, next: (state: State) => Step): Step => {
  const [after, more] = next(state);
  return [after, [...effects, ...more]];
};

function step(state: State, event: Event): Step {
  switch (event.on) {
    case 'start':
      return [state, [{ do: 'await-election' }]];
    case 'timer':
      return onTimer(state, event.name);
    case 'message':
      return then(observeTerm(state, event.message.term), (current) =>
        onMessage(current, event.from, event.message),
      );
    case 'request':
      return onRequest(state, event.request, event.ticket);
  }
}

function onTimer(state: State, name: string): Step {
  if (name === 'heartbeat' && state.role.kind === 'leader') {
    return [state, [...replicateToAll(state), { do: 'await-heartbeat' }]];
  }
  return name === 'election' && state.role.kind !== 'leader'
    ? standForElection(state)
    : [state, []];
}

function onMessage(state: State, from: NodeId, message: Message): Step {
  switch (message.type) {
    case 'RequestVote':
      return onRequestVote(state, from, message);
    case 'RequestVoteReply':
      return onRequestVoteReply(state, from, message);
    case 'AppendEntries':
      return onAppendEntries(state, from, message);
    case 'AppendEntriesReply':
      return onAppendEntriesReply(state, from, message);
    case 'InstallSnapshot':
      return onInstallSnapshot(state, from, message);
    case 'InstallSnapshotReply':
      return onInstallSnapshotReply(state, from, message);
  }
}

// --- terms and elections ----------------------------------------------------------------------

/** A higher term, in whatever message, ends the term this node lives in. */
function observeTerm(state: State, term: number): Step {
  if (term <= state.durable.term) return [state, []];
  return becomeFollower(
    { ...state, durable: { ...state.durable, term, votedFor: null } },
    undefined,
  );
}

function becomeFollower(state: State, leader: NodeId | undefined): Step {
  const follower: State = { ...state, role: { kind: 'follower', leader }, waiting: [] };
  if (state.role.kind !== 'leader') return [follower, []];
  // The entries of those who wait may still be committed: they ask again and learn the outcome.
  const refusals = state.waiting.map(({ ticket }) => refuse(ticket, undefined));
  return [follower, [...refusals, { do: 'stop', timer: 'heartbeat' }, { do: 'await-election' }]];
}

function standForElection(state: State): Step {
  const { self, durable } = state;
  const candidate: State = {
    ...state,
    role: { kind: 'candidate', votes: new Set([self]) },
    durable: { ...durable, term: durable.term + 1, votedFor: self },
  };
  const message: RequestVote = {
    type: 'RequestVote',
    term: candidate.durable.term,
    candidateId: self,
    lastLogIndex: lastIndex(durable.log),
    lastLogTerm: lastTerm(durable.log),
  };
  const campaign: Step = [
    candidate,
    [{ do: 'await-election' }, ...state.peers.map((to) => send(to, message))],
  ];
  return then(campaign, leadIfElected);
}

function onRequestVote(state: State, from: NodeId, message: RequestVote): Step {
  const { term, votedFor, log } = state.durable;
  const isUpToDate =
    message.lastLogTerm > lastTerm(log) ||
    (message.lastLogTerm === lastTerm(log) && message.lastLogIndex >= lastIndex(log));
  const voteGranted =
    message.term === term &&
    isUpToDate &&
    (votedFor === null || votedFor === message.candidateId) &&
    state.role.kind === 'follower';
  const reply = send(from, { type: 'RequestVoteReply', term, voteGranted });
  if (!voteGranted) return [state, [reply]];
  const voted = { ...state, durable: { ...state.durable, votedFor: message.candidateId } };
  return [voted, [{ do: 'await-election' }, reply]];
}

function onRequestVoteReply(state: State, from: NodeId, message: RequestVoteReply): Step {
  const { role, durable } = state;
  if (role.kind !== 'candidate' || message.term !== durable.term || !message.voteGranted) {
    return [state, []];
  }
  const votes = new Set([...role.votes, from]);
  return leadIfElected({ ...state, role: { kind: 'candidate', votes } });
}

function leadIfElected(state: State): Step {
  if (state.role.kind !== 'candidate' || !isMajority(state, state.role.votes.size)) {
    return [state, []];
  }
  const fresh: Progress = { next: lastIndex(state.durable.log) + 1, match: 0 };
  const progress = new Map(state.peers.map((peer) => [peer, fresh]));
  const leader: State = { ...state, role: { kind: 'leader', progress } };
  return [
    leader,
    [{ do: 'stop', timer: 'election' }, ...replicateToAll(leader), { do: 'await-heartbeat' }],
  ];
}

const isMajority = ({ peers }: State, count: number): boolean => 2 * count > peers.length + 1;

// --- replication --------------------------------------------------------------------------------

function onRequest(state: State, request: Request, ticket: number): Step {
  const { role, durable } = state;
  if (role.kind !== 'leader') {
    return [state, [refuse(ticket, role.kind === 'follower' ? role.leader : undefined)]];
  }
  const log = append(durable.log, { term: durable.term, request });
  const appended: State = {
    ...state,
    durable: { ...durable, log },
    waiting: [...state.waiting, { index: lastIndex(log), ticket }],
  };
  return then([appended, replicateToAll(appended)], advanceCommit);
}

const replicateToAll = (state: State): readonly Effect[] =>
  state.peers.flatMap((peer) => replicate(state, peer));

/** What `peer` lacks as far as this leader knows; nothing is a heartbeat. */
function replicate(state: State, peer: NodeId): readonly Effect[] {
  const { role, self, durable, commitIndex } = state;
  const progress = role.kind === 'leader' ? role.progress.get(peer) : undefined;
  if (progress === undefined) return [];
  const { term, log, snapshot } = durable;
  const prevLogIndex = progress.next - 1;
  const prevLogTerm = termAt(log, prevLogIndex);
  if (prevLogTerm === undefined) {
    const { snapshotIndex: lastIncludedIndex, snapshotTerm: lastIncludedTerm } = log;
    const included = { lastIncludedIndex, lastIncludedTerm, data: snapshot };
    return [send(peer, { type: 'InstallSnapshot', term, leaderId: self, ...included })];
  }
  const message: AppendEntries = {
    type: 'AppendEntries',
    term,
    leaderId: self,
    prevLogIndex,
    prevLogTerm,
    entries: entriesAfter(log, prevLogIndex),
    leaderCommit: commitIndex,
  };
  return [send(peer, message)];
}

function onAppendEntries(state: State, from: NodeId, message: AppendEntries): Step {
  const { prevLogIndex, entries } = message;
  const { term } = state.durable;
  const reject = {
    type: 'AppendEntriesReply',
    term,
    success: false,
    prevLogIndex,
    matchIndex: 0,
  } as const;
  if (message.term < term || state.role.kind === 'leader') return [state, [send(from, reject)]];
  const [follower] = becomeFollower(state, message.leaderId);
  const { log } = follower.durable;
  // Behind a snapshot everything is committed, so there both logs agree.
  if (prevLogIndex >= log.snapshotIndex && termAt(log, prevLogIndex) !== message.prevLogTerm) {
    const hint = { conflictIndex: conflictIndex(log, prevLogIndex) };
    return [follower, [{ do: 'await-election' }, send(from, { ...reject, ...hint })]];
  }
  const matchIndex = prevLogIndex + entries.length;
  const merged: State = {
    ...withLog(follower, merge(log, prevLogIndex, entries)),
    commitIndex: Math.max(follower.commitIndex, Math.min(message.leaderCommit, matchIndex)),
  };
  const accept: AppendEntriesReply = { ...reject, success: true, matchIndex };
  return then([merged, [{ do: 'await-election' }, send(from, accept)]], applyCommitted);
}

/** The same state if the log is the same: what has not changed need not be saved again. */
const withLog = (state: State, log: Log): State =>
  log === state.durable.log ? state : { ...state, durable: { ...state.durable, log } };

function onAppendEntriesReply(state: State, from: NodeId, message: AppendEntriesReply): Step {
  const { role, durable } = state;
  const progress = role.kind === 'leader' ? role.progress.get(from) : undefined;
  if (progress === undefined || message.term !== durable.term) return [state, []];
  if (message.success) return advanceMatch(state, from, message.matchIndex);
  // Only the answer to the latest attempt says something about the next one.
  if (message.prevLogIndex !== progress.next - 1) return [state, []];
  const earlier = Math.min(message.conflictIndex ?? message.prevLogIndex, message.prevLogIndex);
  const next = Math.max(earlier, progress.match + 1);
  const retreated = withProgress(state, from, { ...progress, next });
  return [retreated, replicate(retreated, from)];
}

function advanceMatch(state: State, peer: NodeId, matchIndex: number): Step {
  const progress = state.role.kind === 'leader' ? state.role.progress.get(peer) : undefined;
  if (progress === undefined) return [state, []];
  const match = Math.max(progress.match, matchIndex);
  const next = Math.max(progress.next, match + 1);
  return advanceCommit(withProgress(state, peer, { next, match }));
}

function withProgress(state: State, peer: NodeId, progress: Progress): State {
  if (state.role.kind !== 'leader') return state;
  return {
    ...state,
    role: { kind: 'leader', progress: new Map([...state.role.progress, [peer, progress]]) },
  };
}

// --- commit and application ---------------------------------------------------------------------

/** The highest index a majority has, if its entry is of this very term. */
function advanceCommit(state: State): Step {
  const { role, durable } = state;
  if (role.kind !== 'leader') return [state, []];
  const matches = [...role.progress.values()].map(({ match }) => match);
  const sorted = [...matches, lastIndex(durable.log)].sort((a, b) => b - a);
  const replicated = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const isOwn = termAt(durable.log, replicated) === durable.term;
  if (replicated <= state.commitIndex || !isOwn) return [state, []];
  return applyCommitted({ ...state, commitIndex: replicated });
}

function applyCommitted(state: State): Step {
  let current = state;
  const effects: Effect[] = [];
  while (current.lastApplied < current.commitIndex) {
    const [next, responses] = applyNext(current);
    current = next;
    effects.push(...responses);
  }
  return [takeSnapshot(current), effects];
}

function applyNext(state: State): Step {
  const index = state.lastApplied + 1;
  const request = entryAt(state.durable.log, index)?.request ?? null;
  const [store, response] =
    request === null ? [state.store, undefined] : apply(state.store, request);
  const served = state.waiting.filter((waiting) => waiting.index === index);
  const effects =
    response === undefined ? [] : served.map(({ ticket }) => respond(ticket, response));
  const waiting = state.waiting.filter((other) => other.index !== index);
  return [{ ...state, lastApplied: index, store, waiting }, effects];
}

function takeSnapshot(state: State): State {
  const { lastApplied, durable, store } = state;
  if (lastApplied - durable.log.snapshotIndex <= snapshotThreshold) return state;
  const log = compact(durable.log, lastApplied, termAt(durable.log, lastApplied) ?? 0);
  return { ...state, durable: { ...durable, log, snapshot: store } };
}

function onInstallSnapshot(state: State, from: NodeId, message: InstallSnapshot): Step {
  const { lastIncludedIndex, lastIncludedTerm, data } = message;
  const { term } = state.durable;
  const reply = send(from, { type: 'InstallSnapshotReply', term, lastIncludedIndex });
  if (message.term < term || state.role.kind === 'leader') return [state, [reply]];
  const [follower] = becomeFollower(state, message.leaderId);
  const effects: readonly Effect[] = [{ do: 'await-election' }, reply];
  if (lastIncludedIndex <= follower.commitIndex) return [follower, effects];
  const log = compact(follower.durable.log, lastIncludedIndex, lastIncludedTerm);
  const installed: State = {
    ...follower,
    durable: { ...follower.durable, log, snapshot: data },
    store: data,
    commitIndex: lastIncludedIndex,
    lastApplied: lastIncludedIndex,
  };
  return [installed, effects];
}

function onInstallSnapshotReply(state: State, from: NodeId, message: InstallSnapshotReply): Step {
  if (message.term !== state.durable.term) return [state, []];
  return advanceMatch(state, from, message.lastIncludedIndex);
}

// --- effects and the shell that carries them out --------------------------------------------------

const send = (to: NodeId, message: Message): Effect => ({ do: 'send', to, message });
const respond = (ticket: number, response: Response): Effect => ({
  do: 'respond',
  ticket,
  response,
});
const refuse = (ticket: number, leaderHint: NodeId | undefined): Effect =>
  respond(ticket, leaderHint === undefined ? { ok: false } : { ok: false, leaderHint });

function recover({ self, peers, storage }: Context<Message>): State {
  const durable = storage.get<Durable>('durable') ?? {
    term: 0,
    votedFor: null,
    log: emptyLog,
    snapshot: emptyStore,
  };
  const { snapshotIndex } = durable.log;
  return {
    self,
    peers,
    role: { kind: 'follower', leader: undefined },
    durable,
    commitIndex: snapshotIndex,
    lastApplied: snapshotIndex,
    store: durable.snapshot,
    waiting: [],
  };
}

export function createRaft(context: Context<Message>): Process<Message, Request, Response> {
  let state = recover(context);
  let tickets = 0;
  const clients = new Map<number, (response: Response) => void>();

  function perform(effect: Effect): void {
    switch (effect.do) {
      case 'send':
        return context.send(effect.to, effect.message);
      case 'respond':
        clients.get(effect.ticket)?.(effect.response);
        clients.delete(effect.ticket);
        return;
      case 'await-election': {
        const spreadMs = electionTimeoutMaxMs - electionTimeoutMinMs;
        return context.setTimer('election', electionTimeoutMinMs + context.random() * spreadMs);
      }
      case 'await-heartbeat':
        return context.setTimer('heartbeat', heartbeatIntervalMs);
      case 'stop':
        return context.cancelTimer(effect.timer);
    }
  }

  function handle(event: Event): void {
    const [next, effects] = step(state, event);
    if (next.durable !== state.durable) context.storage.set('durable', next.durable);
    state = next;
    for (const effect of effects) perform(effect);
  }

  return {
    onStart: () => handle({ on: 'start' }),
    onTimer: (name) => handle({ on: 'timer', name }),
    onMessage: (from, message) => handle({ on: 'message', from, message }),
    onRequest(request, reply) {
      const ticket = tickets++;
      clients.set(ticket, reply);
      handle({ on: 'request', request, ticket });
    },
    inspect: () => ({
      role: state.role.kind,
      term: state.durable.term,
      votedFor: state.durable.votedFor,
      log: state.durable.log,
      commitIndex: state.commitIndex,
      lastApplied: state.lastApplied,
    }),
  };
}
