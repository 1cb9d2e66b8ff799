import type {
  ElectionRequest,
  ElectionResponse,
  LeaseConfiguration,
  StoreMessage,
} from '../../../../exercises/kapitel8/config-store/contract.ts';
import { simulate } from '../../../simulator/kernel.ts';
import type { Context, NodeId, Process } from '../../../simulator/process.ts';
import type { Trace } from '../../../simulator/trace.ts';
import { exported, type Submission } from '../../submission.ts';
import {
  holds,
  type Observation,
  type ObserveOptions,
  type Verdict,
  violated,
} from '../../suite.ts';
import { type LeaseInput, lifeAt } from './lease-inputs.ts';
import { calmFromMs, faultsFor, latency, monitors, recipeNodes } from './recipe-scenario.ts';
import { type Life, livesOf, newStoreLog, playStore, storeNode } from './store-node.ts';
import { recipeWording as wording } from './wording-recipes.ts';

/** What a node said of the leader. */
interface Opinion {
  readonly node: NodeId;
  readonly seq: number;
  readonly atMs: number;
  readonly leader: unknown;
  readonly fence: unknown;
}

export interface ElectionSeen extends Observation {
  readonly trace: Trace;
  readonly opinions: readonly Opinion[];
  /** A client that got no answer in the handler of its request. */
  readonly unanswered: { readonly node: NodeId; readonly seq: number } | undefined;
  readonly lives: readonly Life[];
  readonly calmMs: number;
}

const electionKey = '/_leader';
const askEveryMs = 100;

type CreateElection = (
  context: Context<StoreMessage>,
  configuration: LeaseConfiguration,
) => Process<StoreMessage, ElectionRequest, ElectionResponse>;

export function observeElection(
  input: LeaseInput,
  submission: Submission,
  { explain }: ObserveOptions,
): ElectionSeen {
  const { nodes, seed, ttl, durationMs } = input;
  const faults = faultsFor(input);
  const log = newStoreLog();
  const configuration = Object.freeze({ store: storeNode, key: electionKey, ttl });
  const request: ElectionRequest = { type: 'leader' };
  const run = simulate<StoreMessage, ElectionRequest, ElectionResponse>({
    scenario: {
      nodes,
      seed,
      latency,
      durationMs,
      faults,
      clients: monitors(recipeNodes(nodes), faults, askEveryMs, durationMs, request, input.asked),
    },
    guard: submission.guard,
    inspect: explain,
    scripted: { [storeNode]: (context) => playStore(context, log) as never },
    createProcess: (context) =>
      exported<CreateElection>(submission, 'createElection')(context, configuration),
    clientPolicy: {
      timeoutMs: 5_000,
      retryDelayMs: 1,
      maxAttempts: 1,
      interpret: () => ({ done: true }),
    },
  });
  const opinions = opinionsIn(run.trace);
  // If each of them crashes at some time, somebody has to be up again before there can be a leader.
  const isEverybodyHit = recipeNodes(nodes).every((id) =>
    faults.some((fault) => fault.kind === 'crash' && fault.node === id),
  );
  return {
    trace: run.trace,
    fault: run.fault,
    opinions,
    unanswered: unansweredIn(run.trace),
    lives: livesOf(log, electionKey),
    calmMs: calmFromMs(run.trace, faults, isEverybodyHit),
    counts: {
      self: opinions.filter(({ node, leader }) => leader === node).length,
      others: opinions.filter(({ node, leader }) => leader !== node && leader !== null).length,
    },
  };
}

function opinionsIn({ events }: Trace): Opinion[] {
  return events.flatMap((event) => {
    if (event.kind !== 'respond') return [];
    const { node, seq, atMs } = event;
    const response = event.response as Partial<Record<string, unknown>> | null;
    const { leader, fence } = (typeof response === 'object' && response) || {};
    return [{ node, seq, atMs, leader, fence }];
  });
}

function unansweredIn({ events }: Trace): ElectionSeen['unanswered'] {
  const answered = new Set<number>();
  for (const event of events) if (event.kind === 'respond') answered.add(event.operation);
  const silent = events.find((event) => event.kind === 'request' && !answered.has(event.operation));
  return silent?.kind === 'request' ? { node: silent.node, seq: silent.seq } : undefined;
}

/** Who calls itself leader is it; whom others name was it. */
export function checkOneLeader({ opinions, lives }: ElectionSeen): Verdict {
  for (const { node, seq, atMs, leader, fence } of opinions) {
    if (leader === null) continue;
    if (leader === node) {
      if (lifeAt(lives, fence, atMs)?.owner === node) continue;
      const life = lives.find(({ createdIndex }) => createdIndex === fence);
      return violated(wording.noLeader(node, fence, life), [seq]);
    }
    const life = lives.find(({ createdIndex }) => createdIndex === fence);
    if (life === undefined || life.owner !== leader || life.bornAtMs > atMs) {
      return violated(wording.neverLeader(node, leader, fence), [seq]);
    }
  }
  const robbed = lives.find(({ intruder }) => intruder !== undefined);
  return robbed === undefined ? holds : violated(wording.intruder(robbed), []);
}

const newsMs = 1_000;

/** Once nothing disturbs any more there is a leader, everybody knows it, and it stays. */
export function checkLeaderKnown(seen: ElectionSeen, { ttl, faults }: LeaseInput): Verdict {
  const { opinions, lives, calmMs, trace, unanswered } = seen;
  if (unanswered !== undefined && faults.length === 0) {
    return violated(wording.silent(unanswered.node), [unanswered.seq]);
  }
  const isCalm = !faults.some(({ kind }) => kind !== 'drift');
  if (isCalm) {
    const lost = lives.find(({ goneAtMs }) => goneAtMs !== undefined);
    if (lost?.goneAtMs !== undefined)
      return violated(wording.deposed(lost.owner, lost.goneAtMs), []);
  }
  const electedMs = isCalm ? newsMs : calmMs + 1000 * ttl + 1_500;
  const crashes = faults.filter((fault) => fault.kind === 'crash');
  for (const { node, seq, atMs, leader } of opinions) {
    if (atMs <= electedMs) continue;
    const life = lives.find(
      ({ bornAtMs, goneAtMs }) => bornAtMs <= atMs && (goneAtMs ?? atMs) >= atMs,
    );
    if (life === undefined) {
      // Nobody takes over who has only just come back, or whose leader has only just gone.
      return violated(wording.leaderless(atMs, 1000 * ttl + 1_500), [seq]);
    }
    const owner = life.owner as NodeId;
    const restarts = crashes.filter((crash) => crash.node === node);
    const restartMs = Math.max(0, ...restarts.map(({ atMs: at, downMs = 0 }) => at + downMs + 500));
    const sinceMs = atMs - Math.max(life.bornAtMs, calmMs, restartMs);
    if (sinceMs > newsMs && leader !== owner) {
      return violated(wording.leaderUnknown(node, leader, owner, sinceMs), [seq]);
    }
  }
  return trace.events.length === 0 ? violated(wording.leaderless(0, 0), []) : holds;
}
