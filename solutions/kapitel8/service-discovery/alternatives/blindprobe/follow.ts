/** Lesen und Beobachten eines Verzeichnisses unter `/services`: gemeinsam für Registratur und Konfigurationsschreiber. */
import type {
  StoreError,
  StoreEvent,
  StoreNode,
  StoreReply,
  StoreRequest,
} from '#kapitel8/config-store';
import type { Context, NodeId } from '#simulator';
import type { Instance } from './contract.ts';
import { freshIds } from './ids.ts';

/** Instanzen nach Schlüssel im Speicher. Wird nie verändert, nur ersetzt. */
export type Snapshot = ReadonlyMap<string, Instance>;

interface FollowOptions {
  readonly store: NodeId;
  readonly directory: string;
  readonly retryMs: number;
  readonly watchMs: number;
  readonly bootKey: string;
  /** Ein Lesen oder ein Ereignis hat diesen Stand ergeben (vielleicht denselben wie zuvor). */
  readonly onSnapshot: (snapshot: Snapshot) => void;
}

export interface Follower {
  begin(): void;
  hear(from: NodeId, message: { readonly type: string }): void;
  tick(timer: string): void;
  inspect(): unknown;
}

const timerName = 'follow';

export function follow(context: Context<StoreRequest>, options: FollowOptions): Follower {
  const { store, directory, retryMs, watchMs } = options;
  const nextId = freshIds(context, options.bootKey);
  /** Ab hier beobachten; `null`: (wieder) lesen. */
  let waitIndex: number | null = null;
  let openId: number | null = null;
  let snapshot: Snapshot = new Map();

  function ask(): void {
    openId = nextId();
    const query =
      waitIndex === null ? { recursive: true } : { wait: true, recursive: true, waitIndex };
    context.send(store, { type: 'StoreRequest', id: openId, method: 'GET', key: directory, query });
    context.setTimer(timerName, waitIndex === null ? retryMs : watchMs);
  }

  function advance(to: Snapshot, nextIndex: number): void {
    snapshot = to;
    waitIndex = nextIndex;
    options.onSnapshot(snapshot);
    ask();
  }

  function onReply(reply: StoreReply): void {
    openId = null;
    const { body, index } = reply;
    const code = isError(body) ? body.errorCode : 0;
    if (waitIndex === null && code === 100) {
      advance(new Map(), index + 1);
    } else if (waitIndex !== null && code === 401) {
      waitIndex = null;
      ask();
    } else if (isError(body)) {
      context.setTimer(timerName, retryMs);
    } else if (waitIndex === null) {
      advance(new Map(instancesIn(body.node)), index + 1);
    } else {
      advance(apply(snapshot, body), body.node.modifiedIndex + 1);
    }
  }

  return {
    begin: ask,
    hear(from, message) {
      if (from !== store || message.type !== 'StoreReply') return;
      const reply = message as StoreReply;
      if (openId !== null && reply.id === openId) onReply(reply);
    },
    tick(timer) {
      if (timer === timerName) ask();
    },
    inspect: () => ({ waitIndex, openId, keys: [...snapshot.keys()] }),
  };
}

function isError(body: StoreEvent | StoreError): body is StoreError {
  return 'errorCode' in body;
}

function apply(before: Snapshot, event: StoreEvent): Snapshot {
  const { action, node } = event;
  const gone = action === 'delete' || action === 'expire' || action === 'compareAndDelete';
  const after = new Map(before);
  after.delete(node.key);
  if (gone) {
    const below = node.key === '/' ? '/' : `${node.key}/`;
    for (const key of before.keys()) if (key.startsWith(below)) after.delete(key);
  } else {
    const instance = parseEntry(node);
    if (instance !== null) after.set(node.key, instance);
  }
  return after;
}

function* instancesIn(node: StoreNode): Generator<[string, Instance]> {
  const instance = parseEntry(node);
  if (instance !== null) yield [node.key, instance];
  for (const child of node.nodes ?? []) yield* instancesIn(child);
}

function parseEntry(node: StoreNode): Instance | null {
  const [empty, root, service, id, ...rest] = node.key.split('/');
  if (empty !== '' || root !== 'services' || rest.length > 0) return null;
  if (!service || !id || node.dir || node.value === undefined) return null;
  let data: unknown;
  try {
    data = JSON.parse(node.value);
  } catch {
    return null;
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
  const { address, port, priority, weight, version, ...names } = data as Record<string, unknown>;
  if (names.service !== service || names.id !== id) return null;
  if (typeof address !== 'string' || typeof version !== 'string') return null;
  if (!isCount(port) || !isCount(priority) || !isCount(weight)) return null;
  return { service, id, address, port, priority, weight, version };
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

export function byId(a: Instance, b: Instance): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
