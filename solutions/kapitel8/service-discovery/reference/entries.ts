import type { Instance } from './contract.ts';

const keyPattern = /^\/services\/([a-z0-9-]+)\/([a-z0-9-]+)$/;

/** The instances among the entries of a store, by key; whatever is none is left out. */
export function instancesOf(values: ReadonlyMap<string, string>): Map<string, Instance> {
  const instances = new Map<string, Instance>();
  for (const [key, value] of values) {
    const instance = parseInstance(key, value);
    if (instance !== undefined) instances.set(key, instance);
  }
  return instances;
}

/** Anybody may write to the store: what is no instance, or lies at another one's key, is `undefined`. */
function parseInstance(key: string, value: string): Instance | undefined {
  const [, serviceOfKey, idOfKey] = keyPattern.exec(key) ?? [];
  const parsed = parseJson(value);
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { service, id, address, port, priority, weight, version } = parsed as Partial<Instance>;
  if (service === undefined || service !== serviceOfKey) return undefined;
  if (id === undefined || id !== idOfKey) return undefined;
  if (typeof address !== 'string' || typeof version !== 'string') return undefined;
  if (!isCount(port) || !isCount(priority) || !isCount(weight)) return undefined;
  return { service, id, address, port, priority, weight, version };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

export function byId(one: Instance, other: Instance): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

export function isSameInstance(one: Instance, other: Instance): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
