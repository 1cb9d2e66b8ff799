import type { Context, Process } from '#simulator';
import type {
  Change,
  Instance,
  RegistryConfiguration,
  RegistryMessage,
  RegistryRequest,
  RegistryResponse,
} from './contract.ts';
import { followDirectory } from './directory.ts';
import { areEqual, instanceAt } from './instances.ts';

/** Entry by entry: each change is told where it is noticed. Instances are kept in order, by service. */
export function createRegistry(
  context: Context<RegistryMessage>,
  { store, watchers, retryMs, watchMs }: RegistryConfiguration,
): Process<RegistryMessage, RegistryRequest, RegistryResponse> {
  const services = new Map<string, Instance[]>();
  let patient: (() => void)[] | null = [];
  let told = 0;

  function tell(kind: Change['kind'], instance: Instance): void {
    told += 1;
    for (const watcher of watchers) {
      context.send(watcher, { type: 'Change', number: told, kind, instance });
    }
  }

  function onEntry(key: string, value: string | undefined): void {
    const [, , service = '', id = '', ...deeper] = key.split('/');
    if (deeper.length > 0 || id === '') return;
    const list = services.get(service) ?? [];
    const place = list.findIndex((one) => one.id >= id);
    const known = list[place]?.id === id ? (list[place] as Instance) : null;
    const instance = instanceAt(key, value);
    if (known === null && instance === null) return;
    services.set(service, list);
    if (known === null && instance !== null) {
      list.splice(place < 0 ? list.length : place, 0, instance);
      tell('added', instance);
    } else if (known !== null && instance === null) {
      list.splice(place, 1);
      tell('removed', known);
    } else if (known !== null && instance !== null && !areEqual(known, instance)) {
      list[place] = instance;
      tell('changed', instance);
    }
  }

  const directory = followDirectory(context as Context<never>, {
    store,
    path: '/services',
    retryMs,
    watchMs,
    onEntry,
    onSettled() {
      const waiting = patient ?? [];
      patient = null;
      for (const answer of waiting) answer();
    },
  });

  function answer(request: RegistryRequest): RegistryResponse {
    const list = services.get(request.service) ?? [];
    if (request.type === 'lookup') return { type: 'instances', instances: list };
    return { type: 'description', instance: list.find(({ id }) => id === request.id) ?? null };
  }

  return {
    onStart: directory.ask,
    onTimer: directory.ask,
    onMessage: (_, message) => {
      if (message.type === 'StoreReply') directory.receive(message);
    },
    onRequest(request, respond) {
      if (patient === null) respond(answer(request));
      else patient.push(() => respond(answer(request)));
    },
  };
}
