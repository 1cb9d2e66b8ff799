import * as fc from 'fast-check';
import type {
  MutexMessage,
  MutexRequest,
  MutexResponse,
} from '../../../../exercises/kapitel8/lamport/contract.ts';
import { nodeIds } from '../../../simulator/arbitraries.ts';
import { listDeletions } from '../../../simulator/deletions.ts';
import { simulate } from '../../../simulator/kernel.ts';
import type { ClientScript, Fault, Scenario } from '../../../simulator/scenario.ts';
import type { Trace } from '../../../simulator/trace.ts';
import { exported, type Submission } from '../../submission.ts';
import type { Experiment, Observation } from '../../suite.ts';
import type { LamportExports } from './exports.ts';
import { type ComparedGrants, compareTies } from './mutex-ties.ts';
import { type MutexMessageEvent, readMutexTrace, type Visit } from './mutex-trace.ts';

/** One client's wish: the lock on `node` (modulo the number of nodes), not before `atMs`. */
export interface Wish {
  readonly node: number;
  readonly atMs: number;
  /** Not released before so long after `atMs`. */
  readonly holdMs: number;
}

export interface MutexInput {
  readonly nodes: number;
  readonly wishes: readonly Wish[];
  /** Extra delay of each link from `i` to `k`, at `5 * i + k`. Constant, so that order is kept. */
  readonly linkDelaysMs: readonly number[];
}

export interface MutexSeen extends Observation {
  readonly trace: Trace;
  readonly visits: readonly Visit[];
  readonly messages: readonly MutexMessageEvent[];
  /** What the submission's `compareStamps` says of neighbouring grants with the same time. */
  readonly ties: readonly ComparedGrants[];
}

const maxNodes = 5;
const durationMs = 20_000;
const latencyMs = 5;

/**
 * Five waves: close together within one, so that there is something to quarrel over, and again when
 * everybody has heard of everybody: then what is remembered of the last quarrel may mislead.
 */
const momentMs: fc.Arbitrary<number> = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 60 }))
  .map(([wave, offsetMs]) => 150 * wave + offsetMs);

const waves: fc.Arbitrary<MutexInput> = fc.record({
  nodes: fc.constantFrom(3, 2, 3, 4, maxNodes),
  wishes: fc.array(
    fc.record({
      node: fc.integer({ min: 0, max: maxNodes - 1 }),
      atMs: momentMs,
      holdMs: fc.integer({ min: 0, max: 60 }),
    }),
    { minLength: 3, maxLength: 15, size: 'max' },
  ),
  linkDelaysMs: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 })), {
    minLength: maxNodes * maxNodes,
    maxLength: maxNodes * maxNodes,
  }),
});

/** Few nodes ask again and again, while the news of earlier rounds still travels on slow links. */
const bursts: fc.Arbitrary<MutexInput> = fc.record({
  nodes: fc.constantFrom(2, 2, 3),
  wishes: fc.array(
    fc.record({
      node: fc.integer({ min: 0, max: 5 }),
      atMs: fc.integer({ min: 0, max: 400 }),
      holdMs: fc.integer({ min: 0, max: 40 }),
    }),
    { minLength: 8, maxLength: 18, size: 'max' },
  ),
  linkDelaysMs: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 20, max: 60 })), {
    minLength: maxNodes * maxNodes,
    maxLength: maxNodes * maxNodes,
  }),
});

const inputs = fc.oneof({ arbitrary: waves, weight: 5 }, { arbitrary: bursts, weight: 2 });

const noDelays = new Array<number>(maxNodes * maxNodes).fill(0);

/** Only the links named are slow, as `[from, to, delayMs]` by position of the nodes. */
function slow(...links: readonly (readonly [number, number, number])[]): readonly number[] {
  const delays = [...noDelays];
  for (const [from, to, delayMs] of links) delays[maxNodes * from + to] = delayMs;
  return delays;
}

/** Wishes that are released as soon as they are granted, as `[node, atMs]`. */
function brief(...moments: readonly (readonly [number, number])[]): readonly Wish[] {
  return moments.map(([node, atMs]) => ({ node, atMs, holdMs: 0 }));
}

/** Nodes share a lock over links that are slow in different ways but keep the order. */
export const mutexNetwork: Experiment<MutexInput, MutexSeen> = {
  id: 'sperre-im-netz',
  faults: 'none',
  runs: 70,
  inputs,
  examples: [
    // Two nodes ask at the same moment: the stamps tie.
    {
      nodes: 2,
      wishes: [
        { node: 0, atMs: 0, holdMs: 50 },
        { node: 1, atMs: 0, holdMs: 50 },
      ],
      linkDelaysMs: noDelays,
    },
    // A node on its own has nobody to ask.
    { nodes: 1, wishes: brief([0, 0], [0, 20]), linkDelaysMs: noDelays },
    // An acknowledgement held back in one round must not be sent again in the next.
    {
      nodes: 3,
      wishes: brief([1, 0], [2, 0], [1, 700], [0, 706], [2, 716]),
      linkDelaysMs: noDelays,
    },
    // An old release of n1 reaches n2 only after n2 has asked: it is no acknowledgement.
    {
      nodes: 3,
      wishes: brief([0, 0], [0, 0], [0, 0], [2, 150], [1, 300]),
      linkDelaysMs: slow([0, 1, 83]),
    },
    // A holder that takes its time: the one that waits has nothing to say meanwhile.
    {
      nodes: 2,
      wishes: [
        { node: 0, atMs: 0, holdMs: 8000 },
        { node: 1, atMs: 20, holdMs: 0 },
      ],
      linkDelaysMs: noDelays,
    },
    // A message stamped just before one's own request does not yet say that nothing older is under way.
    {
      nodes: 2,
      wishes: [
        { node: 0, atMs: 2, holdMs: 44 },
        { node: 1, atMs: 152, holdMs: 23 },
        { node: 1, atMs: 196, holdMs: 18 },
        { node: 0, atMs: 207, holdMs: 3 },
      ],
      linkDelaysMs: slow([0, 1, 65], [1, 0, 45]),
    },
    // Who still thinks of a neighbour it made wait sends it a second permission with the next release.
    {
      nodes: 2,
      wishes: [
        { node: 0, atMs: 56, holdMs: 44 },
        { node: 1, atMs: 57, holdMs: 11 },
        { node: 0, atMs: 331, holdMs: 3 },
        { node: 0, atMs: 351, holdMs: 19 },
        { node: 1, atMs: 461, holdMs: 42 },
        { node: 1, atMs: 498, holdMs: 20 },
      ],
      linkDelaysMs: slow([0, 1, 41], [1, 0, 54]),
    },
    // The same among three: the second permission lets a node pass another one over.
    {
      nodes: 3,
      wishes: [
        { node: 0, atMs: 21, holdMs: 15 },
        { node: 1, atMs: 39, holdMs: 53 },
        { node: 0, atMs: 165, holdMs: 50 },
        { node: 1, atMs: 318, holdMs: 20 },
        { node: 1, atMs: 335, holdMs: 40 },
        { node: 0, atMs: 356, holdMs: 24 },
      ],
      linkDelaysMs: slow([0, 1, 88]),
    },
    // An answer held back keeps no place in time: it is stamped when it is sent.
    {
      nodes: 3,
      wishes: [
        { node: 0, atMs: 0, holdMs: 300 },
        { node: 1, atMs: 50, holdMs: 0 },
        { node: 2, atMs: 150, holdMs: 0 },
      ],
      linkDelaysMs: noDelays,
    },
    // A release that comes late concerns the request of its sender, whoever is first by then.
    {
      nodes: 3,
      wishes: [
        { node: 1, atMs: 0, holdMs: 0 },
        { node: 0, atMs: 20, holdMs: 0 },
        { node: 0, atMs: 230, holdMs: 900 },
        { node: 2, atMs: 500, holdMs: 0 },
      ],
      linkDelaysMs: slow([1, 2, 200]),
    },
    // Five nodes: a majority of acknowledgements comes at once, that of the holder does not.
    {
      nodes: 5,
      wishes: [
        { node: 4, atMs: 0, holdMs: 300 },
        { node: 0, atMs: 40, holdMs: 0 },
      ],
      linkDelaysMs: slow([4, 0, 90]),
    },
    // Ten nodes: n2 and n10 tie, and who reads names as numbers orders them the other way.
    { nodes: 10, wishes: brief([1, 0], [9, 0]), linkDelaysMs: noDelays },
  ],
  observe,
  *deletions(input) {
    for (let nodes = 2; nodes < input.nodes; nodes++) yield { ...input, nodes };
    for (const wishes of listDeletions(input.wishes)) yield { ...input, wishes };
    for (const [i, wish] of input.wishes.entries()) {
      if (wish.holdMs > 0) yield { ...input, wishes: input.wishes.with(i, { ...wish, holdMs: 0 }) };
    }
    for (const [i, delay] of input.linkDelaysMs.entries()) {
      if (delay > 0) yield { ...input, linkDelaysMs: input.linkDelaysMs.with(i, 0) };
    }
  },
};

export function scenarioOf({ nodes, wishes, linkDelaysMs }: MutexInput): Scenario<MutexRequest> {
  const ids = nodeIds(nodes);
  const clients = ids.map((target, index): ClientScript<MutexRequest> => {
    const own = wishes.filter((wish) => wish.node % nodes === index);
    const requests = own
      .toSorted((a, b) => a.atMs - b.atMs)
      .flatMap(({ atMs, holdMs }) => [
        { atMs, target, request: { type: 'acquire' } as const },
        { atMs: atMs + holdMs, target, request: { type: 'release' } as const },
      ]);
    return { id: `c${index + 1}`, requests };
  });
  // Every message of a link takes equally long. A correct node sends at most one message of a type
  // on a link for each wish; twice as many are covered, so that the order is kept for others too.
  const faults: Fault[] = [];
  for (const [i, from] of ids.entries()) {
    for (const [j, to] of ids.entries()) {
      const byMs = linkDelaysMs[maxNodes * i + j] ?? 0;
      if (i === j || byMs === 0) continue;
      for (const type of ['request', 'ack', 'release']) {
        for (let k = 0; k < 2 * wishes.length; k++) {
          faults.push({ kind: 'delay', message: { from, to, type, k }, byMs });
        }
      }
    }
  }
  const latency = { minMs: latencyMs, maxMs: latencyMs };
  return { nodes, seed: 1, latency, durationMs, faults, clients };
}

function observe(
  input: MutexInput,
  submission: Submission,
  { explain }: { explain: boolean },
): MutexSeen {
  const run = simulate<MutexMessage, MutexRequest, MutexResponse>({
    scenario: scenarioOf(input),
    guard: submission.guard,
    inspect: explain,
    createProcess: (context) =>
      exported<LamportExports['createMutexProcess']>(submission, 'createMutexProcess')(context),
    clientPolicy: {
      // Later than the end of the run: a client never gives up waiting, as the contract has it.
      timeoutMs: 2 * durationMs,
      retryDelayMs: 1,
      maxAttempts: 1,
      interpret: () => ({ done: true }),
    },
  });
  const { visits, messages } = readMutexTrace(run.trace.events);
  return {
    trace: run.trace,
    fault: run.fault,
    visits,
    messages,
    ties: compareTies(visits, submission),
    counts: {
      vergaben: visits.filter((visit) => visit.granted !== undefined).length,
      konflikte: countConflicts(visits),
    },
  };
}

/** Wishes that came up while another node was waiting for the lock or had it. */
function countConflicts(visits: readonly Visit[]): number {
  const isOpenAt = (visit: Visit, seq: number) =>
    visit.acquire.seq < seq && (visit.release?.seq ?? Number.POSITIVE_INFINITY) > seq;
  return visits.filter((visit) => visits.some((other) => isOpenAt(other, visit.acquire.seq)))
    .length;
}
