import type { EventRow } from '../../../grader/feedback/space-time/rows.ts';

/** The last row at or before an event; -1 if it comes before all of them. */
export function rowAt(rows: readonly EventRow[], seq: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.event.seq ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The last row at or before a time; -1 if all come later. */
export function rowAtTime(rows: readonly EventRow[], atMs: number): number {
  return rows.findLastIndex(({ event }) => event.atMs <= atMs);
}
