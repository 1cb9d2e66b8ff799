import type { StoreMessage, StoreNode, StoreReply } from '#kapitel8/config-store';
import type { Context, NodeId } from '#simulator';

/** One entry came, changed (`value`) or went (`undefined`). */
export type OnEntry = (key: string, value: string | undefined) => void;

export interface DirectoryOptions {
  readonly store: NodeId;
  readonly path: string;
  readonly retryMs: number;
  readonly watchMs: number;
  readonly onEntry: OnEntry;
  /** All that one reply has brought has been told. */
  readonly onSettled: () => void;
}

/**
 * Tells of a directory entry by entry. The next question goes out before anybody is told: while others work
 * through the news, the store can already answer.
 */
export function followDirectory(context: Context<StoreMessage>, options: DirectoryOptions) {
  const { store, path, retryMs, watchMs, onEntry, onSettled } = options;
  const known = new Map<string, string>();
  let next: number | null = null;
  let question = { id: Math.floor(context.random() * 2 ** 40), isOpen: false };

  function ask(): void {
    question = { id: question.id + 1, isOpen: true };
    const query =
      next === null
        ? { recursive: true, sorted: true }
        : { recursive: true, wait: true, waitIndex: next };
    context.setTimer('follow', next === null ? retryMs : watchMs);
    const { id } = question;
    context.send(store, { type: 'StoreRequest', id, method: 'GET', key: path, query });
  }

  function put(key: string, value: string): void {
    if (known.get(key) === value) return;
    known.set(key, value);
    onEntry(key, value);
  }

  function forget(key: string): void {
    if (known.delete(key)) onEntry(key, undefined);
  }

  function drop(path: string): void {
    for (const key of [...known.keys()]) {
      if (key === path || key.startsWith(`${path}/`)) forget(key);
    }
  }

  function reconcile(found: ReadonlyMap<string, string>): void {
    for (const key of [...known.keys()]) if (!found.has(key)) drop(key);
    for (const [key, value] of found) put(key, value);
  }

  function receive({ body, index }: StoreReply): void {
    if ('errorCode' in body) {
      if (body.errorCode === 401) {
        next = null;
        ask();
      } else if (body.errorCode === 100 && next === null) {
        next = index + 1;
        ask();
        reconcile(new Map());
        onSettled();
      } else {
        context.setTimer('follow', retryMs);
      }
      return;
    }
    const { action, node } = body;
    if (next === null) {
      next = index + 1;
      ask();
      reconcile(new Map(entriesOf(node)));
    } else {
      next = node.modifiedIndex + 1;
      ask();
      if (['delete', 'expire', 'compareAndDelete'].includes(action)) drop(node.key);
      else if (node.dir) forget(node.key);
      else put(node.key, node.value ?? '');
    }
    onSettled();
  }

  return {
    ask,
    receive(message: StoreMessage): void {
      if (message.type !== 'StoreReply') return;
      if (!question.isOpen || message.id !== question.id) return;
      question.isOpen = false;
      receive(message);
    },
  };
}

function* entriesOf(node: StoreNode): Generator<[string, string]> {
  if (node.dir) for (const child of node.nodes ?? []) yield* entriesOf(child);
  else yield [node.key, node.value ?? ''];
}
