import * as fc from 'fast-check';
import type { Member, Status } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import { nodeIds } from '../../../simulator/arbitraries.ts';
import { listDeletions } from '../../../simulator/deletions.ts';
import type { NodeId } from '../../../simulator/process.ts';
import { type CallRecord, Probe } from '../../submission.ts';
import type { Experiment, Observation } from '../../suite.ts';
import { neverMs, oneMs } from './configuration.ts';
import { type MemberSeen, memberTimes, observeMembers } from './membership-run.ts';

/** Reports about members: compared, and told to one judged node by scripted neighbours. */

const status = fc.constantFrom<Status>('alive', 'suspect', 'dead');
const incarnation = fc.integer({ min: 0, max: 3 });

export interface ReportsSeen extends Observation {
  readonly calls: readonly CallRecord[];
  readonly answer: unknown;
}

export interface Reports {
  readonly update: Member;
  readonly known: Member;
}

export const comparingReports: Experiment<Reports, ReportsSeen> = {
  id: 'meldungen-vergleichen',
  faults: 'none',
  runs: 40,
  inputs: fc
    .record({ a: status, i: incarnation, b: status, j: incarnation })
    .map(({ a, i, b, j }) => ({
      update: { node: 'n2', status: a, incarnation: i },
      known: { node: 'n2', status: b, incarnation: j },
    })),
  examples: [
    {
      update: { node: 'n2', status: 'alive', incarnation: 0 },
      known: { node: 'n2', status: 'dead', incarnation: 0 },
    },
    {
      update: { node: 'n2', status: 'alive', incarnation: 1 },
      known: { node: 'n2', status: 'dead', incarnation: 0 },
    },
    {
      update: { node: 'n2', status: 'dead', incarnation: 0 },
      known: { node: 'n2', status: 'alive', incarnation: 1 },
    },
    {
      update: { node: 'n2', status: 'suspect', incarnation: 1 },
      known: { node: 'n2', status: 'suspect', incarnation: 1 },
    },
  ],
  observe({ update, known }, submission) {
    const probe = new Probe(submission);
    const supersedes = probe.load<(update: Member, known: Member) => boolean>('supersedes');
    const answer = probe.call<unknown>('supersedes', [update, known], () =>
      supersedes({ ...update }, { ...known }),
    );
    return { calls: probe.calls, answer };
  },
};

export const reported = 'n1';
const nodes = nodeIds(4);
const stepMs = 5;

export interface Rumours {
  readonly seed: number;
  readonly steps: readonly ReportStep[];
}

interface ReportStep {
  readonly from: NodeId;
  readonly as: 'ping' | 'ack';
  readonly report: Member;
}

const step: fc.Arbitrary<ReportStep> = fc.record({
  from: fc.constantFrom('n2', 'n3', 'n4'),
  as: fc.constantFrom('ping' as const, 'ping' as const, 'ack' as const),
  report: fc.record({ node: fc.constantFrom(...nodes), status, incarnation }),
});

/** Nobody pings or dies of age here: only what is reported counts. */
const quiet = { ...memberTimes, periodMs: neverMs, suspectMs: 2 * neverMs };

/** A full list in which one report differs from „everybody is alive, for the first time“. */
function listWith(from: NodeId, report: Member): readonly Member[] {
  return nodes.map((node) => {
    // Nobody calls itself anything but alive.
    const isUsed = node === report.node && (node !== from || report.status === 'alive');
    return isUsed ? report : { node, status: 'alive', incarnation: 0 };
  });
}

export const hearingReports: Experiment<Rumours, MemberSeen> = {
  id: 'meldungen-hoeren',
  faults: 'none',
  runs: 30,
  inputs: fc.record({
    seed: fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff })),
    steps: fc.array(step, { minLength: 1, maxLength: 8 }),
  }),
  examples: [
    {
      // Dead, then an old „alive“: it must not bring the dead back.
      seed: 1,
      steps: [
        { from: 'n2', as: 'ping', report: { node: 'n3', status: 'dead', incarnation: 0 } },
        { from: 'n4', as: 'ping', report: { node: 'n3', status: 'alive', incarnation: 0 } },
      ],
    },
    {
      // Suspected, refuted, declared dead all the same, and an old suspicion comes late.
      seed: 1,
      steps: [
        { from: 'n2', as: 'ping', report: { node: reported, status: 'suspect', incarnation: 0 } },
        { from: 'n2', as: 'ping', report: { node: reported, status: 'dead', incarnation: 1 } },
        { from: 'n4', as: 'ping', report: { node: reported, status: 'suspect', incarnation: 0 } },
      ],
    },
  ],
  observe({ seed, steps }, submission, { explain }) {
    const plan = steps.map((one, index) => ({ ...one, atMs: (index + 1) * stepMs, index }));
    const endMs = (steps.length + 2) * stepMs;
    return observeMembers(
      submission,
      {
        scenario: {
          nodes: nodes.length,
          seed,
          latency: oneMs,
          durationMs: endMs + 10,
          faults: [],
          clients: [
            {
              id: 'c1',
              requests: [...plan.map(({ atMs }) => atMs + 2), endMs].map((atMs) => ({
                atMs,
                target: reported,
                request: { kind: 'members' },
              })),
            },
          ],
        },
        configuration: quiet,
        scripted: Object.fromEntries(
          nodes.slice(1).map((id) => [
            id,
            (context) => ({
              onStart() {
                for (const { from, atMs, index } of plan) {
                  if (from === id) context.setTimer(String(index), atMs);
                }
              },
              onTimer(name) {
                const due = plan[Number(name)];
                if (due === undefined) return;
                const members = listWith(id, due.report);
                context.send(reported, { type: due.as, sequence: 1000 + due.index, members });
              },
              onMessage() {},
            }),
          ]),
        ),
      },
      explain,
    );
  },
  *deletions(input) {
    for (const steps of listDeletions(input.steps)) yield { ...input, steps };
  },
};
