import type { NodeId } from '../../../../simulator/process.ts';
import type { Fault } from '../../../../simulator/scenario.ts';
import { holds, type Verdict, violated } from '../../../suite.ts';
import { electionTimeoutMaxMs, electionTimeoutMinMs, heartbeatIntervalMs } from '../contract.ts';
import type { RaftSeen, Wired } from '../observed.ts';
import { livenessWording as say } from '../wording/liveness.ts';
import { ledgerOf } from './ledger.ts';

/**
 * Faults end at {@link calmFromMs} at the latest. Ten of the longest election timeouts later a correct
 * cluster has a leader: each round fails only if two candidates start within a message's way of each
 * other (for 5 nodes, 5 ms and 150 ms of spread in less than one of five rounds), or if a node
 * stands that cannot win; ten such rounds in a row do not happen.
 */
export const calmFromMs = 1200;
export const settledMs = 10 * electionTimeoutMaxMs;
/** From then on the last stretch is watched. */
const watchMs = 300;
export const endMs = calmFromMs + settledMs + watchMs;

/**
 * Has enough time passed since the last fault? A run cut short (while a counterexample is made small)
 * says nothing about what happens in the end.
 */
export function isSettled({ faults, trace }: RaftSeen): boolean {
  return trace.endedAtMs >= Math.max(0, ...faults.map(endOf)) + settledMs + watchMs;
}

/** Single messages are lost or late while the other faults last, or soon after. */
function endOf(fault: Fault): number {
  switch (fault.kind) {
    case 'crash':
      return fault.atMs + (fault.downMs ?? 0);
    case 'partition':
    case 'one-way-partition':
    case 'unreliable':
    case 'pause':
      return fault.untilMs;
    default:
      return 0;
  }
}

/** In the last stretch there is one leader whom all others hear, and nobody stands for election. */
export function leaderInTheEnd(seen: RaftSeen): Verdict {
  if (!isSettled(seen)) return holds;
  const { wire, nodes, trace } = seen;
  const fromMs = trace.endedAtMs - watchMs;
  const late = wire.filter(({ atMs }) => atMs >= fromMs);
  const candidacy = late.find(
    ({ kind, message }) => kind === 'send' && message.type === 'RequestVote',
  );
  if (candidacy !== undefined) {
    return violated(say.unsettled(candidacy.node), [candidacy.seq]);
  }
  const append = late.find(
    ({ kind, message }) => kind === 'send' && message.type === 'AppendEntries',
  );
  if (append === undefined) return violated(say.noLeader(settledMs), lastSeq(wire));
  const deaf = nodes.find(
    (id) =>
      id !== append.node &&
      !late.some(
        ({ kind, to, message }) =>
          kind === 'deliver' && to === id && message.type === 'AppendEntries',
      ),
  );
  if (deaf !== undefined) return violated(say.unheard(append.node, deaf), [append.seq]);
  const other = late.find(
    ({ kind, node, message }) =>
      kind === 'send' && message.type === 'AppendEntries' && node !== append.node,
  );
  return other === undefined
    ? holds
    : violated(say.twoAtTheEnd(append.node, other.node), [append.seq, other.seq]);
}

/** How much later than the interval a heartbeat may come: for nodes that keep time by a tick. */
const lateMs = heartbeatIntervalMs;

/** In a calm cluster the leader speaks to each peer at every heartbeat, and nobody else stands. */
export function steadyHeartbeats(seen: RaftSeen): Verdict {
  if (!isSettled(seen)) return holds;
  const { wire, nodes, trace } = seen;
  const fromMs = trace.endedAtMs - 1000;
  const last = new Map<NodeId, Wired>();
  let leader: NodeId | undefined;
  for (const sent of wire) {
    if (sent.kind !== 'send' || sent.message.type !== 'AppendEntries') continue;
    const before = last.get(sent.to);
    last.set(sent.to, sent);
    if (sent.atMs < fromMs || before === undefined) continue;
    leader ??= sent.node;
    const gapMs = sent.atMs - before.atMs;
    if (gapMs > heartbeatIntervalMs + lateMs) {
      return violated(say.heartbeatLate(sent.node, sent.to, gapMs), [sent.seq, before.seq]);
    }
  }
  const quiet = nodes.find((id) => id !== leader && (last.get(id)?.atMs ?? 0) < fromMs);
  if (leader === undefined || quiet !== undefined) {
    return violated(say.noHeartbeats(quiet ?? nodes[0] ?? ''), lastSeq(wire));
  }
  return holds;
}

/** Operations called when the faults were over, and early enough for an answer before the end. */
function lateOperations({ history, trace }: RaftSeen): RaftSeen['history'] {
  const untilMs = trace.endedAtMs - watchMs;
  return history.filter(({ invokedAtMs }) => invokedAtMs > calmFromMs && invokedAtMs <= untilMs);
}

/** Entries of the requests that came after the faults are committed, and all nodes have them. */
export function progressInTheEnd(seen: RaftSeen): Verdict {
  if (!isSettled(seen)) return holds;
  const ledger = ledgerOf(seen);
  const late = lateOperations(seen);
  const committed = new Set<string>();
  for (const { request } of ledger.committed.values()) {
    if (request) committed.add(`${request.clientId}/${request.sequence}`);
  }
  for (const { request, invokedSeq } of late) {
    // A read need not go through the log.
    if (request.command.kind === 'get') continue;
    if (!committed.has(`${request.clientId}/${request.sequence}`)) {
      return violated(say.neverCommitted(request.clientId, request.sequence), [invokedSeq]);
    }
  }
  return everyoneHas(seen, ledger.maxCommit);
}

function everyoneHas({ wire, nodes }: RaftSeen, index: number): Verdict {
  const leader = wire.findLast(
    ({ kind, message }) => kind === 'send' && message.type === 'AppendEntries',
  );
  if (leader === undefined) return holds;
  const { term } = leader.message;
  const behind = nodes.find(
    (id) =>
      id !== leader.node &&
      !wire.some(
        ({ kind, from, message }) =>
          kind === 'deliver' &&
          from === id &&
          message.term === term &&
          ((message.type === 'AppendEntriesReply' &&
            message.success &&
            message.matchIndex >= index) ||
            (message.type === 'InstallSnapshotReply' && message.lastIncludedIndex >= index)),
      ),
  );
  return behind === undefined ? holds : violated(say.behind(behind, index), [leader.seq]);
}

/** Clients get their answer when nothing is in the way any more. */
export function answeredInTheEnd(seen: RaftSeen): Verdict {
  if (!isSettled(seen)) return holds;
  const open = lateOperations(seen).find(({ returned }) => returned === undefined);
  if (open === undefined) return holds;
  return violated(say.unanswered(open.client, open.attempts), [open.invokedSeq]);
}

interface Draw {
  readonly node: NodeId;
  readonly term: number;
  readonly delayMs: number;
  readonly seq: number;
}

/** Candidacies of each node with the time since its last one (or its start): its timeouts. */
function draws({ wire, nodes }: RaftSeen): Draw[] {
  return nodes.flatMap((id) => {
    const found: Draw[] = [];
    let term = 0;
    let sinceMs = 0;
    for (const { kind, node, atMs, message, seq } of wire) {
      if (kind !== 'send' || node !== id || message.type !== 'RequestVote') continue;
      if (message.term <= term) continue;
      term = message.term;
      found.push({ node: id, term, delayMs: atMs - sinceMs, seq });
      sinceMs = atMs;
    }
    return found;
  });
}

/** Alone, a node stands again and again, each time after a timeout within the bounds. */
export function keepsTrying(seen: RaftSeen): Verdict {
  const all = draws(seen);
  for (const { node, term, delayMs, seq } of all) {
    const isFirst = all.find((other) => other.node === node)?.seq === seq;
    if (isFirst && term !== 1) return violated(say.firstTerm(node, term), [seq]);
    if (delayMs < electionTimeoutMinMs - 1) return violated(say.tooEarly(node, delayMs), [seq]);
    if (delayMs > electionTimeoutMaxMs + lateMs) return violated(say.tooLate(node, delayMs), [seq]);
  }
  const expected = Math.floor(seen.trace.endedAtMs / (electionTimeoutMaxMs + lateMs));
  for (const id of seen.nodes) {
    const own = all.filter(({ node }) => node === id);
    if (own.length < expected) {
      return violated(
        say.gaveUp(id, own.length, expected),
        own.slice(-1).map(({ seq }) => seq),
      );
    }
  }
  return holds;
}

/**
 * Timeouts differ between draws and between nodes. A node that measures time in ticks of 50 ms has
 * three values to draw from: thirteen or more draws all alike, or two nodes alike in all of theirs,
 * still come up only once in tens of thousands of checks. That is why every draw counts.
 */
export function timeoutsVary(seen: RaftSeen): Verdict {
  const all = draws(seen);
  const sequences = new Map<string, NodeId>();
  for (const id of seen.nodes) {
    const own = all.filter(({ node }) => node === id);
    if (own.length < 8) continue;
    const delays = own.map(({ delayMs }) => delayMs);
    const seqs = own.map(({ seq }) => seq);
    const [first = 0] = delays;
    if (delays.every((delay) => delay === first)) {
      return violated(say.fixed(id, delays.length, first), seqs);
    }
    const other = sequences.get(delays.join());
    if (other !== undefined) return violated(say.inStep(id, other, delays), seqs);
    sequences.set(delays.join(), id);
  }
  return holds;
}

/** How many timeouts were seen: for the counters. */
export const timeoutsSeen = (seen: RaftSeen): number => draws(seen).length;

function lastSeq(wire: readonly Wired[]): number[] {
  return wire.slice(-1).map(({ seq }) => seq);
}
