import type {
  StoreReply,
  StoreRequest,
} from '../../../../exercises/kapitel8/config-store/contract.ts';
import type { Instance } from '../../../../exercises/kapitel8/service-discovery/contract.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A message as a request to the store; `undefined` if it has not the contract's form. */
export function readStoreRequest(message: unknown): StoreRequest | undefined {
  if (!isRecord(message) || message.type !== 'StoreRequest') return undefined;
  const { id, method, key, query } = message;
  const isMethod = ['GET', 'PUT', 'POST', 'DELETE'].includes(String(method));
  if (!Number.isFinite(id) || !isMethod || typeof key !== 'string' || !isRecord(query)) {
    return undefined;
  }
  return message as unknown as StoreRequest;
}

/** What the suite's own store sent: its form is beyond doubt. */
export function readStoreReply(message: unknown): StoreReply | undefined {
  return isRecord(message) && message.type === 'StoreReply'
    ? (message as unknown as StoreReply)
    : undefined;
}

export function errorCodeOf({ body }: StoreReply): number | undefined {
  return 'errorCode' in body ? body.errorCode : undefined;
}

export function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const keyPattern = /^\/services\/([a-z0-9-]+)\/([a-z0-9-]+)$/;

/** The instance an entry of the store stands for; `undefined` if it stands for none. */
export function readInstance(key: string, value: string): Instance | undefined {
  const [, service, id] = keyPattern.exec(key) ?? [];
  const parsed = parseJson(value);
  if (service === undefined || !isRecord(parsed)) return undefined;
  if (parsed.service !== service || parsed.id !== id) return undefined;
  const { address, port, priority, weight, version } = parsed;
  if (typeof address !== 'string' || typeof version !== 'string') return undefined;
  if (![port, priority, weight].every((count) => Number.isInteger(count) && Number(count) >= 0)) {
    return undefined;
  }
  return { service, id, address, port, priority, weight, version } as Instance;
}

export function byId(one: Instance, other: Instance): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
