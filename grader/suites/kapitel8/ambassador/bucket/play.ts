import * as fc from 'fast-check';
import type { BucketConfig } from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import { listDeletions } from '../../../../simulator/deletions.ts';
import { type CallRecord, Probe, type Submission } from '../../../submission.ts';
import type { Experiment, Observation } from '../../../suite.ts';
import type { AmbassadorExports } from '../exports.ts';
import { BucketModel } from './model.ts';

export interface BucketStep {
  readonly afterMs: number;
  readonly do: 'take' | 'look';
}

export interface BucketInput {
  readonly config: BucketConfig;
  readonly startMs: number;
  readonly steps: readonly BucketStep[];
}

/** One call and what the rules say of it; amounts in tokens. */
export interface BucketCall {
  readonly do: 'take' | 'look';
  readonly atMs: number;
  /** What was in the bucket before, by the rules and what had been admitted so far. */
  readonly level: number;
  /** Exactly one token, up to rounding: both answers are right. */
  readonly isClose: boolean;
  readonly returned: unknown;
}

export interface BucketSeen extends Observation {
  readonly config: BucketConfig;
  readonly made: readonly BucketCall[];
  readonly calls: readonly CallRecord[];
}

function observe(input: BucketInput, submission: Submission): BucketSeen {
  const { config, startMs, steps } = input;
  const probe = new Probe(submission);
  const create = probe.load<AmbassadorExports['createTokenBucket']>('createTokenBucket');
  const bucket = probe.create('createTokenBucket', [config, startMs], () =>
    create(config, startMs),
  );
  const model = new BucketModel(config, startMs);
  let atMs = startMs;
  const made = steps.map((step): BucketCall => {
    atMs = Math.max(0, atMs + step.afterMs);
    const before = { do: step.do, atMs, level: model.tokensAt(atMs), isClose: model.isClose(atMs) };
    if (step.do === 'look') {
      return { ...before, returned: probe.call('tokens', [atMs], () => bucket.tokens(atMs)) };
    }
    const returned = probe.call<unknown>('take', [atMs], () => bucket.take(atMs));
    model.take(atMs, returned === true);
    return { ...before, returned };
  });
  const takes = made.filter((call) => call.do === 'take');
  return {
    config,
    made,
    calls: probe.calls,
    counts: {
      admitted: takes.filter(({ returned }) => returned === true).length,
      refused: takes.filter(({ returned }) => returned === false).length,
      looks: made.length - takes.length,
      partly: made.filter(({ level }) => level > 0 && level < 1).length,
      backwards: steps.filter(({ afterMs }) => afterMs < 0).length,
    },
  };
}

const configs: fc.Arbitrary<BucketConfig> = fc.record({
  capacity: fc.constantFrom(1, 2, 3, 5),
  ratePerSecond: fc.constantFrom(1, 3, 7, 10, 40, 300, 1500),
});

/** Bursts, trickles, waits that nearly, just or more than fill: the unit is the time of one token. */
function stepsFor({ capacity, ratePerSecond }: BucketConfig): fc.Arbitrary<BucketStep[]> {
  const tokenMs = Math.max(1, Math.ceil(1000 / ratePerSecond));
  const gap = fc.oneof(
    { arbitrary: fc.constant(0), weight: 3 },
    { arbitrary: fc.constantFrom(1, 2), weight: 2 },
    { arbitrary: fc.constantFrom(tokenMs, tokenMs - 1, tokenMs + 1), weight: 2 },
    { arbitrary: fc.integer({ min: 0, max: 2 * tokenMs }), weight: 2 },
    { arbitrary: fc.constantFrom(capacity * tokenMs, 10 * capacity * tokenMs), weight: 1 },
  );
  const step = fc.record({
    afterMs: gap,
    do: fc.oneof(
      { arbitrary: fc.constant('take' as const), weight: 5 },
      { arbitrary: fc.constant('look' as const), weight: 1 },
    ),
  });
  const trickle = fc
    .constantFrom(1, 2, Math.ceil(tokenMs / 3))
    .map((afterMs) =>
      Array.from({ length: 20 }, (): BucketStep => ({ afterMs: Math.max(1, afterMs), do: 'take' })),
    );
  return fc.oneof(
    { arbitrary: fc.array(step, { minLength: 4, maxLength: 40, size: 'max' }), weight: 3 },
    { arbitrary: trickle, weight: 1 },
  );
}

const forwards: fc.Arbitrary<BucketInput> = configs.chain((config) =>
  fc.record({
    config: fc.constant(config),
    startMs: fc.constantFrom(0, 1000, 1_000_000),
    steps: stepsFor(config),
  }),
);

const take = (afterMs: number): BucketStep => ({ afterMs, do: 'take' });
const look = (afterMs: number): BucketStep => ({ afterMs, do: 'look' });

/** A bucket whose clock only runs forwards. */
export const steadyBucket: Experiment<BucketInput, BucketSeen> = {
  id: 'eimer-direkt',
  faults: 'none',
  runs: 60,
  inputs: forwards,
  examples: [
    // Full for a minute, then twice its contents at once: who froze the clock admits both.
    {
      config: { capacity: 3, ratePerSecond: 1 },
      startMs: 0,
      steps: [take(60_000), ...[1, 2, 3, 4, 5, 6].map(() => take(1))],
    },
    // Asked every 10 ms at 3 a second: a token every 333 ms or so, if fractions are kept.
    {
      config: { capacity: 1, ratePerSecond: 3 },
      startMs: 0,
      steps: [take(0), ...Array.from({ length: 70 }, () => take(10))],
    },
    // Slower than the rate, with a capacity of one.
    {
      config: { capacity: 1, ratePerSecond: 3 },
      startMs: 1000,
      steps: Array.from({ length: 12 }, () => take(335)),
    },
    // Looked at, again and again: that costs nothing and brings nothing.
    {
      config: { capacity: 2, ratePerSecond: 7 },
      startMs: 0,
      steps: [take(0), take(0), ...Array.from({ length: 15 }, () => look(9)), take(10), look(0)],
    },
    // Refused over and over: being refused must not cost the time since.
    {
      config: { capacity: 2, ratePerSecond: 10 },
      startMs: 5000,
      steps: [take(0), take(0), ...Array.from({ length: 30 }, () => take(30))],
    },
    // Just before and just after a second has passed.
    {
      config: { capacity: 5, ratePerSecond: 5 },
      startMs: 0,
      steps: [take(990), ...[1, 2, 3, 4].map(() => take(1)), ...[1, 2, 3, 4, 5].map(() => take(3))],
    },
  ],
  observe,
  *deletions(input) {
    for (const steps of listDeletions(input.steps)) yield { ...input, steps };
  },
};

/** A clock that is set back now and then. */
const setBack: fc.Arbitrary<BucketInput> = configs.chain((config) => {
  const tokenMs = Math.max(2, Math.ceil(1000 / config.ratePerSecond));
  const ms = fc.integer({ min: 0, max: 3 * tokenMs });
  const piece = fc
    .record({
      before: fc.array(ms, { maxLength: 4 }),
      backMs: ms,
      after: fc.array(ms, { maxLength: 4 }),
    })
    .map(({ before, backMs, after }): BucketStep[] => [
      ...before.map(take),
      take(0),
      take(-backMs),
      look(0),
      ...after.map(take),
    ]);
  return fc.record({
    config: fc.constant(config),
    startMs: fc.constant(100_000),
    steps: fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.flat()),
  });
});

export const setBackBucket: Experiment<BucketInput, BucketSeen> = {
  id: 'eimer-mit-gestellter-uhr',
  faults: 'none',
  runs: 40,
  inputs: setBack,
  examples: [
    // Ten seconds back and forth again: the same ten seconds must not count twice.
    {
      config: { capacity: 3, ratePerSecond: 1 },
      startMs: 100_000,
      steps: [...[0, 0, 0].map(take), take(-10_000), take(10_000), take(0)],
    },
    // Set back before the first take: what the bucket began with is what there is.
    {
      config: { capacity: 2, ratePerSecond: 1 },
      startMs: 100_000,
      steps: [...[-5000, 0, 0, 5000, 999, 1].map(take), look(0)],
    },
    // However far: two hours are no reason to believe the clock more than before.
    {
      config: { capacity: 1, ratePerSecond: 1 },
      startMs: 10_000_000,
      steps: [...[0, -7_200_000, 1000, 1000].map(take), look(0)],
    },
    // Set back with a token in the bucket: it is still there.
    {
      config: { capacity: 2, ratePerSecond: 1 },
      startMs: 100_000,
      steps: [take(0), take(-5000), take(0)],
    },
    // Only a look was that late: it changed nothing.
    {
      config: { capacity: 2, ratePerSecond: 4 },
      startMs: 100_000,
      steps: [take(0), take(0), look(500), take(-400), look(0), take(150)],
    },
    // A refused take, too, says how late it is.
    {
      config: { capacity: 1, ratePerSecond: 2 },
      startMs: 100_000,
      steps: [take(0), take(400), take(-400), take(400), take(99), take(1)],
    },
  ],
  observe,
  *deletions(input) {
    for (const steps of listDeletions(input.steps)) yield { ...input, steps };
  },
};
