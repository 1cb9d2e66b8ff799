import { holds, type Verdict, violated } from '../../../suite.ts';
import { compare, isSame, majorityOf, noBallot } from '../ballots.ts';
import { type Ballot, type Message, retryDelayMinMs } from '../contract.ts';
import { sentAfter, type Wired } from '../observed.ts';
import { proposerWording as say } from '../wording/proposer.ts';
import { after, blank, isAnswer } from './acceptor-model.ts';
import { longestGapMs, startsOf } from './liveness.ts';
import type { CastingSeen } from './proposer.ts';

type Line = Wired<Message>;

/** n1 does at once what it can do: begin, go on to phase 2, tell the others; and it tries again. */
export function prompt(seen: CastingSeen): Verdict {
  return begins(seen) ?? goesOn(seen) ?? answers(seen) ?? triesAgain(seen) ?? holds;
}

const requestOf = ({ trace }: CastingSeen) =>
  trace.events.find((event) => event.kind === 'request' && event.node === 'n1');

/** Where n1 says or hears for the first time what is chosen. */
const toldTo = ({ wire }: CastingSeen) =>
  wire.find(({ node, message }) => node === 'n1' && message.type === 'Chosen');

function begins(seen: CastingSeen): Verdict | undefined {
  const request = requestOf(seen);
  if (request === undefined) return undefined;
  for (const peer of seen.nodes.slice(1)) {
    const isSent = seen.wire.some(
      ({ kind, from, to, atMs, message }) =>
        kind === 'send' &&
        from === 'n1' &&
        to === peer &&
        atMs === request.atMs &&
        message.type === 'Prepare',
    );
    if (!isSent) return violated(say.noPrepare(peer), [request.seq]);
  }
  return undefined;
}

/** Follows each attempt for as long as nothing higher has come to n1. */
function goesOn(seen: CastingSeen): Verdict | undefined {
  const majority = majorityOf(seen.nodes.length);
  const own = seen.wire.filter(({ node }) => node === 'n1');
  let current: Ballot | undefined;
  let latest = noBallot;
  let isKnown = false;
  const promised = new Set<string>();
  const accepted = new Set<string>();
  for (const wired of own) {
    const { kind, message, from } = wired;
    if (kind === 'send') {
      // A `Prepare` sent again begins nothing, nor does it bring back what is over.
      if (message.type === 'Prepare' && compare(message.ballot, latest) > 0) {
        current = message.ballot;
        latest = current;
        promised.clear();
        accepted.clear();
      }
      continue;
    }
    if (message.type === 'Reject') {
      if (current && isSame(current, message.ballot)) current = undefined;
    } else if (message.type === 'Prepare' || message.type === 'Accept') {
      if (current && compare(message.ballot, current) > 0) current = undefined;
    } else if (current === undefined || message.type === 'Chosen' || isKnown) {
    } else if (!isSame(message.ballot, current)) {
    } else if (message.type === 'Promise') {
      if (promised.has(from) || promised.add(from).size + 1 !== majority) continue;
      const missing = missingPeer(seen, own, wired, 'Accept', current);
      if (missing !== undefined) return violated(say.noAccept(current, missing), [wired.seq]);
    } else if (message.type === 'Accepted') {
      if (!hasSentAccept(own, wired, current)) continue;
      if (accepted.has(from) || accepted.add(from).size + 1 !== majority) continue;
      isKnown = true;
      const missing = missingPeer(seen, own, wired, 'Chosen', current);
      if (missing !== undefined) return violated(say.noChosen(current, missing), [wired.seq]);
    }
  }
  return undefined;
}

function hasSentAccept(own: readonly Line[], before: Line, ballot: Ballot): boolean {
  return own.some(
    ({ kind, seq, message }) =>
      kind === 'send' &&
      seq < before.seq &&
      message.type === 'Accept' &&
      isSame(message.ballot, ballot),
  );
}

/** A peer to which nothing of this type went in the handler of `cause` (or, for a ballot, before). */
function missingPeer(
  { nodes }: CastingSeen,
  own: readonly Line[],
  cause: Line,
  type: 'Accept' | 'Chosen',
  ballot: Ballot,
): string | undefined {
  const next = own.find(({ kind, seq }) => kind === 'deliver' && seq > cause.seq)?.seq ?? Infinity;
  const sent = own.filter(
    ({ kind, seq, message }) =>
      kind === 'send' &&
      seq < next &&
      message.type === type &&
      (message.type === 'Chosen' || ('ballot' in message && isSame(message.ballot, ballot))),
  );
  return nodes.slice(1).find((peer) => !sent.some(({ to }) => to === peer));
}

/** Whoever knows the value, from counting or from `Chosen`, answers its clients and goes on answering. */
function answers(seen: CastingSeen): Verdict | undefined {
  const told = toldTo(seen);
  // An answer takes a moment to arrive.
  if (told?.message.type !== 'Chosen' || told.atMs + 5 > seen.trace.endedAtMs) return undefined;
  const dueMs = told.atMs + 2;
  const open = seen.history.find(
    ({ returned, invokedAtMs }) =>
      returned === undefined || returned.atMs > Math.max(dueMs, invokedAtMs + 2),
  );
  if (open !== undefined)
    return violated(say.noAnswer(told.message.value), [told.seq, open.invokedSeq]);
  const passedOn = seen.wire.find(
    ({ kind, node, atMs, message }) =>
      kind === 'send' && node === 'n1' && atMs === told.atMs && message.type === 'Chosen',
  );
  const isAsked = seen.wire.some(
    ({ kind, node, atMs, message }) =>
      kind === 'deliver' && node === 'n1' && atMs === told.atMs && message.type !== 'Chosen',
  );
  if (told.kind === 'deliver' && passedOn !== undefined && !isAsked) {
    return violated(say.passedOn(told.message.value), [passedOn.seq, told.seq]);
  }
  const again = seen.wire.find(
    ({ kind, node, atMs, message }) =>
      kind === 'send' && node === 'n1' && atMs > told.atMs && message.type === 'Prepare',
  );
  if (again !== undefined) return violated(say.goesOn(told.message.value), [again.seq, told.seq]);
  return acceptsStill(seen, told.seq);
}

/** Whoever knows the value answers questions as it did before. */
function acceptsStill({ wire }: CastingSeen, knownSeq: number): Verdict | undefined {
  const own = wire.filter(({ node }) => node === 'n1');
  let memory = blank;
  for (const [i, { kind, from, seq, message }] of own.entries()) {
    if (message.type !== 'Prepare' && message.type !== 'Accept') continue;
    const { type, ballot } = message;
    const question = { type, ballot, value: type === 'Accept' ? message.value : '' };
    const before = memory;
    // What it sends itself it has promised or, if it still may, accepted before.
    memory = after(memory, question);
    if (kind !== 'deliver' || seq < knownSeq) continue;
    const isRight = sentAfter(own, i).some(
      (line) => line.to === from && isAnswer(before, question, line.message),
    );
    if (!isRight) return violated(say.silentOnceChosen(type, ballot), [seq]);
  }
  return undefined;
}

function triesAgain(seen: CastingSeen): Verdict | undefined {
  const request = requestOf(seen);
  if (request === undefined) return undefined;
  const starts = startsOf(seen, 'n1');
  const endMs = toldTo(seen)?.atMs ?? seen.trace.endedAtMs;
  for (const [i, start] of starts.entries()) {
    const next = starts[i + 1];
    const gapMs = (next?.atMs ?? endMs) - start.atMs;
    if (gapMs > longestGapMs) return violated(say.noRetry(gapMs), [start.seq]);
    if (next !== undefined && gapMs < retryDelayMinMs - 1) {
      return violated(say.tooEarly(gapMs), [next.seq, start.seq]);
    }
  }
  return undefined;
}
