import type { Ballot } from './contract.ts';

/** The suite's own order of ballots: round, then node. */
export function compare(a: Ballot, b: Ballot): number {
  if (a.round !== b.round) return a.round - b.round;
  if (a.node === b.node) return 0;
  return a.node < b.node ? -1 : 1;
}

export const noBallot: Ballot = { round: 0, node: '' };

export const isSame = (a: Ballot, b: Ballot): boolean => compare(a, b) === 0;

export const higher = (a: Ballot, b: Ballot): Ballot => (compare(a, b) >= 0 ? a : b);

/** For a reader: `(3, n2)`. */
export const show = ({ round, node }: Ballot): string => `(${round}, ${node})`;

export const majorityOf = (nodes: number): number => Math.floor(nodes / 2) + 1;

/** What an acceptor may have accepted, in a slot or in the only decision there is. */
export interface Vote<Value> {
  readonly ballot: Ballot;
  readonly value: Value;
}

/**
 * The values a proposer may propose, given what each acceptor of whom it has a promise had accepted:
 * for every quorum among them the value of its highest ballot; `isFree` if some quorum names none.
 */
export function allowedValues<Value>(
  votes: readonly (Vote<Value> | null)[],
  majority: number,
): { readonly isFree: boolean; readonly values: readonly Value[] } {
  const named = votes.filter((vote) => vote !== null).sort((a, b) => compare(a.ballot, b.ballot));
  const silent = votes.length - named.length;
  // The i-th lowest vote is the highest of some quorum if enough others are silent or lower.
  const values = named.filter((_, i) => silent + i + 1 >= majority).map(({ value }) => value);
  return { isFree: silent >= majority, values };
}
