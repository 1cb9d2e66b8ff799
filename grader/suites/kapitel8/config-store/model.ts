import type {
  Store,
  StoreAction,
  StoreError,
  StoreEvent,
  StoreNode,
  StoreQuery,
  StoreReply,
  StoreRequest,
} from '../../../../exercises/kapitel8/config-store/contract.ts';

/** What is at a key, without its place: the model is one flat list of keys, not a tree. */
export interface ModelEntry {
  readonly dir: boolean;
  readonly value: string;
  readonly createdIndex: number;
  readonly modifiedIndex: number;
  readonly expirationMs: number | undefined;
}

interface ModelEvent {
  readonly event: StoreEvent;
  readonly isRefresh: boolean;
}

interface Waiting {
  readonly request: StoreRequest;
  readonly sinceIndex: number;
  readonly arrivedAt: number;
  readonly reply: (reply: StoreReply) => void;
}

const statuses: Readonly<Record<number, number>> = {
  100: 404,
  101: 412,
  102: 403,
  105: 412,
  108: 403,
};

/**
 * What the store has to do, as the suite understands etcd 3.4: a flat list of keys, the list of all
 * events, and a scan through both. It is compared with the submission, step by step, and it is the
 * store that the recipes talk to.
 */
export class Model implements Store {
  readonly entries = new Map<string, ModelEntry>();
  /** All events; the one with index `i` is at `i - 1`. */
  readonly events: ModelEvent[] = [];
  /** Directories that were updated: what their `modifiedIndex` is afterwards is left open. */
  readonly updatedDirectories = new Set<string>();
  private waiting: Waiting[] = [];
  private nowMs = 0;

  constructor(private readonly historyLimit = 1000) {}

  get index(): number {
    return this.events.length;
  }

  handle(request: StoreRequest, nowMs: number, reply: (reply: StoreReply) => void): void {
    this.advance(nowMs);
    const arrivedAt = this.index;
    const head = { type: 'StoreReply', id: request.id } as const;
    if (request.method === 'GET' && request.query.wait === true) {
      return this.wait(request, arrivedAt, reply);
    }
    const result = this.execute(request);
    if (typeof result === 'number') return reply({ ...head, ...this.refusal(result) });
    const isNew = result.action === 'create' || (result.action === 'set' && !result.prevNode);
    reply({ ...head, status: isNew ? 201 : 200, index: this.index, body: result });
  }

  advance(nowMs: number): void {
    for (;;) {
      const due = this.nextDue();
      if (due === undefined || due.atMs > nowMs) break;
      this.nowMs = Math.max(this.nowMs, due.atMs);
      this.removeSubtree(due.key, 'expire');
    }
    this.nowMs = Math.max(this.nowMs, nowMs);
  }

  nextExpiryMs(): number | undefined {
    return this.nextDue()?.atMs;
  }

  /** The keys of what is in a directory, or of all below it, without regard to what is hidden. */
  below(key: string): string[] {
    const prefix = key === '/' ? '/' : `${key}/`;
    return [...this.entries.keys()].filter((other) => other.startsWith(prefix) && other !== key);
  }

  private nextDue(): { key: string; atMs: number } | undefined {
    let due: { key: string; atMs: number } | undefined;
    for (const [key, { expirationMs: atMs }] of this.entries) {
      if (atMs === undefined) continue;
      if (due === undefined || atMs < due.atMs || (atMs === due.atMs && key < due.key)) {
        due = { key, atMs };
      }
    }
    return due;
  }

  private refusal(errorCode: number): { status: number; index: number; body: StoreError } {
    const { index } = this;
    const body = { errorCode, message: `error ${errorCode}`, cause: '', index };
    return { status: statuses[errorCode] ?? 400, index, body };
  }

  // --- requests: an event, or the code of an error ----------------------------------------------

  private execute({ method, key: given, query }: StoreRequest): StoreEvent | number {
    const key = normalise(given);
    const isConditional = query.prevValue !== undefined || (query.prevIndex ?? 0) > 0;
    switch (method) {
      case 'GET': {
        const entry = this.at(key);
        return typeof entry === 'number'
          ? entry
          : { action: 'get', node: this.list(key, query, true) };
      }
      case 'POST':
        return this.write('create', childOf(key, String(this.index + 1).padStart(20, '0')), query);
      case 'DELETE':
        if (query.prevValue === '') return 201;
        if (!isConditional && key === '/') return 107;
        return isConditional ? this.compareAndDelete(key, query) : this.delete(key, query);
      case 'PUT':
        if (query.prevValue === '') return 201;
        if (query.refresh === true && (query.value ?? '') !== '') return 211;
        if (query.refresh === true && typeof query.ttl !== 'number') return 212;
        if (key === '/') return 107;
        if (query.prevExist === false) return this.write('create', key, query);
        if (isConditional) return this.change('compareAndSwap', key, query);
        return this.write(query.prevExist === true ? 'update' : 'set', key, query);
    }
  }

  private write(
    action: 'set' | 'create' | 'update',
    key: string,
    query: StoreQuery,
  ): StoreEvent | number {
    if (action === 'update') return this.change(action, key, query);
    const entry = this.at(key);
    const isRefresh = action === 'set' && query.refresh === true;
    if (entry === 104) return 104;
    if (typeof entry === 'number') {
      if (isRefresh) return 100;
    } else {
      if (action === 'create') return 105;
      if (entry.dir) return 102;
    }
    const index = this.index + 1;
    const before = typeof entry === 'number' ? undefined : this.show(key, entry);
    for (const ancestor of ancestorsOf(key)) {
      if (this.entries.has(ancestor)) continue;
      this.entries.set(ancestor, newEntry(true, '', index, undefined));
    }
    const value = isRefresh && typeof entry !== 'number' ? entry.value : (query.value ?? '');
    const isDirectory = query.dir === true;
    const created = newEntry(isDirectory, isDirectory ? '' : value, index, this.dueAfter(query));
    this.entries.set(key, created);
    return this.commit(action, this.show(key, created), before, isRefresh);
  }

  private change(
    action: 'update' | 'compareAndSwap',
    key: string,
    query: StoreQuery,
  ): StoreEvent | number {
    const entry = this.at(key);
    if (typeof entry === 'number') return entry;
    if (action === 'compareAndSwap') {
      if (entry.dir) return 102;
      if (!matches(entry, query)) return 101;
    } else if (entry.dir && (query.value ?? '') !== '') return 102;
    const isRefresh = query.refresh === true;
    const before = this.show(key, entry);
    const changed: ModelEntry = {
      ...entry,
      value: isRefresh || entry.dir ? entry.value : (query.value ?? ''),
      // As in etcd, the directory itself keeps its old index.
      modifiedIndex: entry.dir ? entry.modifiedIndex : this.index + 1,
      expirationMs: this.dueAfter(query),
    };
    this.entries.set(key, changed);
    if (entry.dir) this.updatedDirectories.add(key);
    const node = { ...this.show(key, changed), modifiedIndex: this.index + 1 };
    return this.commit(action, node, before, isRefresh);
  }

  private delete(key: string, { dir, recursive }: StoreQuery): StoreEvent | number {
    const entry = this.at(key);
    if (typeof entry === 'number') return entry;
    if (entry.dir && recursive !== true) {
      if (dir !== true) return 102;
      if (this.below(key).length > 0) return 108;
    }
    return this.removeSubtree(key, 'delete');
  }

  private compareAndDelete(key: string, query: StoreQuery): StoreEvent | number {
    const entry = this.at(key);
    if (typeof entry === 'number') return entry;
    if (entry.dir) return 102;
    return matches(entry, query) ? this.removeSubtree(key, 'compareAndDelete') : 101;
  }

  private removeSubtree(key: string, action: StoreAction): StoreEvent {
    const entry = this.entries.get(key) as ModelEntry;
    const before = this.show(key, entry);
    for (const gone of [key, ...this.below(key)]) this.entries.delete(gone);
    const { createdIndex } = entry;
    const node = { key, createdIndex, modifiedIndex: this.index + 1 };
    return this.commit(action, entry.dir ? { ...node, dir: true } : node, before, false);
  }

  private commit(
    action: StoreAction,
    node: StoreNode,
    prevNode: StoreNode | undefined,
    isRefresh: boolean,
  ): StoreEvent {
    const event: StoreEvent =
      prevNode === undefined ? { action, node } : { action, node, prevNode };
    this.events.push({ event, isRefresh });
    const woken = this.waiting.filter((waiting) => this.firstFor(waiting) !== undefined);
    this.waiting = this.waiting.filter((waiting) => !woken.includes(waiting));
    for (const waiting of woken) this.answer(waiting, event);
    return event;
  }

  // --- watching ---------------------------------------------------------------------------------

  private wait(request: StoreRequest, arrivedAt: number, reply: Waiting['reply']): void {
    const sinceIndex = request.query.waitIndex || arrivedAt + 1;
    if (sinceIndex < this.events.length - this.historyLimit + 1) {
      return reply({ type: 'StoreReply', id: request.id, ...this.refusal(401) });
    }
    const waiting = { request, sinceIndex, arrivedAt, reply };
    const first = this.firstFor(waiting);
    if (first === undefined) this.waiting.push(waiting);
    else this.answer(waiting, first);
  }

  private firstFor({ request, sinceIndex }: Waiting): StoreEvent | undefined {
    return this.events
      .slice(sinceIndex - 1)
      .find(({ event, isRefresh }) => !isRefresh && concerns(event, request))?.event;
  }

  private answer({ request, arrivedAt, reply }: Waiting, body: StoreEvent): void {
    reply({ type: 'StoreReply', id: request.id, status: 200, index: arrivedAt, body });
  }

  // --- reading ----------------------------------------------------------------------------------

  /** The entry at a key, or the code of the error with which looking for it ends. */
  at(key: string): ModelEntry | 100 | 104 {
    if (key === '/') return root;
    for (const ancestor of ancestorsOf(key)) {
      const entry = this.entries.get(ancestor);
      if (entry === undefined) return 100;
      if (!entry.dir) return 104;
    }
    return this.entries.get(key) ?? 100;
  }

  private dueAfter({ ttl }: StoreQuery): number | undefined {
    return typeof ttl === 'number' ? this.nowMs + 1000 * ttl : undefined;
  }

  private show(key: string, { dir, value, expirationMs, ...indexes }: ModelEntry): StoreNode {
    const kind = dir ? { dir: true as const } : { value };
    if (expirationMs === undefined) return { key, ...kind, ...indexes };
    const ttl = Math.ceil((expirationMs - this.nowMs) / 1000);
    return { key, ...kind, ...indexes, expirationMs, ttl };
  }

  private list(key: string, query: StoreQuery, isOpen: boolean): StoreNode {
    const shown = this.show(key, key === '/' ? root : (this.entries.get(key) as ModelEntry));
    if (shown.dir !== true || !isOpen) return shown;
    const children = this.below(key)
      .filter((child) => parentOf(child) === key && !nameOf(child).startsWith('_'))
      .sort()
      .map((child) => this.list(child, query, query.recursive === true));
    return children.length === 0 ? shown : { ...shown, nodes: children };
  }
}

const root: ModelEntry = newEntry(true, '', 0, undefined);

function newEntry(
  dir: boolean,
  value: string,
  index: number,
  expirationMs: number | undefined,
): ModelEntry {
  return { dir, value, createdIndex: index, modifiedIndex: index, expirationMs };
}

function matches(entry: ModelEntry, { prevValue, prevIndex }: StoreQuery): boolean {
  if (prevValue !== undefined && prevValue !== entry.value) return false;
  return !prevIndex || prevIndex === entry.modifiedIndex;
}

/** Does an event concern a watch? The rules of part 4. */
export function concerns(
  { action, node }: StoreEvent,
  { key: given, query }: StoreRequest,
): boolean {
  const key = normalise(given);
  if (node.key === key) return true;
  if (ancestorsOf(node.key).includes(key) || key === '/') {
    const way = node.key.slice(key === '/' ? 0 : key.length);
    return query.recursive === true && !way.includes('/_');
  }
  const isRemoval = action === 'delete' || action === 'expire';
  return isRemoval && node.dir === true && ancestorsOf(key).includes(node.key);
}

/** The directories on the way to a key, the topmost first, without the root. */
export function ancestorsOf(key: string): string[] {
  const names = key.split('/').slice(1, -1);
  return names.map((_, i) => `/${names.slice(0, i + 1).join('/')}`);
}

export function normalise(key: string): string {
  return key.length > 1 && key.endsWith('/') ? key.slice(0, -1) : key;
}

function parentOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/')) || '/';
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

function childOf(key: string, name: string): string {
  return key === '/' ? `/${name}` : `${key}/${name}`;
}
