import type {
  Store,
  StoreAction,
  StoreConfiguration,
  StoreEvent,
  StoreNode,
  StoreQuery,
  StoreReply,
  StoreRequest,
} from './contract.ts';

export { createConfigFile } from './config-file.ts';
export { createElection, createLock } from './lease.ts';

/** `value` is absent for a directory. */
interface Item {
  readonly value?: string;
  readonly created: number;
  readonly modified: number;
  readonly expires?: number;
}

interface Logged {
  readonly event: StoreEvent;
  readonly isQuiet: boolean;
}

/** The whole state: never changed, only replaced. */
interface State {
  readonly items: ReadonlyMap<string, Item>;
  /** The last events; the newest has the index `index`. */
  readonly log: readonly Logged[];
  readonly index: number;
}

type Result = { readonly state: State; readonly event: StoreEvent } | { readonly code: number };

const statusByCode = new Map([
  [100, 404],
  [101, 412],
  [102, 403],
  [105, 412],
  [108, 403],
]);

export function createStore({ historyLimit = 1000 }: StoreConfiguration = {}): Store {
  let state: State = { items: new Map(), log: [], index: 0 };
  let pending: { request: StoreRequest; since: number; at: number; reply: Reply }[] = [];
  type Reply = (reply: StoreReply) => void;

  const become = (next: State): void => {
    state = { ...next, log: next.log.slice(-historyLimit) };
    const still: typeof pending = [];
    for (const waiting of pending) {
      const event = firstMatch(state, waiting.request, waiting.since);
      if (event === undefined) still.push(waiting);
      else waiting.reply(success(waiting.request.id, waiting.at, event, 200));
    }
    pending = still;
  };

  const advance = (nowMs: number): void => {
    for (;;) {
      const due = earliest(state);
      if (due === undefined || due.expires > nowMs) return;
      become(removed(state, due.key, 'expire', Math.min(nowMs, due.expires)).state);
    }
  };

  return {
    advance,
    nextExpiryMs: () => earliest(state)?.expires,
    handle(request, nowMs, reply) {
      advance(nowMs);
      const { id, query } = request;
      if (request.method === 'GET' && query.wait === true) {
        const since = query.waitIndex || state.index + 1;
        const oldest = state.index - state.log.length + 1;
        if (since < oldest) return reply(failure(id, state.index, 401));
        const event = firstMatch(state, request, since);
        if (event !== undefined) return reply(success(id, state.index, event, 200));
        pending.push({ request, since, at: state.index, reply });
        return;
      }
      const result = step(state, request, nowMs);
      if ('code' in result) return reply(failure(id, state.index, result.code));
      if (result.state !== state) become(result.state);
      const { action, prevNode } = result.event;
      const isNew = action === 'create' || (action === 'set' && !prevNode);
      reply(success(id, state.index, result.event, isNew ? 201 : 200));
    },
  };
}

function success(id: number, index: number, body: StoreEvent, status: number): StoreReply {
  return { type: 'StoreReply', id, status, index, body };
}

function failure(id: number, index: number, errorCode: number): StoreReply {
  const body = { errorCode, message: `etcd ${errorCode}`, cause: '', index };
  return { type: 'StoreReply', id, status: statusByCode.get(errorCode) ?? 400, index, body };
}

/** One request, applied to a state. */
function step(state: State, request: StoreRequest, nowMs: number): Result {
  const { method, query } = request;
  const key = tidy(request.key);
  const isConditional = query.prevValue !== undefined || Boolean(query.prevIndex);
  if (method === 'GET') {
    const found = find(state, key);
    if (typeof found === 'number') return { code: found };
    return { state, event: { action: 'get', node: listing(state, key, query, nowMs, true) } };
  }
  if (method === 'POST') {
    const name = String(state.index + 1).padStart(20, '0');
    return written(state, key === '/' ? `/${name}` : `${key}/${name}`, query, 'create', nowMs);
  }
  if (query.prevValue === '') return { code: 201 };
  if (method === 'DELETE') return deleted(state, key, query, isConditional, nowMs);
  if (query.refresh === true && query.value !== undefined && query.value !== '')
    return { code: 211 };
  if (query.refresh === true && (query.ttl ?? undefined) === undefined) return { code: 212 };
  if (key === '/') return { code: 107 };
  if (query.prevExist === false) return written(state, key, query, 'create', nowMs);
  if (isConditional) return changed(state, key, query, 'compareAndSwap', nowMs);
  if (query.prevExist === true) return changed(state, key, query, 'update', nowMs);
  return written(state, key, query, 'set', nowMs);
}

function written(
  state: State,
  key: string,
  query: StoreQuery,
  action: 'set' | 'create',
  nowMs: number,
): Result {
  const old = find(state, key);
  if (old === 104) return { code: 104 };
  const isRefresh = action === 'set' && query.refresh === true;
  if (typeof old === 'object') {
    if (action === 'create') return { code: 105 };
    if (old.value === undefined) return { code: 102 };
  } else if (isRefresh) return { code: 100 };
  const index = state.index + 1;
  const items = new Map(state.items);
  for (const above of ancestors(key)) {
    if (!items.has(above)) items.set(above, { created: index, modified: index });
  }
  const kept = typeof old === 'object' ? old.value : '';
  const value = isRefresh ? kept : (query.value ?? '');
  const content = query.dir === true ? {} : { value: value ?? '' };
  items.set(key, { ...content, created: index, modified: index, ...lifetime(query, nowMs) });
  const before = typeof old === 'object' ? shown(key, old, nowMs) : undefined;
  return logged({ ...state, items }, action, key, nowMs, before, isRefresh);
}

function changed(
  state: State,
  key: string,
  query: StoreQuery,
  action: 'update' | 'compareAndSwap',
  nowMs: number,
): Result {
  const old = find(state, key);
  if (typeof old === 'number') return { code: old };
  const isDirectory = old.value === undefined;
  if (isDirectory && (action === 'compareAndSwap' || (query.value ?? '') !== ''))
    return { code: 102 };
  if (action === 'compareAndSwap' && !agrees(old, query)) return { code: 101 };
  const content = isDirectory
    ? {}
    : { value: query.refresh === true ? (old.value ?? '') : (query.value ?? '') };
  const next: Item = {
    ...content,
    created: old.created,
    modified: state.index + 1,
    ...lifetime(query, nowMs),
  };
  const items = new Map(state.items).set(key, next);
  return logged(
    { ...state, items },
    action,
    key,
    nowMs,
    shown(key, old, nowMs),
    query.refresh === true,
  );
}

function deleted(
  state: State,
  key: string,
  query: StoreQuery,
  isConditional: boolean,
  nowMs: number,
): Result {
  if (key === '/' && !isConditional) return { code: 107 };
  const old = find(state, key);
  if (typeof old === 'number') return { code: old };
  if (isConditional) {
    if (old.value === undefined) return { code: 102 };
    return agrees(old, query) ? removed(state, key, 'compareAndDelete', nowMs) : { code: 101 };
  }
  if (old.value === undefined && query.recursive !== true) {
    if (query.dir !== true) return { code: 102 };
    if (inside(state, key).length > 0) return { code: 108 };
  }
  return removed(state, key, 'delete', nowMs);
}

function removed(state: State, key: string, action: StoreAction, nowMs: number) {
  const old = state.items.get(key) as Item;
  const items = new Map(state.items);
  for (const gone of [key, ...inside(state, key)]) items.delete(gone);
  const index = state.index + 1;
  const node: StoreNode = {
    key,
    createdIndex: old.created,
    modifiedIndex: index,
    ...(old.value === undefined ? { dir: true as const } : {}),
  };
  const event: StoreEvent = { action, node, prevNode: shown(key, old, nowMs) };
  const log = [...state.log, { event, isQuiet: false }];
  return { state: { items, log, index }, event };
}

function logged(
  state: State,
  action: StoreAction,
  key: string,
  nowMs: number,
  prevNode: StoreNode | undefined,
  isQuiet: boolean,
): Result {
  const node = shown(key, state.items.get(key) as Item, nowMs);
  const event: StoreEvent = { action, node, ...(prevNode && { prevNode }) };
  return {
    state: { ...state, index: state.index + 1, log: [...state.log, { event, isQuiet }] },
    event,
  };
}

// --- questions to a state ---------------------------------------------------------------------------

function find(state: State, key: string): Item | 100 | 104 {
  if (key === '/') return { created: 0, modified: 0 };
  for (const above of ancestors(key)) {
    const item = state.items.get(above);
    if (item === undefined) return 100;
    if (item.value !== undefined) return 104;
  }
  return state.items.get(key) ?? 100;
}

function agrees(item: Item, { prevValue, prevIndex }: StoreQuery): boolean {
  return (
    (prevValue === undefined || prevValue === item.value) &&
    (!prevIndex || prevIndex === item.modified)
  );
}

function lifetime({ ttl }: StoreQuery, nowMs: number): { expires?: number } {
  return ttl === undefined || ttl === null ? {} : { expires: nowMs + ttl * 1000 };
}

function earliest(state: State): { key: string; expires: number } | undefined {
  const mortal = [...state.items].flatMap(([key, { expires }]) =>
    expires === undefined ? [] : [{ key, expires }],
  );
  mortal.sort((a, b) => a.expires - b.expires || (a.key < b.key ? -1 : 1));
  return mortal[0];
}

function firstMatch(state: State, request: StoreRequest, since: number): StoreEvent | undefined {
  const key = tidy(request.key);
  return state.log.find(({ event: { action, node }, isQuiet }) => {
    if (isQuiet || node.modifiedIndex < since) return false;
    if (node.key === key) return true;
    if (isInside(key, node.key)) {
      return node.dir === true && (action === 'delete' || action === 'expire');
    }
    const way = key === '/' ? node.key : node.key.slice(key.length);
    return request.query.recursive === true && isInside(node.key, key) && !way.includes('/_');
  })?.event;
}

function shown(key: string, item: Item, nowMs: number): StoreNode {
  const { value, created, modified, expires } = item;
  return {
    key,
    ...(value === undefined ? { dir: true as const } : { value }),
    createdIndex: created,
    modifiedIndex: modified,
    ...(expires === undefined
      ? {}
      : { expirationMs: expires, ttl: Math.ceil((expires - nowMs) / 1000) }),
  };
}

function listing(
  state: State,
  key: string,
  query: StoreQuery,
  nowMs: number,
  opens: boolean,
): StoreNode {
  const node = shown(key, find(state, key) as Item, nowMs);
  if (node.dir !== true || !opens) return node;
  const depth = key === '/' ? 2 : key.split('/').length + 1;
  const nodes = inside(state, key)
    .filter((other) => other.split('/').length === depth && !other.slice(key.length).includes('/_'))
    .filter((other) => !(key === '/' && other.startsWith('/_')))
    .sort()
    .map((other) => listing(state, other, query, nowMs, query.recursive === true));
  return nodes.length === 0 ? node : { ...node, nodes };
}

function inside(state: State, key: string): string[] {
  return [...state.items.keys()].filter((other) => isInside(other, key));
}

function isInside(key: string, directory: string): boolean {
  return key !== directory && key.startsWith(directory === '/' ? '/' : `${directory}/`);
}

function ancestors(key: string): string[] {
  const result: string[] = [];
  for (let at = key.indexOf('/', 1); at > 0; at = key.indexOf('/', at + 1))
    result.push(key.slice(0, at));
  return result;
}

function tidy(key: string): string {
  return key.length > 1 ? key.replace(/\/$/, '') : key;
}
