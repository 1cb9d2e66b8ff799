import type { Context, NodeId, Process } from '#simulator';

/** What happens to a node, as data. */
export type Input<Message, Request> =
  | { readonly kind: 'start' }
  | { readonly kind: 'message'; readonly from: NodeId; readonly message: Message }
  | { readonly kind: 'timer'; readonly name: string }
  | { readonly kind: 'request'; readonly request: Request; readonly ticket: number };

/** What a node does, as data. `ticket` says which request is answered. */
export type Effect<Message, Response> =
  | { readonly do: 'send'; readonly to: NodeId; readonly message: Message }
  | { readonly do: 'timer'; readonly name: string; readonly delayMs: number | null }
  | { readonly do: 'respond'; readonly ticket: number; readonly response: Response }
  | { readonly do: 'store'; readonly key: string; readonly value: string };

export interface Step<State, Message, Response> {
  readonly state: State;
  readonly effects: readonly Effect<Message, Response>[];
}

export interface Machine<State, Message, Request, Response> {
  readonly initial: State;
  step(state: State, input: Input<Message, Request>, nowMs: number): Step<State, Message, Response>;
}

/** The only place with side effects: runs a machine on a node. */
export function run<State, Message, Request, Response>(
  context: Context<Message>,
  machine: Machine<State, Message, Request, Response>,
): Process<Message, Request, Response> {
  let { initial: state } = machine;
  const responders: ((response: Response) => void)[] = [];

  function take(input: Input<Message, Request>): void {
    const next = machine.step(state, input, context.now());
    state = next.state;
    for (const effect of next.effects) perform(effect);
  }

  function perform(effect: Effect<Message, Response>): void {
    switch (effect.do) {
      case 'send':
        return context.send(effect.to, effect.message);
      case 'timer':
        return effect.delayMs === null
          ? context.cancelTimer(effect.name)
          : context.setTimer(effect.name, effect.delayMs);
      case 'respond':
        return responders[effect.ticket]?.(effect.response);
      case 'store':
        return context.storage.set(effect.key, effect.value);
    }
  }

  return {
    onStart: () => take({ kind: 'start' }),
    onMessage: (from, message) => take({ kind: 'message', from, message }),
    onTimer: (name) => take({ kind: 'timer', name }),
    onRequest(request, respond) {
      responders.push(respond);
      take({ kind: 'request', request, ticket: responders.length - 1 });
    },
    inspect: () => state,
  };
}
