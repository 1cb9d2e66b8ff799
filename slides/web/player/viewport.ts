/** Height of a row in px. */
export const rowHeight = 28;

/** Rows drawn above and below what is seen, so that scrolling shows no gap. */
const margin = 6;

export interface RowRange {
  readonly first: number;
  /** Inclusive; less than `first` if there is nothing. */
  readonly last: number;
}

/** The rows to draw where so many px of a list are scrolled away and so many are seen. */
export function rowsInView(scrolled: number, seen: number, count: number): RowRange {
  const first = Math.floor(scrolled / rowHeight) - margin;
  const last = Math.ceil((scrolled + seen) / rowHeight) + margin - 1;
  return { first: clamp(first, 0, Math.max(0, count - 1)), last: Math.min(last, count - 1) };
}

/** How far to scroll so that a row is well inside; the present place if it is already. */
export function scrolledTo(row: number, scrolled: number, seen: number, count: number): number {
  const [top, bottom] = [row * rowHeight, (row + 1) * rowHeight];
  const room = Math.min(rowHeight * 2, Math.max(0, (seen - rowHeight) / 2));
  const most = Math.max(0, count * rowHeight - seen);
  if (top - room < scrolled) return clamp(top - room, 0, most);
  if (bottom + room > scrolled + seen) return clamp(bottom + room - seen, 0, most);
  return scrolled;
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
