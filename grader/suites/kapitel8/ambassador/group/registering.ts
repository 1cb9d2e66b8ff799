import * as fc from 'fast-check';
import type { Fault } from '../../../../simulator/scenario.ts';
import { constants, doing, series } from './asks.ts';
import { groupExperiment } from './experiment.ts';
import {
  ambassador,
  type Behaviour,
  calm,
  type GroupInput,
  type Meddling,
  memberId,
  store,
  well,
} from './input.ts';

const settledMs = 2600;
const durationMs = 5000;

function health(fromMs: number, state: Behaviour['health']): Behaviour {
  return { fromMs, health: state, calls: 'ok' };
}

/** Up and down a few times; what is not a multiple of the period falls between two checks. */
const behaviours: fc.Arbitrary<Behaviour[]> = fc
  .tuple(
    fc.constantFrom<Behaviour['health'][]>('good', 'good', 'silent', 'sick'),
    fc.array(
      fc.record({
        fromMs: fc.integer({ min: 1, max: 50 }).map((n) => 50 * n + 23),
        health: fc.constantFrom<Behaviour['health'][]>('good', 'silent', 'sick'),
      }),
      { maxLength: 4 },
    ),
  )
  .map(([first, later]) => [
    health(0, first),
    ...later.sort((a, b) => a.fromMs - b.fromMs).map((one) => health(one.fromMs, one.health)),
  ]);

const meddling: fc.Arbitrary<Meddling[]> = fc.array(
  fc.record({
    atMs: fc.integer({ min: 20, max: settledMs }),
    method: fc.constantFrom<Meddling['method'][]>('PUT', 'DELETE'),
    key: fc.constantFrom('n3', 'n4', 'n5', 'fremd'),
    value: fc.constantFrom('9', '1'),
  }),
  { maxLength: 3 },
);

const storeTypes = ['StoreRequest', 'StoreReply'];

/** Losses on all links, single losses, doubles and delays of the store's messages, restarts. */
const faults: fc.Arbitrary<Fault[]> = fc
  .tuple(
    fc.array(
      fc.record({
        kind: fc.constant('unreliable' as const),
        fromMs: fc.integer({ min: 0, max: 1500 }),
        untilMs: fc.integer({ min: 1600, max: settledMs }),
        dropPerMille: fc.integer({ min: 100, max: 500 }),
        duplicatePerMille: fc.constant(100),
        delayPerMille: fc.constant(200),
        maxExtraDelayMs: fc.constant(170),
      }),
      { maxLength: 1 },
    ),
    fc.array(
      fc
        .tuple(
          fc.constantFrom(...storeTypes),
          fc.nat({ max: 12 }),
          fc.constantFrom('drop' as const, 'delay' as const, 'duplicate' as const),
          fc.integer({ min: 1, max: 250 }),
        )
        .map(([type, k, kind, ms]): Fault => {
          const [from, to] = type === 'StoreRequest' ? [ambassador, store] : [store, ambassador];
          const message = { from, to, type, k };
          if (kind === 'drop') return { kind, message };
          return kind === 'delay' ? { kind, message, byMs: ms } : { kind, message, afterMs: ms };
        }),
      { maxLength: 4 },
    ),
    fc.array(
      fc.record({
        kind: fc.constant('crash' as const),
        node: fc.constant(ambassador),
        atMs: fc.integer({ min: 300, max: 1700 }),
        downMs: fc.constantFrom(800, 400),
      }),
      { maxLength: 1 },
    ),
  )
  .map((lists) => lists.flat());

const inputs: fc.Arbitrary<GroupInput> = fc.record({
  ...constants({ ...calm, durationMs }),
  seed: fc.noShrink(fc.integer({ min: 1, max: 1_000_000 })),
  members: fc.array(fc.record({ weight: fc.constantFrom(1, 3, 10), behaviours }), {
    minLength: 1,
    maxLength: 3,
  }),
  meddling,
  faults: fc.oneof(fc.constant([]), faults),
  riseAfter: fc.constantFrom(2, 1, 3),
  fallAfter: fc.constantFrom(2, 1, 3),
});

const registering: GroupInput = { ...calm, durationMs };
const one = (behaviours: readonly Behaviour[], weight = 1) => ({ weight, behaviours });
const crash = (atMs: number, downMs: number): Fault => ({
  kind: 'crash',
  node: ambassador,
  atMs,
  downMs,
});
/** The store out of reach of ambassador and a group of two. */
const withoutStore = (fromMs: number, untilMs: number): Fault => ({
  kind: 'partition',
  fromMs,
  untilMs,
  groups: [[store], [ambassador, memberId(0), memberId(1)]],
});

const scenes: readonly GroupInput[] = [
  // One is well, one has never been there, one goes and comes back.
  {
    ...registering,
    members: [
      one([well], 3),
      one([health(0, 'silent')]),
      one([well, health(623, 'silent'), health(2623, 'good')]),
    ],
  },
  // A node dies while the ambassador is down: nobody will tell it.
  {
    ...registering,
    durationMs: 4500,
    members: [one([well]), one([well, health(823, 'silent')])],
    faults: [crash(800, 600)],
  },
  // Restarted, and nothing has changed.
  { ...registering, durationMs: 3600, members: [one([well])], faults: [crash(1010, 500)] },
  // Restarted while clients ask: who stands in the store is not active for that.
  {
    ...registering,
    durationMs: 2600,
    members: [one([well]), one([well, health(823, 'silent')])],
    asks: [...series('GET', 4, 40, 450), ...series('GET', 8, 30, 1405)],
    faults: [crash(800, 600)],
  },
  // Somebody tidies up, changes an entry, leaves one behind.
  {
    ...registering,
    members: [one([well], 2), one([well])],
    meddling: [
      { atMs: 700, method: 'DELETE', key: 'n3' },
      { atMs: 900, method: 'PUT', key: 'n4', value: '7' },
      { atMs: 1100, method: 'PUT', key: 'n9', value: '1' },
      { atMs: 1300, method: 'PUT', key: 'alt/n3', value: '1' },
      { atMs: 1650, method: 'DELETE', key: 'n4' },
    ],
  },
  // Another weight stands there after a restart, or is written over the right one later on.
  {
    ...registering,
    durationMs: 3600,
    members: [one([well], 2), one([well], 3)],
    faults: [crash(800, 600)],
    meddling: [
      { atMs: 1000, method: 'PUT', key: 'n3', value: '9' },
      { atMs: 1900, method: 'PUT', key: 'n4', value: '9' },
    ],
  },
  // All calls fail, and one breaker is open: the checks alone say who is active, and go on meanwhile.
  {
    ...registering,
    durationMs: 2600,
    callTimeoutMs: 110,
    members: [one([doing('error')]), one([doing('silent')])],
    asks: series('GET', 4, 40),
    breaker: { ...calm.breaker, failureThreshold: 1, coolDownMs: 4000 },
  },
  // Nobody is active, so nothing is written; what somebody else writes is to go all the same.
  {
    ...registering,
    durationMs: 3600,
    members: [one([health(0, 'silent')])],
    meddling: [{ atMs: 1700, method: 'PUT', key: 'n3', value: '1' }],
  },
  // When one goes, the other's entry does not go with it, not even for a moment.
  {
    ...registering,
    durationMs: 3000,
    members: [one([well]), one([well, health(2323, 'silent')])],
  },
  // The first write is lost, the second has no answer.
  {
    ...registering,
    members: [one([well]), one([well])],
    faults: ['StoreRequest', 'StoreReply'].map((type, i) => ({
      kind: 'drop',
      message: {
        from: i === 0 ? ambassador : store,
        to: i === 0 ? store : ambassador,
        type,
        k: i + 1,
      },
    })),
  },
  // The store is out of reach while a node goes.
  {
    ...registering,
    members: [one([well]), one([well, health(823, 'silent')])],
    faults: [withoutStore(750, 2000)],
  },
  // One check lost, or two: not three in a row.
  {
    ...registering,
    durationMs: 2500,
    fallAfter: 3,
    members: [one([well, health(823, 'silent'), health(1023, 'good')])],
  },
  // A group whose name begins alike is none of its business.
  {
    ...registering,
    durationMs: 2600,
    members: [one([well])],
    meddling: [
      { atMs: 300, method: 'PUT', key: '/services/web2/n3', value: '5' },
      { atMs: 320, method: 'PUT', key: '/services/n9', value: '5' },
    ],
  },
  // Somebody else was faster, and who watches misses it: what is to be deleted is gone already.
  {
    ...registering,
    members: [one([well]), one([well, health(823, 'silent')])],
    meddling: [{ atMs: 1050, method: 'DELETE', key: 'n4' }],
    faults: [withoutStore(1045, 1060)],
  },
  // Late answers to old checks come when the node is long silent.
  {
    ...registering,
    members: [one([well, health(923, 'silent')])],
    faults: [6, 7, 8, 9].map((k) => ({
      kind: 'delay',
      message: { from: memberId(0), to: ambassador, type: 'HealthReply', k },
      byMs: 130 + 60 * k,
    })),
  },
];

/** Watching the group and keeping the directory, whatever happens; in some scenes clients ask meanwhile. */
export const registeringGroup = groupExperiment('anmelden', 'crash', 26, inputs, scenes);
