import type { Tag, Versioned } from './contract.ts';

/** The total order of versions: time first, the node's name breaks ties. */
export function isNewer(left: Tag, right: Tag): boolean {
  if (left.time !== right.time) return left.time > right.time;
  return left.node > right.node;
}

/** The newer of two copies. */
export function newest(left: Versioned, right: Versioned): Versioned {
  return isNewer(right.tag, left.tag) ? right : left;
}
