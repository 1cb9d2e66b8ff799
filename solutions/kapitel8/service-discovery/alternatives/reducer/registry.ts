import type { Context, Process } from '#simulator';
import type {
  Change,
  Instance,
  RegistryConfiguration,
  RegistryMessage,
  RegistryRequest,
  RegistryResponse,
} from './contract.ts';
import { firstId } from './first-id.ts';
import { type Effect, type Machine, run } from './machine.ts';
import { blank, instancesIn, type Mirror, nextQuestion, reflect } from './mirror.ts';

interface State {
  readonly mirror: Mirror;
  readonly told: number;
  readonly waiting: readonly { readonly ticket: number; readonly request: RegistryRequest }[];
}

type Effects = readonly Effect<RegistryMessage, RegistryResponse>[];

export function createRegistry(
  context: Context<RegistryMessage>,
  configuration: RegistryConfiguration,
): Process<RegistryMessage, RegistryRequest, RegistryResponse> {
  const { store, watchers } = configuration;

  const ask = (state: State): [State, Effects] => {
    const { mirror, request, delayMs } = nextQuestion(state.mirror, '/services', configuration);
    return [
      { ...state, mirror },
      [
        { do: 'send', to: store, message: request },
        { do: 'timer', name: 'ask', delayMs },
      ],
    ];
  };

  const answer = (mirror: Mirror, request: RegistryRequest): RegistryResponse => {
    const instances = instancesIn(mirror).filter(({ service }) => service === request.service);
    return request.type === 'lookup'
      ? { type: 'instances', instances }
      : {
          type: 'description',
          instance: instances.find(({ id }) => id === request.id) ?? null,
        };
  };

  const machine: Machine<State, RegistryMessage, RegistryRequest, RegistryResponse> = {
    initial: { mirror: { ...blank, id: firstId(context) }, told: 0, waiting: [] },
    step(state, input) {
      if (input.kind === 'request') {
        const { ticket, request } = input;
        if (!state.mirror.isLoaded) {
          return {
            state: { ...state, waiting: [...state.waiting, { ticket, request }] },
            effects: [],
          };
        }
        const response = answer(state.mirror, request);
        return { state, effects: [{ do: 'respond', ticket, response }] };
      }
      if (input.kind !== 'message') {
        const [asked, effects] = ask(state);
        return { state: asked, effects };
      }
      const { message } = input;
      const reflection = message.type === 'StoreReply' ? reflect(state.mirror, message) : null;
      if (reflection === null) return { state, effects: [] };
      const { mirror, askNext } = reflection;
      const changes = compare(instancesIn(state.mirror), instancesIn(mirror));
      const news = changes.flatMap((change, index) =>
        watchers.map((to): Effect<RegistryMessage, RegistryResponse> => {
          const numbered: Change = { ...change, number: state.told + index + 1 };
          return { do: 'send', to, message: numbered };
        }),
      );
      const isFirst = mirror.isLoaded && !state.mirror.isLoaded;
      const answers = (isFirst ? state.waiting : []).map(({ ticket, request }) => {
        return { do: 'respond', ticket, response: answer(mirror, request) } as const;
      });
      const learnt: State = {
        mirror,
        told: state.told + changes.length,
        waiting: isFirst ? [] : state.waiting,
      };
      const [next, questions] =
        askNext === 'now'
          ? ask(learnt)
          : [learnt, [{ do: 'timer', name: 'ask', delayMs: configuration.retryMs } as const]];
      return { state: next, effects: [...questions, ...answers, ...news] };
    },
  };
  return run(context, machine);
}

function compare(
  before: readonly Instance[],
  after: readonly Instance[],
): Omit<Change, 'number'>[] {
  const byKey = (list: readonly Instance[]) =>
    new Map(list.map((instance) => [`${instance.service}/${instance.id}`, instance]));
  const [old, current] = [byKey(before), byKey(after)];
  const keys = [...new Set([...old.keys(), ...current.keys()])].sort();
  return keys.flatMap((key): Omit<Change, 'number'>[] => {
    const [was, is] = [old.get(key), current.get(key)];
    if (is === undefined)
      return was === undefined ? [] : [{ type: 'Change', kind: 'removed', instance: was }];
    if (was === undefined) return [{ type: 'Change', kind: 'added', instance: is }];
    const isEqual = JSON.stringify(was) === JSON.stringify(is);
    return isEqual ? [] : [{ type: 'Change', kind: 'changed', instance: is }];
  });
}
