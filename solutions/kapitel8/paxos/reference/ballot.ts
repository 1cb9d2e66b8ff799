import type { NodeId } from '#simulator';
import type { Ballot } from './protocol.ts';

/** Below every ballot that anybody uses. */
export const noBallot: Ballot = Object.freeze({ round: 0, node: '' });

/** Rounds first; the node's name makes ballots of the same round different. */
export function compareBallots(a: Ballot, b: Ballot): number {
  if (a.round !== b.round) return a.round - b.round;
  if (a.node === b.node) return 0;
  return a.node < b.node ? -1 : 1;
}

/** A ballot of `node`'s own above `ballot`. */
export function ballotAbove(ballot: Ballot, node: NodeId): Ballot {
  return { round: ballot.round + 1, node };
}

export function highest(a: Ballot, b: Ballot): Ballot {
  return compareBallots(a, b) >= 0 ? a : b;
}
