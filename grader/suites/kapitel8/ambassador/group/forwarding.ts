import * as fc from 'fast-check';
import { asksArbitrary, behaviours, constants, doing, losses, member, series } from './asks.ts';
import { groupExperiment } from './experiment.ts';
import { forwardingScenes } from './forwarding-scenes.ts';
import { type Ask, calm, type GroupInput, well } from './input.ts';

/** Groups whose nodes come, go and fail, with requests of the given kinds. */
export function forwardingInputs(what?: fc.Arbitrary<Ask['what']>): fc.Arbitrary<GroupInput> {
  return fc.record({
    ...constants({ ...calm, durationMs: 2600 }),
    seed: fc.noShrink(fc.integer({ min: 1, max: 1_000_000 })),
    members: fc.array(fc.record({ weight: fc.constantFrom(1, 1, 2, 3), behaviours }), {
      minLength: 2,
      maxLength: 4,
    }),
    asks: asksArbitrary({ min: 8, max: 26 }, what),
    faults: fc.oneof(fc.constant([]), losses),
    riseAfter: fc.constantFrom(2, 1, 3),
    fallAfter: fc.constantFrom(2, 3, 1),
    maxAttempts: fc.constantFrom(3, 2, 1, 4),
    callTimeoutMs: fc.constantFrom(65, 40, 110),
  });
}

/** The figures have an experiment of their own: who has none yet is not to lose points here. */
export function withoutStats(input: GroupInput): GroupInput {
  return { ...input, asks: input.asks.filter(({ what }) => what !== 'stats') };
}

/** Requests through a group whose nodes come, go and fail. */
export const forwardingGroup = groupExperiment(
  'weiterleiten',
  'loss',
  30,
  forwardingInputs(),
  forwardingScenes.map(withoutStats),
);

/** Shares on the wire: everybody is well, or one is missing for a while. */
const sharesInputs: fc.Arbitrary<GroupInput> = fc.record({
  ...constants({ ...calm, durationMs: 2000 }),
  members: fc.array(
    fc.record({
      weight: fc.constantFrom(1, 1, 2, 3),
      behaviours: fc.constantFrom(
        [well],
        [well],
        [well, { fromMs: 823, health: 'sick' as const, calls: 'ok' as const }],
      ),
    }),
    { minLength: 2, maxLength: 3 },
  ),
  asks: asksArbitrary({ min: 20, max: 30 }, fc.constantFrom('GET', 'POST')),
});

export const sharingGroup = groupExperiment('anteile-im-netz', 'none', 6, sharesInputs, [
  {
    ...calm,
    members: [3, 2, 1].map((weight) => ({ weight, behaviours: [well] })),
    asks: series('GET', 24, 30),
  },
  {
    ...calm,
    members: [1, 1, 1].map((weight) => ({ weight, behaviours: [well] })),
    asks: series('POST', 12, 30),
  },
  // Whoever comes back has its whole share at once.
  {
    ...calm,
    members: [
      member(well),
      member(well, { fromMs: 523, health: 'sick', calls: 'ok' }, doing('ok', 823)),
    ],
    asks: series('GET', 24, 20, 890),
  },
]);
