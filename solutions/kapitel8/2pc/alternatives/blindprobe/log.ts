import type { StableStorage } from '#simulator';

/**
 * Opens the log: plays all old entries through `apply`, and returns a function that makes a new entry
 * durable first and then applies it in the same way.
 */
export function openLog<Entry>(
  storage: StableStorage,
  apply: (entry: Entry) => void,
): (entry: Entry) => void {
  let length = 0;
  for (;;) {
    const entry = storage.get<Entry>(`log/${length}`);
    if (entry === undefined) break;
    length += 1;
    apply(entry);
  }
  return (entry) => {
    storage.set(`log/${length}`, entry);
    length += 1;
    apply(entry);
  };
}
