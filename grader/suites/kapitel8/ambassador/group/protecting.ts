import * as fc from 'fast-check';
import type { BreakerConfig } from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import { asksArbitrary, constants, doing } from './asks.ts';
import { groupExperiment } from './experiment.ts';
import { withoutStats } from './forwarding.ts';
import { type Ask, type CallBehaviour, calm, type GroupInput, well } from './input.ts';

function series(
  what: Ask['what'],
  count: number,
  everyMs: number,
  fromMs: number,
  client = 0,
): Ask[] {
  return Array.from({ length: count }, (_, i) => ({ client, atMs: fromMs + everyMs * i, what }));
}

const quick: BreakerConfig = {
  failureThreshold: 2,
  coolDownMs: 300,
  maxProbes: 1,
  successesToClose: 1,
  probeTimeoutMs: 500,
};

const breakerInputs: fc.Arbitrary<GroupInput> = fc.record({
  ...constants({ ...calm, durationMs: 2600 }),
  members: fc.array(
    fc.record({
      weight: fc.constant(1),
      behaviours: fc
        .tuple(
          fc.constantFrom<CallBehaviour[]>('error', 'ok', 'silent', 'refuse', 'missing'),
          fc.constantFrom<CallBehaviour[]>('ok', 'error', 'late'),
          fc.integer({ min: 6, max: 20 }),
        )
        .map(([first, second, n]) => [doing(first), doing(second, 100 * n + 23)]),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  asks: asksArbitrary({ min: 16, max: 34 }, fc.constantFrom<Ask['what'][]>('GET', 'GET', 'POST')),
  breaker: fc.record({
    failureThreshold: fc.constantFrom(2, 1, 3),
    coolDownMs: fc.constantFrom(300, 150),
    maxProbes: fc.constantFrom(1, 2),
    successesToClose: fc.constantFrom(1, 2),
    probeTimeoutMs: fc.constant(500),
  }),
});

/** Broken at first, well later; the only node, so that every request shows what its breaker does. */
const alone = (calls: CallBehaviour): GroupInput => ({
  ...calm,
  durationMs: 2000,
  members: [{ weight: 1, behaviours: [doing(calls), doing('ok', 1023)] }],
  asks: series('GET', 20, 70, 431),
  breaker: quick,
});

/** A breaker for each node, at work in an ambassador. */
export const breakingGroup = groupExperiment('breaker-im-netz', 'none', 16, breakerInputs, [
  alone('error'),
  alone('silent'),
  alone('refuse'),
  // Not found does not open.
  { ...alone('missing'), asks: series('GET', 12, 40, 431) },
  // One of two is broken: requests avoid it, and try it again after a while.
  {
    ...alone('error'),
    members: [
      { weight: 1, behaviours: [doing('error')] },
      { weight: 1, behaviours: [well] },
    ],
  },
  // Inactive while a call is under way, and soon active again: the breaker has heard of the failure all
  // the same, and is none the wiser for the checks.
  {
    ...alone('silent'),
    callTimeoutMs: 110,
    members: [
      {
        weight: 1,
        behaviours: [
          doing('silent'),
          { fromMs: 723, health: 'sick', calls: 'silent' },
          doing('silent', 1023),
        ],
      },
    ],
    asks: [...series('GET', 1, 40, 880), ...series('GET', 8, 40, 1230)],
    breaker: { ...quick, failureThreshold: 1, coolDownMs: 900 },
  },
  // Many at once when the cool-down is over: only one of them is the probe.
  {
    ...alone('silent'),
    members: [{ weight: 1, behaviours: [doing('error'), doing('silent', 523)] }],
    asks: [
      ...series('GET', 2, 20, 431),
      ...[0, 1, 2, 3].flatMap((client) => series('GET', 4, 37, 790 + client, client)),
    ],
  },
]);

const throttleInputs: fc.Arbitrary<GroupInput> = fc.record({
  ...constants({ ...calm, durationMs: 2000 }),
  members: fc.array(
    fc.record({
      weight: fc.constant(1),
      behaviours: fc.constantFrom([well], [doing('refuse')], [doing('error')]),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  asks: asksArbitrary({ min: 14, max: 30 }, fc.constantFrom<Ask['what'][]>('GET', 'GET', 'POST')),
  bucket: fc.record({
    capacity: fc.constantFrom(2, 1, 4),
    ratePerSecond: fc.constantFrom(3, 10, 7),
  }),
});

/** Scenes of throttling, in which somebody asks for the figures as well. */
export const throttlingScenes: readonly GroupInput[] = [
  // Two of three refuse: one request, several calls, one token.
  {
    ...calm,
    members: [
      { weight: 1, behaviours: [doing('refuse')] },
      { weight: 1, behaviours: [doing('refuse')] },
      { weight: 1, behaviours: [well] },
    ],
    asks: [...series('GET', 8, 60, 450), ...series('stats', 1, 10, 1200)],
    bucket: { capacity: 3, ratePerSecond: 5 },
  },
  // A burst from several clients.
  {
    ...calm,
    members: [{ weight: 1, behaviours: [well] }],
    asks: [
      ...[0, 1, 2, 3].flatMap((client) => series('GET', 3, 15, 450, client)),
      ...series('stats', 1, 10, 900, 4),
    ],
    bucket: { capacity: 4, ratePerSecond: 1 },
  },
  // Asking for the figures costs no token.
  {
    ...calm,
    members: [{ weight: 1, behaviours: [well] }],
    asks: [...series('stats', 4, 10, 450), ...series('GET', 4, 20, 550)],
    bucket: { capacity: 3, ratePerSecond: 1 },
  },
  // What nobody can serve costs its token all the same.
  {
    ...calm,
    members: [{ weight: 1, behaviours: [{ fromMs: 0, health: 'silent', calls: 'ok' }] }],
    asks: [...series('GET', 6, 20, 450), ...series('stats', 1, 10, 900)],
    bucket: { capacity: 3, ratePerSecond: 2 },
  },
];

/** A small bucket in front of a group. */
export const throttlingGroup = groupExperiment(
  'drosselung-im-netz',
  'none',
  10,
  throttleInputs,
  throttlingScenes.map(withoutStats),
);
