import type { Ballot } from './protocol.ts';

export function compareBallots(a: Ballot, b: Ballot): number {
  return Math.sign(a.round - b.round) || (a.node > b.node ? 1 : a.node < b.node ? -1 : 0);
}

/** The larger of two ballots, of which either may be missing. */
export function larger(a: Ballot | null, b: Ballot | null): Ballot | null {
  if (a === null || b === null) return a ?? b;
  return compareBallots(a, b) < 0 ? b : a;
}

export const atLeast = (a: Ballot, b: Ballot | null): boolean =>
  b === null || compareBallots(a, b) >= 0;

export const equal = (a: Ballot, b: Ballot | null | undefined): boolean =>
  b !== null && b !== undefined && compareBallots(a, b) === 0;
