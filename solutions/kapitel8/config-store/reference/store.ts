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
import { History } from './history.ts';

export { createConfigFile } from './config-file.ts';
export { createElection, createLock } from './lease.ts';

/** A key with a value, or a directory (`children`, by name). */
type Entry = FileEntry | DirectoryEntry;

interface EntryHead {
  readonly key: string;
  readonly createdIndex: number;
  modifiedIndex: number;
  expirationMs: number | undefined;
}

interface FileEntry extends EntryHead {
  value: string;
  readonly children?: never;
}

interface DirectoryEntry extends EntryHead {
  readonly children: Map<string, Entry>;
}

/** Why a request was refused: an error code of etcd and what caused it. */
class Refusal extends Error {
  constructor(
    readonly errorCode: ErrorCode,
    readonly reason: string,
  ) {
    super(reason);
  }
}

type ErrorCode = keyof typeof errors;

const errors = {
  100: { status: 404, message: 'Key not found' },
  101: { status: 412, message: 'Compare failed' },
  102: { status: 403, message: 'Not a file' },
  104: { status: 400, message: 'Not a directory' },
  105: { status: 412, message: 'Key already exists' },
  107: { status: 400, message: 'Root is read only' },
  108: { status: 403, message: 'Directory not empty' },
  201: { status: 400, message: 'PrevValue is required' },
  211: { status: 400, message: 'Value provided on refresh' },
  212: { status: 400, message: 'A TTL must be provided on refresh' },
  401: { status: 400, message: 'The event in requested index is outdated and cleared' },
} as const;

const defaultHistoryLimit = 1000;

/** The configuration store: a state machine that knows the time only from its callers. */
export function createStore(configuration: StoreConfiguration = {}): Store {
  return new ConfigurationStore(configuration.historyLimit ?? defaultHistoryLimit);
}

class ConfigurationStore implements Store {
  private readonly root: DirectoryEntry = {
    key: '/',
    createdIndex: 0,
    modifiedIndex: 0,
    expirationMs: undefined,
    children: new Map(),
  };
  /** The index of the last change; one for the whole store. */
  private index = 0;
  private nowMs = 0;
  private readonly mortal = new Set<Entry>();
  private readonly history: History;

  constructor(historyLimit: number) {
    this.history = new History(historyLimit);
  }

  // --- time -------------------------------------------------------------------------------------

  advance(nowMs: number): void {
    for (;;) {
      const next = this.nextToExpire();
      if (next?.expirationMs === undefined || next.expirationMs > nowMs) break;
      this.nowMs = Math.max(this.nowMs, next.expirationMs);
      this.remove(next, 'expire');
    }
    this.nowMs = Math.max(this.nowMs, nowMs);
  }

  nextExpiryMs(): number | undefined {
    return this.nextToExpire()?.expirationMs;
  }

  /** Earliest first; of two due at the same time, the one with the smaller key. */
  private nextToExpire(): Entry | undefined {
    let first: Entry | undefined;
    for (const entry of this.mortal) {
      if (first === undefined || isDueBefore(entry, first)) first = entry;
    }
    return first;
  }

  // --- requests ---------------------------------------------------------------------------------

  handle(request: StoreRequest, nowMs: number, reply: (reply: StoreReply) => void): void {
    this.advance(nowMs);
    const { id, query } = request;
    try {
      if (request.method === 'GET' && query.wait === true) return this.watch(request, reply);
      const body = this.execute(request);
      reply({ type: 'StoreReply', id, status: statusOf(body), index: this.index, body });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { errorCode, reason: cause } = error;
      const { status, message } = errors[errorCode];
      const body = { errorCode, message, cause, index: this.index };
      reply({ type: 'StoreReply', id, status, index: this.index, body });
    }
  }

  private watch({ id, key, query }: StoreRequest, reply: (reply: StoreReply) => void): void {
    const { index } = this;
    const sinceIndex = query.waitIndex || index + 1;
    if (sinceIndex < this.history.startIndex) {
      throw new Refusal(401, `[${this.history.startIndex}/${sinceIndex}]`);
    }
    this.history.watch({
      key: clean(key),
      recursive: query.recursive === true,
      sinceIndex,
      onEvent: (body) => reply({ type: 'StoreReply', id, status: 200, index, body }),
    });
  }

  private execute({ method, key, query }: StoreRequest): StoreEvent {
    switch (method) {
      case 'GET':
        return { action: 'get', node: this.read(this.find(key), query, true) };
      case 'PUT':
        return this.put(clean(key), query);
      case 'POST':
        return this.create(join(clean(key), String(this.index + 1).padStart(20, '0')), query);
      case 'DELETE':
        return this.delete(clean(key), query);
    }
  }

  private put(key: string, query: StoreQuery): StoreEvent {
    if (query.prevValue === '') throw new Refusal(201, 'prevValue');
    if (query.refresh === true) {
      if ((query.value ?? '') !== '') throw new Refusal(211, key);
      if (typeof query.ttl !== 'number') throw new Refusal(212, key);
    }
    if (key === '/') throw new Refusal(107, '/');
    if (query.prevExist === false) return this.create(key, query);
    if (comparesWith(query)) return this.compareAndSwap(key, query);
    return query.prevExist === true ? this.update(key, query) : this.set(key, query);
  }

  /** Creates or replaces: whatever was there, the entry is a new one with a new `createdIndex`. */
  private set(key: string, query: StoreQuery): StoreEvent {
    const previous = this.lookUp(key);
    if (previous?.children !== undefined) throw new Refusal(102, key);
    const isRefresh = query.refresh === true;
    if (isRefresh && previous === undefined) throw new Refusal(100, key);
    const value = isRefresh ? previous?.value : query.value;
    const prevNode = previous && this.read(previous);
    if (previous !== undefined) this.detach(previous);
    const entry = this.place(key, { ...query, value: value ?? '' });
    return this.commit('set', this.read(entry), prevNode, isRefresh);
  }

  private create(key: string, query: StoreQuery): StoreEvent {
    if (this.lookUp(key) !== undefined) throw new Refusal(105, key);
    return this.commit('create', this.read(this.place(key, query)), undefined, false);
  }

  /** Changes value and TTL of what is there; of a directory only the TTL can change. */
  private update(key: string, query: StoreQuery): StoreEvent {
    const entry = this.find(key);
    if (entry.children !== undefined && (query.value ?? '') !== '') throw new Refusal(102, key);
    return this.change(entry, 'update', query);
  }

  private compareAndSwap(key: string, query: StoreQuery): StoreEvent {
    return this.change(this.findMatching(key, query), 'compareAndSwap', query);
  }

  private change(entry: Entry, action: StoreAction, query: StoreQuery): StoreEvent {
    const prevNode = this.read(entry);
    const isRefresh = query.refresh === true;
    const modifiedIndex = this.index + 1;
    if (entry.children === undefined) {
      if (!isRefresh) entry.value = query.value ?? '';
      // As in etcd, a directory keeps its own modifiedIndex; only the event carries the new one.
      entry.modifiedIndex = modifiedIndex;
    }
    this.expireAfter(entry, query.ttl);
    return this.commit(action, { ...this.read(entry), modifiedIndex }, prevNode, isRefresh);
  }

  private delete(key: string, query: StoreQuery): StoreEvent {
    if (query.prevValue === '') throw new Refusal(201, 'prevValue');
    if (comparesWith(query)) return this.remove(this.findMatching(key, query), 'compareAndDelete');
    if (key === '/') throw new Refusal(107, '/');
    const entry = this.find(key);
    if (entry.children !== undefined && query.recursive !== true) {
      if (query.dir !== true) throw new Refusal(102, key);
      if (entry.children.size > 0) throw new Refusal(108, key);
    }
    return this.remove(entry, 'delete');
  }

  // --- changes ----------------------------------------------------------------------------------

  /** Every change ends here: it gets the next index and its place in the history. */
  private commit(
    action: StoreAction,
    node: StoreNode,
    prevNode: StoreNode | undefined,
    isRefresh: boolean,
  ): StoreEvent {
    this.index++;
    const event = { action, node, ...(prevNode === undefined ? {} : { prevNode }) };
    this.history.record(event, isRefresh);
    return event;
  }

  /** A new entry at `key`, with the directories on the way to it. It takes effect with `commit`. */
  private place(key: string, { dir, value, ttl }: StoreQuery): Entry {
    const index = this.index + 1;
    const path = namesOf(key);
    const name = path.pop() as string;
    let parent = this.root;
    for (const part of path) {
      const child: Entry = parent.children.get(part) ?? newDirectory(join(parent.key, part), index);
      if (child.children === undefined) throw new Refusal(104, child.key);
      parent.children.set(part, child);
      parent = child;
    }
    const entry = dir === true ? newDirectory(key, index) : newFile(key, index, value ?? '');
    parent.children.set(name, entry);
    this.expireAfter(entry, ttl);
    return entry;
  }

  /** Removes an entry with all below it: one event, however much goes with it. */
  private remove(entry: Entry, action: StoreAction): StoreEvent {
    const { key, createdIndex } = entry;
    const prevNode = this.read(entry);
    this.detach(entry);
    const kind = entry.children === undefined ? {} : { dir: true as const };
    const node: StoreNode = { key, ...kind, createdIndex, modifiedIndex: this.index + 1 };
    return this.commit(action, node, prevNode, false);
  }

  private detach(entry: Entry): void {
    const names = namesOf(entry.key);
    const name = names.pop() as string;
    const parent = names.reduce<Entry | undefined>(
      (directory, part) => directory?.children?.get(part),
      this.root,
    );
    parent?.children?.delete(name);
    this.forget(entry);
  }

  private forget(entry: Entry): void {
    this.mortal.delete(entry);
    for (const child of entry.children?.values() ?? []) this.forget(child);
  }

  private expireAfter(entry: Entry, ttl: number | null | undefined): void {
    entry.expirationMs = typeof ttl === 'number' ? this.nowMs + 1000 * ttl : undefined;
    if (entry.expirationMs === undefined) this.mortal.delete(entry);
    else this.mortal.add(entry);
  }

  // --- reading ----------------------------------------------------------------------------------

  /** The entry at `key`; `undefined` if there is none. Nothing can be below a file. */
  private lookUp(key: string): Entry | undefined {
    let entry: Entry = this.root;
    for (const name of namesOf(key)) {
      if (entry.children === undefined) throw new Refusal(104, entry.key);
      const child = entry.children.get(name);
      if (child === undefined) return undefined;
      entry = child;
    }
    return entry;
  }

  private find(key: string): Entry {
    const entry = this.lookUp(key);
    if (entry === undefined) throw new Refusal(100, key);
    return entry;
  }

  /** The file at `key`, if it is as the request expects it. */
  private findMatching(key: string, { prevValue, prevIndex }: StoreQuery): FileEntry {
    const entry = this.find(key);
    if (entry.children !== undefined) throw new Refusal(102, key);
    const isValueEqual = prevValue === undefined || entry.value === prevValue;
    const isIndexEqual = !prevIndex || entry.modifiedIndex === prevIndex;
    if (!isValueEqual || !isIndexEqual) {
      throw new Refusal(
        101,
        `[${prevValue} ${prevIndex} != ${entry.value} ${entry.modifiedIndex}]`,
      );
    }
    return entry;
  }

  /** The entry as clients see it, on request with what is in it (`lists`) and below (`recursive`). */
  private read(entry: Entry, query: StoreQuery = {}, lists = false): StoreNode {
    const { key, createdIndex, modifiedIndex, expirationMs } = entry;
    const head = {
      key,
      createdIndex,
      modifiedIndex,
      ...(expirationMs === undefined
        ? {}
        : { expirationMs, ttl: Math.ceil((expirationMs - this.nowMs) / 1000) }),
    };
    if (entry.children === undefined) return { ...head, value: entry.value };
    const visible = lists
      ? [...entry.children].filter(([name]) => !name.startsWith('_')).map(([, child]) => child)
      : [];
    if (visible.length === 0) return { ...head, dir: true };
    if (query.sorted === true) visible.sort((a, b) => (a.key < b.key ? -1 : 1));
    const nodes = visible.map((child) => this.read(child, query, query.recursive === true));
    return { ...head, dir: true, nodes };
  }
}

function newFile(key: string, index: number, value: string): FileEntry {
  return { key, createdIndex: index, modifiedIndex: index, expirationMs: undefined, value };
}

function newDirectory(key: string, index: number): DirectoryEntry {
  const children = new Map<string, Entry>();
  return { key, createdIndex: index, modifiedIndex: index, expirationMs: undefined, children };
}

function isDueBefore(a: Entry, b: Entry): boolean {
  const [first = 0, second = 0] = [a.expirationMs, b.expirationMs];
  return first === second ? a.key < b.key : first < second;
}

/** Is this a change on condition? An index of 0 counts as none. */
function comparesWith({ prevValue, prevIndex }: StoreQuery): boolean {
  return prevValue !== undefined || (prevIndex ?? 0) > 0;
}

function statusOf({ action, prevNode }: StoreEvent): number {
  return action === 'create' || (action === 'set' && prevNode === undefined) ? 201 : 200;
}

function namesOf(key: string): string[] {
  return key.split('/').filter((name) => name !== '');
}

function clean(key: string): string {
  return `/${namesOf(key).join('/')}`;
}

function join(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}
