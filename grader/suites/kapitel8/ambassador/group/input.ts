import type {
  AmbassadorConfig,
  BreakerConfig,
  BucketConfig,
  ClientRequest,
  Method,
} from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import { listDeletions } from '../../../../simulator/deletions.ts';
import type { NodeId } from '../../../../simulator/process.ts';
import type { ClientScript, Fault, Scenario } from '../../../../simulator/scenario.ts';
import type { Deviation } from '../../../../simulator/simulate.ts';

/** How a node of the group behaves from a moment on. */
export interface Behaviour {
  readonly fromMs: number;
  readonly health: 'good' | 'sick' | 'silent';
  readonly calls: CallBehaviour;
}

/** `late`: a good answer, but after the ambassador has given up. */
export type CallBehaviour = 'ok' | 'error' | 'missing' | 'refuse' | 'silent' | 'late';

export interface MemberInput {
  readonly weight: number;
  /** In order of time, the first from 0 on. */
  readonly behaviours: readonly Behaviour[];
}

/** One of a few clients asks, after its earlier questions have been answered. */
export interface Ask {
  readonly client: number;
  readonly atMs: number;
  readonly what: Method | 'stats';
}

/** Somebody else writes to the store; `key` is relative to the group's directory, or begins with `/`. */
export interface Meddling {
  readonly atMs: number;
  readonly method: 'PUT' | 'DELETE';
  readonly key: string;
  readonly value?: string;
}

export interface GroupInput {
  readonly seed: number;
  readonly durationMs: number;
  readonly members: readonly MemberInput[];
  readonly asks: readonly Ask[];
  readonly faults: readonly Fault[];
  readonly meddling: readonly Meddling[];
  readonly riseAfter: number;
  readonly fallAfter: number;
  readonly callTimeoutMs: number;
  readonly maxAttempts: number;
  readonly breaker: BreakerConfig;
  readonly bucket: BucketConfig;
}

export const group = 'web';
export const ambassador: NodeId = 'n1';
export const store: NodeId = 'n2';
export const healthPeriodMs = 100;
const firstMember = 3;

export function memberId(index: number): NodeId {
  return `n${index + firstMember}`;
}

/** All is well, from the beginning. */
export const well: Behaviour = { fromMs: 0, health: 'good', calls: 'ok' };

/** A breaker that never opens, for runs that are about something else. */
export const numbBreaker: BreakerConfig = {
  failureThreshold: 1000,
  coolDownMs: 1000,
  maxProbes: 1,
  successesToClose: 1,
  probeTimeoutMs: 1000,
};

/** A bucket that never runs dry here. */
export const deepBucket: BucketConfig = { capacity: 1000, ratePerSecond: 1000 };

/** A quiet group of three to start from. */
export const calm: GroupInput = {
  seed: 1,
  durationMs: 1500,
  members: [1, 1, 1].map((weight) => ({ weight, behaviours: [well] })),
  asks: [],
  faults: [],
  meddling: [],
  riseAfter: 2,
  fallAfter: 2,
  callTimeoutMs: 65,
  maxAttempts: 3,
  breaker: numbBreaker,
  bucket: deepBucket,
};

export function configOf(input: GroupInput): AmbassadorConfig {
  const { riseAfter, fallAfter, callTimeoutMs, maxAttempts, breaker, bucket } = input;
  return {
    group,
    store,
    members: input.members.map(({ weight }, i) => ({ node: memberId(i), weight })),
    healthPeriodMs,
    riseAfter,
    fallAfter,
    callTimeoutMs,
    maxAttempts,
    breaker,
    bucket,
  };
}

export function scenarioOf(input: GroupInput): Scenario<ClientRequest> {
  const clients = [...new Set(input.asks.map(({ client }) => client))].sort();
  return {
    nodes: firstMember - 1 + input.members.length,
    seed: input.seed,
    latency: { minMs: 1, maxMs: 1 },
    durationMs: input.durationMs,
    faults: input.faults,
    clients: clients.map((client): ClientScript<ClientRequest> => {
      const own = input.asks.filter((ask) => ask.client === client);
      return {
        id: `c${client + 1}`,
        requests: own
          .sort((a, b) => a.atMs - b.atMs)
          .map(({ atMs, what }, i) => ({
            atMs,
            target: ambassador,
            request: requestOf(what, `/c${client + 1}/${i + 1}`, i),
          })),
      };
    }),
  };
}

/**
 * Each path is asked for once: so calls can be told to belong to a request. Whatever the method, a body
 * is the client's business; now and then there is none.
 */
function requestOf(what: Ask['what'], path: string, turn: number): ClientRequest {
  if (what === 'stats') return { type: 'stats' };
  const body = turn % 4 === 3 ? '' : `Inhalt von ${path}`;
  return { type: 'call', method: what, path, body };
}

/** With the usual settings a node that is well is active by then. */
const settledMs = 130;

export function* groupDeletions(input: GroupInput): Generator<GroupInput> {
  for (const asks of listDeletions(input.asks)) yield { ...input, asks };
  for (const faults of listDeletions<Fault>(input.faults)) yield { ...input, faults };
  for (const meddling of listDeletions(input.meddling)) yield { ...input, meddling };
  if (input.members.length > 1) yield { ...input, members: input.members.slice(0, -1) };
  for (const [i, member] of input.members.entries()) {
    for (const later of listDeletions(member.behaviours.slice(1))) {
      const behaviours = [...member.behaviours.slice(0, 1), ...later];
      yield { ...input, members: input.members.with(i, { ...member, behaviours }) };
    }
    if (member.weight > 1) {
      yield { ...input, members: input.members.with(i, { ...member, weight: 1 }) };
    }
  }
  // Nearer to the beginning, as soon as the group can be active.
  const firstMs = Math.min(...input.asks.map(({ atMs }) => atMs));
  const earlierMs = firstMs - settledMs;
  if (input.asks.length > 0 && earlierMs > 0) {
    const asks = input.asks.map((ask) => ({ ...ask, atMs: ask.atMs - earlierMs }));
    yield { ...input, asks };
  }
  for (const durationMs of [600, 1200, input.durationMs - 500]) {
    if (durationMs > 0 && durationMs < input.durationMs) yield { ...input, durationMs };
  }
}

/** The same run with every loss by chance as a fault of its own. */
export function explicitGroup(
  input: GroupInput,
  { deviations }: { readonly deviations: readonly Deviation[] },
): GroupInput {
  const others = input.faults.filter((fault) => fault.kind !== 'unreliable');
  if (others.length === input.faults.length) return input;
  return { ...input, faults: [...others, ...deviations] };
}
