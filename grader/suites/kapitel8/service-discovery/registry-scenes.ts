import * as fc from 'fast-check';
import type { NodeId } from '../../../simulator/process.ts';
import type { Fault } from '../../../simulator/scenario.ts';
import { keyOf } from './instance-setting.ts';
import { type RegistryAsk, registry, registryExperiment } from './registry-run.ts';
import type { StoreStep, Trouble } from './store-node.ts';
import {
  a,
  a2,
  a10,
  allGone,
  b,
  cutOff,
  directory,
  foreign,
  foreignValues,
  gone,
  instances,
  left,
  other,
  put,
  putIf,
  putReversed,
  refreshed,
  replyLost,
} from './store-steps.ts';

const lookUp = (atMs: number, service = 'web'): RegistryAsk => ({
  atMs,
  request: { type: 'lookup', service },
});
const describe = (atMs: number, id: string, service = 'web'): RegistryAsk => ({
  atMs,
  request: { type: 'describe', service, id },
});

const atMs = fc.integer({ min: 0, max: 1500 });
const instance = fc.constantFrom(...instances);

const step: fc.Arbitrary<StoreStep> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        atMs,
        instance,
        fc.constantFrom('1.0.0', '2.0.0'),
        fc.constantFrom(undefined, undefined, 1),
      )
      .map(([at, one, version, ttl]) => put(at, { ...one, version }, ttl)),
  },
  { weight: 2, arbitrary: fc.tuple(atMs, instance).map(([at, one]) => gone(at, one)) },
  { weight: 2, arbitrary: fc.tuple(atMs, instance).map(([at, one]) => left(at, one)) },
  {
    weight: 1,
    arbitrary: fc.tuple(atMs, fc.constantFrom('web', 'web2')).map(([at, one]) => allGone(at, one)),
  },
  { weight: 1, arbitrary: fc.tuple(atMs, instance).map(([at, one]) => refreshed(at, one)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        atMs,
        fc.constantFrom(...foreignValues),
        fc.constantFrom(keyOf(a), '/services/web/b/c', '/services/readme'),
      )
      .map(([at, value, key]) => foreign(at, value, key)),
  },
);

const steps = fc
  .array(step, { minLength: 2, maxLength: 12 })
  .map((list) => [...list].sort((one, two) => one.atMs - two.atMs));

const ask: fc.Arbitrary<RegistryAsk> = fc
  .tuple(
    fc.integer({ min: 0, max: 1900 }),
    fc.constantFrom('web', 'web', 'web2', 'db'),
    fc.option(fc.constantFrom('a', 'b', 'a-2', 'x')),
  )
  .map(([at, service, id]) => (id === null ? lookUp(at, service) : describe(at, id, service)));

const asks = fc.array(ask, { minLength: 3, maxLength: 8 });
const seed = fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff }));

/** A network that works: whatever happens at the store is known at once. */
export const following = registryExperiment(
  'nachschlagen',
  'none',
  24,
  fc.record({
    seed,
    untilMs: fc.constant(2000),
    faults: fc.constant([]),
    steps,
    asks,
    trouble: fc.constant([]),
    historyLimit: fc.constantFrom(1000, 1000, 6),
  }),
  [
    // Asked before it can know anything, with instances there.
    { steps: [put(0, b), put(0, a)], asks: [lookUp(0), describe(0, 'a'), lookUp(100)] },
    // Nobody there: neither service nor directory.
    {
      steps: [put(300, a)],
      asks: [
        lookUp(0),
        lookUp(100),
        lookUp(400),
        describe(400, 'b'),
        // A name like any other, but not in every object.
        lookUp(400, 'constructor'),
        describe(400, 'constructor'),
      ],
    },
    // Comes, changes, is written again, goes.
    {
      steps: [
        put(50),
        put(150, { ...a, version: '2.0.0' }),
        put(250, { ...a, version: '2.0.0' }),
        gone(350),
      ],
      asks: [lookUp(100), describe(200, 'a'), lookUp(300), lookUp(450), describe(450, 'a')],
    },
    // Each field counts; their order does not.
    {
      steps: [
        put(50),
        put(100, { ...a, weight: 0 }),
        put(150, { ...a, weight: 0, priority: 0 }),
        put(200, { ...a, weight: 0, priority: 0, port: 1 }),
        putReversed(250, { ...a, weight: 0, priority: 0, port: 1 }),
        put(300, { ...a, weight: 0, priority: 0, port: 1, address: '10.9.9.9' }),
      ],
      asks: [lookUp(125), lookUp(175), lookUp(225), lookUp(275), lookUp(350)],
    },
    // Created, updated, swapped: there is more than one way to write.
    {
      steps: [
        putIf(50, a, { prevExist: false }),
        putIf(150, { ...a, port: 1 }, { prevExist: true }),
        putIf(250, { ...a, port: 2 }, { prevValue: JSON.stringify({ ...a, port: 1 }) }),
      ],
      asks: [lookUp(100), lookUp(200), lookUp(300)],
    },
    // A directory takes the place of an entry; another one expires with what is in it.
    {
      steps: [
        directory(10, '/services/db', 1),
        put(20, { ...a, service: 'db' }),
        put(30),
        directory(200, keyOf(a)),
      ],
      asks: [lookUp(100, 'db'), lookUp(100), lookUp(300), lookUp(900, 'db'), lookUp(1200, 'db')],
      untilMs: 1300,
    },
    // The whole directory goes, comes again, and goes again before it is read.
    {
      steps: [put(0), allGone(50, ''), put(100, b), allGone(200, '')],
      asks: [lookUp(30), lookUp(80), lookUp(150), lookUp(300)],
    },
    // Deregisters itself, and a neighbour whose entry is not what it was.
    {
      steps: [put(10, a), put(20, b), left(100, a), left(150, { ...b, weight: 5 })],
      asks: [lookUp(130), lookUp(250)],
    },
    // Names in order, services apart, a directory gone with all that is in it.
    {
      steps: [
        put(10, a2),
        put(20, a10),
        put(30, b),
        put(40, other),
        put(50, { ...a, service: 'web-2' }),
        allGone(300, 'web'),
      ],
      asks: [
        lookUp(200),
        lookUp(200, 'web2'),
        lookUp(200, 'web-2'),
        lookUp(400),
        lookUp(400, 'web2'),
      ],
    },
    // Expires.
    { steps: [put(50, a, 1), put(60, b)], asks: [lookUp(900), lookUp(1200)], untilMs: 1300 },
    // Anybody writes.
    {
      steps: [
        put(0, b),
        ...foreignValues.map((value, index) => foreign(50 + 20 * index, value)),
        foreign(450, 'x', '/services/readme'),
        foreign(460, 'x', '/services/web/c/d'),
        ...['d', 'c'].map((id) =>
          foreign(465, JSON.stringify({ ...a, id }), `/services/web/c/${id}`),
        ),
        foreign(470, JSON.stringify({ ...a, id: 'd' }), '/services/x/web/d'),
        // Fits its key as a text, but is none.
        foreign(480, JSON.stringify({ ...a, id: 7 }), '/services/web/7'),
      ],
      asks: [...foreignValues.map((_, index) => 64 + 20 * index), 500].map((at) => lookUp(at)),
    },
    // Two events between a reply and the next question.
    { steps: [put(0, a), put(1, b), put(2, a2), gone(3, a), put(4, a10)], asks: [lookUp(100)] },
    // Refreshes tell nothing.
    {
      steps: [put(0, a, 30), refreshed(100), refreshed(200), put(300, b)],
      asks: [lookUp(250), lookUp(400)],
    },
  ],
);

const everybodyElse: readonly NodeId[] = ['n2', 'n3', 'n4'];

const betweenStoreAndRegistry = [
  { from: 'n1', to: 'n2', type: 'StoreReply' },
  { from: 'n2', to: 'n1', type: 'StoreRequest' },
] as const;

const single: fc.Arbitrary<Fault> = fc
  .tuple(
    fc.constantFrom(...betweenStoreAndRegistry),
    fc.nat({ max: 8 }),
    fc.constantFrom('drop', 'drop', 'delay', 'duplicate'),
    fc.integer({ min: 5, max: 900 }),
  )
  .map(([link, k, kind, extentMs]): Fault => {
    const message = { ...link, k };
    if (kind === 'delay') return { kind, message, byMs: extentMs };
    if (kind === 'duplicate') return { kind, message, afterMs: extentMs };
    return { kind: 'drop', message };
  });

const cut: fc.Arbitrary<Fault> = fc
  .tuple(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 50, max: 900 }))
  .map(([from, length]) => cutOff(from, from + length, everybodyElse));

const crash: fc.Arbitrary<Fault> = fc
  .record({
    atMs: fc.integer({ min: 1, max: 1400 }),
    downMs: fc.integer({ min: 20, max: 500 }),
    afterEffects: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
  })
  .map(({ afterEffects, ...one }) => ({
    kind: 'crash',
    node: registry,
    ...one,
    ...(afterEffects === undefined ? {} : { afterEffects }),
  }));

const trouble: fc.Arbitrary<Trouble> = fc
  .tuple(fc.integer({ min: 0, max: 1400 }), fc.integer({ min: 20, max: 500 }))
  .map(([fromMs, length]) => ({ fromMs, untilMs: fromMs + length }));

/** Replies get lost, come late or twice, the history is short, the store is in trouble. */
export const resuming = registryExperiment(
  'folgen-mit-stoerungen',
  'crash',
  40,
  fc.record({
    seed,
    untilMs: fc.constant(2000),
    faults: fc.array(fc.oneof(single, single, single, cut, crash), { minLength: 1, maxLength: 4 }),
    steps,
    asks,
    trouble: fc.array(trouble, { maxLength: 1 }),
    historyLimit: fc.constantFrom(1000, 3, 2),
  }),
  [
    // The reply with an event is lost; meanwhile somebody comes and goes.
    {
      steps: [put(0, a), put(50, b), put(100, a2), gone(150, a2), put(200, other)],
      faults: [replyLost(1)],
      asks: [lookUp(300), lookUp(700)],
    },
    // The first reading is lost, and asked for.
    { steps: [put(0, a)], faults: [replyLost(0)], asks: [lookUp(50), lookUp(200)] },
    // Its answer comes when it has been asked for again: that question is no longer open.
    {
      steps: [put(0, a)],
      faults: [
        {
          kind: 'delay',
          message: { from: 'n1', to: 'n2', type: 'StoreReply', k: 0 },
          byMs: 110,
        },
        replyLost(1),
      ],
      asks: [lookUp(50), lookUp(150), lookUp(300)],
    },
    // The first reading meets an error, more than once.
    { steps: [put(0, a)], trouble: [{ fromMs: 0, untilMs: 250 }], asks: [lookUp(50), lookUp(500)] },
    // Cut off for longer than the history reaches: what went, what came, what changed.
    {
      steps: [
        put(0, a),
        put(5, b),
        put(8, a10),
        gone(200, a),
        put(220, { ...b, version: '2.0.0' }),
        put(240, a2),
        put(250, other),
      ],
      historyLimit: 2,
      faults: [cutOff(100, 500, everybodyElse)],
      asks: [lookUp(350), lookUp(450), lookUp(480), lookUp(900), describe(900, 'b')],
    },
    // Cleared, and when it is read again there is no directory left.
    {
      steps: [
        put(0, a),
        allGone(200, ''),
        foreign(250, 'x', '/misc/x'),
        foreign(260, 'y', '/misc/x'),
      ],
      historyLimit: 1,
      faults: [cutOff(100, 500, everybodyElse)],
      asks: [lookUp(450), lookUp(900)],
    },
    // Long service, then a restart: the ids of before must not come again.
    {
      steps: Array.from({ length: 104 }, (_, i) => put(10 + 8 * i, { ...a, port: 8000 + i })),
      faults: [{ kind: 'crash', node: registry, atMs: 900, downMs: 50 }],
      asks: [lookUp(1000)],
      untilMs: 1000,
    },
    // Read for the first time after everything has gone: nothing of the past is news.
    {
      steps: [put(10, a), allGone(20, '')],
      trouble: [{ fromMs: 0, untilMs: 60 }],
      asks: [lookUp(300)],
    },
    // Cleared by nothing but refreshes: the same as before, no change.
    {
      steps: [
        put(0, a, 30),
        ...[100, 150, 200, 250, 300, 350].map((at) => refreshed(at)),
        put(900, b),
      ],
      historyLimit: 3,
      asks: [lookUp(600), lookUp(1000)],
      untilMs: 1100,
    },
    // Cleared, and the new reading is lost as well, then refused: meanwhile the old knowledge has to do.
    {
      steps: [put(0, a), put(300, b), put(310, a2), gone(320, a)],
      historyLimit: 1,
      faults: [replyLost(1), replyLost(3)],
      trouble: [{ fromMs: 480, untilMs: 600 }],
      asks: [lookUp(440), lookUp(470), describe(480, 'a'), lookUp(580), lookUp(900)],
      untilMs: 900,
    },
    // The store is in trouble when asked for events: it still knows everybody.
    {
      steps: [put(0, a), put(100, b), put(600, a2)],
      trouble: [{ fromMs: 90, untilMs: 350 }],
      asks: [lookUp(150), lookUp(200), describe(200, 'a'), lookUp(300), lookUp(700)],
    },
    // The same event answers the old question and the new one.
    {
      steps: [put(0, a), put(900, b), put(950, a2)],
      asks: [lookUp(1000)],
      untilMs: 1100,
    },
    // A reply arrives twice, the second time after another event.
    {
      steps: [put(0, a), put(100, b), gone(150, b)],
      faults: [
        {
          kind: 'duplicate',
          message: { from: 'n1', to: 'n2', type: 'StoreReply', k: 1 },
          afterMs: 100,
        },
      ],
      asks: [lookUp(300)],
    },
    // Restarts: everything is new again.
    {
      steps: [put(0, a), put(50, b), gone(200, a)],
      faults: [{ kind: 'crash', node: registry, atMs: 150, downMs: 100 }],
      asks: [lookUp(100), lookUp(252), lookUp(400)],
    },
  ],
);
