import * as fc from 'fast-check';
import type {
  ARecord,
  DnsAnswer,
  DnsMessage,
  DnsReply,
  Question,
  ResolveRequest,
  ResolveResponse,
  ResolverConfiguration,
} from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import { listDeletions } from '../../../simulator/deletions.ts';
import { simulate } from '../../../simulator/kernel.ts';
import type { Context, NodeId, Process } from '../../../simulator/process.ts';
import type { Fault } from '../../../simulator/scenario.ts';
import { exported, type Submission } from '../../submission.ts';
import type { Experiment, Observation } from '../../suite.ts';
import type { Finding } from './findings.ts';
import { once } from './instance-run.ts';
import { keyOf, type ResolverRule, walkResolver } from './resolver-walk.ts';

/** A resolver between clients and a server whose answers change, and a stranger who would like to be the server. */
export interface ResolverInput {
  readonly seed: number;
  readonly untilMs: number;
  readonly asks: readonly ResolverAsk[];
  /** What the server knows, by question; the last one that has begun counts. */
  readonly records: readonly Published[];
  readonly forgeries: readonly Forgery[];
  readonly faults: readonly Fault[];
}

interface ResolverAsk {
  readonly atMs: number;
  readonly question: Question;
}

interface Published {
  readonly fromMs: number;
  readonly question: Question;
  readonly answer: DnsAnswer;
}

/** A reply nobody asked for like this: from a stranger, or from the server with another's question. */
interface Forgery {
  readonly atMs: number;
  readonly from: 'n1' | 'n3';
  /** Added to the last id the server has heard: 0 is a good guess. */
  readonly idOffset: number;
  readonly question: Question;
}

export interface ResolverSeen extends Observation {
  readonly findings: readonly Finding<ResolverRule>[];
}

const server: NodeId = 'n1';
const resolver: NodeId = 'n2';
const configuration: ResolverConfiguration = { server, timeoutMs: 200, attempts: 3 };

type CreateResolver = (
  context: Context<DnsMessage>,
  configuration: ResolverConfiguration,
) => Process<DnsMessage, ResolveRequest, ResolveResponse>;

/** What server and stranger have in common: the last id that has come to the server. */
interface Overheard {
  id: number;
}

function serverNode({ records, forgeries }: ResolverInput, overheard: Overheard) {
  return (context: Context): Process => ({
    ...forger('n1', forgeries, overheard, context),
    onMessage(from, message) {
      const query = message as { type?: unknown; id: number; question: Question };
      if (query.type !== 'DnsQuery' || typeof query.question?.name !== 'string') return;
      const { id, question } = query;
      overheard.id = id;
      const known = records.filter(
        ({ fromMs, question: one }) => fromMs <= context.now() && keyOf(one) === keyOf(question),
      );
      const answer = known.at(-1)?.answer ?? nobody;
      const reply: DnsReply = { type: 'DnsReply', id, question, answer };
      context.send(from, reply);
    },
  });
}

function forger(
  self: NodeId,
  forgeries: readonly Forgery[],
  overheard: Overheard,
  context: Context,
): Process {
  return {
    onStart() {
      for (const [index, { atMs, from }] of forgeries.entries()) {
        if (from === self) context.setTimer(String(index), atMs);
      }
    },
    onTimer(name) {
      const forgery = forgeries[Number(name)];
      if (forgery === undefined) return;
      const { idOffset, question } = forgery;
      const id = overheard.id + idOffset;
      const reply: DnsReply = { type: 'DnsReply', id, question, answer: addresses(30, '6.6.6.6') };
      context.send(resolver, reply);
    },
    onMessage() {},
  };
}

function observe(input: ResolverInput, submission: Submission, explain: boolean): ResolverSeen {
  const overheard: Overheard = { id: 0 };
  const run = simulate<unknown, unknown, unknown>({
    scenario: {
      nodes: 3,
      seed: input.seed,
      latency: { minMs: 1, maxMs: 5 },
      durationMs: input.untilMs + 1000,
      faults: input.faults,
      clients: input.asks.map(({ atMs, question }, index) => ({
        id: `c${index + 1}`,
        requests: [{ atMs, target: resolver, request: { type: 'resolve', question } }],
      })),
    },
    createProcess: (context) =>
      exported<CreateResolver>(submission, 'createResolver')(
        context as Context<DnsMessage>,
        configuration,
      ) as Process,
    guard: submission.guard,
    clientPolicy: once,
    inspect: explain,
    recordTimers: explain,
    scripted: {
      [server]: serverNode(input, overheard),
      n3: (context) => forger('n3', input.forgeries, overheard, context),
    },
  });
  const walk = walkResolver(run.trace, resolver, configuration);
  const counts = { ...run.counts, ...walk.counts };
  return { trace: run.trace, fault: run.fault, findings: walk.findings, counts };
}

function* deletions(input: ResolverInput): Generator<ResolverInput> {
  for (const faults of listDeletions(input.faults)) yield { ...input, faults };
  for (const forgeries of listDeletions(input.forgeries)) yield { ...input, forgeries };
  for (const asks of listDeletions(input.asks)) yield { ...input, asks };
  for (const records of listDeletions(input.records)) yield { ...input, records };
}

const name = 'web.cluster.local';
const web: Question = { name, recordType: 'A' };
const shouted: Question = { name: 'Web.Cluster.LOCAL.', recordType: 'A' };
const srv: Question = { name: '_web._tcp.cluster.local', recordType: 'SRV' };
const target: Question = { name: 'a.web.cluster.local', recordType: 'A' };
const unknown: Question = { name: 'db.cluster.local', recordType: 'A' };

function addresses(ttl: number, ...values: string[]): DnsAnswer {
  const answers = values.map(
    (address, index): ARecord => ({ recordType: 'A', name, ttl: ttl + index, address }),
  );
  return { rcode: 'NOERROR', answers, additional: [], negativeTtl: null };
}

const places: DnsAnswer = {
  rcode: 'NOERROR',
  answers: [
    {
      recordType: 'SRV',
      name: srv.name,
      ttl: 2,
      priority: 1,
      weight: 10,
      port: 80,
      target: target.name,
    },
  ],
  additional: [{ recordType: 'A', name: target.name, ttl: 2, address: '10.0.0.1' }],
  negativeTtl: null,
};
const nobody: DnsAnswer = { rcode: 'NXDOMAIN', answers: [], additional: [], negativeTtl: 1 };
const empty: DnsAnswer = { rcode: 'NOERROR', answers: [], additional: [], negativeTtl: 2 };
const failing: DnsAnswer = { rcode: 'SERVFAIL', answers: [], additional: [], negativeTtl: null };
const refusing: DnsAnswer = { rcode: 'REFUSED', answers: [], additional: [], negativeTtl: null };

const seed = fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff }));
const question = fc.constantFrom(web, web, shouted, srv, target, unknown, {
  ...web,
  recordType: 'SRV' as const,
});
const answer = fc.constantFrom(
  addresses(1, '10.0.0.1'),
  addresses(2, '10.0.0.1', '10.0.0.2'),
  addresses(0, '10.0.0.3'),
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
    { fromMs: 0, question: web, answer: addresses(2, '10.0.0.1', '10.0.0.2') },
    { fromMs: 500, question: web, answer: addresses(2, '10.0.0.9') },
    { fromMs: 0, question: srv, answer: places },
    { fromMs: 0, question: target, answer: addresses(1, '10.0.0.1') },
    { fromMs: 1200, question: unknown, answer: addresses(1, '10.0.0.5') },
  ],
  forgeries: [],
  faults: [],
};

const at = (atMs: number, asked = web): ResolverAsk => ({ atMs, question: asked });
const lost = (...ks: number[]): Fault[] =>
  ks.map((k) => ({ kind: 'drop', message: { from: 'n1', to: 'n2', type: 'DnsReply', k } }));

export const resolving: Experiment<ResolverInput, ResolverSeen> = {
  id: 'aufloesen',
  faults: 'loss',
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
        question: fc.constantFrom(web, target, unknown),
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
    // Somebody asks in the very moment in which the TTL is over.
    { ...quiet, asks: [0, ...Array.from({ length: 24 }, (_, i) => 1995 + i)].map((ms) => at(ms)) },
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
        { fromMs: 60, question: web, answer: addresses(0, '10.0.0.2') },
      ],
      asks: [0, 50, 100].map((ms) => at(ms)),
    },
    // Two replies lost, the third comes. Then none at all comes, and later one does again.
    { ...quiet, asks: [at(0), at(700)], faults: lost(0, 1) },
    { ...quiet, asks: [at(0), at(100), at(900)], faults: lost(0, 1, 2) },
    // What came along with the answer is not an answer.
    { ...quiet, asks: [at(0, srv), at(100, target)] },
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
    ...(['n1', 'n3'] as const).map((from) => ({
      ...quiet,
      asks: [at(100), at(400)],
      faults: [...lost(0)],
      forgeries: [{ atMs: 180, from, idOffset: 0, question: from === 'n1' ? target : web }],
    })),
  ],
  observe: (input, submission, { explain }) => observe(input, submission, explain),
  deletions,
};
