import * as fc from 'fast-check';
import type { Fault } from '../../../simulator/scenario.ts';
import type { Experiment } from '../../suite.ts';
import {
  addresses,
  empty,
  failing,
  nobody,
  places,
  refusing,
  shouted,
  srv,
  target,
  unknown,
  web,
} from './dns-samples.ts';
import {
  type Asked,
  deletions,
  observe,
  type ResolverInput,
  type ResolverSeen,
} from './resolver-run.ts';

const seed = fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff }));
const question = fc.constantFrom(web, web, shouted, srv, target, unknown, {
  ...web,
  recordType: 'SRV' as const,
});
const answer = fc.constantFrom(
  addresses(1, '10.0.0.1'),
  addresses(2, '10.0.0.1', '10.0.0.2', '10.0.0.3'),
  addresses(0, '10.0.0.3'),
  addresses(0, '10.0.0.3', '10.0.0.4'),
  nobody,
  empty,
  failing,
  refusing,
);

const fault: fc.Arbitrary<Fault> = fc
  .tuple(
    fc.constantFrom(
      { from: 'n1', to: 'n2', type: 'DnsReply' },
      { from: 'n2', to: 'n1', type: 'DnsQuery' },
    ),
    fc.nat({ max: 6 }),
    fc.constantFrom('drop', 'drop', 'delay', 'duplicate'),
    fc.integer({ min: 5, max: 1500 }),
  )
  .map(([link, k, kind, extentMs]): Fault => {
    const message = { ...link, k };
    if (kind === 'delay') return { kind, message, byMs: extentMs };
    if (kind === 'duplicate') return { kind, message, afterMs: extentMs };
    return { kind: 'drop', message };
  });

/** The server falls silent for a while: no answer at all. */
const silence: fc.Arbitrary<Fault> = fc
  .tuple(fc.integer({ min: 0, max: 2500 }), fc.integer({ min: 300, max: 1200 }))
  .map(([fromMs, length]) => ({
    kind: 'partition',
    fromMs,
    untilMs: fromMs + length,
    groups: [['n1'], ['n2', 'n3']],
  }));

const quiet: ResolverInput = {
  seed: 1,
  untilMs: 3000,
  asks: [],
  records: [
    { fromMs: 0, question: web, answer: addresses(2, '10.0.0.1', '10.0.0.2', '10.0.0.3') },
    { fromMs: 500, question: web, answer: addresses(2, '10.0.0.9') },
    { fromMs: 0, question: srv, answer: places },
    { fromMs: 0, question: target, answer: addresses(1, '10.0.0.1') },
    { fromMs: 1200, question: unknown, answer: addresses(1, '10.0.0.5') },
  ],
  forgeries: [],
  faults: [],
};

const at = (atMs: number, asked = web): Asked => ({ atMs, question: asked });
const lost = (...ks: number[]): Fault[] =>
  ks.map((k) => ({ kind: 'drop', message: { from: 'n1', to: 'n2', type: 'DnsReply', k } }));
const late = (k: number, byMs: number): Fault => ({
  kind: 'delay',
  message: { from: 'n1', to: 'n2', type: 'DnsReply', k },
  byMs,
});
/** Somebody asks in each of the moments in one of which the TTL is over. */
const aroundMs = (ms: number, asked = web): Asked[] => [
  at(0, asked),
  ...Array.from({ length: 24 }, (_, i) => at(ms - 5 + i, asked)),
];

export const resolving: Experiment<ResolverInput, ResolverSeen> = {
  id: 'aufloesen',
  faults: 'crash',
  runs: 30,
  inputs: fc.record({
    seed,
    untilMs: fc.constant(5000),
    asks: fc.array(fc.record({ atMs: fc.integer({ min: 0, max: 4500 }), question }), {
      minLength: 3,
      maxLength: 12,
    }),
    records: fc
      .array(fc.record({ fromMs: fc.integer({ min: 0, max: 3000 }), question, answer }), {
        maxLength: 4,
      })
      .map((list) => [...quiet.records, ...list].sort((a, b) => a.fromMs - b.fromMs)),
    forgeries: fc.array(
      fc.record({
        atMs: fc.integer({ min: 0, max: 3000 }),
        from: fc.constantFrom('n1' as const, 'n3' as const),
        idOffset: fc.constantFrom(0, 0, 1, -1),
        question: fc.constantFrom(web, target, unknown, { ...web, recordType: 'SRV' as const }),
      }),
      { maxLength: 2 },
    ),
    faults: fc.array(fc.oneof({ weight: 4, arbitrary: fault }, { weight: 1, arbitrary: silence }), {
      maxLength: 3,
    }),
  }),
  examples: [
    // Again and again: from the cache, until the TTL is over.
    { ...quiet, asks: [0, 600, 1500, 2003, 2100, 2900].map((ms) => at(ms)) },
    // Somebody asks in the very moment in which the TTL is over, also of a negative answer.
    { ...quiet, asks: aroundMs(2000) },
    { ...quiet, asks: aroundMs(1000, unknown) },
    // Names in other letters are the same names.
    { ...quiet, asks: [at(0), at(300, shouted), at(1300)] },
    // Several ask at the same time.
    { ...quiet, asks: [at(0), at(1, shouted), at(1), at(2, { ...web, recordType: 'SRV' })] },
    // Nobody there, until somebody comes.
    { ...quiet, asks: [0, 500, 900, 1100, 1400].map((ms) => at(ms, unknown)) },
    // The name, but not this type.
    {
      ...quiet,
      records: [{ fromMs: 0, question: srv, answer: empty }],
      asks: [0, 900, 1900, 2100].map((ms) => at(ms, srv)),
    },
    // The server has a problem, and then none.
    ...[failing, refusing].map((trouble) => ({
      ...quiet,
      records: [
        { fromMs: 0, question: web, answer: trouble },
        { fromMs: 300, question: web, answer: addresses(2, '10.0.0.1') },
      ],
      asks: [0, 100, 400, 500].map((ms) => at(ms)),
    })),
    // For this question only.
    {
      ...quiet,
      records: [
        { fromMs: 0, question: web, answer: addresses(0, '10.0.0.1') },
        { fromMs: 60, question: web, answer: addresses(0, '10.0.0.2', '10.0.0.3') },
      ],
      asks: [0, 50, 100, 150].map((ms) => at(ms)),
    },
    // Two replies lost, the third comes. Then none at all comes, and later one does again.
    { ...quiet, asks: [at(0), at(700)], faults: lost(0, 1) },
    { ...quiet, asks: [at(0), at(100), at(450), at(900)], faults: lost(0, 1, 2) },
    // The answers come when nobody expects them any more.
    { ...quiet, asks: [at(0), at(700)], faults: [late(0, 640), late(1, 440), late(2, 230)] },
    // An answer to what was asked before a restart comes while something else is asked. Nothing is kept here.
    {
      ...quiet,
      records: [
        { fromMs: 0, question: web, answer: addresses(0, '10.0.0.1') },
        { fromMs: 100, question: web, answer: addresses(0, '10.0.0.2') },
      ],
      asks: [at(0), at(200)],
      faults: [late(0, 210), late(1, 50), { kind: 'crash', node: 'n2', atMs: 50, downMs: 50 }],
    },
    // Each question has all its attempts, whatever became of the one before.
    { ...quiet, asks: [at(0), at(900), at(1600)], faults: lost(0, 1, 2, 3, 4) },
    // What came along with the answer is not an answer.
    { ...quiet, asks: [at(0, srv), at(100, target), at(1500, srv)] },
    // A reply arrives again when the cache has just run out of it.
    {
      ...quiet,
      asks: [at(0), at(2100), at(3200), at(3900)],
      faults: [
        {
          kind: 'duplicate',
          message: { from: 'n1', to: 'n2', type: 'DnsReply', k: 0 },
          afterMs: 1500,
        },
      ],
    },
    // A stranger answers faster than the server; the server answers another question under this id.
    ...(
      [
        ['n1', target],
        ['n1', { ...web, recordType: 'SRV' }],
        ['n3', web],
      ] as const
    ).map(([from, forged]) => ({
      ...quiet,
      asks: [at(100), at(400)],
      faults: [...lost(0)],
      forgeries: [{ atMs: 180, from, idOffset: 0, question: forged }],
    })),
  ],
  observe: (input, submission, { explain }) => observe(input, submission, explain),
  deletions,
};
