import type { StoreReply } from '#kapitel8/config-store';
import type { Context, Process } from '#simulator';
import type {
  InstanceConfiguration,
  InstanceMessage,
  InstanceRequest,
  InstanceResponse,
} from './contract.ts';

export { createConfigurationWriter, renderTemplate } from './configuration-writer.ts';
export { answerQuestion, createResolver, orderTargets } from './dns.ts';
export { createRegistry } from './registry.ts';

/**
 * Closures and times instead of a class and flags: what to do follows from three times (good until,
 * refresh at, free at) and from what has been written last. One timer serves them all.
 */
export function createInstance(
  context: Context<InstanceMessage>,
  configuration: InstanceConfiguration,
): Process<InstanceMessage, InstanceRequest, InstanceResponse> {
  const { store, instance, ttlSeconds, refreshMs, checkTtlMs, retryMs } = configuration;
  const key = `/services/${instance.service}/${instance.id}`;
  const value = JSON.stringify({ ...instance });
  const never = Number.POSITIVE_INFINITY;

  let goodUntil = -1;
  let stopped = false;
  let mayBeListed = false;
  let refreshAt = never;
  let busyUntil = -1;
  let awaited: ((reply: StoreReply) => boolean) | undefined;
  // A beginning that no other incarnation is ever going to come near.
  let id = Math.floor(context.random() * 2 ** 40);
  let farewells: ((response: InstanceResponse) => void)[] = [];

  const isReady = (): boolean => !stopped && context.now() < goodUntil;

  function ask(method: 'PUT' | 'DELETE', query: object, conclude: typeof awaited): void {
    id += 1;
    awaited = conclude;
    busyUntil = context.now() + retryMs;
    context.send(store, { type: 'StoreRequest', id, method, key, query });
  }

  const kept = ({ status }: StoreReply): boolean => {
    if (status >= 300) return false;
    refreshAt = context.now() + refreshMs;
    return true;
  };

  const keptOrLapsed = (reply: StoreReply): boolean => {
    return codeOf(reply) === 100 ? gone(reply) : kept(reply);
  };

  const gone = (reply: StoreReply): boolean => {
    if (codeOf(reply) !== undefined && codeOf(reply) !== 100 && codeOf(reply) !== 101) return false;
    mayBeListed = false;
    refreshAt = never;
    return true;
  };

  function step(): void {
    const now = context.now();
    if (awaited !== undefined && now >= busyUntil) awaited = undefined;
    if (awaited === undefined) {
      if (isReady() && refreshAt === never) {
        mayBeListed = true;
        ask('PUT', { value, ttl: ttlSeconds }, kept);
      } else if (isReady() && now >= refreshAt) {
        ask('PUT', { refresh: true, prevExist: true, ttl: ttlSeconds }, keptOrLapsed);
      } else if (!isReady() && mayBeListed) {
        refreshAt = never;
        ask('DELETE', { prevValue: value }, gone);
      } else if (stopped && !mayBeListed) {
        for (const respond of farewells) respond({ type: 'stopped' });
        farewells = [];
      }
    }
    const wakeAt = awaited === undefined ? refreshAt : busyUntil;
    const next = Math.min(wakeAt, isReady() ? goodUntil : never);
    if (next === never) context.cancelTimer('next');
    else context.setTimer('next', Math.max(0, next - now));
  }

  return {
    onTimer: step,
    onMessage(_, message) {
      if (message.type !== 'StoreReply' || message.id !== id || awaited === undefined) return;
      if (awaited(message)) awaited = undefined;
      step();
    },
    onRequest(request, respond) {
      if (request.type === 'stop') {
        stopped = true;
        farewells.push(respond);
      } else {
        goodUntil = request.healthy ? context.now() + checkTtlMs : -1;
        respond({ type: 'noted' });
      }
      step();
    },
    inspect: () => ({ isReady: isReady(), mayBeListed, refreshAt }),
  };
}

function codeOf({ body }: StoreReply): number | undefined {
  return 'errorCode' in body ? body.errorCode : undefined;
}
