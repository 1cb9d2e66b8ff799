import { compare } from '../input/tree.ts';
import type { Dice } from './dice.ts';

/**
 * What kinds of people there are in a made-up class.
 * - `reference`, `alternative`: solved all exercises, in the one way or in others.
 * - `mutant`: made the mistakes that students make, one in about every second exercise.
 * - `half-finished`: left functions out, or whole exercises as they were handed out.
 * - `late`: handed in after the deadline.
 * - `hostile`: tries to harm the grader.
 * - `copied`, `disguised`: handed in somebody else's work, the latter so that nobody shall see it.
 * - `missing-exercise`: solved all but one, whose folder is not there.
 * - `two-attempts`: handed in again.
 * - `bomb`: a ZIP bomb.
 * - `untidy`: packed by a Mac with all that lies around, written under Windows.
 */
export type MemberKind =
  | 'reference'
  | 'alternative'
  | 'mutant'
  | 'half-finished'
  | 'late'
  | 'hostile'
  | 'copied'
  | 'disguised'
  | 'missing-exercise'
  | 'two-attempts'
  | 'bomb'
  | 'untidy';

/** How many of each there are in proportion; the sum is of no importance. */
export type Shares = Readonly<Partial<Record<MemberKind, number>>>;

/** Of a class of 40: these many each. */
export const demoShares: Shares = {
  reference: 3,
  alternative: 7,
  mutant: 11,
  'half-finished': 5,
  late: 3,
  hostile: 3,
  copied: 1,
  disguised: 2,
  'missing-exercise': 2,
  'two-attempts': 1,
  bomb: 1,
  untidy: 1,
};

/** What is graded to the end, for measuring: nothing hostile, nothing refused. */
export const benchShares: Shares = { reference: 20, alternative: 40, mutant: 40 };

/**
 * How many of each kind make a class of that size: the shares rounded down, and who is still missing
 * by the largest remainders.
 */
export function countKinds(size: number, shares: Shares): ReadonlyMap<MemberKind, number> {
  const entries = Object.entries(shares) as [MemberKind, number][];
  const total = entries.reduce((sum, [, share]) => sum + share, 0);
  const exact = entries.map(([kind, share]) => ({ kind, exact: (size * share) / total }));
  const counts = new Map(exact.map((one) => [one.kind, Math.floor(one.exact)]));
  const left = size - [...counts.values()].reduce((sum, count) => sum + count, 0);
  const byRemainder = [...exact].sort(
    (a, b) => (b.exact % 1) - (a.exact % 1) || compare(a.kind, b.kind),
  );
  for (const { kind } of byRemainder.slice(0, left)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** The kind of each member, in an order that tells nothing. */
export function kindsOf(size: number, shares: Shares, dice: Dice): readonly MemberKind[] {
  const kinds = [...countKinds(size, shares)].flatMap(([kind, count]) =>
    Array.from({ length: count }, () => kind),
  );
  return dice.shuffle(kinds, 'kinds');
}
