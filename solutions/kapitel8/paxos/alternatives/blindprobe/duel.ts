import type { DuelStep, DuelTask } from './protocol.ts';

/**
 * Ballots come from both proposers in turn. Before the `Accept` of ballot k arrives, the same quorum
 * has promised ballot k + 1.
 */
export function findDuel({ proposers, acceptors, rounds }: DuelTask): DuelStep[] {
  const quorum = acceptors.slice(0, Math.floor(acceptors.length / 2) + 1);
  const deliver = (type: DuelStep['type'], k: number): DuelStep[] => {
    const node = k % 2 === 1 ? proposers[0] : proposers[1];
    return quorum.map((acceptor) => ({ type, ballot: { round: k, node }, acceptor }));
  };
  const steps = deliver('Prepare', 1);
  for (let k = 1; k <= 2 * rounds; k++) {
    steps.push(...deliver('Prepare', k + 1), ...deliver('Accept', k));
  }
  return steps;
}
