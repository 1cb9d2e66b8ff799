import * as fc from 'fast-check';
import type { BreakerConfig } from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import { listDeletions } from '../../../../simulator/deletions.ts';
import type { Experiment } from '../../../suite.ts';
import { type BreakerInput, type BreakerSeen, type BreakerStep, playBreaker } from './play.ts';

const configs: fc.Arbitrary<BreakerConfig> = fc.record({
  failureThreshold: fc.constantFrom(2, 1, 3),
  coolDownMs: fc.constantFrom(100, 70),
  maxProbes: fc.constantFrom(1, 2, 3),
  successesToClose: fc.constantFrom(1, 2, 3),
  probeTimeoutMs: fc.constantFrom(40, 100, 250),
});

function stepsFor(config: BreakerConfig): fc.Arbitrary<BreakerStep> {
  const { coolDownMs, probeTimeoutMs } = config;
  const back = fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: 2 }), weight: 5 },
    { arbitrary: fc.integer({ min: 0, max: 9 }), weight: 1 },
  );
  const ms = fc.constantFrom(
    10,
    1,
    coolDownMs - 1,
    coolDownMs,
    probeTimeoutMs - 1,
    probeTimeoutMs,
    probeTimeoutMs + coolDownMs - 1,
    1000,
  );
  return fc.oneof(
    { arbitrary: fc.constant({ do: 'acquire' as const }), weight: 6 },
    { arbitrary: back.map((back) => ({ do: 'success' as const, back })), weight: 3 },
    { arbitrary: back.map((back) => ({ do: 'failure' as const, back })), weight: 3 },
    { arbitrary: ms.map((ms) => ({ do: 'wait' as const, ms })), weight: 4 },
    {
      arbitrary: fc.constantFrom('state' as const, 'isReady' as const).map((first) => ({
        do: 'look' as const,
        first,
      })),
      weight: 1,
    },
  );
}

/** The way to an open breaker, with one more call under way than it takes. */
export function openingOf({ failureThreshold }: BreakerConfig): readonly BreakerStep[] {
  return [
    ...new Array<BreakerStep>(failureThreshold + 1).fill({ do: 'acquire' }),
    ...Array.from({ length: failureThreshold }, (_, i) => ({
      do: 'failure' as const,
      back: failureThreshold - i,
    })),
  ];
}

/** Most sequences start where it gets interesting: opened, or just half open. */
const inputs: fc.Arbitrary<BreakerInput> = configs.chain((config) =>
  fc
    .record({
      start: fc.constantFrom('half-open', 'open', 'closed'),
      steps: fc.array(stepsFor(config), { minLength: 4, maxLength: 24, size: 'max' }),
    })
    .map(({ start, steps }) => {
      const opening = start === 'closed' ? [] : openingOf(config);
      const pause: BreakerStep[] =
        start === 'half-open' ? [{ do: 'wait', ms: config.coolDownMs }] : [];
      return { config, steps: [...opening, ...pause, ...steps] };
    }),
);

const base: BreakerConfig = {
  failureThreshold: 2,
  coolDownMs: 100,
  maxProbes: 1,
  successesToClose: 2,
  probeTimeoutMs: 50,
};

/** The run in the chapter's table. */
const chapterRun: BreakerInput = {
  config: base,
  steps: [
    ...new Array<BreakerStep>(3).fill({ do: 'acquire' }),
    { do: 'wait', ms: 10 },
    { do: 'failure', back: 2 },
    { do: 'wait', ms: 10 },
    { do: 'failure', back: 1 },
    { do: 'wait', ms: 10 },
    { do: 'failure', back: 0 },
    { do: 'wait', ms: 89 },
    { do: 'acquire' },
    { do: 'wait', ms: 1 },
    { do: 'acquire' },
    { do: 'wait', ms: 5 },
    { do: 'acquire' },
    { do: 'wait', ms: 5 },
    { do: 'success', back: 0 },
    { do: 'wait', ms: 10 },
    { do: 'acquire' },
    { do: 'wait', ms: 260 },
  ],
};

/** A probe that succeeds just in time closes; another that comes just too late does not. */
const deadline = (waitMs: number): BreakerInput => ({
  config: { ...base, successesToClose: 1 },
  steps: [
    ...openingOf(base),
    { do: 'wait', ms: 100 },
    { do: 'acquire' },
    { do: 'wait', ms: waitMs },
    { do: 'success', back: 0 },
  ],
});

/** More successes are asked for than probes may be under way. */
const oneByOne: BreakerInput = {
  config: { ...base, successesToClose: 3, maxProbes: 2 },
  steps: [
    ...openingOf(base),
    { do: 'wait', ms: 100 },
    ...['acquire', 'acquire', 'acquire'].map(() => ({ do: 'acquire' as const })),
    { do: 'success', back: 1 },
    { do: 'acquire' },
    { do: 'success', back: 0 },
    { do: 'success', back: 1 },
    { do: 'acquire' },
    { do: 'failure', back: 0 },
    { do: 'acquire' },
  ],
};

/** A success in between: neither forgotten nor counted against one failure only. */
const interrupted: BreakerInput = {
  config: { ...base, failureThreshold: 3 },
  steps: (['failure', 'failure', 'success', 'failure', 'failure', 'failure'] as const).flatMap(
    (result): BreakerStep[] => [{ do: 'acquire' }, { do: result, back: 0 }],
  ),
};

/** Three failures in three minutes, the last of a call that took all of them: in a row is in a row. */
const unhurried: BreakerInput = {
  config: { ...base, failureThreshold: 3 },
  steps: [
    { do: 'acquire' },
    ...[0, 1].flatMap((): BreakerStep[] => [
      { do: 'wait', ms: 60_000 },
      { do: 'acquire' },
      { do: 'failure', back: 0 },
    ]),
    { do: 'wait', ms: 60_000 },
    { do: 'failure', back: 2 },
  ],
};

/** Results come in another order than the calls went out; what counts is when they are reported. */
const outOfOrder: BreakerInput = {
  config: base,
  steps: [
    ...new Array<BreakerStep>(3).fill({ do: 'acquire' }),
    { do: 'failure', back: 1 },
    { do: 'success', back: 2 },
    { do: 'failure', back: 0 },
    { do: 'acquire' },
    { do: 'failure', back: 0 },
  ],
};

/** Two probes of different age; the younger one succeeds, the older one runs out of its own time. */
const twoDeadlines = (waitMs: number): BreakerInput => ({
  config: { ...base, failureThreshold: 1, maxProbes: 2 },
  steps: [
    { do: 'acquire' },
    { do: 'failure', back: 0 },
    { do: 'wait', ms: 100 },
    { do: 'acquire' },
    { do: 'wait', ms: 30 },
    { do: 'acquire' },
    { do: 'wait', ms: 10 },
    { do: 'success', back: 0 },
    { do: 'wait', ms: waitMs },
    { do: 'success', back: 1 },
  ],
});

/** One success, then a relapse: after the next cool-down the successes count from the beginning. */
const relapse: BreakerInput = {
  config: base,
  steps: [
    ...openingOf(base),
    { do: 'wait', ms: 100 },
    ...(['success', 'failure'] as const).flatMap((result): BreakerStep[] => [
      { do: 'acquire' },
      { do: result, back: 0 },
    ]),
    { do: 'wait', ms: 100 },
    { do: 'acquire' },
    { do: 'success', back: 0 },
    { do: 'acquire' },
    { do: 'success', back: 0 },
  ],
};

/** The breaker, called directly. */
export const sampledBreaker: Experiment<BreakerInput, BreakerSeen> = {
  id: 'breaker-direkt',
  faults: 'none',
  runs: 150,
  inputs,
  examples: [
    chapterRun,
    deadline(49),
    deadline(50),
    oneByOne,
    interrupted,
    unhurried,
    outOfOrder,
    relapse,
    twoDeadlines(9),
    twoDeadlines(10),
  ],
  observe: playBreaker,
  *deletions(input) {
    for (const steps of listDeletions(input.steps)) yield { ...input, steps };
  },
};
