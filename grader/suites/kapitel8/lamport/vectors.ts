import * as fc from 'fast-check';
import type { VectorOrder, VectorStamp } from '../../../../exercises/kapitel8/lamport/contract.ts';
import type { NodeId } from '../../../simulator/process.ts';
import { type CallRecord, Probe } from '../../submission.ts';
import { type Experiment, holds, type Observation, type Verdict, violated } from '../../suite.ts';
import type { LamportExports } from './exports.ts';
import { vectorWording as wording } from './wording-vector.ts';

/** The suite's own comparison of vectors over the same nodes. */
export function orderOf(v: VectorStamp, w: VectorStamp, nodes: readonly NodeId[]): VectorOrder {
  const isAtMost = nodes.every((node) => (v[node] ?? 0) <= (w[node] ?? 0));
  const isAtLeast = nodes.every((node) => (v[node] ?? 0) >= (w[node] ?? 0));
  if (isAtMost) return isAtLeast ? 'equal' : 'before';
  return isAtLeast ? 'after' : 'concurrent';
}

/** Exactly one whole number from 0 for each node. */
export function isVector(value: unknown, nodes: readonly NodeId[]): value is VectorStamp {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = value as Readonly<Record<string, unknown>>;
  return (
    Object.keys(entries).length === nodes.length &&
    nodes.every((node) => Number.isSafeInteger(entries[node]) && (entries[node] as number) >= 0)
  );
}

export interface ComparedSeen extends Observation {
  readonly result: unknown;
  readonly expected: VectorOrder;
  readonly calls: readonly CallRecord[];
}

/** Two vectors as pairs of entries: three quarters of all pairs are made to be comparable. */
export interface VectorPair {
  readonly v: readonly number[];
  /** What to add to each entry of v for w; longer than v, the rest is unused. */
  readonly differences: readonly number[];
  readonly isSwapped: boolean;
}

const entry = fc.integer({ min: 2, max: 12 });

export const vectorPairs: Experiment<VectorPair, ComparedSeen> = {
  id: 'vektoren-vergleichen',
  faults: 'none',
  runs: 50,
  inputs: fc.record({
    v: fc.array(entry, { minLength: 2, maxLength: 5 }),
    differences: fc.oneof(
      fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 5, maxLength: 5 }),
      fc.array(fc.constantFrom(0, 0, 0, 3), { minLength: 5, maxLength: 5 }),
      fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 5, maxLength: 5 }),
      fc.constant([0, 0, 0, 0, 0]),
    ),
    isSwapped: fc.boolean(),
  }),
  examples: [
    { v: [2, 2], differences: [0, 1], isSwapped: false },
    { v: [2, 2], differences: [0, 1], isSwapped: true },
    { v: [2, 2], differences: [1, 1], isSwapped: false },
    { v: [2, 2], differences: [0, 0], isSwapped: false },
    { v: [2, 2], differences: [-1, 1], isSwapped: false },
    { v: [2, 9], differences: [1, -3], isSwapped: false },
    // An entry of 0 is an entry like any other, on either side.
    { v: [1, 0], differences: [-1, 1], isSwapped: false },
    { v: [1, 0], differences: [-1, 1], isSwapped: true },
    { v: [0, 3], differences: [1, 0], isSwapped: false },
    { v: [0, 3], differences: [1, 0], isSwapped: true },
    { v: [0, 0], differences: [0, 0], isSwapped: false },
  ],
  observe(pair, submission) {
    const [v, w, nodes] = vectorsOf(pair);
    const probe = new Probe(submission);
    const compare = probe.load<LamportExports['compareVectors']>('compareVectors');
    const result = probe.call<unknown>('compareVectors', [v, w], () => compare({ ...v }, { ...w }));
    const expected = orderOf(v, w, nodes);
    return { result, expected, calls: probe.calls, counts: { [expected]: 1 } };
  },
};

function vectorsOf({ v, differences, isSwapped }: VectorPair) {
  const nodes = v.map((_, i) => `n${i + 1}`);
  const first = Object.fromEntries(nodes.map((node, i) => [node, v[i] ?? 0]));
  const second = Object.fromEntries(
    nodes.map((node, i): [string, number] => [node, (v[i] ?? 0) + (differences[i] ?? 0)]).reverse(),
  );
  return isSwapped ? ([second, first, nodes] as const) : ([first, second, nodes] as const);
}

/** The comparison says what the entries say. */
export function checkCompared({ result, expected, calls }: ComparedSeen): Verdict {
  if (result === expected) return holds;
  const [v, w] = calls.at(-1)?.arguments ?? [];
  return violated(wording.wrongOrder(v, w, expected, result), [], { expected, actual: result });
}
