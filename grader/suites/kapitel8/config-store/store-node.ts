import type {
  StoreMessage,
  StoreQuery,
  StoreReply,
  StoreRequest,
} from '../../../../exercises/kapitel8/config-store/contract.ts';
import type { Context, NodeId, Process } from '../../../simulator/process.ts';
import { Model, normalise } from './model.ts';

/** The node with the store; all others are the submission's. */
export const storeNode: NodeId = 'n1';

/** A change made at the store itself, by an operator as it were. */
export interface Operation {
  readonly atMs: number;
  readonly method: 'PUT' | 'DELETE';
  readonly key: string;
  readonly query: StoreQuery;
}

/** What the store remembers of a run besides its events: when each happened, and at whose request. */
export interface StoreLog {
  readonly model: Model;
  /** Of the event with index `i`, at `i - 1`. `by` is absent where something expired. */
  readonly happened: {
    readonly atMs: number;
    readonly by?: NodeId | undefined;
    /** The request had arrived before. */
    readonly isDuplicate: boolean;
  }[];
}

/** One life of a key: from its creation to its end, as the property of who created it. */
export interface Life {
  readonly createdIndex: number;
  readonly owner: NodeId | undefined;
  readonly bornAtMs: number;
  /** What created it was a late duplicate: its owner need not know of it. */
  readonly isDuplicate: boolean;
  /** Absent while it lives. */
  readonly goneAtMs?: number;
  /** Who ended, replaced or changed it without being its owner. */
  readonly intruder?: NodeId | undefined;
}

const methods: readonly unknown[] = ['GET', 'PUT', 'POST', 'DELETE'];

export function newStoreLog(historyLimit?: number): StoreLog {
  return { model: new Model(historyLimit), happened: [] };
}

/** Plays the store over the network: answers each request, as often as it comes. */
export function playStore(
  context: Context<StoreMessage>,
  log: StoreLog,
  operations: readonly Operation[] = [],
): Process<StoreMessage, never, never> {
  const { model, happened } = log;
  // Duplicates are the same object; their ids say nothing, since nobody has to choose new ones.
  const heard = new WeakSet<StoreMessage>();
  const note = (by?: NodeId, isDuplicate = false): void => {
    while (happened.length < model.index) happened.push({ atMs: context.now(), by, isDuplicate });
  };
  const schedule = (): void => {
    const next = model.nextExpiryMs();
    if (next === undefined) context.cancelTimer('expiry');
    else context.setTimer('expiry', Math.max(0, next - context.now()));
  };
  const advance = (): void => {
    model.advance(context.now());
    note();
  };
  return {
    onStart() {
      for (const [i, { atMs }] of operations.entries()) context.setTimer(`operation ${i}`, atMs);
    },
    onMessage(from, message) {
      advance();
      if (!isRequest(message)) return;
      model.handle(message, context.now(), (reply: StoreReply) => context.send(from, reply));
      note(from, heard.has(message));
      heard.add(message);
      schedule();
    },
    onTimer(name) {
      advance();
      const operation = operations[Number(name.split(' ')[1])];
      if (name !== 'expiry' && operation !== undefined) {
        const { method, key, query } = operation;
        const request = { type: 'StoreRequest', id: 0, method, key, query } as const;
        model.handle(request, context.now(), () => undefined);
        note(storeNode);
      }
      schedule();
    },
  };
}

/** What is no request at all is not answered; the rest of a query is the store's business. */
function isRequest(message: unknown): message is StoreRequest {
  if (typeof message !== 'object' || message === null) return false;
  const { type, id, method, key, query } = message as Record<string, unknown>;
  return (
    type === 'StoreRequest' &&
    typeof id === 'number' &&
    methods.includes(method) &&
    typeof key === 'string' &&
    /^(\/[a-z0-9_.-]+)+\/?$|^\/$/.test(key) &&
    typeof query === 'object' &&
    query !== null
  );
}

/** The lives of one key, in order. */
export function livesOf({ model, happened }: StoreLog, key: string): Life[] {
  const lives: { -readonly [Name in keyof Life]: Life[Name] }[] = [];
  for (const [i, { event }] of model.events.entries()) {
    if (event.node.key !== normalise(key)) continue;
    const { atMs, by, isDuplicate } = happened[i] as StoreLog['happened'][number];
    const current = lives.at(-1);
    if (current !== undefined && current.goneAtMs === undefined) {
      if (by !== undefined && by !== current.owner) current.intruder ??= by;
      const isChange = event.action === 'update' || event.action === 'compareAndSwap';
      if (isChange) continue;
      current.goneAtMs = atMs;
    }
    if (event.action === 'set' || event.action === 'create') {
      const { createdIndex } = event.node;
      lives.push({ createdIndex, owner: by, bornAtMs: atMs, isDuplicate });
    }
  }
  return lives;
}
