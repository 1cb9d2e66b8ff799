import type {
  LeaseConfiguration,
  LockRequest,
  LockResponse,
  StoreMessage,
} from '../../../../exercises/kapitel8/config-store/contract.ts';
import { simulate } from '../../../simulator/kernel.ts';
import type { Context, NodeId, Process } from '../../../simulator/process.ts';
import type { Trace, TraceEvent } from '../../../simulator/trace.ts';
import { exported, type Submission } from '../../submission.ts';
import type { Observation, ObserveOptions } from '../../suite.ts';
import { type LeaseInput, lockKey, visitors } from './lease-inputs.ts';
import {
  type Disturbance,
  disturbancesOf,
  faultsFor,
  latency,
  monitors,
  recipeNodes,
} from './recipe-scenario.ts';
import { type Life, livesOf, newStoreLog, playStore, storeNode } from './store-node.ts';

/** What a node said of the lock: `granted`, or that it holds it, or that it does not. */
export interface Claim {
  readonly node: NodeId;
  readonly seq: number;
  readonly atMs: number;
  readonly held: boolean;
  readonly isGrant: boolean;
  readonly fence: unknown;
}

/** From a client's `acquire` to its `release`, or to the end of the node's incarnation. */
export interface Stay {
  readonly node: NodeId;
  readonly acquiredSeq: number;
  readonly fromMs: number;
  readonly grant?: Claim;
  /** What the node said of the lock afterwards. */
  readonly claims: readonly Claim[];
  /** The end of it: the request `release`, a crash, or the end of the run. */
  readonly untilMs: number;
  readonly endSeq: number;
  readonly isReleased: boolean;
  readonly releasedAtOnce?: boolean;
}

export interface LockSeen extends Observation {
  readonly trace: Trace;
  readonly stays: readonly Stay[];
  /** Claims outside of any stay that had a grant. */
  readonly strayClaims: readonly Claim[];
  /** Answers that are none of those in the contract. */
  readonly odd: readonly {
    readonly seq: number;
    readonly node: NodeId;
    readonly response: unknown;
  }[];
  readonly lives: readonly Life[];
  readonly disturbances: readonly Disturbance[];
}

const askEveryMs = 100;
const acquire: LockRequest = { type: 'acquire' };
const release: LockRequest = { type: 'release' };
const status: LockRequest = { type: 'status' };

type CreateLock = (
  context: Context<StoreMessage>,
  configuration: LeaseConfiguration,
) => Process<StoreMessage, LockRequest, LockResponse>;

export function observeLock(
  input: LeaseInput,
  submission: Submission,
  { explain }: ObserveOptions,
): LockSeen {
  const { nodes, seed, ttl, durationMs } = input;
  const faults = faultsFor(input);
  const ids = recipeNodes(nodes);
  const log = newStoreLog();
  const configuration = Object.freeze({ store: storeNode, key: lockKey, ttl });
  const run = simulate<StoreMessage, LockRequest, LockResponse>({
    scenario: {
      nodes,
      seed,
      latency,
      durationMs,
      faults,
      clients: [
        ...visitors(ids, input.visits, acquire, release),
        ...monitors(ids, faults, askEveryMs, durationMs, status, input.asked),
      ],
    },
    guard: submission.guard,
    inspect: explain,
    scripted: { [storeNode]: (context) => playStore(context, log) as never },
    createProcess: (context) =>
      exported<CreateLock>(submission, 'createLock')(context, configuration),
    clientPolicy: {
      // Long enough to outlast a lease; whoever waits longer gives up and releases.
      timeoutMs: 5_000,
      retryDelayMs: 1,
      maxAttempts: 1,
      interpret: () => ({ done: true }),
    },
  });
  const { stays, strayClaims, odd } = readStays(run.trace);
  return {
    trace: run.trace,
    fault: run.fault,
    stays,
    strayClaims,
    odd,
    lives: livesOf(log, lockKey),
    disturbances: disturbancesOf(run.trace, faults, false),
    counts: {
      grants: stays.filter(({ grant }) => grant !== undefined).length,
      claims: stays.flatMap(({ claims }) => claims).filter(({ held }) => held).length,
      releases: stays.filter(({ isReleased, grant }) => isReleased && grant !== undefined).length,
    },
  };
}

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] };
type OpenStay = Mutable<Omit<Stay, 'claims'>> & { claims: Claim[] };
type Of<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { kind: Kind }>;

function readStays({ events, endedAtMs }: Trace): Pick<LockSeen, 'stays' | 'strayClaims' | 'odd'> {
  const stays: OpenStay[] = [];
  const open = new Map<NodeId, OpenStay>();
  const strayClaims: Claim[] = [];
  const odd: Mutable<LockSeen['odd'][number]>[] = [];
  /** The stay that each operation belongs to, and what it asked. */
  const asked = new Map<number, { readonly type: string; readonly stay: OpenStay | undefined }>();
  let handling = -1;

  const end = (node: NodeId, atMs: number, seq: number, isReleased: boolean): void => {
    const stay = open.get(node);
    if (stay === undefined) return;
    Object.assign(stay, { untilMs: atMs, endSeq: seq, isReleased });
    open.delete(node);
  };
  const answer = (event: Of<'respond'>): void => {
    const { node, seq, atMs } = event;
    const { type, stay } = asked.get(event.operation) ?? { type: '', stay: undefined };
    const response = event.response as Partial<Record<string, unknown>> | null;
    const said = typeof response === 'object' ? response?.type : undefined;
    const current = open.get(node);
    if (type === 'acquire' && said === 'granted') {
      const fence = response?.fence;
      const claim = { node, seq, atMs, held: true, isGrant: true, fence };
      if (stay !== undefined && stay === current) stay.grant = claim;
      else strayClaims.push(claim);
    } else if (type === 'status' && said === 'status' && typeof response?.held === 'boolean') {
      const { held, fence } = response;
      const claim = { node, seq, atMs, held, isGrant: false, fence };
      if (current?.grant !== undefined) current.claims.push(claim);
      else if (held) strayClaims.push(claim);
    } else if (type === 'release' && said === 'released') {
      if (stay !== undefined) stay.releasedAtOnce = handling === event.operation;
    } else if (type !== '') odd.push({ seq, node, response: event.response });
  };

  for (const event of events) {
    if (event.kind === 'deliver' || event.kind === 'timer' || event.kind === 'start') handling = -1;
    if (event.kind === 'crash') end(event.node, event.atMs, event.seq, false);
    if (event.kind === 'respond') answer(event);
    if (event.kind !== 'request') continue;
    const { node, atMs, seq, operation } = event;
    handling = operation;
    const { type } = event.request as LockRequest;
    if (type === 'acquire') {
      const stay: OpenStay = {
        node,
        acquiredSeq: seq,
        fromMs: atMs,
        claims: [],
        untilMs: endedAtMs,
        endSeq: Number.POSITIVE_INFINITY,
        isReleased: false,
      };
      stays.push(stay);
      open.set(node, stay);
    }
    asked.set(operation, { type, stay: open.get(node) });
    if (type === 'release') end(node, atMs, seq, true);
  }
  return { stays, strayClaims, odd };
}
