import * as fc from 'fast-check';
import { explicitScenario, scenarioDeletions } from '../../../../simulator/deletions.ts';
import { simulate } from '../../../../simulator/kernel.ts';
import type { Fault, Scenario } from '../../../../simulator/scenario.ts';
import type { Experiment } from '../../../suite.ts';
import { coordinatorId, type Message, type Request, type Response } from '../contract.ts';
import { talk } from '../experiments.ts';
import { commitNodes } from '../nodes.ts';
import { type CommitSeen, commitSeen } from '../observed.ts';
import { transferOf } from '../stage/lines.ts';

/** The coordinator is gone for good somewhere in the middle; the participants are among themselves. */
const scenarios: fc.Arbitrary<Scenario<Request>> = fc
  .record({
    seed: fc.noShrink(fc.nat()),
    gone: fc.record({
      atMs: fc.constantFrom(5, 12, 14, 16, 18),
      afterEffects: fc.constantFrom(1, 2, 3, 4),
    }),
    lost: fc.option(fc.constantFrom('n2', 'n3', 'n4'), { nil: undefined }),
    restarting: fc.option(fc.constantFrom('n2', 'n3', 'n4'), { nil: undefined }),
    amount: fc.constantFrom(10, 200),
  })
  .map(({ seed, gone, lost, restarting, amount }) => ({
    nodes: 4,
    seed,
    latency: { minMs: 1, maxMs: 3 },
    durationMs: 1200,
    faults: [
      { kind: 'crash' as const, node: coordinatorId, ...gone },
      ...(lost === undefined ? [] : [lostPrepare(lost)]),
      ...(restarting === undefined
        ? []
        : [{ kind: 'crash' as const, node: restarting, atMs: 120, downMs: 60 }]),
    ],
    clients: [
      {
        id: 'c1',
        requests: [
          {
            atMs: 10,
            target: coordinatorId,
            request: transferOf('t1', `n2.a-${amount} n3.b+10 n4.c+${amount - 10}`),
          },
        ],
      },
    ],
  }));

function lostPrepare(to: string): Fault {
  return { kind: 'drop', message: { from: coordinatorId, to, type: 'Prepare', k: 0 } };
}

/**
 * All have been asked but one; then the coordinator goes, before any vote arrives. However a solution is
 * written, two are uncertain and the third can help.
 */
const examples = ['n2', 'n3', 'n4'].map(
  (lost): Scenario<Request> => ({
    nodes: 4,
    seed: 8,
    latency: { minMs: 1, maxMs: 1 },
    durationMs: 600,
    faults: [{ kind: 'crash', node: coordinatorId, atMs: 12 }, lostPrepare(lost)],
    clients: [
      {
        id: 'c1',
        requests: [
          {
            atMs: 10,
            target: coordinatorId,
            request: transferOf('t1', 'n2.a-30 n3.b+10 n4.c+20'),
          },
        ],
      },
    ],
  }),
);

export const withoutCoordinator: Experiment<Scenario<Request>, CommitSeen> = {
  id: 'system-ohne-koordinator',
  faults: 'crash',
  runs: 16,
  inputs: scenarios,
  examples,
  observe(scenario, submission, { explain }) {
    const run = simulate<Message, Request, Response>({
      scenario,
      createProcess: commitNodes(submission),
      guard: submission.guard,
      clientPolicy: {
        timeoutMs: 100_000,
        retryDelayMs: 10,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
      inspect: explain,
      recordTimers: explain,
    });
    const seen = commitSeen(scenario.faults, run);
    return { ...seen, counts: { ...seen.counts, ...talk(seen) } };
  },
  deletions: scenarioDeletions,
  explicit: explicitScenario,
};
