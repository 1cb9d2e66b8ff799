import type { StoreQuery, StoreReply } from '#kapitel8/config-store';
import type { Context, Process } from '#simulator';
import type {
  InstanceConfiguration,
  InstanceMessage,
  InstanceRequest,
  InstanceResponse,
} from './contract.ts';
import { firstId } from './first-id.ts';
import { type Effect, type Input, type Machine, run } from './machine.ts';

export { createConfigurationWriter, renderTemplate } from './configuration-writer.ts';
export { answerQuestion, createResolver, orderTargets } from './dns.ts';
export { createRegistry } from './registry.ts';

interface State {
  readonly isHealthy: boolean;
  readonly isStopped: boolean;
  readonly lease: 'absent' | 'uncertain' | 'held' | 'due';
  readonly pending: 'put' | 'refresh' | 'delete' | null;
  readonly id: number;
  readonly tickets: readonly number[];
}

type Effects = readonly Effect<InstanceMessage, InstanceResponse>[];

/** A pure machine: first the state after the input, then what follows from that state. */
export function createInstance(
  context: Context<InstanceMessage>,
  configuration: InstanceConfiguration,
): Process<InstanceMessage, InstanceRequest, InstanceResponse> {
  const machine: Machine<State, InstanceMessage, InstanceRequest, InstanceResponse> = {
    initial: {
      isHealthy: false,
      isStopped: false,
      lease: 'absent',
      pending: null,
      id: firstId(context),
      tickets: [],
    },
    step(before, input) {
      const [changed, effects] = react(before, input, configuration);
      const [state, consequences] = proceed(changed, configuration);
      return { state, effects: [...effects, ...consequences] };
    },
  };
  return run(context, machine);
}

function react(
  state: State,
  input: Input<InstanceMessage, InstanceRequest>,
  { checkTtlMs, refreshMs }: InstanceConfiguration,
): [State, Effects] {
  switch (input.kind) {
    case 'start':
      return [state, []];
    case 'request': {
      const { request, ticket } = input;
      if (request.type === 'stop') {
        return [{ ...state, isStopped: true, tickets: [...state.tickets, ticket] }, []];
      }
      return [
        { ...state, isHealthy: request.healthy },
        [
          { do: 'respond', ticket, response: { type: 'noted' } },
          { do: 'timer', name: 'check', delayMs: request.healthy ? checkTtlMs : null },
        ],
      ];
    }
    case 'timer':
      if (input.name === 'check') return [{ ...state, isHealthy: false }, []];
      if (input.name === 'refresh') {
        return [{ ...state, lease: state.lease === 'held' ? 'due' : state.lease }, []];
      }
      return [{ ...state, pending: null }, []];
    case 'message': {
      const { message } = input;
      const isAwaited = state.pending !== null && message.type === 'StoreReply';
      if (!isAwaited || message.id !== state.id) return [state, []];
      const lease = leaseAfter(state.pending, message);
      if (lease === null) return [state, []];
      const settled: State = { ...state, lease, pending: null };
      const refreshIn = lease === 'held' ? refreshMs : null;
      return [
        settled,
        [
          { do: 'timer', name: 'retry', delayMs: null },
          { do: 'timer', name: 'refresh', delayMs: refreshIn },
        ],
      ];
    }
  }
}

/** What a reply says about the lease; `null` if it says nothing. */
function leaseAfter(pending: State['pending'], { body }: StoreReply): 'absent' | 'held' | null {
  const code = 'errorCode' in body ? body.errorCode : 0;
  switch (pending) {
    case 'put':
      return code === 0 ? 'held' : null;
    case 'refresh':
      return code === 0 ? 'held' : code === 100 ? 'absent' : null;
    case 'delete':
      return [0, 100, 101].includes(code) ? 'absent' : null;
    case null:
      return null;
  }
}

function proceed(
  state: State,
  { store, instance, ttlSeconds, retryMs }: InstanceConfiguration,
): [State, Effects] {
  if (state.pending !== null) return [state, []];
  const isReady = state.isHealthy && !state.isStopped;
  const value = JSON.stringify(instance);
  const ask = (
    pending: 'put' | 'refresh' | 'delete',
    lease: State['lease'],
    query: StoreQuery,
  ): [State, Effects] => {
    const id = state.id + 1;
    const method = pending === 'delete' ? 'DELETE' : 'PUT';
    const key = `/services/${instance.service}/${instance.id}`;
    return [
      { ...state, pending, lease, id },
      [
        { do: 'send', to: store, message: { type: 'StoreRequest', id, method, key, query } },
        { do: 'timer', name: 'retry', delayMs: retryMs },
      ],
    ];
  };
  const { lease } = state;
  if (isReady && (lease === 'absent' || lease === 'uncertain')) {
    return ask('put', 'uncertain', { value, ttl: ttlSeconds });
  }
  if (isReady && lease === 'due') {
    return ask('refresh', 'due', { refresh: true, prevExist: true, ttl: ttlSeconds });
  }
  if (!isReady && lease !== 'absent') return ask('delete', 'uncertain', { prevValue: value });
  if (!state.isStopped || lease !== 'absent') return [state, []];
  const farewells = state.tickets.map(
    (ticket) => ({ do: 'respond', ticket, response: { type: 'stopped' } }) as const,
  );
  return [{ ...state, tickets: [] }, farewells];
}
