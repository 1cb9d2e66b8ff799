import * as fc from 'fast-check';
import type { Member } from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import { listDeletions } from '../../../../simulator/deletions.ts';
import type { NodeId } from '../../../../simulator/process.ts';
import { type CallRecord, Probe, type Submission } from '../../../submission.ts';
import type { Experiment, Observation } from '../../../suite.ts';
import type { AmbassadorExports } from '../exports.ts';

/** So many picks in a row with the same candidates, given by position among the members. */
export interface Stretch {
  readonly candidates: readonly number[];
  readonly picks: number;
}

export interface BalancerInput {
  readonly weights: readonly number[];
  readonly stretches: readonly Stretch[];
}

export interface Pick {
  readonly candidates: readonly NodeId[];
  readonly picked: unknown;
}

export interface BalancerSeen extends Observation {
  readonly members: readonly Member[];
  readonly picks: readonly Pick[];
  readonly calls: readonly CallRecord[];
}

function observe({ weights, stretches }: BalancerInput, submission: Submission): BalancerSeen {
  const members = weights.map((weight, i) => ({ node: `n${i + 3}`, weight }));
  const probe = new Probe(submission);
  const create = probe.load<AmbassadorExports['createBalancer']>('createBalancer');
  const balancer = probe.create('createBalancer', [members], () => create(members));
  const picks: Pick[] = [];
  for (const { candidates: positions, picks: count } of stretches) {
    const candidates = [...new Set(positions)].sort().flatMap((i) => members[i]?.node ?? []);
    for (let i = 0; i < count; i++) {
      const list = rotated(candidates, picks.length);
      const picked = probe.call<unknown>('pick', [list], () => balancer.pick([...list]));
      picks.push({ candidates, picked });
    }
  }
  return {
    members,
    picks,
    calls: probe.calls,
    counts: {
      picks: picks.filter(({ picked }) => picked !== undefined).length,
      'fewer-candidates': picks.filter(
        ({ candidates }) => candidates.length > 1 && candidates.length < members.length,
      ).length,
      empty: picks.filter(({ candidates }) => candidates.length === 0).length,
    },
  };
}

/** The same set in another order: the order means nothing, so it must not matter. */
function rotated(list: readonly NodeId[], by: number): readonly NodeId[] {
  const shift = list.length === 0 ? 0 : (by * 7 + (by >> 2)) % list.length;
  const turned = [...list.slice(shift), ...list.slice(0, shift)];
  return by % 3 === 2 ? turned.reverse() : turned;
}

const weights = fc.oneof(
  fc.array(fc.constant(1), { minLength: 2, maxLength: 5 }),
  fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
);

const stableInputs: fc.Arbitrary<BalancerInput> = weights.chain((weights) => {
  const positions = weights.map((_, i) => i);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return fc.record({
    weights: fc.constant(weights),
    stretches: fc.array(
      fc.record({
        candidates: fc.oneof(fc.constant(positions), fc.subarray(positions)),
        picks: fc.integer({ min: 1, max: 2 * total + 2 }),
      }),
      { minLength: 1, maxLength: 5, size: 'max' },
    ),
  });
});

function* deletions(input: BalancerInput): Generator<BalancerInput> {
  for (const stretches of listDeletions(input.stretches)) yield { ...input, stretches };
  for (const [i, stretch] of input.stretches.entries()) {
    for (const picks of [Math.floor(stretch.picks / 2), stretch.picks - 1]) {
      if (picks < 1 || picks === stretch.picks) continue;
      yield { ...input, stretches: input.stretches.with(i, { ...stretch, picks }) };
    }
  }
}

/** Candidates that stay the same for a while, then change. */
export const stableBalancer: Experiment<BalancerInput, BalancerSeen> = {
  id: 'verteilung-direkt',
  faults: 'none',
  runs: 60,
  inputs: stableInputs,
  examples: [
    { weights: [1, 1, 1], stretches: [{ candidates: [0, 1, 2], picks: 9 }] },
    { weights: [3, 2, 1], stretches: [{ candidates: [0, 1, 2], picks: 13 }] },
    // Away for long, then back: no catching up.
    {
      weights: [1, 1, 1],
      stretches: [
        { candidates: [0, 1], picks: 30 },
        { candidates: [0, 1, 2], picks: 6 },
      ],
    },
    {
      weights: [4, 1, 2],
      stretches: [
        { candidates: [0, 1, 2], picks: 3 },
        { candidates: [0, 2], picks: 13 },
        { candidates: [], picks: 1 },
        { candidates: [0, 1, 2], picks: 14 },
      ],
    },
    // The same node twice as heavy as the rest together.
    { weights: [10, 1, 4], stretches: [{ candidates: [0, 1, 2], picks: 31 }] },
  ],
  observe,
  deletions,
};

/** Two sets of candidates take turns; some node is in both. */
const alternating: fc.Arbitrary<BalancerInput> = weights
  .filter((weights) => weights.length >= 2)
  .chain((weights) => {
    const positions = weights.map((_, i) => i);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return fc
      .record({
        common: fc.nat({ max: weights.length - 1 }),
        first: fc.subarray(positions),
        second: fc.subarray(positions),
        run: fc.constantFrom(1, 1, 2),
      })
      .map(({ common, first, second, run }) => ({
        weights,
        stretches: Array.from({ length: Math.ceil((2 * total + 1) / run) }, (_, i) => ({
          candidates: [common, ...(i % 2 === 0 ? first : second)],
          picks: run,
        })),
      }));
  });

const turns = (first: readonly number[], second: readonly number[], count: number): Stretch[] =>
  Array.from({ length: count }, (_, i) => ({ candidates: i % 2 === 0 ? first : second, picks: 1 }));

/** Candidates that change all the time. */
export const changingBalancer: Experiment<BalancerInput, BalancerSeen> = {
  id: 'verteilung-im-wechsel',
  faults: 'none',
  runs: 40,
  inputs: alternating,
  examples: [
    // A counter modulo the length of the list never meets the third node.
    { weights: [1, 1, 1, 1], stretches: turns([0, 2], [0, 1, 2, 3], 12) },
    // Who begins anew with each change never gets past the first.
    { weights: [1, 1, 1], stretches: turns([0, 1, 2], [0, 2], 9) },
    { weights: [3, 1, 1], stretches: turns([0, 1, 2], [0, 1], 16) },
    // Two lists of the same length are not the same list, whoever is in both.
    { weights: [1, 1, 1], stretches: turns([0, 1], [1, 2], 9) },
    { weights: [1, 1, 1], stretches: turns([0, 1], [0, 2], 9) },
    { weights: [1, 1, 1], stretches: turns([0, 2], [1, 2], 9) },
  ],
  observe,
  deletions,
};
