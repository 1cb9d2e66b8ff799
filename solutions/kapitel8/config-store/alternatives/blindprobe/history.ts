import type { StoreEvent } from './contract.ts';

export interface Wish {
  readonly key: string;
  readonly recursive: boolean;
  readonly from: number;
  readonly deliver: (event: StoreEvent) => void;
}

/** The names between `top` and `key` if `key` is strictly below it; `undefined` otherwise. */
export function below(top: string, key: string): readonly string[] | undefined {
  const start = top === '/' ? '/' : `${top}/`;
  return key.length > start.length && key.startsWith(start)
    ? key.slice(start.length).split('/')
    : undefined;
}

function fits(wish: Wish, { action, node }: StoreEvent): boolean {
  if (node.key === wish.key) return true;
  if (wish.recursive) {
    const names = below(wish.key, node.key);
    if (names !== undefined) return !names.some((name) => name.startsWith('_'));
  }
  return (
    (action === 'delete' || action === 'expire') &&
    node.dir === true &&
    below(node.key, wish.key) !== undefined
  );
}

export interface History {
  record(event: StoreEvent, silent: boolean): void;
  /** `false`: the history does not reach back so far. */
  watch(wish: Wish): boolean;
}

export function createHistory(limit: number): History {
  const past: { event: StoreEvent; silent: boolean }[] = [];
  let waiting: Wish[] = [];
  return {
    record(event, silent) {
      past.push({ event, silent });
      if (past.length > limit) past.shift();
      if (silent) return;
      const awake = waiting.filter(
        (wish) => event.node.modifiedIndex >= wish.from && fits(wish, event),
      );
      if (awake.length === 0) return;
      waiting = waiting.filter((wish) => !awake.includes(wish));
      for (const wish of awake) wish.deliver(event);
    },
    watch(wish) {
      const oldest = past[0];
      if (oldest !== undefined && wish.from < oldest.event.node.modifiedIndex) return false;
      const hit = past.find(
        ({ event, silent }) =>
          !silent && event.node.modifiedIndex >= wish.from && fits(wish, event),
      );
      if (hit === undefined) waiting.push(wish);
      else wish.deliver(hit.event);
      return true;
    },
  };
}
