import * as fc from 'fast-check';
import { type FaultMix, faultsArbitrary, nodeIds } from '../../../../simulator/arbitraries.ts';
import { explicitScenario } from '../../../../simulator/deletions.ts';
import { simulate } from '../../../../simulator/kernel.ts';
import type { ClientScript, Fault, Scenario } from '../../../../simulator/scenario.ts';
import type { ClientPolicy } from '../../../../simulator/simulate.ts';
import type { Experiment } from '../../../suite.ts';
import type { LogMessage, LogRequest, LogResponse } from '../contract.ts';
import { seenOf } from '../observed.ts';
import { shorterFirst } from '../shorter.ts';
import { isLogResponse, logFormat } from '../wire-format.ts';
import { type LogSeen, logNodes } from './nodes.ts';
import { walkedLog } from './walk.ts';

/** Experiments in which all nodes are the submission's own. */
export type LogExperiment = Experiment<Scenario<LogRequest>, LogSeen>;

/** Clients never tire, and go where a node sends them. */
const policy: ClientPolicy<LogRequest, LogResponse> = {
  timeoutMs: 250,
  retryDelayMs: 20,
  maxAttempts: 200,
  interpret(response) {
    if (!isLogResponse(response)) return { done: false };
    return response.ok ? { done: true } : { done: false, retryAt: response.leaderHint };
  },
};

export const calmFromMs = 1200;
/** Ten of the longest waits: enough for a leader, as in Raft, with a good deal to spare. */
export const settledMs = 3000;
/** At the end of a run everything is read once more. */
export const finalReadMs = 100;
export const endMs = calmFromMs + settledMs + 700;

function logExperiment(
  head: Pick<LogExperiment, 'id' | 'faults' | 'runs' | 'inputs'> & {
    readonly examples?: readonly Scenario<LogRequest>[];
  },
): LogExperiment {
  return {
    ...head,
    observe(scenario, submission, { explain }) {
      const run = simulate<LogMessage, LogRequest, LogResponse>({
        scenario,
        createProcess: logNodes(submission),
        guard: submission.guard,
        clientPolicy: policy,
        inspect: explain,
        recordTimers: explain,
      });
      const seen = seenOf<LogMessage, LogRequest, LogResponse>(run, logFormat, scenario.faults);
      const retries = seen.history.filter(({ attempts }) => attempts > 1).length;
      return { ...seen, counts: { ...seen.counts, ...walkedLog(seen).counts, retries } };
    },
    deletions: shorterFirst,
    explicit: explicitScenario,
  };
}

function writer(id: string, times: readonly number[]): ClientScript<LogRequest> {
  return {
    id,
    requests: times.map((atMs, i) => ({
      atMs,
      request: {
        type: 'append',
        command: { clientId: id, sequence: i + 1, text: `${id}.${i + 1}` },
      },
    })),
  };
}

function reader(node: string, times: readonly number[]): ClientScript<LogRequest> {
  return {
    id: `leser-${node}`,
    requests: times.map((atMs) => ({ atMs, target: node, request: { type: 'applied' } })),
  };
}

/** Commands while the faults last, and two more from each client when they are long over. */
const writers: fc.Arbitrary<ClientScript<LogRequest>[]> = fc
  .tuple(
    ...['c1', 'c2', 'c3'].map((id) =>
      fc
        .array(fc.integer({ min: 250, max: calmFromMs }), { minLength: 2, maxLength: 5 })
        .map((times) => {
          const early = times.toSorted((a, b) => a - b);
          const lateMs = calmFromMs + settledMs;
          return writer(id, [...early, lateMs, lateMs + 60]);
        }),
    ),
  )
  .map((scripts) => [...scripts]);

const messageTypes: readonly LogMessage['type'][] = [
  'Prepare',
  'Promise',
  'Accept',
  'Accepted',
  'Chosen',
  'Heartbeat',
];

const seeds = fc.noShrink(fc.nat());

/** One node after the other is cut off for a while: whoever leads loses its followers once. */
function isolations(nodes: number): fc.Arbitrary<Fault[]> {
  const ids = nodeIds(nodes);
  return fc
    .record({
      order: fc.shuffledSubarray(ids, { minLength: 0, maxLength: 2 }),
      lengthMs: fc.integer({ min: 150, max: 400 }),
    })
    .map(({ order, lengthMs }) =>
      order.map((id, i) => ({
        kind: 'partition' as const,
        fromMs: 350 + i * lengthMs,
        untilMs: Math.min(calmFromMs, 350 + (i + 1) * lengthMs),
        groups: [[id], ids.filter((other) => other !== id)],
      })),
    );
}

function scenarios(mixes: readonly FaultMix[]): fc.Arbitrary<Scenario<LogRequest>> {
  return fc.tuple(fc.constantFrom(3, 3, 5), fc.constantFrom(...mixes)).chain(([nodes, mix]) =>
    fc.record({
      nodes: fc.constant(nodes),
      seed: seeds,
      latency: fc.constant({ minMs: 1, maxMs: 5 }),
      durationMs: fc.constant(endMs),
      faults: fc
        .tuple(
          faultsArbitrary({ nodes, mix, fromMs: 200, untilMs: calmFromMs, messageTypes }),
          mix === 'none' ? fc.constant([]) : isolations(nodes),
        )
        .map(([some, others]): Fault[] => [...some, ...others]),
      clients: writers.map((scripts) => [
        ...scripts,
        ...nodeIds(nodes).map((node, i) => reader(node, [700 + 90 * i, endMs - finalReadMs])),
      ]),
    }),
  );
}

/** A calm cluster with work to do from the moment on at which there is surely a leader. */
const busy = (nodes: number, seed: number): Scenario<LogRequest> => ({
  nodes,
  seed,
  latency: { minMs: 1, maxMs: 5 },
  durationMs: settledMs + 900,
  faults: [],
  clients: [
    ...['c1', 'c2'].map((id, i) =>
      writer(
        id,
        Array.from({ length: 10 }, (_, k) => settledMs + 20 + 40 * k + 11 * i),
      ),
    ),
    ...nodeIds(nodes).map((node) => reader(node, [settledMs + 300, settledMs + 800])),
  ],
});

export const busyLog = logExperiment({
  id: 'log-arbeit',
  faults: 'none',
  runs: 2,
  inputs: fc.tuple(fc.constantFrom(3, 5), seeds).map(([nodes, seed]) => busy(nodes, seed)),
});

export const disturbedLog = logExperiment({
  id: 'log-stoerungen',
  faults: 'partition',
  runs: 10,
  inputs: scenarios(['loss', 'reordering', 'partition']),
});

export const crashingLog = logExperiment({
  id: 'log-abstuerze',
  faults: 'crash',
  runs: 10,
  inputs: scenarios(['crash', 'crash', 'everything']),
  examples: [0, 1].map((afterEffects) => ({
    ...busy(3, 8),
    durationMs: endMs,
    faults: nodeIds(3).map((node, i) => ({
      kind: 'crash' as const,
      node,
      atMs: 620 + 180 * i,
      downMs: 130,
      afterEffects: afterEffects + i,
    })),
    clients: [
      ...['c1', 'c2'].map((id) =>
        writer(id, [600, 620, 700, 800, 850, 1000, calmFromMs + settledMs]),
      ),
      ...nodeIds(3).map((node, i) => reader(node, [900 + 90 * i, endMs - finalReadMs])),
    ],
  })),
});

/** Every node alone: it stands again and again. */
export const lonelyLog = logExperiment({
  id: 'log-einsam',
  faults: 'partition',
  runs: 1,
  inputs: seeds.map((seed) => ({
    nodes: 3,
    seed,
    latency: { minMs: 1, maxMs: 1 },
    durationMs: 4000,
    faults: [
      {
        kind: 'partition' as const,
        fromMs: 0,
        untilMs: 4000,
        groups: nodeIds(3).map((id) => [id]),
      },
    ],
    clients: [],
  })),
});
