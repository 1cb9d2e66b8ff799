import type { Tag } from './contract.ts';

/** Negative, zero or positive, as `sort` wants it. */
export function compareTags(a: Tag, b: Tag): number {
  if (a.time !== b.time) return a.time - b.time;
  return a.node < b.node ? -1 : a.node > b.node ? 1 : 0;
}

export const isNewer = (left: Tag, right: Tag): boolean => compareTags(left, right) > 0;
