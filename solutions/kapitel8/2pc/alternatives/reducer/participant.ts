import type { Context, NodeId, Process } from '#simulator';
import { type Effect, type Event, runPure, type Step } from './log.ts';
import {
  type Change,
  coordinatorId,
  initialBalance,
  inquiryIntervalMs,
  type Message,
  type Outcome,
  type Prepare,
  type Request,
  type Response,
} from './protocol.ts';

interface Prepared {
  readonly changes: readonly Change[];
  readonly participants: readonly NodeId[];
  /** When it was prepared or last asked about. */
  readonly sinceMs: number;
}

interface State {
  readonly balances: Readonly<Record<string, number>>;
  readonly prepared: Readonly<Record<string, Prepared>>;
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

/** The participant as a pure function; balances, open transactions and outcomes change together. */
export function createParticipant(context: Context<Message>): Process<Message, Request, Response> {
  const nothing: State = { balances: {}, prepared: {}, outcomes: {} };
  return runPure<State>(context, nothing, (state, event, nowMs): Step<State> => {
    const [next, effects] = step(state, event, nowMs, context.self);
    return { state: next, effects, isOpen: Object.keys(next.prepared).length > 0 };
  });
}

type Draft = readonly [State, readonly Effect[]];

function step(state: State, event: Event, nowMs: number, self: NodeId): Draft {
  switch (event.kind) {
    case 'start':
      return [state, []];
    case 'tick':
      return asked(state, nowMs, self);
    case 'request':
      return [
        state,
        [{ kind: 'respond', ticket: event.ticket, response: answer(state, event.request) }],
      ];
    case 'message':
      return heard(state, event.from, event.message, nowMs);
  }
}

function heard(state: State, from: NodeId, message: Message, nowMs: number): Draft {
  const { tx } = message;
  switch (message.type) {
    case 'Prepare': {
      const next = voted(state, message, nowMs);
      const vote = next.outcomes[tx] === 'abort' ? 'no' : 'yes';
      return [next, [send(coordinatorId, { type: 'Vote', tx, vote })]];
    }
    case 'Decision': {
      const acks = from === coordinatorId ? [send(from, { type: 'Ack', tx })] : [];
      return [settled(state, tx, message.outcome), acks];
    }
    case 'Inquiry': {
      const next = isNew(state, tx) ? settled(state, tx, 'abort') : state;
      const outcome = next.outcomes[tx];
      return [next, outcome === undefined ? [] : [send(from, { type: 'Decision', tx, outcome })]];
    }
    default:
      return [state, []];
  }
}

function send(to: NodeId, message: Message): Effect {
  return { kind: 'send', to, message };
}

function isNew({ prepared, outcomes }: State, tx: string): boolean {
  return prepared[tx] === undefined && outcomes[tx] === undefined;
}

function holderOf({ prepared }: State, account: string): string | undefined {
  const holder = Object.entries(prepared).find(([, { changes }]) =>
    changes.some((change) => change.account === account),
  );
  return holder?.[0];
}

function balanceOf({ balances }: State, account: string): number {
  return balances[account] ?? initialBalance;
}

function voted(state: State, { tx, changes, participants }: Prepare, nowMs: number): State {
  if (!isNew(state, tx)) return state;
  const can = changes.every(
    ({ account, amount }) =>
      holderOf(state, account) === undefined && balanceOf(state, account) + amount >= 0,
  );
  if (!can) return settled(state, tx, 'abort');
  const own = { changes, participants, sinceMs: nowMs };
  return { ...state, prepared: { ...state.prepared, [tx]: own } };
}

function settled(state: State, tx: string, outcome: Outcome): State {
  if (state.outcomes[tx] !== undefined) return state;
  const { [tx]: own, ...prepared } = state.prepared;
  const balances = { ...state.balances };
  for (const { account, amount } of outcome === 'commit' ? (own?.changes ?? []) : []) {
    balances[account] = balanceOf({ ...state, balances }, account) + amount;
  }
  return { balances, prepared, outcomes: { ...state.outcomes, [tx]: outcome } };
}

function answer(state: State, request: Request): Response {
  if (request.kind !== 'balance') return { kind: 'wrong-node' };
  const tx = holderOf(state, request.account);
  if (tx !== undefined) return { kind: 'undecided', tx };
  return { kind: 'balance', amount: balanceOf(state, request.account) };
}

/** Asks about all that has been open for long. */
function asked(state: State, nowMs: number, self: NodeId): Draft {
  const prepared = { ...state.prepared };
  const effects: Effect[] = [];
  for (const [tx, own] of Object.entries(state.prepared)) {
    if (nowMs - own.sinceMs < inquiryIntervalMs) continue;
    prepared[tx] = { ...own, sinceMs: nowMs };
    for (const to of own.participants) {
      if (to !== self) effects.push(send(to, { type: 'Inquiry', tx }));
    }
  }
  return effects.length === 0 ? [state, []] : [{ ...state, prepared }, effects];
}
