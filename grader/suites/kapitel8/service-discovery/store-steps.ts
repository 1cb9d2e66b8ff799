import type { Instance } from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import type { Fault } from '../../../simulator/scenario.ts';
import { instanceNamed, keyOf } from './instance-setting.ts';
import type { StoreStep } from './store-node.ts';

/** Two instances of one service, and one of a service whose name begins alike. */
export const a = instanceNamed('web', 'a');
export const b = instanceNamed('web', 'b', { priority: 0, weight: 0 });
/** As texts, „a-10“ comes before „a-2“. */
export const a2 = instanceNamed('web', 'a-2');
export const a10 = instanceNamed('web', 'a-10');
export const other = instanceNamed('web2', 'a');
export const instances: readonly Instance[] = [a, b, a2, a10, other];

export function put(atMs: number, instance: Instance = a, ttl?: number): StoreStep {
  const value = JSON.stringify(instance);
  const query = ttl === undefined ? { value } : { value, ttl };
  return { atMs, method: 'PUT', key: keyOf(instance), query };
}

/** Written by somebody who wants to be sure of what was there before; the store tells of it by another action. */
export function putIf(
  atMs: number,
  instance: Instance,
  condition: { readonly prevExist: boolean } | { readonly prevValue: string },
): StoreStep {
  const query = { value: JSON.stringify(instance), ...condition };
  return { atMs, method: 'PUT', key: keyOf(instance), query };
}

export function gone(atMs: number, instance: Instance = a): StoreStep {
  return { atMs, method: 'DELETE', key: keyOf(instance), query: {} };
}

/** As an instance deregisters itself: only if the entry is still its own. */
export function left(atMs: number, instance: Instance = a): StoreStep {
  const query = { prevValue: JSON.stringify(instance) };
  return { atMs, method: 'DELETE', key: keyOf(instance), query };
}

/** A service with all its instances; without a name, all services. */
export function allGone(atMs: number, service: string): StoreStep {
  const key = service === '' ? '/services' : `/services/${service}`;
  return { atMs, method: 'DELETE', key, query: { recursive: true } };
}

/** The same description, with its fields the other way round. */
export function putReversed(atMs: number, instance: Instance = a): StoreStep {
  const value = JSON.stringify(Object.fromEntries(Object.entries(instance).reverse()));
  return { atMs, method: 'PUT', key: keyOf(instance), query: { value } };
}

/** A directory where there was an entry, or one that takes all below it along when its time is over. */
export function directory(atMs: number, key: string, ttl?: number): StoreStep {
  return { atMs, method: 'PUT', key, query: { dir: true, ...(ttl === undefined ? {} : { ttl }) } };
}

/** Values that stand for no instance at the key of `a`. */
export const foreignValues: readonly string[] = [
  '',
  'kein JSON',
  'null',
  '[]',
  '17',
  '{"service":"web","id":"a"}',
  JSON.stringify({ ...a, id: 'x' }),
  JSON.stringify({ ...a, service: 'web2' }),
  JSON.stringify({ ...a, address: 7 }),
  JSON.stringify({ ...a, port: '80' }),
  JSON.stringify({ ...a, port: -80 }),
  JSON.stringify({ ...a, port: 80.5 }),
  JSON.stringify({ ...a, weight: -1 }),
  JSON.stringify({ ...a, weight: 0.5 }),
  JSON.stringify({ ...a, priority: -1 }),
  JSON.stringify({ ...a, priority: 0.5 }),
  JSON.stringify({ ...a, priority: undefined }),
  JSON.stringify({ ...a, version: null }),
  JSON.stringify({ ...a, version: undefined }),
];

export function foreign(atMs: number, value: string, key = keyOf(a)): StoreStep {
  return { atMs, method: 'PUT', key, query: { value } };
}

export function refreshed(atMs: number, instance: Instance = a): StoreStep {
  const query = { refresh: true, prevExist: true, ttl: 30 };
  return { atMs, method: 'PUT', key: keyOf(instance), query };
}

/** The store cut off from everybody else. */
export function cutOff(fromMs: number, untilMs: number, others: readonly string[]): Fault {
  return { kind: 'partition', fromMs, untilMs, groups: [['n1'], others] };
}

export function replyLost(k: number): Fault {
  return { kind: 'drop', message: { from: 'n1', to: 'n2', type: 'StoreReply', k } };
}
