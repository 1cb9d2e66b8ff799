import * as fc from 'fast-check';
import type { Entries, Rumor, Version } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import { type CallRecord, Probe } from '../../submission.ts';
import type { Experiment, Observation } from '../../suite.ts';

/** Called functions: what went in, what came out. No network. */

type Compare = (left: Version, right: Version) => boolean;
type Merge = (left: Entries, right: Entries) => Entries;
type MinimumRounds = (nodes: number, fanout: number) => number;

export interface VersionsSeen extends Observation {
  readonly calls: readonly CallRecord[];
  /** `isNewer(versions[i], versions[j])` for all i, j. */
  readonly newer: readonly (readonly unknown[])[];
}

const timestamp = fc.integer({ min: 1, max: 3 });
// As texts, „n10“ comes before „n2“: whoever compares numbers or lengths is found out.
const source = fc.constantFrom('n1', 'n2', 'n3', 'n10');
const key = fc.constantFrom('a', 'b', 'c');

export const comparing: Experiment<readonly Version[], VersionsSeen> = {
  id: 'versionen-vergleichen',
  faults: 'none',
  runs: 30,
  inputs: fc
    .array(fc.record({ timestamp, source }), { minLength: 2, maxLength: 3 })
    .map((versions) => versions.map((version) => ({ key: 'a', ...version }))),
  examples: [
    ['n1', 'n2', 'n10'].map((name) => ({ key: 'a', timestamp: 2, source: name })),
    [
      { key: 'a', timestamp: 2, source: 'n1' },
      { key: 'a', timestamp: 1, source: 'n2' },
      { key: 'a', timestamp: 10, source: 'n1' },
    ],
  ],
  observe(versions, submission) {
    const probe = new Probe(submission);
    const isNewer = probe.load<Compare>('isNewer');
    const newer = versions.map((left) =>
      versions.map((right) =>
        probe.call<unknown>('isNewer', [left, right], () => isNewer({ ...left }, { ...right })),
      ),
    );
    return { calls: probe.calls, newer };
  },
};

export interface MergeInput {
  readonly a: Entries;
  readonly b: Entries;
  readonly c: Entries;
}

export interface MergeSeen extends Observation {
  readonly calls: readonly CallRecord[];
  readonly ab: unknown;
  readonly ba: unknown;
  readonly aa: unknown;
  /** merge(merge(a, b), c) and merge(a, merge(b, c)). */
  readonly leftFirst: unknown;
  readonly rightFirst: unknown;
  /** The arguments as they were after the calls. */
  readonly after: MergeInput;
}

/** A version has one value in the whole world, as the contract promises. */
const rumor = fc.record({ key, timestamp, source }).map(
  (version): Rumor => ({
    ...version,
    value: `${version.key}-${version.source}-${version.timestamp}`,
  }),
);

const entries: fc.Arbitrary<Entries> = fc
  .uniqueArray(rumor, { maxLength: 3, selector: (one) => one.key })
  .map((rumors) => Object.fromEntries(rumors.map((one) => [one.key, one])));

export const merging: Experiment<MergeInput, MergeSeen> = {
  id: 'zusammenfuehren',
  faults: 'none',
  runs: 60,
  inputs: fc.record({ a: entries, b: entries, c: entries }),
  observe(input, submission) {
    const probe = new Probe(submission);
    const load = probe.load<Merge>('merge');
    const merge = (left: Entries, right: Entries): Entries =>
      probe.call('merge', [left, right], () => load(left, right));
    const after: MergeInput = structuredCopy(input);
    const { a, b, c } = after;
    const ab = merge(a, b);
    return {
      calls: probe.calls,
      ab,
      ba: merge(b, a),
      aa: merge(a, a),
      leftFirst: merge(ab, c),
      rightFirst: merge(a, merge(b, c)),
      after,
    };
  },
};

function structuredCopy(input: MergeInput): MergeInput {
  return JSON.parse(JSON.stringify(input)) as MergeInput;
}

export interface RoundsInput {
  readonly nodes: number;
  readonly fanout: number;
}

export interface RoundsSeen extends Observation {
  readonly calls: readonly CallRecord[];
  readonly rounds: unknown;
}

export const counting: Experiment<RoundsInput, RoundsSeen> = {
  id: 'runden-rechnen',
  faults: 'none',
  runs: 20,
  inputs: fc.oneof(
    fc.record({ nodes: fc.integer({ min: 1, max: 2000 }), fanout: fc.integer({ min: 1, max: 9 }) }),
    // The powers themselves and their neighbours: there logarithms round to the wrong side.
    fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 5 }), fc.constantFrom(0, 1))
      .map(([fanout, power, more]) => ({ nodes: (fanout + 1) ** power + more, fanout })),
  ),
  examples: [
    { nodes: 1, fanout: 1 },
    { nodes: 2, fanout: 1 },
    { nodes: 8, fanout: 1 },
    { nodes: 9, fanout: 1 },
    { nodes: 125, fanout: 4 },
    { nodes: 243, fanout: 2 },
    { nodes: 1000, fanout: 9 },
  ],
  observe({ nodes, fanout }, submission) {
    const probe = new Probe(submission);
    const minimumRounds = probe.load<MinimumRounds>('minimumRounds');
    const rounds = probe.call<unknown>('minimumRounds', [nodes, fanout], () =>
      minimumRounds(nodes, fanout),
    );
    return { calls: probe.calls, rounds };
  },
};
