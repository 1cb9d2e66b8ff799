import type { Context, NodeId, Process } from '#simulator';
import { compareBallots } from './ballot.ts';
import type { AcceptedProposal, Ballot, Decision, Message, Proposal } from './protocol.ts';
import { retryDelayMaxMs, retryDelayMinMs } from './protocol.ts';

export { compareBallots } from './ballot.ts';
export { findDuel } from './duel.ts';
export { createMultiPaxos } from './multi-paxos.ts';

/** What an acceptor knows, stored as a whole under one key. */
interface AcceptorState {
  readonly promised: Ballot | null;
  readonly accepted: AcceptedProposal | null;
}

/** An attempt under way, without `value` until phase 2. */
interface Attempt {
  readonly ballot: Ballot;
  readonly promisedBy: Set<NodeId>;
  readonly acceptedBy: Set<NodeId>;
  highest: AcceptedProposal | null;
  value?: string;
}

const KEY = 'acceptor';
const RETRY = 'retry';

export function createPaxos(context: Context<Message>): Process<Message, Proposal, Decision> {
  const { self, peers, storage } = context;
  const majority = Math.floor((peers.length + 1) / 2) + 1;

  let acceptor = storage.get<AcceptorState>(KEY) ?? { promised: null, accepted: null };
  let topRound = acceptor.promised?.round ?? 0;
  let attempt: Attempt | null = null;
  let chosen: string | null = null;
  let waiting: ((decision: Decision) => void)[] = [];
  let ownValue: string | null = null;

  const remember = (next: AcceptorState): void => {
    acceptor = next;
    storage.set(KEY, next);
  };
  const allows = (ballot: Ballot): boolean =>
    acceptor.promised === null || compareBallots(ballot, acceptor.promised) >= 0;
  const broadcast = (message: Message): void => {
    for (const peer of peers) context.send(peer, message);
  };
  const saw = (ballot: Ballot | undefined): void => {
    if (ballot !== undefined) topRound = Math.max(topRound, ballot.round);
  };
  const running = (ballot: Ballot): Attempt | null =>
    attempt !== null && compareBallots(attempt.ballot, ballot) === 0 ? attempt : null;

  function learn(value: string): void {
    if (chosen !== null) return;
    chosen = value;
    attempt = null;
    context.cancelTimer(RETRY);
    const clients = waiting;
    waiting = [];
    for (const respond of clients) respond({ chosen: value });
  }

  function begin(): void {
    topRound += 1;
    const ballot: Ballot = { round: topRound, node: self };
    // Its own promise, as of now: what it accepts later is no part of it.
    attempt = {
      ballot,
      promisedBy: new Set([self]),
      acceptedBy: new Set(),
      highest: acceptor.accepted,
    };
    remember({ ...acceptor, promised: ballot });
    context.setTimer(
      RETRY,
      retryDelayMinMs + context.random() * (retryDelayMaxMs - retryDelayMinMs),
    );
    broadcast({ type: 'Prepare', ballot });
    secondPhase(attempt);
  }

  function secondPhase(current: Attempt): void {
    if (current.value !== undefined || current.promisedBy.size < majority) return;
    const value = current.highest?.value ?? ownValue;
    if (value === null) return;
    current.value = value;
    if (allows(current.ballot)) {
      remember({ promised: current.ballot, accepted: { ballot: current.ballot, value } });
      current.acceptedBy.add(self);
    }
    broadcast({ type: 'Accept', ballot: current.ballot, value });
    finish(current);
  }

  function finish(current: Attempt): void {
    if (current.value === undefined || current.acceptedBy.size < majority) return;
    broadcast({ type: 'Chosen', value: current.value });
    learn(current.value);
  }

  function answer(from: NodeId, question: Message & { type: 'Prepare' | 'Accept' }): void {
    const { ballot } = question;
    if (acceptor.promised !== null && !allows(ballot)) {
      context.send(from, { type: 'Reject', ballot, promised: acceptor.promised });
    } else if (question.type === 'Prepare') {
      remember({ ...acceptor, promised: ballot });
      context.send(from, { type: 'Promise', ballot, accepted: acceptor.accepted });
    } else {
      remember({ promised: ballot, accepted: { ballot, value: question.value } });
      context.send(from, { type: 'Accepted', ballot });
    }
    if (question.type === 'Prepare' && chosen !== null) {
      context.send(from, { type: 'Chosen', value: chosen });
    }
  }

  return {
    onMessage(from, message) {
      if (message.type !== 'Chosen') saw(message.ballot);
      switch (message.type) {
        case 'Prepare':
        case 'Accept':
          answer(from, message);
          return;
        case 'Reject':
          saw(message.promised);
          return;
        case 'Chosen':
          learn(message.value);
          return;
        case 'Promise': {
          const named = message.accepted;
          saw(named?.ballot);
          const current = running(message.ballot);
          if (current === null || current.value !== undefined || current.promisedBy.has(from)) {
            return;
          }
          current.promisedBy.add(from);
          if (
            named !== null &&
            (current.highest === null || compareBallots(named.ballot, current.highest.ballot) > 0)
          ) {
            current.highest = named;
          }
          secondPhase(current);
          return;
        }
        case 'Accepted': {
          const current = running(message.ballot);
          if (current === null || current.value === undefined) return;
          current.acceptedBy.add(from);
          finish(current);
          return;
        }
      }
    },
    onRequest({ value }, respond) {
      if (chosen !== null) {
        respond({ chosen });
        return;
      }
      waiting.push(respond);
      ownValue ??= value;
      if (attempt === null) begin();
    },
    onTimer() {
      if (chosen === null && waiting.length > 0) begin();
    },
    inspect: () => ({
      ...acceptor,
      chosen,
      waiting: waiting.length,
      attempt: attempt && {
        ballot: attempt.ballot,
        value: attempt.value ?? null,
        promisedBy: [...attempt.promisedBy],
        acceptedBy: [...attempt.acceptedBy],
      },
    }),
  };
}
