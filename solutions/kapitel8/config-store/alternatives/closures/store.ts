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
import { createHub } from './history.ts';

export { createConfigFile } from './config-file.ts';
export { createElection, createLock } from './lease.ts';

/** A node of the tree knows its parent, so that it can leave it. */
interface Branch {
  readonly name: string;
  readonly parent: Branch | undefined;
  created: number;
  modified: number;
  value: string | undefined;
  readonly children: Branch[];
  deadline: number | undefined;
  isAttached: boolean;
}

const statuses: Record<number, number> = { 100: 404, 101: 412, 102: 403, 105: 412, 108: 403 };

export function createStore(configuration: StoreConfiguration = {}): Store {
  const hub = createHub(configuration.historyLimit ?? 1000);
  const root = branch('', undefined, 0, undefined);
  /** What has a deadline, the earliest first; what has left the tree is skipped when it is met. */
  let deadlines: Branch[] = [];
  let index = 0;
  let now = 0;

  const pathOf = (node: Branch): string => {
    if (node.parent === undefined) return '/';
    const above = pathOf(node.parent);
    return above === '/' ? `/${node.name}` : `${above}/${node.name}`;
  };
  const show = (node: Branch): StoreNode => ({
    key: pathOf(node),
    ...(node.value === undefined ? { dir: true as const } : { value: node.value }),
    createdIndex: node.created,
    modifiedIndex: node.modified,
    ...(node.deadline !== undefined && {
      expirationMs: node.deadline,
      ttl: Math.ceil((node.deadline - now) / 1000),
    }),
  });
  const list = (node: Branch, query: StoreQuery): StoreNode => {
    const visible = node.children.filter(({ name }) => name[0] !== '_');
    if (node.value !== undefined || visible.length === 0) return show(node);
    if (query.sorted) visible.sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      ...show(node),
      nodes: visible.map((child) => (query.recursive ? list(child, query) : show(child))),
    };
  };
  const setDeadline = (node: Branch, { ttl }: StoreQuery): void => {
    node.deadline = typeof ttl === 'number' ? now + 1000 * ttl : undefined;
    deadlines = deadlines.filter((other) => other !== node && other.isAttached);
    if (node.deadline !== undefined) deadlines.push(node);
    deadlines.sort(
      (a, b) => (a.deadline ?? 0) - (b.deadline ?? 0) || (pathOf(a) < pathOf(b) ? -1 : 1),
    );
  };
  const detach = (node: Branch): void => {
    const siblings = node.parent?.children;
    siblings?.splice(siblings.indexOf(node), 1);
    const leave = (one: Branch): void => {
      one.isAttached = false;
      one.children.forEach(leave);
    };
    leave(node);
    deadlines = deadlines.filter(({ isAttached }) => isAttached);
  };
  const commit = (
    action: StoreAction,
    node: StoreNode,
    before: StoreNode | undefined,
    isRefresh = false,
  ): StoreEvent => {
    index += 1;
    const event: StoreEvent =
      before === undefined ? { action, node } : { action, node, prevNode: before };
    hub.publish(event, isRefresh);
    return event;
  };
  const remove = (node: Branch, action: StoreAction): StoreEvent => {
    const before = show(node);
    const { key, createdIndex, dir } = before;
    detach(node);
    const gone = { key, createdIndex, modifiedIndex: index + 1 };
    return commit(action, dir ? { ...gone, dir } : gone, before);
  };

  /** The node at the end of a path, or the number of the error met on the way. */
  const walk = (names: readonly string[]): Branch | number => {
    let node = root;
    for (const name of names) {
      if (node.value !== undefined) return 104;
      const child = node.children.find((one) => one.name === name);
      if (child === undefined) return 100;
      node = child;
    }
    return node;
  };
  const plant = (names: readonly string[], query: StoreQuery, value: string): Branch => {
    let node = root;
    names.forEach((name, depth) => {
      const isLast = depth === names.length - 1;
      let child = node.children.find((one) => one.name === name);
      if (child === undefined) {
        child = branch(name, node, index + 1, isLast && query.dir !== true ? value : undefined);
        node.children.push(child);
      }
      node = child;
    });
    setDeadline(node, query);
    return node;
  };
  const fits = (node: Branch, { prevValue, prevIndex }: StoreQuery): boolean =>
    (prevValue ?? node.value) === node.value && (prevIndex || node.modified) === node.modified;

  const create = (names: readonly string[], query: StoreQuery): StoreEvent | number => {
    const found = walk(names);
    if (typeof found !== 'number') return 105;
    if (found !== 100) return found;
    return commit('create', show(plant(names, query, query.value ?? '')), undefined);
  };
  const put = (names: readonly string[], query: StoreQuery): StoreEvent | number => {
    const { value = '', refresh = false, prevExist } = query;
    if (query.prevValue === '') return 201;
    if (refresh && value !== '') return 211;
    if (refresh && typeof query.ttl !== 'number') return 212;
    if (names.length === 0) return 107;
    if (prevExist === false) return create(names, query);
    const compares = query.prevValue !== undefined || !!query.prevIndex;
    const found = walk(names);
    if (!compares && prevExist !== true) {
      if (typeof found === 'number') {
        if (found !== 100 || refresh) return found;
        return commit('set', show(plant(names, query, value)), undefined);
      }
      if (found.value === undefined) return 102;
      const before = show(found);
      const kept = refresh ? found.value : value;
      detach(found);
      return commit('set', show(plant(names, query, kept)), before, refresh);
    }
    if (typeof found === 'number') return found;
    if (found.value === undefined && (compares || value !== '')) return 102;
    if (compares && !fits(found, query)) return 101;
    const before = show(found);
    if (found.value !== undefined && !refresh) found.value = value;
    found.modified = index + 1;
    setDeadline(found, query);
    return commit(compares ? 'compareAndSwap' : 'update', show(found), before, refresh);
  };
  const erase = (names: readonly string[], query: StoreQuery): StoreEvent | number => {
    if (query.prevValue === '') return 201;
    const compares = query.prevValue !== undefined || !!query.prevIndex;
    if (names.length === 0) return compares ? 102 : 107;
    const found = walk(names);
    if (typeof found === 'number') return found;
    const isDirectory = found.value === undefined;
    if (compares) {
      if (isDirectory) return 102;
      return fits(found, query) ? remove(found, 'compareAndDelete') : 101;
    }
    if (isDirectory && !query.recursive) {
      if (!query.dir) return 102;
      if (found.children.length > 0) return 108;
    }
    return remove(found, 'delete');
  };
  const perform = (
    { method, query }: StoreRequest,
    names: readonly string[],
  ): StoreEvent | number => {
    switch (method) {
      case 'GET': {
        const found = walk(names);
        return typeof found === 'number' ? found : { action: 'get', node: list(found, query) };
      }
      case 'PUT':
        return put(names, query);
      case 'POST':
        return create([...names, `${index + 1}`.padStart(20, '0')], query);
      case 'DELETE':
        return erase(names, query);
    }
  };
  const advance = (nowMs: number): void => {
    for (let next = deadlines[0]; next !== undefined; next = deadlines[0]) {
      if (next.deadline === undefined || next.deadline > nowMs) break;
      now = Math.max(now, next.deadline);
      remove(next, 'expire');
    }
    now = nowMs;
  };

  return {
    advance,
    nextExpiryMs: () => deadlines[0]?.deadline,
    handle(request, nowMs, reply) {
      advance(nowMs);
      const { id, key, query } = request;
      const names = key.split('/').filter(Boolean);
      const fail = (errorCode: number): void => {
        const body = { errorCode, message: '', cause: key, index };
        reply(answer(id, statuses[errorCode] ?? 400, index, body));
      };
      if (request.method === 'GET' && query.wait) {
        const since = query.waitIndex || index + 1;
        if (since < hub.oldest()) return fail(401);
        const arrival = index;
        const watched = `/${names.join('/')}`;
        return hub.listen(watched, query.recursive === true, since, (event) =>
          reply(answer(id, 200, arrival, event)),
        );
      }
      const result = perform(request, names);
      if (typeof result === 'number') return fail(result);
      const isNew = result.action === 'create' || (result.action === 'set' && !result.prevNode);
      reply(answer(id, isNew ? 201 : 200, index, result));
    },
  };
}

function answer(id: number, status: number, index: number, body: StoreReply['body']): StoreReply {
  return { type: 'StoreReply', id, status, index, body };
}

function branch(
  name: string,
  parent: Branch | undefined,
  index: number,
  value: string | undefined,
): Branch {
  return {
    name,
    parent,
    created: index,
    modified: index,
    value,
    children: [],
    deadline: undefined,
    isAttached: true,
  };
}
