import * as fc from 'fast-check';
import { simulate } from '../simulator/kernel.ts';
import type { ClientScript, Scenario } from '../simulator/scenario.ts';
import type { Trace } from '../simulator/trace.ts';
import { raftNodes } from '../suites/kapitel8/raft/cluster.ts';
import type { Request } from '../suites/kapitel8/raft/contract.ts';
import { clientPolicy } from '../suites/kapitel8/raft/observed.ts';
import type { Submission } from '../suites/submission.ts';
import {
  type Experiment,
  holds,
  type Observation,
  property,
  type Suite,
  violated,
} from '../suites/suite.ts';

/** How many trace events one run of {@link suite} records. */
export const eventsPerRun = 10_000;

/** Five nodes with three clients that never rest; the run ends after exactly so many events. */
export function runLoad(
  submission: Submission,
  nodes = 5,
  maxEvents = eventsPerRun,
  seed = 1,
): Trace {
  return simulate({
    scenario: loadScenario(nodes, seed),
    createProcess: raftNodes(submission),
    guard: submission.guard,
    clientPolicy,
    limits: { maxEvents },
  }).trace;
}

/** More than a run of {@link eventsPerRun} gets through: about 110 each. */
const requestsPerClient = 400;

/** Made once: what is measured is the simulator, not the making of its input. */
const clients: readonly ClientScript<Request>[] = ['c1', 'c2', 'c3'].map((id) => ({
  id,
  requests: Array.from({ length: requestsPerClient }, (_, i) => ({
    atMs: 0,
    request: {
      clientId: id,
      sequence: i + 1,
      command:
        i % 2 === 0
          ? { kind: 'put' as const, key: `k${i % 7}`, value: `v${i}` }
          : { kind: 'get' as const, key: `k${i % 7}` },
    },
  })),
}));

function loadScenario(nodes: number, seed: number): Scenario<Request> {
  return {
    nodes,
    seed,
    latency: { minMs: 1, maxMs: 5 },
    durationMs: 1e9,
    faults: [],
    clients,
  };
}

interface Counted extends Observation {
  readonly events: number;
}

const load: Experiment<number, Counted> = {
  id: 'load',
  faults: 'none',
  runs: 1,
  inputs: fc.constant(1),
  observe: (seed, submission) => ({
    events: runLoad(submission, 5, eventsPerRun, seed).events.length,
  }),
};

/** The load as a suite, so that it runs where students' code runs: in the sandbox's compartment. */
export const suite: Suite = {
  exercise: 'raft',
  properties: [
    property<number, Counted>({
      id: 'enough-events',
      part: 'election',
      title: 'Last',
      rule: 'Der Lauf zeichnet genügend Ereignisse auf.',
      source: 'grader/bench',
      points: 0,
      kind: 'liveness',
      visibility: 'geheim',
      hints: ['Nur zum Messen.'],
      chapter: '08-raft.md#lernziele',
      on: [load],
      check: ({ events }) =>
        events >= eventsPerRun ? holds : violated(`nur ${events} Ereignisse`),
    }),
  ],
};
