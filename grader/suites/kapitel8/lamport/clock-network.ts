import * as fc from 'fast-check';
import type {
  ClockMessage,
  ClockRequest,
  ClockResponse,
} from '../../../../exercises/kapitel8/lamport/contract.ts';
import { nodeIds } from '../../../simulator/arbitraries.ts';
import { explicitScenario, scenarioDeletions } from '../../../simulator/deletions.ts';
import { simulate } from '../../../simulator/kernel.ts';
import type { ClientScript, Fault, Scenario } from '../../../simulator/scenario.ts';
import type { Deviation } from '../../../simulator/simulate.ts';
import type { Trace, TraceEvent } from '../../../simulator/trace.ts';
import { exported, type Submission } from '../../submission.ts';
import type { Experiment, Observation } from '../../suite.ts';
import { type ClientEvent, isStampedPairAcross, readClockTrace } from './clock-trace.ts';
import type { LamportExports } from './exports.ts';

export type ClockScenario = Scenario<ClockRequest>;

export interface ClockNetworkSeen extends Observation {
  readonly trace: Trace;
  readonly deviations: readonly Deviation[];
  readonly clientEvents: readonly ClientEvent[];
  /** Messages sent outside a client's request. */
  readonly unasked: readonly Extract<TraceEvent, { kind: 'send' }>[];
}

const durationMs = 2000;
/** Of the values of `to` so many mean a local event. */
const localShare = 3;

interface Draft {
  readonly nodes: number;
  readonly seed: number;
  readonly steps: readonly { readonly node: number; readonly to: number; readonly atMs: number }[];
  readonly noise: number;
  /** How fast the wall clock of each node runs, in thousandths. */
  readonly rates: readonly number[];
}

/** Draft → scenario: each node has a client of its own; small `to` means a local event. */
function scenarioOf({ nodes, seed, steps, noise, rates }: Draft): ClockScenario {
  const ids = nodeIds(nodes);
  const clients = ids.map((target, index): ClientScript<ClockRequest> => {
    const peers = ids.filter((id) => id !== target);
    const requests = steps
      .filter((step) => step.node % nodes === index)
      .sort((a, b) => a.atMs - b.atMs)
      .map(({ to, atMs }) => {
        const peer = to < localShare ? undefined : peers[to % peers.length];
        const request: ClockRequest =
          peer === undefined ? { type: 'local' } : { type: 'send', to: peer };
        return { atMs, target, request };
      });
    return { id: `c${index + 1}`, requests };
  });
  const faults: Fault[] = [];
  // Wall clocks disagree: who stamps with them is found out.
  for (const [i, node] of ids.entries()) {
    const ratePerMille = rates[i] ?? 1000;
    if (ratePerMille !== 1000) faults.push({ kind: 'drift', node, ratePerMille });
  }
  if (noise > 0) {
    faults.push({
      kind: 'unreliable',
      fromMs: 0,
      untilMs: durationMs,
      dropPerMille: 60 * noise,
      duplicatePerMille: 80 * noise,
      delayPerMille: 150 * noise,
      maxExtraDelayMs: 100,
    });
  }
  return { nodes, seed, latency: { minMs: 1, maxMs: 8 }, durationMs, faults, clients };
}

const drafts: fc.Arbitrary<Draft> = fc.record({
  nodes: fc.integer({ min: 2, max: 4 }),
  seed: fc.noShrink(fc.integer({ min: 1, max: 1_000_000 })),
  steps: fc.array(
    fc.record({
      // Nodes with few events of their own have slow clocks: there a careless receipt shows.
      node: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3 })),
      to: fc.integer({ min: 0, max: localShare + 3 }),
      atMs: fc.integer({ min: 0, max: 150 }),
    }),
    { minLength: 8, maxLength: 28, size: 'max' },
  ),
  noise: fc.constantFrom(0, 2, 3),
  rates: fc.array(fc.constantFrom(1000, 500, 2000), { minLength: 4, maxLength: 4 }),
});

/** The first message arrives after the second, and that one twice. */
const overtaken: ClockScenario = {
  ...scenarioOf({
    nodes: 2,
    seed: 1,
    noise: 0,
    rates: [],
    steps: [
      { node: 0, to: 3, atMs: 0 },
      { node: 0, to: 3, atMs: 30 },
      { node: 1, to: 0, atMs: 150 },
    ],
  }),
  faults: [
    { kind: 'delay', message: { from: 'n1', to: 'n2', type: 'note', k: 0 }, byMs: 80 },
    { kind: 'duplicate', message: { from: 'n1', to: 'n2', type: 'note', k: 1 }, afterMs: 50 },
  ],
};

/** The wall clock of n1 runs ahead of that of n2, which hears of n1. */
const fastClock: ClockScenario = scenarioOf({
  nodes: 2,
  seed: 1,
  noise: 0,
  rates: [2000, 1000],
  steps: [
    { node: 0, to: 3, atMs: 100 },
    { node: 1, to: 0, atMs: 120 },
  ],
});

/** The clock at work: client events on an unreliable network. */
export const clockNetwork: Experiment<ClockScenario, ClockNetworkSeen> = {
  id: 'uhr-im-netz',
  faults: 'reordering',
  runs: 30,
  inputs: drafts.map(scenarioOf),
  examples: [fastClock, overtaken],
  observe,
  deletions: scenarioDeletions,
  explicit: explicitScenario,
};

function observe(
  scenario: ClockScenario,
  submission: Submission,
  { explain }: { explain: boolean },
): ClockNetworkSeen {
  const run = simulate<ClockMessage, ClockRequest, ClockResponse>({
    scenario,
    guard: submission.guard,
    inspect: explain,
    createProcess: (context) =>
      exported<LamportExports['createClockProcess']>(submission, 'createClockProcess')(context),
    clientPolicy: {
      timeoutMs: 2 * durationMs,
      retryDelayMs: 1,
      maxAttempts: 1,
      interpret: () => ({ done: true }),
    },
  });
  const { clientEvents, unasked } = readClockTrace(run.trace.events);
  return {
    trace: run.trace,
    fault: run.fault,
    deviations: run.deviations,
    clientEvents,
    unasked,
    counts: {
      verloren: run.counts.dropped,
      doppelt: run.counts.duplicated,
      überholt: run.counts.reordered,
      'geordnete-paare': clientEvents.reduce(
        (sum, b) => sum + clientEvents.filter((a) => isStampedPairAcross(run.trace, a, b)).length,
        0,
      ),
    },
  };
}
