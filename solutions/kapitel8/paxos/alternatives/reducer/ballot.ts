import type { Ballot } from './protocol.ts';

export function compareBallots(a: Ballot, b: Ballot): number {
  if (a.round < b.round) return -1;
  if (a.round > b.round) return 1;
  return a.node === b.node ? 0 : a.node < b.node ? -1 : 1;
}

export const bottom: Ballot = { round: 0, node: '' };
export const isBelow = (a: Ballot, b: Ballot): boolean => compareBallots(a, b) < 0;
export const isSame = (a: Ballot, b: Ballot): boolean => compareBallots(a, b) === 0;
export const maximum = (...ballots: readonly Ballot[]): Ballot =>
  ballots.reduce((most, own) => (isBelow(most, own) ? own : most), bottom);
