import type {
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
import type { Observation } from '../../suite.ts';
import { normalise } from './dns-checks.ts';
import { addresses, nobody } from './dns-samples.ts';
import type { Finding } from './findings.ts';
import { once } from './instance-run.ts';
import { keyOf, type ResolverRule, walkResolver } from './resolver-walk.ts';

/** A resolver between clients and a server whose answers change, and a stranger who would like to be the server. */
export interface ResolverInput {
  readonly seed: number;
  readonly untilMs: number;
  readonly asks: readonly Asked[];
  /** What the server knows, by question; the last one that has begun counts. */
  readonly records: readonly Published[];
  readonly forgeries: readonly Forgery[];
  readonly faults: readonly Fault[];
}

export interface Asked {
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
      // The same question, in the server's spelling.
      const repeated = { ...question, name: normalise(question.name) };
      const reply: DnsReply = { type: 'DnsReply', id, question: repeated, answer };
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

export function observe(
  input: ResolverInput,
  submission: Submission,
  explain: boolean,
): ResolverSeen {
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

export function* deletions(input: ResolverInput): Generator<ResolverInput> {
  for (const faults of listDeletions(input.faults)) yield { ...input, faults };
  for (const forgeries of listDeletions(input.forgeries)) yield { ...input, forgeries };
  for (const asks of listDeletions(input.asks)) yield { ...input, asks };
  for (const records of listDeletions(input.records)) yield { ...input, records };
}
