import type { Tag, Versioned } from './contract.ts';

export function isNewer(left: Tag, right: Tag): boolean {
  return left.time !== right.time ? left.time > right.time : left.node > right.node;
}

export const sameTag = (left: Tag, right: Tag): boolean =>
  left.time === right.time && left.node === right.node;

/** The newer of two copies; the first if they are the same version. */
export const newest = (left: Versioned, right: Versioned): Versioned =>
  isNewer(right.tag, left.tag) ? right : left;
