import * as fc from 'fast-check';
import type { Fault } from '../../../../simulator/scenario.ts';
import { groupExperiment } from './experiment.ts';
import {
  type Ask,
  ambassador,
  type Behaviour,
  type CallBehaviour,
  calm,
  type GroupInput,
  memberId,
  well,
} from './input.ts';
import { constants } from './registering.ts';

const durationMs = 2600;
const firstAskMs = 420;
const lastAskMs = 2200;

const methods: readonly Ask['what'][] = [
  'GET',
  'GET',
  'POST',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'stats',
  'stats',
];

const calls = fc.constantFrom<CallBehaviour[]>(
  'ok',
  'ok',
  'error',
  'refuse',
  'silent',
  'missing',
  'late',
);

const behaviours: fc.Arbitrary<Behaviour[]> = fc
  .array(
    fc.record({
      fromMs: fc.integer({ min: 0, max: 20 }).map((n) => 100 * n + 23),
      health: fc.constantFrom<Behaviour['health'][]>('good', 'good', 'good', 'silent', 'sick'),
      calls,
    }),
    { minLength: 1, maxLength: 4, size: 'max' },
  )
  .map((list) => {
    const sorted = list.sort((a, b) => a.fromMs - b.fromMs);
    // At first everybody is well, as far as health goes: there is somebody to forward to.
    return sorted.map((one, i) => (i === 0 ? { ...one, fromMs: 0, health: 'good' as const } : one));
  });

export function asksArbitrary(
  count: { readonly min: number; readonly max: number },
  what: fc.Arbitrary<Ask['what']> = fc.constantFrom(...methods),
): fc.Arbitrary<Ask[]> {
  return fc.array(
    fc.record({
      client: fc.nat({ max: 3 }),
      atMs: fc.integer({ min: firstAskMs, max: lastAskMs }),
      what,
    }),
    { minLength: count.min, maxLength: count.max, size: 'max' },
  );
}

/** Losses and doubles, but no delays: what is in time and what is not stays clear. */
const losses: fc.Arbitrary<Fault[]> = fc.array(
  fc.oneof(
    fc
      .record({
        fromMs: fc.integer({ min: 0, max: 1500 }),
        lengthMs: fc.integer({ min: 100, max: 900 }),
        dropPerMille: fc.integer({ min: 50, max: 300 }),
      })
      .map(
        ({ fromMs, lengthMs, dropPerMille }): Fault => ({
          kind: 'unreliable',
          fromMs,
          untilMs: fromMs + lengthMs,
          dropPerMille,
          duplicatePerMille: 0,
          delayPerMille: 0,
          maxExtraDelayMs: 0,
        }),
      ),
    fc
      .record({
        member: fc.nat({ max: 3 }),
        type: fc.constantFrom('Call', 'CallReply', 'CallRefused', 'HealthReply'),
        k: fc.nat({ max: 6 }),
        afterMs: fc.integer({ min: 1, max: 90 }),
      })
      .map(({ member, type, k, afterMs }): Fault => {
        const own = memberId(member);
        const [from, to] = type === 'Call' ? [ambassador, own] : [own, ambassador];
        return { kind: 'duplicate', message: { from, to, type, k }, afterMs };
      }),
  ),
  { maxLength: 3 },
);

const inputs: fc.Arbitrary<GroupInput> = fc.record({
  ...constants({ ...calm, durationMs }),
  seed: fc.noShrink(fc.integer({ min: 1, max: 1_000_000 })),
  members: fc.array(fc.record({ weight: fc.constantFrom(1, 1, 2, 3), behaviours }), {
    minLength: 2,
    maxLength: 4,
  }),
  asks: asksArbitrary({ min: 8, max: 26 }),
  faults: fc.oneof(fc.constant([]), losses),
  maxAttempts: fc.constantFrom(3, 2, 1, 4),
  callTimeoutMs: fc.constantFrom(65, 40, 110),
});

const forwarding: GroupInput = { ...calm, durationMs: 1500 };
const member = (...list: readonly Behaviour[]) => ({ weight: 1, behaviours: list });
const doing = (calls: CallBehaviour, fromMs = 0): Behaviour => ({ fromMs, health: 'good', calls });

/** So many of them, one after the other. */
function series(what: Ask['what'], count: number, everyMs = 40, fromMs = 450): Ask[] {
  return Array.from({ length: count }, (_, i) => ({
    client: 0,
    atMs: fromMs + everyMs * i,
    what,
  }));
}

/** All at the same moment. */
function burst(what: Ask['what'], count: number, atMs: number): Ask[] {
  return Array.from({ length: count }, (_, client) => ({ client, atMs, what }));
}

const broken: readonly CallBehaviour[] = ['refuse', 'error', 'silent', 'late'];

const scenes: readonly GroupInput[] = [
  // One of two always fails, in each way: idempotent requests get through, others only if refused.
  ...broken.map(
    (calls): GroupInput => ({
      ...forwarding,
      durationMs: 2200,
      members: [member(doing(calls)), member(well)],
      asks: [
        ...(
          [
            'GET',
            'GET',
            'POST',
            'POST',
            'PUT',
            'PUT',
            'PATCH',
            'PATCH',
            'DELETE',
            'DELETE',
          ] as const
        ).map((what, i): Ask => ({ client: 0, atMs: 450 + 100 * i, what })),
        ...series('stats', 3, 290, 1370),
      ],
    }),
  ),
  // All fail: bounded, and everybody only once.
  ...broken.map(
    (calls): GroupInput => ({
      ...forwarding,
      maxAttempts: 3,
      members: [1, 2, 3, 4].map(() => member(doing(calls))),
      asks: [...series('GET', 2, 330), ...series('stats', 1, 40, 1200)],
    }),
  ),
  // Fewer nodes than attempts.
  {
    ...forwarding,
    maxAttempts: 4,
    members: [member(doing('error')), member(doing('refuse'))],
    asks: series('GET', 3, 50),
  },
  // Not found is an answer like any other.
  {
    ...forwarding,
    members: [member(doing('missing')), member(doing('missing'))],
    asks: [...series('GET', 4), ...series('stats', 1, 40, 700)],
  },
  // Nobody is there yet, then somebody is, then nobody any more.
  {
    ...forwarding,
    durationMs: 2200,
    members: [
      member(
        { fromMs: 0, health: 'silent', calls: 'ok' },
        { fromMs: 523, health: 'good', calls: 'ok' },
        { fromMs: 1223, health: 'silent', calls: 'ok' },
      ),
    ],
    asks: [...series('GET', 18, 100, 50), ...series('stats', 1, 40, 1950)],
  },
  // One node is inactive, though it would answer.
  {
    ...forwarding,
    durationMs: 2000,
    members: [member(well), member(well, { fromMs: 523, health: 'sick', calls: 'ok' })],
    asks: series('GET', 14, 100, 430),
  },
  // Many at once, on different ways to an answer; asked for the figures in the middle of it.
  {
    ...forwarding,
    members: [member(doing('late')), member(well), member(doing('silent'))],
    asks: [
      ...burst('GET', 4, 450),
      ...burst('GET', 4, 453),
      { client: 4, atMs: 480, what: 'stats' },
      { client: 4, atMs: 530, what: 'stats' },
      { client: 4, atMs: 900, what: 'stats' },
    ],
  },
  // Late answers to old checks come when the node has long been silent, and one would do.
  {
    ...forwarding,
    durationMs: 2000,
    riseAfter: 1,
    members: [member(well, { fromMs: 923, health: 'silent', calls: 'ok' }), member(well)],
    asks: series('GET', 34, 20, 1030),
    faults: [6, 7, 8, 9].map((k) => ({
      kind: 'delay',
      message: { from: memberId(0), to: ambassador, type: 'HealthReply', k },
      byMs: 150 + 60 * k,
    })),
  },
  // Three checks fail, but never two in a row: the only node stays active.
  {
    ...forwarding,
    durationMs: 2400,
    fallAfter: 3,
    members: [
      member(
        well,
        ...[823, 1123, 1423, 1723].flatMap((fromMs): Behaviour[] => [
          { fromMs, health: 'silent', calls: 'ok' },
          { fromMs: fromMs + 100, health: 'good', calls: 'ok' },
        ]),
      ),
    ],
    asks: series('GET', 30, 40, 1030),
  },
  // Twelve different durations, two of them long: text is not sorted like numbers.
  {
    ...forwarding,
    durationMs: 3000,
    callTimeoutMs: 110,
    members: [member(well), member(doing('late'), doing('ok', 900))],
    asks: [...series('GET', 12, 60), ...series('stats', 2, 300, 2100)],
  },
];

/** Requests through a group whose nodes come, go and fail. */
export const forwardingGroup = groupExperiment('weiterleiten', 'loss', 34, inputs, scenes);

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
]);
