import * as fc from 'fast-check';
import { type CallRecord, Probe } from '../../submission.ts';
import { type Experiment, holds, type Observation, type Verdict, violated } from '../../suite.ts';
import { compare } from './ballots.ts';
import type { Ballot } from './contract.ts';
import { acceptorWording as say } from './wording/acceptor.ts';

export interface OrderSeen extends Observation {
  readonly result: unknown;
  readonly calls: readonly CallRecord[];
}

const ballot = fc.record({
  round: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 200 })),
  node: fc.constantFrom('n1', 'n2', 'n3', 'n4', 'n5'),
});

const of = (round: number, node: string): Ballot => ({ round, node });

export const ballotPairs: Experiment<readonly [Ballot, Ballot], OrderSeen> = {
  id: 'ballots-vergleichen',
  faults: 'none',
  runs: 40,
  inputs: fc.tuple(ballot, ballot),
  examples: [
    [of(2, 'n1'), of(1, 'n3')],
    [of(1, 'n3'), of(2, 'n1')],
    [of(1, 'n1'), of(1, 'n2')],
    [of(1, 'n2'), of(1, 'n1')],
    [of(3, 'n2'), of(3, 'n2')],
    [of(10, 'n1'), of(9, 'n1')],
    [of(2, 'n1'), of(12, 'n1')],
    // Names are compared as texts.
    [of(1, 'n10'), of(1, 'n2')],
    [of(1, 'n2'), of(1, 'n10')],
  ],
  observe([a, b], submission) {
    const probe = new Probe(submission);
    const order = probe.load<(a: Ballot, b: Ballot) => unknown>('compareBallots');
    const result = probe.call('compareBallots', [a, b], () => order(a, b));
    return { result, calls: probe.calls };
  },
};

export function checkOrder({ result }: OrderSeen, [a, b]: readonly [Ballot, Ballot]): Verdict {
  const expected = Math.sign(compare(a, b));
  if (typeof result === 'number' && Math.sign(result) === expected) return holds;
  return violated(say.ballotOrder(a, b, result as number));
}
