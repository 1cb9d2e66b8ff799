import type { StoreEvent } from './contract.ts';

type Listener = (event: StoreEvent) => void;

interface Entry {
  readonly since: number;
  readonly listener: Listener;
}

/** A ring of past events, and listeners filed under what they listen to. */
export function createHub(capacity: number) {
  const ring: (StoreEvent | 'refresh')[] = [];
  let written = 0;
  const exact = new Map<string, Entry[]>();
  const below = new Map<string, Entry[]>();

  const at = (index: number): StoreEvent | 'refresh' =>
    ring[(index - 1) % capacity] as StoreEvent | 'refresh';

  const wake = (shelf: Map<string, Entry[]>, key: string, event: StoreEvent): void => {
    const entries = shelf.get(key);
    if (entries === undefined) return;
    const isDue = ({ since }: Entry) => event.node.modifiedIndex >= since;
    const rest = entries.filter((entry) => !isDue(entry));
    if (rest.length === 0) shelf.delete(key);
    else shelf.set(key, rest);
    for (const entry of entries) if (isDue(entry)) entry.listener(event);
  };

  return {
    oldest: (): number => Math.max(1, written - capacity + 1),
    publish(event: StoreEvent, isRefresh: boolean): void {
      ring[written % capacity] = isRefresh ? 'refresh' : event;
      written++;
      if (isRefresh) return;
      const { key } = event.node;
      wake(exact, key, event);
      for (const directory of seenFrom(key)) wake(below, directory, event);
      if (!takesAll(event)) return;
      for (const shelf of [exact, below]) {
        for (const watched of [...shelf.keys()]) {
          if (watched !== key && watched.startsWith(`${key}/`)) wake(shelf, watched, event);
        }
      }
    },
    listen(key: string, isRecursive: boolean, since: number, listener: Listener): void {
      for (let index = Math.max(since, this.oldest()); index <= written; index++) {
        const event = at(index);
        if (event === 'refresh') continue;
        const isBelow = isRecursive && seenFrom(event.node.key).includes(key);
        const isSwept = takesAll(event) && key.startsWith(`${event.node.key}/`);
        if (event.node.key === key || isBelow || isSwept) return listener(event);
      }
      const shelf = isRecursive ? below : exact;
      shelf.set(key, [...(shelf.get(key) ?? []), { since, listener }]);
    },
  };
}

function takesAll({ action, node }: StoreEvent): boolean {
  return node.dir === true && (action === 'delete' || action === 'expire');
}

/** The key itself and the directories from which it can be seen, up to the first hidden name. */
function seenFrom(key: string): string[] {
  const result = [key];
  let rest = key;
  while (rest !== '/') {
    const slash = rest.lastIndexOf('/');
    if (rest[slash + 1] === '_') break;
    rest = rest.slice(0, slash) || '/';
    result.push(rest);
  }
  return result;
}
