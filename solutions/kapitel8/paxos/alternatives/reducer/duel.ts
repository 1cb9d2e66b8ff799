import type { Ballot, DuelStep, DuelTask } from './protocol.ts';

/** A recursive description: a duel of n rounds is one exchange of blows and a duel of n − 1 rounds. */
export function findDuel({ proposers: [p, q], acceptors, rounds }: DuelTask): DuelStep[] {
  const everywhere = (type: DuelStep['type'], ballot: Ballot): DuelStep[] =>
    acceptors.map((acceptor) => ({ type, ballot, acceptor }));
  // The acceptors have promised `mine` to p.
  const duel = (mine: Ballot, left: number): DuelStep[] => {
    if (left === 0) return [];
    const theirs = { round: mine.round + 1, node: q };
    const next = { round: mine.round + 2, node: p };
    return [
      ...everywhere('Prepare', theirs),
      ...everywhere('Accept', mine),
      ...everywhere('Prepare', next),
      ...everywhere('Accept', theirs),
      ...duel(next, left - 1),
    ];
  };
  const first = { round: 1, node: p };
  return [...everywhere('Prepare', first), ...duel(first, rounds)];
}
