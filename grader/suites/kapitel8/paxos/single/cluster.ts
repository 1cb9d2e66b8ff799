import * as fc from 'fast-check';
import { type FaultMix, faultsArbitrary, nodeIds } from '../../../../simulator/arbitraries.ts';
import { explicitScenario } from '../../../../simulator/deletions.ts';
import { simulate } from '../../../../simulator/kernel.ts';
import type { ClientScript, Fault, Scenario } from '../../../../simulator/scenario.ts';
import type { ClientPolicy } from '../../../../simulator/simulate.ts';
import type { Experiment } from '../../../suite.ts';
import type { Decision, Message, Proposal } from '../contract.ts';
import { seenOf } from '../observed.ts';
import { shorterFirst } from '../shorter.ts';
import { isDecision, singleFormat } from '../wire-format.ts';
import { paxosNodes } from './nodes.ts';
import { type SingleSeen, walked } from './nodes-walk.ts';

/** Experiments in which all nodes are the submission's own. */
export type ClusterExperiment = Experiment<Scenario<Proposal>, SingleSeen>;

/** Clients ask again elsewhere, and never tire. */
const policy: ClientPolicy<Proposal, Decision> = {
  timeoutMs: 400,
  retryDelayMs: 20,
  maxAttempts: 200,
  interpret: (response) => ({ done: isDecision(response) }),
};

/** No fault lasts longer. */
export const calmFromMs = 900;
/**
 * A client that asked a dead node asks a living one 420 ms later; an attempt that nobody disturbs takes
 * 30 ms, and of those that five proposers begin in 2 s (fifty and more) every second one is undisturbed.
 */
export const settledMs = 2500;
export const endMs = calmFromMs + settledMs;

function clusterExperiment(
  head: Pick<ClusterExperiment, 'id' | 'faults' | 'runs' | 'inputs'> & {
    readonly examples?: readonly Scenario<Proposal>[];
    readonly clientPolicy?: ClientPolicy<Proposal, Decision>;
  },
): ClusterExperiment {
  const { clientPolicy = policy, ...declaration } = head;
  return {
    ...declaration,
    observe(scenario, submission, { explain }) {
      const run = simulate<Message, Proposal, Decision>({
        scenario,
        createProcess: paxosNodes(submission),
        guard: submission.guard,
        clientPolicy,
        inspect: explain,
        recordTimers: explain,
      });
      const seen = seenOf<Message, Proposal, Decision>(run, singleFormat, scenario.faults);
      const answers = seen.history.filter(({ returned }) => isDecision(returned?.response)).length;
      return { ...seen, counts: { ...seen.counts, ...walked(seen).counts, answers } };
    },
    deletions: shorterFirst,
    explicit: explicitScenario,
  };
}

const messageTypes: readonly Message['type'][] = [
  'Prepare',
  'Promise',
  'Accept',
  'Accepted',
  'Chosen',
];

const seeds = fc.noShrink(fc.nat());

function client(id: string, nodes: number): fc.Arbitrary<ClientScript<Proposal>> {
  const request = fc.record({
    atMs: fc.oneof(fc.integer({ min: 5, max: 40 }), fc.integer({ min: 5, max: calmFromMs })),
    target: fc.constantFrom(...nodeIds(nodes)),
  });
  return fc.array(request, { minLength: 1, maxLength: 2 }).map((requests) => ({
    id,
    requests: requests
      .toSorted((a, b) => a.atMs - b.atMs)
      .map(({ atMs, target }, i) => ({ atMs, target, request: { value: `${id}.${i + 1}` } })),
  }));
}

function scenarios(mixes: readonly FaultMix[]): fc.Arbitrary<Scenario<Proposal>> {
  return fc.tuple(fc.constantFrom(3, 3, 4, 5), fc.constantFrom(...mixes)).chain(([nodes, mix]) =>
    fc.record({
      nodes: fc.constant(nodes),
      seed: seeds,
      latency: fc.constant({ minMs: 1, maxMs: 6 }),
      durationMs: fc.constant(endMs),
      faults: faultsArbitrary({ nodes, mix, fromMs: 5, untilMs: calmFromMs, messageTypes }),
      clients: fc
        .tuple(client('c1', nodes), client('c2', nodes), client('c3', nodes))
        .map((scripts): ClientScript<Proposal>[] => [...scripts]),
    }),
  );
}

export const calmCluster = clusterExperiment({
  id: 'einigung-ruhe',
  faults: 'none',
  runs: 4,
  inputs: scenarios(['none']),
});

export const disturbedCluster = clusterExperiment({
  id: 'einigung-stoerungen',
  faults: 'partition',
  runs: 20,
  inputs: scenarios(['loss', 'loss', 'reordering', 'partition']),
});

const propose = (id: string, target: string, atMs: number): ClientScript<Proposal> => ({
  id,
  requests: [{ atMs, target, request: { value: `${id}.1` } }],
});

/** All nodes restart one after the other, some in the middle of a handler, while three propose. */
const restarts = (afterEffects: number): Scenario<Proposal> => ({
  nodes: 3,
  seed: 8,
  latency: { minMs: 1, maxMs: 6 },
  durationMs: endMs,
  faults: nodeIds(3).map((node, i): Fault => {
    return { kind: 'crash', node, atMs: 8 + 25 * i, downMs: 60, afterEffects: afterEffects + i };
  }),
  clients: nodeIds(3).map((node, i) => propose(`c${i + 1}`, node, 5 + 6 * i)),
});

export const crashingCluster = clusterExperiment({
  id: 'einigung-abstuerze',
  faults: 'crash',
  runs: 20,
  inputs: scenarios(['crash', 'crash', 'everything']),
  examples: [0, 1, 2].map(restarts),
});

/** So long five proposers may fight at most. */
export const duelMs = 6000;

/** Slow messages, five proposers that begin one after the other: whoever asks again soon disturbs. */
const duel = (seed: number, gapMs: number, nodes: number): Scenario<Proposal> => ({
  nodes,
  seed,
  latency: { minMs: 20, maxMs: 20 },
  durationMs: duelMs,
  faults: [],
  clients: nodeIds(nodes).map((node, i) => propose(`c${i + 1}`, node, 5 + gapMs * i)),
});

export const duels = clusterExperiment({
  id: 'duell',
  faults: 'none',
  runs: 0,
  inputs: fc.constant(duel(8, 30, 5)),
  // Clients wait for the node that they have asked: all five want to propose to the end.
  clientPolicy: { ...policy, timeoutMs: 100_000 },
  examples: [12, 18, 24, 30, 38].map((gapMs, i) => duel(80 + i, gapMs, 5)),
});

/** A node that nobody hears: how long does it wait from one attempt to the next? */
export const lonely = clusterExperiment({
  id: 'einsam',
  faults: 'partition',
  runs: 2,
  inputs: seeds.map((seed) => ({
    nodes: 3,
    seed,
    latency: { minMs: 1, maxMs: 1 },
    durationMs: 3000,
    faults: [
      {
        kind: 'partition' as const,
        fromMs: 0,
        untilMs: 3000,
        groups: nodeIds(3).map((id) => [id]),
      },
    ],
    clients: nodeIds(2).map((node, i) => propose(`c${i + 1}`, node, 5)),
  })),
  clientPolicy: { ...policy, timeoutMs: 100_000 },
});
