import * as fc from 'fast-check';
import type { Stamp } from '../../../../exercises/kapitel8/lamport/contract.ts';
import type { Trace } from '../../../simulator/trace.ts';
import { type CallRecord, Probe } from '../../submission.ts';
import { type Experiment, holds, type Observation, type Verdict, violated } from '../../suite.ts';
import {
  type Execution,
  type ExecutionInput,
  executionDeletions,
  executionInputs,
  executionOf,
  firstPair,
  lamportTimes,
  pasts,
} from './execution.ts';
import { seqOf, traceOfExecution } from './execution-trace.ts';
import type { LamportExports } from './exports.ts';
import { orderWording as wording } from './wording-order.ts';

type Compare = LamportExports['compareStamps'];

export interface OrderSeen extends Observation {
  readonly stamps: readonly Stamp[];
  /** `results[i][k]` is what the submission says of stamps i and k. */
  readonly results: readonly (readonly unknown[])[];
  readonly calls: readonly CallRecord[];
}

export interface ExecutionOrderSeen extends OrderSeen {
  readonly execution: Execution;
  readonly trace: Trace;
}

const stampArbitrary: fc.Arbitrary<Stamp> = fc.record({
  // Close together, so that ties are common; and on both sides of a change of digits.
  time: fc.constantFrom(1, 2, 9, 10),
  node: fc.constantFrom('n1', 'n2', 'n3', 'n10', 'n11', 'n12'),
});

/** Few stamps at a time, each compared with each, also with itself. */
export const stampTriples: Experiment<readonly Stamp[], OrderSeen> = {
  id: 'stempel-vergleichen',
  faults: 'none',
  runs: 40,
  inputs: fc.array(stampArbitrary, { minLength: 1, maxLength: 5, size: 'max' }),
  examples: [
    [
      { time: 4, node: 'n1' },
      { time: 4, node: 'n2' },
    ],
    // Name and time must not be mixed up in one number.
    [
      { time: 1, node: 'n11' },
      { time: 2, node: 'n1' },
    ],
    // As large as times get in messages; and of two that differ by 2^32, the lower 32 bits are equal.
    [
      { time: 2 ** 50, node: 'n1' },
      { time: 2 ** 50, node: 'n2' },
      { time: 2 ** 50 - 1, node: 'n3' },
      { time: 2 ** 32 + 1, node: 'n4' },
      { time: 1, node: 'n4' },
    ],
  ],
  observe(stamps, submission) {
    const probe = new Probe(submission);
    const results = compareAll(stamps, probe);
    return { stamps, results, calls: probe.calls, counts: countTies(stamps) };
  },
};

/** All events of an execution, stamped by the suite's own clock. */
export const stampedExecutions: Experiment<ExecutionInput, ExecutionOrderSeen> = {
  id: 'ablauf-ordnen',
  faults: 'none',
  runs: 15,
  inputs: executionInputs(24),
  examples: [
    // n11 sends to n1, which goes on: ten in the name weighs less than one in the time.
    {
      nodes: 12,
      steps: [
        { node: 10, choice: 0 },
        { node: 10, choice: 12 },
        { node: 0, choice: 2 },
        { node: 0, choice: 0 },
      ],
    },
  ],
  observe(input, submission) {
    const execution = executionOf(input);
    const times = lamportTimes(execution.events);
    const stamps = execution.events.map(({ node }, i) => ({ time: times[i] ?? 0, node }));
    const probe = new Probe(submission);
    const results = compareAll(stamps, probe);
    const trace = traceOfExecution(execution, (i) => stamps[i]);
    return { execution, trace, stamps, results, calls: probe.calls, counts: countTies(stamps) };
  },
  deletions: executionDeletions,
};

function compareAll(stamps: readonly Stamp[], probe: Probe): readonly (readonly unknown[])[] {
  const compare = probe.load<Compare>('compareStamps');
  return stamps.map((a) =>
    stamps.map((b) =>
      // Fresh copies: equal stamps must not be told by identity.
      probe.call<unknown>('compareStamps', [a, b], () => compare({ ...a }, { ...b })),
    ),
  );
}

function countTies(stamps: readonly Stamp[]) {
  let ties = 0;
  for (const a of stamps) {
    for (const b of stamps) if (a.time === b.time && a.node < b.node) ties++;
  }
  return { gleichstaende: ties, vergleiche: stamps.length * stamps.length };
}

/** Strict and total: irreflexive only for the same stamp, antisymmetric, transitive. */
export function checkStrictTotal({ stamps, results }: OrderSeen): Verdict {
  const sign = (i: number, k: number) => Math.sign(results[i]?.[k] as number);
  for (const [i, a] of stamps.entries()) {
    for (const [k, b] of stamps.entries()) {
      const result = results[i]?.[k];
      if (typeof result !== 'number') return violated(wording.noNumber(a, b, result));
      const isSame = a.time === b.time && a.node === b.node;
      if (isSame && result !== 0) return violated(wording.sameNotZero(a, result));
      if (!isSame && result === 0) return violated(wording.differentButZero(a, b));
      if (sign(i, k) + sign(k, i) !== 0) {
        return violated(wording.notAntisymmetric(a, b, result, results[k]?.[i]));
      }
      for (const [m, c] of stamps.entries()) {
        if (sign(i, k) < 0 && sign(k, m) < 0 && sign(i, m) >= 0) {
          return violated(wording.notTransitive(a, b, c));
        }
      }
    }
  }
  return holds;
}

/** The order extends →: what happened before comes before. */
export function checkExtends({ execution, stamps, results }: ExecutionOrderSeen): Verdict {
  const before = pasts(execution.events);
  const wrong = firstPair(stamps.length, (a, b) => {
    const forwards = results[a]?.[b];
    const backwards = results[b]?.[a];
    const isRight =
      typeof forwards === 'number' &&
      typeof backwards === 'number' &&
      forwards < 0 &&
      backwards > 0;
    return before[b]?.has(a) === true && !isRight ? { a, b, forwards } : undefined;
  });
  if (wrong === undefined) return holds;
  const [a, b] = [stamps[wrong.a] as Stamp, stamps[wrong.b] as Stamp];
  return violated(wording.notExtended(a, b, wrong.forwards), [seqOf(wrong.b), seqOf(wrong.a)]);
}
