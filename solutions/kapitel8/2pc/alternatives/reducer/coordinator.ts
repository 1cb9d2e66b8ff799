import type { Context, NodeId, Process } from '#simulator';
import { type Effect, type Event, runPure, type Step } from './log.ts';
import {
  type Change,
  type Message,
  type Outcome,
  type Request,
  type Response,
  resendIntervalMs,
  type TransferRequest,
  voteTimeoutMs,
} from './protocol.ts';

export { createParticipant } from './participant.ts';

interface Transaction {
  readonly participants: readonly NodeId[];
  readonly yes: readonly NodeId[];
  readonly outcome: Outcome | null;
  /** Who has not acknowledged the decision. */
  readonly unsure: readonly NodeId[];
  /** Clients of this incarnation; worthless after a restart. */
  readonly tickets: readonly number[];
  /** When it began, or when it was last told. */
  readonly sinceMs: number;
}

type State = Readonly<Record<string, Transaction>>;

/** The coordinator as a pure function, with a clock that ticks every 50 ms. */
export function createCoordinator(context: Context<Message>): Process<Message, Request, Response> {
  return runPure<State>(context, {}, (state, event, nowMs) => finished(step(state, event, nowMs)));
}

type Draft = readonly [State, readonly Effect[]];

function finished([state, effects]: Draft): Step<State> {
  return { state, effects, isOpen: Object.values(state).some(({ unsure }) => unsure.length > 0) };
}

function step(state: State, event: Event, nowMs: number): Draft {
  switch (event.kind) {
    case 'start':
      return each(state, ([now, effects], tx) => join(effects, restarted(now, tx, nowMs)));
    case 'tick':
      return each(state, ([now, effects], tx) => join(effects, ticked(now, tx, nowMs)));
    case 'request':
      return requested(state, event.ticket, event.request, nowMs);
    case 'message':
      return heard(state, event.from, event.message, nowMs);
  }
}

function each(state: State, change: (draft: Draft, tx: string) => Draft): Draft {
  return Object.keys(state).reduce<Draft>(change, [state, []]);
}

function join(before: readonly Effect[], [state, effects]: Draft): Draft {
  return [state, [...before, ...effects]];
}

function restarted(state: State, tx: string, nowMs: number): Draft {
  const own = state[tx];
  if (own === undefined) return [state, []];
  const alone = { ...own, tickets: [] };
  const cleared = own.tickets.length === 0 ? state : { ...state, [tx]: alone };
  return own.outcome === null ? decided(cleared, tx, 'abort', nowMs) : told(cleared, tx, nowMs);
}

function ticked(state: State, tx: string, nowMs: number): Draft {
  const own = state[tx];
  if (own === undefined) return [state, []];
  const waitedMs = nowMs - own.sinceMs;
  if (own.outcome === null && waitedMs >= voteTimeoutMs) return decided(state, tx, 'abort', nowMs);
  if (own.outcome !== null && waitedMs >= resendIntervalMs) return told(state, tx, nowMs);
  return [state, []];
}

function decided(state: State, tx: string, outcome: Outcome, nowMs: number): Draft {
  const own = state[tx];
  if (own === undefined || own.outcome !== null) return [state, []];
  const answers = own.tickets.map(
    (ticket): Effect => ({ kind: 'respond', ticket, response: { kind: 'outcome', tx, outcome } }),
  );
  return join(answers, told({ ...state, [tx]: { ...own, outcome, tickets: [] } }, tx, nowMs));
}

function told(state: State, tx: string, nowMs: number): Draft {
  const own = state[tx];
  if (own === undefined || own.outcome === null || own.unsure.length === 0) return [state, []];
  const message: Message = { type: 'Decision', tx, outcome: own.outcome };
  return [
    { ...state, [tx]: { ...own, sinceMs: nowMs } },
    own.unsure.map((to): Effect => ({ kind: 'send', to, message })),
  ];
}

function requested(state: State, ticket: number, request: Request, nowMs: number): Draft {
  if (request.kind !== 'transfer') {
    return [state, [{ kind: 'respond', ticket, response: { kind: 'wrong-node' } }]];
  }
  const { tx } = request;
  const own = state[tx];
  if (own === undefined) return begun(state, ticket, request, nowMs);
  if (own.outcome === null) {
    return [{ ...state, [tx]: { ...own, tickets: [...own.tickets, ticket] } }, []];
  }
  const response: Response = { kind: 'outcome', tx, outcome: own.outcome };
  return [state, [{ kind: 'respond', ticket, response }]];
}

function begun(state: State, ticket: number, request: TransferRequest, nowMs: number): Draft {
  const { tx, changes } = request;
  const participants = [...new Set(changes.map(({ participant }) => participant))];
  const began: Transaction = {
    participants,
    yes: [],
    outcome: null,
    unsure: participants,
    tickets: [ticket],
    sinceMs: nowMs,
  };
  const prepares = participants.map((to): Effect => {
    const own: Change[] = changes
      .filter(({ participant }) => participant === to)
      .map(({ account, amount }) => ({ account, amount }));
    return { kind: 'send', to, message: { type: 'Prepare', tx, changes: own, participants } };
  });
  return [{ ...state, [tx]: began }, prepares];
}

function heard(state: State, from: NodeId, message: Message, nowMs: number): Draft {
  const own = state[message.tx];
  if (own === undefined) return [state, []];
  const { tx } = message;
  if (message.type === 'Ack' && own.outcome !== null && own.unsure.includes(from)) {
    const unsure = own.unsure.filter((id) => id !== from);
    return [{ ...state, [tx]: { ...own, unsure } }, []];
  }
  if (message.type !== 'Vote' || own.outcome !== null) return [state, []];
  if (message.vote === 'no') return decided(state, tx, 'abort', nowMs);
  if (own.yes.includes(from)) return [state, []];
  const yes = [...own.yes, from];
  const counted = { ...state, [tx]: { ...own, yes } };
  const isComplete = own.participants.every((id) => yes.includes(id));
  return isComplete ? decided(counted, tx, 'commit', nowMs) : [counted, []];
}
