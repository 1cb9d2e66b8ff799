import type { Context } from '#simulator';

const idsPerBoot = 2 ** 30;

/** Liefert Nummern, die dieser Knoten noch nie vergeben hat: Zahl der Starts, dahinter ein Zähler. */
export function freshIds(context: Pick<Context, 'storage'>, storageKey = 'boots'): () => number {
  let base: number | undefined;
  let used = 0;
  return () => {
    if (base === undefined) {
      const boots = (context.storage.get<number>(storageKey) ?? 0) + 1;
      context.storage.set(storageKey, boots);
      base = boots * idsPerBoot;
    }
    used += 1;
    return base + used;
  };
}
