import type { StableStorage } from '#simulator';

/**
 * One record a transaction, found through a list of names. The name is listed before the record is
 * written: a crash in between leaves a name without a record, which means nothing.
 */
export function recordStore<Kept>(storage: StableStorage) {
  const names = storage.get<string[]>('names') ?? [];
  return {
    all(): [string, Kept][] {
      return names.flatMap((name): [string, Kept][] => {
        const kept = storage.get<Kept>(`tx:${name}`);
        return kept === undefined ? [] : [[name, kept]];
      });
    },
    put(name: string, kept: Kept): void {
      if (!names.includes(name)) {
        names.push(name);
        storage.set('names', names);
      }
      storage.set(`tx:${name}`, kept);
    },
  };
}
