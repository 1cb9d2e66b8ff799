import * as fc from 'fast-check';
import { type CallRecord, Probe } from '../../submission.ts';
import { type Experiment, holds, type Observation, type Verdict, violated } from '../../suite.ts';
import type { Tag } from './contract.ts';
import type { CapExports } from './exports.ts';
import { newer } from './wire-format.ts';
import { orderWording as say } from './wording-order.ts';

export interface OrderSeen extends Observation {
  readonly answers: readonly {
    readonly left: Tag;
    readonly right: Tag;
    readonly answer: unknown;
  }[];
  readonly calls: readonly CallRecord[];
}

type Pair = readonly [Tag, Tag];

const tags: fc.Arbitrary<Tag> = fc.record({
  time: fc.integer({ min: 0, max: 12 }),
  node: fc.constantFrom('n1', 'n2', 'n10'),
});

export const tagPairs: Experiment<Pair, OrderSeen> = {
  id: 'versionen',
  faults: 'none',
  runs: 25,
  inputs: fc.tuple(tags, tags),
  examples: [
    [
      { time: 5, node: 'n1' },
      { time: 5, node: 'n2' },
    ],
    [
      { time: 10, node: 'n1' },
      { time: 9, node: 'n2' },
    ],
    [
      { time: 3, node: 'n1' },
      { time: 3, node: 'n1' },
    ],
    [
      { time: 4, node: 'n10' },
      { time: 4, node: 'n2' },
    ],
  ],
  observe([first, second], submission) {
    const probe = new Probe(submission);
    const isNewer = probe.load<CapExports['isNewer']>('isNewer');
    const answers = [
      [first, second],
      [second, first],
    ].map(([left = first, right = second]) => ({
      left,
      right,
      answer: probe.call<unknown>('isNewer', [left, right], () =>
        isNewer({ ...left }, { ...right }),
      ),
    }));
    return { answers, calls: probe.calls };
  },
};

export function checkOrder({ answers }: OrderSeen): Verdict {
  for (const { left, right, answer } of answers) {
    const expected = newer(left, right);
    if (answer === expected) continue;
    return violated(say.wrong(left, right, answer, expected), [], { expected, actual: answer });
  }
  return holds;
}
