import type {
  Store,
  StoreAction,
  StoreConfiguration,
  StoreEvent,
  StoreNode,
  StoreReply,
  StoreRequest,
} from './contract.ts';
import { below, createHistory } from './history.ts';

export { createConfigFile } from './config-file.ts';
export { createElection, createLock } from './lease.ts';

/** An entry in the flat list of all paths. Without a `value` it is a directory. */
interface Entry {
  readonly value: string | undefined;
  readonly created: number;
  readonly modified: number;
  readonly expiry: number | undefined;
}

interface Refusal {
  readonly code: number;
}

const STATUS: Readonly<Record<number, number>> = {
  100: 404,
  101: 412,
  102: 403,
  105: 412,
  108: 403,
};

const parentOf = (key: string): string => key.slice(0, key.lastIndexOf('/')) || '/';
const refuse = (code: number): Refusal => ({ code });
const copyNode = (node: StoreNode): StoreNode =>
  node.nodes === undefined ? { ...node } : { ...node, nodes: node.nodes.map(copyNode) };
const copyEvent = ({ action, node, prevNode }: StoreEvent): StoreEvent => ({
  action,
  node: copyNode(node),
  ...(prevNode && { prevNode: copyNode(prevNode) }),
});

export function createStore(configuration: StoreConfiguration = {}): Store {
  const root: Entry = { value: undefined, created: 0, modified: 0, expiry: undefined };
  const entries = new Map<string, Entry>([['/', root]]);
  const history = createHistory(configuration.historyLimit ?? 1000);
  let index = 0;
  let now = 0;
  let outbox: (() => void)[] = [];

  function flush(): void {
    const letters = outbox;
    outbox = [];
    for (const letter of letters) letter();
  }

  function show(key: string, entry: Entry): StoreNode {
    return {
      key,
      ...(entry.value === undefined ? { dir: true as const } : { value: entry.value }),
      createdIndex: entry.created,
      modifiedIndex: entry.modified,
      ...(entry.expiry !== undefined && {
        expirationMs: entry.expiry,
        ttl: Math.max(0, Math.ceil((entry.expiry - now) / 1000)),
      }),
    };
  }

  function list(key: string, recursive: boolean, sorted: boolean): StoreNode[] {
    const found: StoreNode[] = [];
    for (const [path, entry] of entries) {
      const names = below(key, path);
      if (names?.length !== 1 || names[0]?.startsWith('_')) continue;
      const inside = recursive && entry.value === undefined ? list(path, recursive, sorted) : [];
      found.push({ ...show(path, entry), ...(inside.length > 0 && { nodes: inside }) });
    }
    return sorted ? found.sort((a, b) => (a.key < b.key ? -1 : 1)) : found;
  }

  /** Is there a key with a value on the way to `key`? */
  function isBlocked(key: string): boolean {
    for (let path = key; path !== '/'; ) {
      path = parentOf(path);
      if (entries.get(path)?.value !== undefined) return true;
    }
    return false;
  }

  function happen(
    action: StoreAction,
    node: StoreNode,
    prevNode: StoreNode | undefined,
    silent = false,
  ): StoreEvent {
    const event = { action, node, ...(prevNode && { prevNode }) };
    history.record(event, silent);
    return event;
  }

  function write(
    action: StoreAction,
    key: string,
    value: string | undefined,
    ttl: number | null | undefined,
    keepCreated: boolean,
    silent = false,
  ): StoreEvent {
    index++;
    const old = entries.get(key);
    const prevNode = old && show(key, old);
    for (let path = parentOf(key); !entries.has(path); path = parentOf(path)) {
      entries.set(path, { value: undefined, created: index, modified: index, expiry: undefined });
    }
    const fresh: Entry = {
      value,
      created: keepCreated && old ? old.created : index,
      modified: index,
      expiry: typeof ttl === 'number' ? now + ttl * 1000 : undefined,
    };
    entries.set(key, fresh);
    return happen(action, show(key, fresh), prevNode, silent);
  }

  function remove(action: StoreAction, key: string, old: Entry): StoreEvent {
    index++;
    const prevNode = show(key, old);
    for (const path of [...entries.keys()]) {
      if (path === key || below(key, path) !== undefined) entries.delete(path);
    }
    const node: StoreNode = {
      key,
      ...(old.value === undefined && { dir: true as const }),
      createdIndex: old.created,
      modifiedIndex: index,
    };
    return happen(action, node, prevNode);
  }

  function earliest(): [string, number] | undefined {
    let best: [string, number] | undefined;
    for (const [key, { expiry }] of entries) {
      if (expiry === undefined) continue;
      if (!best || expiry < best[1] || (expiry === best[1] && key < best[0])) best = [key, expiry];
    }
    return best;
  }

  function age(nowMs: number): void {
    now = nowMs;
    for (let due = earliest(); due && due[1] <= now; due = earliest()) {
      remove('expire', due[0], entries.get(due[0]) as Entry);
    }
  }

  const differs = (entry: Entry, prevValue: string | undefined, prevIndex: number): boolean =>
    (prevValue !== undefined && prevValue !== entry.value) ||
    (prevIndex !== 0 && prevIndex !== entry.modified);

  function get(key: string, query: StoreRequest['query']): StoreEvent | Refusal {
    if (isBlocked(key)) return refuse(104);
    const entry = entries.get(key);
    if (!entry) return refuse(100);
    const nodes =
      entry.value === undefined ? list(key, query.recursive === true, query.sorted === true) : [];
    return { action: 'get', node: { ...show(key, entry), ...(nodes.length > 0 && { nodes }) } };
  }

  function put(key: string, query: StoreRequest['query']): StoreEvent | Refusal {
    const { value = '', ttl, prevValue, prevExist, dir } = query;
    const prevIndex = query.prevIndex ?? 0;
    const refresh = query.refresh === true;
    if (prevValue === '') return refuse(201);
    if (refresh && value !== '') return refuse(211);
    if (refresh && typeof ttl !== 'number') return refuse(212);
    if (key === '/') return refuse(107);
    if (isBlocked(key)) return refuse(104);
    const old = entries.get(key);
    const isDirectory = old !== undefined && old.value === undefined;

    if (prevExist === false) {
      if (old) return refuse(105);
      return write('create', key, dir ? undefined : value, ttl, false);
    }
    if (prevValue !== undefined || prevIndex !== 0) {
      if (!old) return refuse(100);
      if (isDirectory) return refuse(102);
      if (differs(old, prevValue, prevIndex)) return refuse(101);
      return write('compareAndSwap', key, refresh ? old.value : value, ttl, true, refresh);
    }
    if (prevExist === true) {
      if (!old) return refuse(100);
      if (isDirectory && value !== '') return refuse(102);
      const kept = isDirectory || refresh ? old.value : value;
      return write('update', key, kept, ttl, true, refresh);
    }
    if (refresh && !old) return refuse(100);
    if (isDirectory) return refuse(102);
    if (refresh) return write('set', key, old?.value, ttl, false, true);
    return write('set', key, dir ? undefined : value, ttl, false);
  }

  function post(key: string, query: StoreRequest['query']): StoreEvent | Refusal {
    const name = String(index + 1).padStart(20, '0');
    const path = key === '/' ? `/${name}` : `${key}/${name}`;
    if (isBlocked(path)) return refuse(104);
    if (entries.has(path)) return refuse(105);
    return write('create', path, query.dir ? undefined : (query.value ?? ''), query.ttl, false);
  }

  function del(key: string, query: StoreRequest['query']): StoreEvent | Refusal {
    const { prevValue, dir, recursive } = query;
    const prevIndex = query.prevIndex ?? 0;
    const compare = prevValue !== undefined || prevIndex !== 0;
    if (prevValue === '') return refuse(201);
    if (key === '/' && !compare) return refuse(107);
    if (isBlocked(key)) return refuse(104);
    const old = entries.get(key);
    if (!old) return refuse(100);
    if (compare) {
      if (old.value === undefined) return refuse(102);
      if (differs(old, prevValue, prevIndex)) return refuse(101);
      return remove('compareAndDelete', key, old);
    }
    if (old.value === undefined && !recursive) {
      if (!dir) return refuse(102);
      for (const path of entries.keys()) if (below(key, path)) return refuse(108);
    }
    return remove('delete', key, old);
  }

  return {
    handle({ id, method, key: written, query }, nowMs, reply) {
      age(nowMs);
      const key = written.length > 1 && written.endsWith('/') ? written.slice(0, -1) : written;
      const answer = (result: StoreEvent | Refusal, at: number): void => {
        let message: StoreReply;
        if ('code' in result) {
          const body = {
            errorCode: result.code,
            message: `Fehler ${result.code}`,
            cause: key,
            index: at,
          };
          message = { type: 'StoreReply', id, status: STATUS[result.code] ?? 400, index: at, body };
        } else {
          const isNew =
            result.action === 'create' ||
            (result.action === 'set' && result.prevNode === undefined);
          const status = isNew ? 201 : 200;
          message = { type: 'StoreReply', id, status, index: at, body: copyEvent(result) };
        }
        outbox.push(() => reply(message));
      };
      if (method === 'GET' && query.wait === true) {
        const arrival = index;
        const known = history.watch({
          key,
          recursive: query.recursive === true,
          from: query.waitIndex || arrival + 1,
          deliver: (event) => {
            const body = copyEvent(event);
            const message: StoreReply = {
              type: 'StoreReply',
              id,
              status: 200,
              index: arrival,
              body,
            };
            outbox.push(() => reply(message));
          },
        });
        if (!known) answer(refuse(401), arrival);
      } else {
        const action = { GET: get, PUT: put, POST: post, DELETE: del }[method];
        const result = action(key, query);
        answer(result, index);
      }
      flush();
    },
    advance(nowMs) {
      age(nowMs);
      flush();
    },
    nextExpiryMs: () => earliest()?.[1],
  };
}
