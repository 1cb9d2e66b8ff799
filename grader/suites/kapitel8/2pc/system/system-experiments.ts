import { explicitScenario, scenarioDeletions } from '../../../../simulator/deletions.ts';
import { simulate } from '../../../../simulator/kernel.ts';
import type { Scenario } from '../../../../simulator/scenario.ts';
import type { ClientPolicy } from '../../../../simulator/simulate.ts';
import type { Experiment, FaultLevel } from '../../../suite.ts';
import { coordinatorId, type Message, type Request, type Response } from '../contract.ts';
import { talk } from '../experiments.ts';
import { commitNodes } from '../nodes.ts';
import { type CommitSeen, commitSeen } from '../observed.ts';
import { asResponse } from '../wire-format.ts';
import { systems } from './system-input.ts';

/** Clients ask again until they are answered; whoever is sent away goes to the coordinator. */
const clientPolicy: ClientPolicy<Request, Response> = {
  timeoutMs: 180,
  retryDelayMs: 10,
  maxAttempts: 100,
  interpret(response, request) {
    const understood = asResponse(response);
    if (understood === undefined) return { done: false };
    if (understood.kind !== 'wrong-node') return { done: true };
    return request.kind === 'transfer' ? { done: false, retryAt: coordinatorId } : { done: false };
  },
};

function systemExperiment(
  id: string,
  faults: FaultLevel,
  runs: number,
  mixes: Parameters<typeof systems>[0],
): Experiment<Scenario<Request>, CommitSeen> {
  return {
    id,
    faults,
    runs,
    inputs: systems(mixes),
    observe(scenario, submission, { explain }) {
      const run = simulate<Message, Request, Response>({
        scenario,
        createProcess: commitNodes(submission),
        guard: submission.guard,
        clientPolicy,
        inspect: explain,
        recordTimers: explain,
      });
      const seen = commitSeen(scenario.faults, run);
      return { ...seen, counts: { ...seen.counts, ...talk(seen) } };
    },
    deletions: scenarioDeletions,
    explicit: explicitScenario,
  };
}

export const calmSystem = systemExperiment('system-in-ruhe', 'none', 4, ['none']);

export const disturbedSystem = systemExperiment('system-mit-stoerungen', 'crash', 24, [
  'loss',
  'reordering',
  'partition',
  'crash',
  'crash',
  'everything',
]);
