import type { Tag } from './contract.ts';

export function isNewer(left: Tag, right: Tag): boolean {
  return left.time > right.time || (left.time === right.time && left.node > right.node);
}
