import type { EventRow } from '../feedback/space-time/rows.ts';
import type { TraceEvent } from '../simulator/trace.ts';

/**
 * The first row at which two runs are told differently; `undefined` if there is none. One past the end of
 * the shorter, if that is all of the other's beginning.
 */
export function firstDifference(
  ours: readonly EventRow[],
  theirs: readonly EventRow[],
): number | undefined {
  const common = Math.min(ours.length, theirs.length);
  for (let row = 0; row < common; row += 1) {
    if (told(ours[row]) !== told(theirs[row])) return row;
  }
  return ours.length === theirs.length ? undefined : common;
}

/** What happens, without numbers that shift when anything else is added or missing. */
function told(row: EventRow | undefined): string {
  return row === undefined ? '' : happening(row.event) + (row.lost === undefined ? '' : '†');
}

function happening(event: TraceEvent): string {
  const { seq, ...rest } = event;
  const { id, clock, k, ...plain } = rest as Record<string, unknown>;
  return JSON.stringify(plain);
}
