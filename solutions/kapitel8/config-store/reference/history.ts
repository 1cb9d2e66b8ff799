import type { StoreEvent } from './contract.ts';

/** A long poll: what it looks at, and what to do with the one event it waits for. */
export interface Watch {
  readonly key: string;
  readonly recursive: boolean;
  /** Only events with this index or a later one count. */
  readonly sinceIndex: number;
  onEvent(event: StoreEvent): void;
}

/** Is `key` somewhere below `ancestor`? `/foobar` is not below `/foo`; everything is below `/`. */
export function isBelow(key: string, ancestor: string): boolean {
  if (key === ancestor) return false;
  return ancestor === '/' || key.startsWith(`${ancestor}/`);
}

/** Does the way down from `from` to `key` lead over a name that begins with `_`? */
function isHiddenFrom(from: string, key: string): boolean {
  return key
    .slice(from.length)
    .split('/')
    .some((name) => name.startsWith('_'));
}

function concerns({ key, recursive }: Watch, { action, node }: StoreEvent): boolean {
  if (node.key === key) return true;
  if (isBelow(node.key, key)) return recursive && !isHiddenFrom(key, node.key);
  // A directory took everything below it along, and only one event tells of it.
  const isRemoval = action === 'delete' || action === 'expire';
  return isRemoval && node.dir === true && isBelow(key, node.key);
}

/**
 * The last `limit` events of the whole store, and the watches that wait for the next ones. One history
 * for all keys: that is why a client can resume with nothing but an index.
 */
export class History {
  private readonly entries: { readonly event: StoreEvent; readonly isRefresh: boolean }[] = [];
  private readonly waiting = new Set<Watch>();

  constructor(private readonly limit: number) {}

  /** The index of the oldest event still known; 0 while nothing has happened. */
  get startIndex(): number {
    return this.entries[0]?.event.node.modifiedIndex ?? 0;
  }

  /** A refresh takes its place in the history, so that no index is missing, but wakes nobody. */
  record(event: StoreEvent, isRefresh: boolean): void {
    this.entries.push({ event, isRefresh });
    if (this.entries.length > this.limit) this.entries.shift();
    if (isRefresh) return;
    for (const watch of [...this.waiting]) {
      if (event.node.modifiedIndex < watch.sinceIndex || !concerns(watch, event)) continue;
      this.waiting.delete(watch);
      watch.onEvent(event);
    }
  }

  /** Answers from the history if it can, and waits otherwise. `sinceIndex` must not be cleared. */
  watch(watch: Watch): void {
    const found = this.entries.find(
      ({ event, isRefresh }) =>
        !isRefresh && event.node.modifiedIndex >= watch.sinceIndex && concerns(watch, event),
    );
    if (found === undefined) this.waiting.add(watch);
    else watch.onEvent(found.event);
  }
}
