import type { Ballot, DuelStep, DuelTask } from './protocol.ts';

/**
 * Each proposer's phase 1 comes between the other's phase 1 and phase 2: by the time an `Accept` arrives,
 * every acceptor has promised the other a higher ballot. One phase 1 more makes the last attempt fail.
 */
export function findDuel({ proposers, acceptors, rounds }: DuelTask): DuelStep[] {
  const [first, second] = proposers;
  const toAll = (type: DuelStep['type'], ballot: Ballot): DuelStep[] =>
    acceptors.map((acceptor) => ({ type, ballot, acceptor }));

  const steps: DuelStep[] = [];
  let waiting: Ballot | undefined;
  for (let attempt = 0; attempt <= 2 * rounds; attempt++) {
    const ballot = { round: attempt + 1, node: attempt % 2 === 0 ? first : second };
    steps.push(...toAll('Prepare', ballot));
    if (waiting !== undefined) steps.push(...toAll('Accept', waiting));
    waiting = ballot;
  }
  return steps;
}
