import type { Ballot, DuelStep, DuelTask } from './protocol.ts';

/** With a bare majority, and in rounds of ten: only the order of ballots counts. */
export function findDuel({ proposers, acceptors, rounds }: DuelTask): DuelStep[] {
  const [smaller, greater] = [...proposers].sort() as [string, string];
  const quorum = acceptors.slice(0, Math.floor(acceptors.length / 2) + 1);
  const steps: DuelStep[] = [];
  const send = (type: DuelStep['type'], ballot: Ballot): void => {
    for (const acceptor of quorum) steps.push({ type, ballot, acceptor });
  };
  const of = (node: string, attempt: number): Ballot => ({ round: 10 * (attempt + 1), node });
  send('Prepare', of(smaller, 0));
  for (let attempt = 0; attempt < rounds; attempt++) {
    // In the same round the greater name wins, in the next one the smaller name.
    send('Prepare', of(greater, attempt));
    send('Accept', of(smaller, attempt));
    send('Prepare', of(smaller, attempt + 1));
    send('Accept', of(greater, attempt));
  }
  return steps;
}
