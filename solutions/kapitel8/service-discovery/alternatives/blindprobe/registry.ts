import type { Context, Process } from '#simulator';
import type {
  Change,
  Instance,
  RegistryConfiguration,
  RegistryMessage,
  RegistryRequest,
  RegistryResponse,
} from './contract.ts';
import { byId, follow, type Snapshot } from './follow.ts';

/** Teil 2: Auskunft und Änderungen; beides folgt aus der Reihe der Stände, die `follow` liefert. */
export function createRegistry(
  context: Context<RegistryMessage>,
  configuration: RegistryConfiguration,
): Process<RegistryMessage, RegistryRequest, RegistryResponse> {
  let known: Snapshot | null = null;
  let announced = 0;
  const waiting: (() => void)[] = [];

  const follower = follow(context, {
    store: configuration.store,
    directory: '/services',
    retryMs: configuration.retryMs,
    watchMs: configuration.watchMs,
    bootKey: 'registry-boots',
    onSnapshot(now) {
      const before = known ?? new Map();
      known = now;
      for (const change of differences(before, now)) {
        announced += 1;
        for (const watcher of configuration.watchers) {
          context.send(watcher, { type: 'Change', number: announced, ...change });
        }
      }
      for (const answer of waiting.splice(0)) answer();
    },
  });

  function answerTo(request: RegistryRequest): RegistryResponse {
    const mine = [...(known ?? new Map<string, Instance>()).values()].filter(
      ({ service }) => service === request.service,
    );
    if (request.type === 'lookup') return { type: 'instances', instances: mine.sort(byId) };
    const instance = mine.find(({ id }) => id === request.id) ?? null;
    return { type: 'description', instance };
  }

  return {
    onStart: follower.begin,
    onMessage: follower.hear,
    onTimer: follower.tick,
    onRequest(request, respond) {
      const answer = () => respond(answerTo(request));
      if (known === null) waiting.push(answer);
      else answer();
    },
    inspect: follower.inspect,
  };
}

function* differences(
  before: Snapshot,
  after: Snapshot,
): Generator<Pick<Change, 'kind' | 'instance'>> {
  for (const [key, instance] of before) {
    if (!after.has(key)) yield { kind: 'removed', instance };
  }
  for (const [key, instance] of after) {
    const old = before.get(key);
    if (old === undefined) yield { kind: 'added', instance };
    // Beide stammen aus `parseEntry`: gleiche Felder in gleicher Reihenfolge.
    else if (JSON.stringify(old) !== JSON.stringify(instance)) yield { kind: 'changed', instance };
  }
}
