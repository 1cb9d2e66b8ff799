import type { Ballot } from './protocol.ts';

/** Rounds first, then the nodes' names. */
export const compareBallots = (a: Ballot, b: Ballot): number => {
  if (a.round !== b.round) return a.round < b.round ? -1 : 1;
  if (a.node === b.node) return 0;
  return a.node < b.node ? -1 : 1;
};
