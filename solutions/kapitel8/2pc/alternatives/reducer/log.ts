import type { Context, NodeId, Process } from '#simulator';
import type { Message, Request, Response } from './protocol.ts';

export type Event =
  | { readonly kind: 'start' }
  | { readonly kind: 'tick' }
  | { readonly kind: 'message'; readonly from: NodeId; readonly message: Message }
  | { readonly kind: 'request'; readonly ticket: number; readonly request: Request };

export type Effect =
  | { readonly kind: 'send'; readonly to: NodeId; readonly message: Message }
  | { readonly kind: 'respond'; readonly ticket: number; readonly response: Response };

export interface Step<State> {
  readonly state: State;
  readonly effects: readonly Effect[];
  /** True while something is open: the clock goes on ticking. */
  readonly isOpen: boolean;
}

/** One clock for everything: coarser than a timer for each transaction, but enough. */
export const tickMs = 50;

/**
 * Runs a pure function of state and event as a process. The whole state is one value in storage,
 * written before any effect of the step is carried out.
 */
export function runPure<State>(
  context: Context<Message>,
  initial: State,
  step: (state: State, event: Event, nowMs: number) => Step<State>,
): Process<Message, Request, Response> {
  let state = context.storage.get<State>('state') ?? initial;
  const waiting = new Map<number, (response: Response) => void>();
  let tickets = 0;
  let isTicking = false;

  function run(event: Event): void {
    const next = step(state, event, context.now());
    if (next.state !== state) {
      state = next.state;
      context.storage.set('state', state);
    }
    for (const effect of next.effects) {
      if (effect.kind === 'send') context.send(effect.to, effect.message);
      else {
        waiting.get(effect.ticket)?.(effect.response);
        waiting.delete(effect.ticket);
      }
    }
    if (next.isOpen && !isTicking) {
      isTicking = true;
      context.setTimer('tick', tickMs);
    }
  }

  return {
    onStart: () => run({ kind: 'start' }),
    onTimer: () => {
      isTicking = false;
      run({ kind: 'tick' });
    },
    onMessage: (from, message) => run({ kind: 'message', from, message }),
    onRequest: (request, respond) => {
      const ticket = tickets++;
      waiting.set(ticket, respond);
      run({ kind: 'request', ticket, request });
    },
  };
}
