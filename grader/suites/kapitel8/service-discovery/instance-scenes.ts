import * as fc from 'fast-check';
import type { NodeId } from '../../../simulator/process.ts';
import type { Fault } from '../../../simulator/scenario.ts';
import { type Ask, instanceExperiment, type Mishap } from './instance-run.ts';
import type { Trouble } from './store-node.ts';

const seed = fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff }));
const node = fc.constantFrom<NodeId>('n2', 'n2', 'n3');

/** A service that reports well several times, as it does while it works, and then does something else. */
const stint: fc.Arbitrary<Ask[]> = fc
  .record({
    fromMs: fc.integer({ min: 0, max: 2500 }),
    node,
    count: fc.integer({ min: 1, max: 5 }),
    everyMs: fc.integer({ min: 300, max: 900 }),
    end: fc.constantFrom<'silence' | 'bad' | 'stop'>('silence', 'bad', 'bad', 'stop'),
    endMs: fc.integer({ min: 0, max: 700 }),
  })
  .map(({ fromMs, node: at, count, everyMs, end, endMs }) => {
    const good = Array.from({ length: count }, (_, i) => ({
      atMs: fromMs + i * everyMs,
      node: at,
      do: 'good' as const,
    }));
    const lastMs = fromMs + (count - 1) * everyMs;
    return end === 'silence' ? good : [...good, { atMs: lastMs + endMs, node: at, do: end }];
  });

const asks = fc
  .array(stint, { minLength: 1, maxLength: 4 })
  .map((stints) => stints.flat().sort((a, b) => a.atMs - b.atMs));

const mishap: fc.Arbitrary<Mishap> = fc.record({
  atMs: fc.integer({ min: 100, max: 4000 }),
  node,
  kind: fc.constantFrom<'lost' | 'succeeded'>('lost', 'succeeded'),
});

const good = (atMs: number, at: NodeId = 'n2'): Ask => ({ atMs, node: at, do: 'good' });
const then = (what: 'bad' | 'stop', atMs: number, at: NodeId = 'n2'): Ask => ({
  atMs,
  node: at,
  do: what,
});

/** No fault of the network: every step is due at a definite time. */
export const registering = instanceExperiment(
  'anmelden',
  'none',
  24,
  fc.record({
    seed,
    untilMs: fc.constant(5000),
    faults: fc.constant([]),
    asks,
    mishaps: fc.array(mishap, { maxLength: 2 }),
    trouble: fc.constant([]),
  }),
  [
    // Works on, falls silent.
    { asks: [good(10), good(900), good(1800)], untilMs: 3200 },
    // Becomes unhealthy and healthy again; the neighbour stays.
    {
      asks: [
        good(5, 'n3'),
        good(10),
        then('bad', 500),
        then('bad', 600),
        good(700),
        good(800, 'n3'),
      ],
    },
    // Stops for good, whatever is reported afterwards.
    { asks: [good(10), then('stop', 400), good(600)] },
    // Stops without ever having been ready.
    { asks: [then('stop', 50), good(200)] },
    // The entry is lost: the next refresh finds nothing.
    { asks: [good(10), good(800), good(1600)], mishaps: [{ atMs: 300, node: 'n2', kind: 'lost' }] },
    // A successor has taken over the id before the old one stops, or is unhealthy for a while.
    {
      asks: [good(10), good(10, 'n3'), then('stop', 500), then('bad', 500, 'n3'), good(800, 'n3')],
      mishaps: [
        { atMs: 300, node: 'n2', kind: 'succeeded' },
        { atMs: 300, node: 'n3', kind: 'succeeded' },
      ],
    },
    // Changes its mind while a request is under way.
    { asks: [good(10), then('bad', 11), good(400), then('stop', 401)] },
  ],
);

const lossy: fc.Arbitrary<Fault> = fc
  .record({
    fromMs: fc.integer({ min: 0, max: 3000 }),
    lengthMs: fc.integer({ min: 50, max: 800 }),
    dropPerMille: fc.integer({ min: 0, max: 600 }),
    duplicatePerMille: fc.integer({ min: 0, max: 300 }),
    delayPerMille: fc.integer({ min: 0, max: 500 }),
    maxExtraDelayMs: fc.integer({ min: 5, max: 400 }),
  })
  .map(({ fromMs, lengthMs, ...rates }) => ({
    kind: 'unreliable',
    fromMs,
    untilMs: fromMs + lengthMs,
    ...rates,
  }));

const cut: fc.Arbitrary<Fault> = fc
  .record({
    fromMs: fc.integer({ min: 0, max: 2500 }),
    lengthMs: fc.integer({ min: 100, max: 2600 }),
    node,
  })
  .map(({ fromMs, lengthMs, node: alone }) => ({
    kind: 'partition',
    fromMs,
    untilMs: fromMs + lengthMs,
    groups: [[alone], ['n1', 'n2', 'n3'].filter((other) => other !== alone)],
  }));

const crash: fc.Arbitrary<Fault> = fc
  .record({
    node,
    atMs: fc.integer({ min: 20, max: 3000 }),
    downMs: fc.integer({ min: 50, max: 1500 }),
    afterEffects: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
  })
  .map(({ afterEffects, ...one }) => ({
    kind: 'crash',
    ...one,
    ...(afterEffects === undefined ? {} : { afterEffects }),
  }));

const trouble: fc.Arbitrary<Trouble> = fc
  .record({
    fromMs: fc.integer({ min: 0, max: 3000 }),
    lengthMs: fc.integer({ min: 50, max: 900 }),
  })
  .map(({ fromMs, lengthMs }) => ({ fromMs, untilMs: fromMs + lengthMs }));

const reply = (k: number, to: NodeId = 'n2'): Fault => ({
  kind: 'drop',
  message: { from: 'n1', to, type: 'StoreReply', k },
});
const replyLate = (k: number, byMs: number, to: NodeId = 'n2'): Fault => ({
  kind: 'delay',
  message: { from: 'n1', to, type: 'StoreReply', k },
  byMs,
});
const request = (k: number): Fault => ({
  kind: 'drop',
  message: { from: 'n2', to: 'n1', type: 'StoreRequest', k },
});

/** Everything gets lost, late or twice; instances crash, and the store is in trouble for a while. */
export const enduring = instanceExperiment(
  'anmelden-mit-stoerungen',
  'crash',
  30,
  fc.record({
    seed,
    untilMs: fc.constant(5000),
    faults: fc.array(fc.oneof(lossy, lossy, cut, crash), { minLength: 1, maxLength: 3 }),
    asks,
    mishaps: fc.array(mishap, { maxLength: 1 }),
    trouble: fc.array(trouble, { maxLength: 1 }),
  }),
  [
    // The registration's answer is lost; then the instance stops.
    { asks: [good(10), then('stop', 60)], faults: [reply(0)] },
    // The registration itself is lost, and meanwhile the instance is no longer ready.
    { asks: [good(10), then('bad', 60)], faults: [request(0)] },
    // A refresh is lost, and so is the answer to the next.
    { asks: [good(10), good(800), good(1600)], faults: [request(1), reply(1)] },
    // Cut off for longer than the lease lasts.
    {
      asks: [10, 800, 1600, 2400, 3200, 4000].map((atMs) => good(atMs)),
      untilMs: 4600,
      faults: [{ kind: 'partition', fromMs: 300, untilMs: 3000, groups: [['n2'], ['n1', 'n3']] }],
    },
    // Crashes and is up again before its lease has ended; the service reports only later.
    {
      asks: [good(10), good(1500)],
      faults: [{ kind: 'crash', node: 'n2', atMs: 300, downMs: 100 }],
    },
    // The answer to the deregistration is lost; `stopped` has to wait.
    { asks: [good(10), then('stop', 300)], faults: [reply(1)] },
    // Learns that the lease has lapsed when it is no longer ready: nothing is left to deregister.
    {
      asks: [good(10), then('bad', 640)],
      mishaps: [{ atMs: 300, node: 'n2', kind: 'lost' }],
      faults: [replyLate(1, 80)],
    },
    // Stopped twice before the first answer.
    { asks: [good(10), then('stop', 400), then('stop', 420)], faults: [replyLate(1, 80)] },
    // Ready again while the answer to the deregistration is lost: is it still registered?
    { asks: [good(10), then('bad', 300), good(320)], faults: [reply(1)] },
    // The store is in trouble when the instance registers, refreshes and leaves.
    { asks: [good(10), then('stop', 400)], trouble: [{ fromMs: 0, untilMs: 250 }] },
    { asks: [good(10), good(800)], trouble: [{ fromMs: 500, untilMs: 900 }] },
    { asks: [good(10), then('stop', 400)], trouble: [{ fromMs: 390, untilMs: 800 }] },
    // The store is in trouble when the instance registers, and it leaves before it can try again.
    { asks: [good(10), then('bad', 60)], trouble: [{ fromMs: 0, untilMs: 50 }] },
    // A late answer to a request given up long ago comes while another one is awaited.
    { asks: [good(10), then('bad', 405)], faults: [replyLate(0, 400), reply(2)] },
    // Late answers to a registration and to a refresh that have been sent again, unanswered so far.
    {
      asks: [good(10), good(800)],
      faults: [replyLate(0, 160), reply(1), replyLate(3, 160), reply(4)],
    },
    // While a refresh is open: unhealthy and healthy again; and one whose finding expires.
    {
      asks: [good(10), then('bad', 650), good(670), good(10, 'n3')],
      faults: [reply(1), reply(1, 'n3'), reply(2, 'n3'), reply(3, 'n3')],
    },
    // Unhealthy while a refresh is open, whose answer comes.
    { asks: [good(10), then('bad', 640)], faults: [replyLate(1, 80)] },
    // Registers again, after a lapse and after having left: unconfirmed, and unhealthy again.
    {
      asks: [
        good(10),
        then('bad', 700),
        good(10, 'n3'),
        then('bad', 200, 'n3'),
        good(400, 'n3'),
        then('bad', 450, 'n3'),
      ],
      mishaps: [{ atMs: 300, node: 'n2', kind: 'lost' }],
      faults: [reply(2), reply(2, 'n3')],
    },
    // Restarts twice: what another incarnation registered, or was told, is none of its business.
    {
      asks: [good(10), then('stop', 900), good(1300)],
      faults: [
        { kind: 'crash', node: 'n2', atMs: 300, downMs: 100 },
        { kind: 'crash', node: 'n2', atMs: 1000, downMs: 100 },
      ],
    },
  ],
);
