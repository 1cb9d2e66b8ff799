import * as fc from 'fast-check';
import { faultsArbitrary, nodeIds } from '../../../simulator/arbitraries.ts';
import { explicitScenario, scenarioDeletions } from '../../../simulator/deletions.ts';
import type { Fault } from '../../../simulator/scenario.ts';
import type { Experiment, FaultLevel } from '../../suite.ts';
import {
  askAll,
  type MemberScenario,
  type MemberSeen,
  memberLatency,
  memberTimes,
  observeMembers,
  roundPeriods,
} from './membership-run.ts';

/** Whole clusters of judged members. */

const { periodMs, suspectMs } = memberTimes;
export const memberNodes = 4;

/**
 * A crash is known to all in the end: within 2(n-1) periods each live node pings the dead one, a
 * period later it suspects it, after `suspectMs` it declares it dead (Das et al. 2002, section 4.3).
 * Two periods on top.
 */
const detectionMs = (roundPeriods(memberNodes) + 3) * periodMs + suspectMs;

/**
 * After the last fault all see all alive within 4(n-1) + 1 periods: the last ping to fail ends within a
 * period; within the next 2(n-1) whoever still holds a suspicion pings its subject, tells it so in the same
 * message and makes it raise its incarnation above it; within another 2(n-1) the subject has pinged
 * everybody with its new incarnation. The dead are pinged like everybody else. Three periods on top.
 */
const clearingMs = (2 * roundPeriods(memberNodes) + 4) * periodMs;

/** A crash armed before `untilMs` may strike up to 500 ms later, and then lasts at most as long. */
const crashTailMs = 1_000;

interface Plan {
  readonly untilMs: number;
  readonly settleMs: number;
  /** At these times everybody is asked for the list. */
  readonly askedMs: readonly number[];
}

function memberExperiment(
  id: string,
  faults: FaultLevel,
  runs: number,
  { untilMs, settleMs, askedMs }: Plan,
  faultLists: fc.Arbitrary<readonly Fault[]>,
  examples: readonly (readonly Fault[])[] = [],
): Experiment<MemberScenario, MemberSeen> {
  const nodes = nodeIds(memberNodes);
  const endMs = untilMs + settleMs;
  const scenarioOf = (seed: number, list: readonly Fault[]): MemberScenario => ({
    nodes: memberNodes,
    seed,
    latency: memberLatency,
    durationMs: endMs + 50,
    faults: list,
    clients: askAll(nodes, [...askedMs, endMs]),
  });
  return {
    id,
    faults,
    runs,
    examples: examples.map((list) => scenarioOf(1, list)),
    inputs: fc
      .tuple(fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff })), faultLists)
      .map(([seed, list]) => scenarioOf(seed, list)),
    observe: (scenario, submission, { explain }) =>
      observeMembers(submission, { scenario, configuration: memberTimes }, explain),
    deletions: scenarioDeletions,
    explicit: (scenario, seen) => explicitScenario(scenario, seen.run),
  };
}

/** The time of the last questions. */
export function lastAskedMs({ durationMs }: MemberScenario): number {
  return durationMs - 50;
}

export const calmMembers = memberExperiment(
  'mitglieder-ruhe',
  'none',
  3,
  { untilMs: 0, settleMs: (2 * roundPeriods(memberNodes) + 1) * periodMs + 50, askedMs: [] },
  fc.constant([]),
);

/** Two members cannot reach each other, but everybody else can reach both. */
export const brokenLink = memberExperiment(
  'mitglieder-umweg',
  'partition',
  4,
  { untilMs: 0, settleMs: (roundPeriods(memberNodes) + 2) * periodMs + 50, askedMs: [] },
  fc
    .uniqueArray(fc.constantFrom(...nodeIds(memberNodes)), { minLength: 2, maxLength: 2 })
    .map(([a = 'n1', b = 'n2']) =>
      [
        { senders: [a], receivers: [b] },
        { senders: [b], receivers: [a] },
      ].map((link) => ({
        kind: 'one-way-partition' as const,
        fromMs: 0,
        untilMs: 1_000_000,
        ...link,
      })),
    ),
);

export const crashingMembers = memberExperiment(
  'mitglieder-ausfall',
  'crash',
  5,
  { untilMs: 500, settleMs: detectionMs, askedMs: [900] },
  fc
    .record({
      crashed: fc.subarray(nodeIds(memberNodes), { minLength: 1, maxLength: 2 }),
      atMs: fc.integer({ min: 10, max: 500 }),
    })
    .map(({ crashed, atMs }) => crashed.map((node) => ({ kind: 'crash' as const, node, atMs }))),
);

const disturbed = { nodes: memberNodes, fromMs: 50, untilMs: 1_200, maxFaults: 4 };

/** Everything that makes the living look dead; then all is well again. */
export const disturbedMembers = memberExperiment(
  'mitglieder-stoerung',
  'partition',
  6,
  { untilMs: disturbed.untilMs + crashTailMs, settleMs: clearingMs, askedMs: [700, 1_150] },
  fc.oneof(
    faultsArbitrary({ ...disturbed, mix: 'partition' }),
    faultsArbitrary({ ...disturbed, mix: 'crash' }),
    fc
      .tuple(
        faultsArbitrary({ ...disturbed, mix: 'loss', maxFaults: 2 }),
        faultsArbitrary({ ...disturbed, mix: 'reordering', maxFaults: 2 }),
      )
      .map((lists) => lists.flat()),
  ),
  [
    [
      {
        kind: 'partition',
        fromMs: 50,
        untilMs: 1_200,
        groups: [
          ['n1', 'n2'],
          ['n3', 'n4'],
        ],
      },
    ],
    [{ kind: 'crash', node: 'n2', atMs: 50, downMs: 1_150 }],
  ],
);
