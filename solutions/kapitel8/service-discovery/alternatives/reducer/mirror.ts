import type { StoreNode, StoreReply, StoreRequest } from '#kapitel8/config-store';
import type { Instance } from './contract.ts';

/** A copy of a directory as a value: what is known, up to which index, and which question is open. */
export interface Mirror {
  readonly entries: Readonly<Record<string, string>>;
  readonly upTo: number | null;
  readonly isLoaded: boolean;
  readonly id: number;
  readonly isOpen: boolean;
}

export const blank: Mirror = { entries: {}, upTo: null, isLoaded: false, id: 0, isOpen: false };

export interface MirrorTimes {
  readonly retryMs: number;
  readonly watchMs: number;
}

export interface Question {
  readonly mirror: Mirror;
  readonly request: StoreRequest;
  readonly delayMs: number;
}

export function nextQuestion(mirror: Mirror, key: string, times: MirrorTimes): Question {
  const id = mirror.id + 1;
  const { upTo } = mirror;
  return {
    mirror: { ...mirror, id, isOpen: true },
    request: {
      type: 'StoreRequest',
      id,
      method: 'GET',
      key,
      query: {
        recursive: true,
        ...(upTo === null ? {} : { wait: true, waitIndex: upTo + 1 }),
      },
    },
    delayMs: upTo === null ? times.retryMs : times.watchMs,
  };
}

/** The mirror after a reply, and when to ask next; `null` if the reply does not count. */
export function reflect(
  mirror: Mirror,
  { id, index, body }: StoreReply,
): { readonly mirror: Mirror; readonly askNext: 'now' | 'later' } | null {
  if (!mirror.isOpen || mirror.id !== id) return null;
  const closed: Mirror = { ...mirror, isOpen: false };
  if (!('errorCode' in body)) {
    const next =
      mirror.upTo === null
        ? { entries: listed(body.node), upTo: index }
        : {
            entries: after(mirror.entries, body.node, isRemoval(body.action)),
            upTo: body.node.modifiedIndex,
          };
    return { mirror: { ...closed, ...next, isLoaded: true }, askNext: 'now' };
  }
  if (body.errorCode === 401) return { mirror: { ...closed, upTo: null }, askNext: 'now' };
  if (body.errorCode === 100 && mirror.upTo === null) {
    return { mirror: { ...closed, entries: {}, upTo: index, isLoaded: true }, askNext: 'now' };
  }
  return { mirror: closed, askNext: 'later' };
}

function isRemoval(action: string): boolean {
  return action === 'delete' || action === 'expire' || action === 'compareAndDelete';
}

function after(
  entries: Mirror['entries'],
  node: StoreNode,
  isGone: boolean,
): Readonly<Record<string, string>> {
  if (!isGone && node.dir !== true) return { ...entries, [node.key]: node.value ?? '' };
  const isAffected = (key: string): boolean =>
    key === node.key || (isGone && key.startsWith(`${node.key}/`));
  return Object.fromEntries(Object.entries(entries).filter(([key]) => !isAffected(key)));
}

function listed(node: StoreNode): Readonly<Record<string, string>> {
  if (node.dir !== true) return { [node.key]: node.value ?? '' };
  return Object.assign({}, ...(node.nodes ?? []).map(listed));
}

/** All instances a mirror shows, by service and id. */
export function instancesIn({ entries }: Mirror): readonly Instance[] {
  return Object.keys(entries)
    .sort()
    .flatMap((key) => decode(key, entries[key] ?? ''))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function decode(key: string, text: string): Instance[] {
  const [root, directory, service, id, ...rest] = key.split('/');
  if (root !== '' || directory !== 'services' || rest.length > 0) return [];
  try {
    const value = JSON.parse(text) as Instance;
    const { address, port, priority, weight, version } = value;
    const isNatural = (n: number): boolean => Number.isInteger(n) && n >= 0;
    const isValid =
      value.service === service &&
      value.id === id &&
      typeof address === 'string' &&
      typeof version === 'string' &&
      [port, priority, weight].every(isNatural);
    return isValid ? [{ service, id, address, port, priority, weight, version }] : [];
  } catch {
    // No JSON, or `null`: no instance either way.
    return [];
  }
}
