import { explicitScenario, scenarioDeletions } from '../../../simulator/deletions.ts';
import { simulate } from '../../../simulator/kernel.ts';
import type { Context, Process } from '../../../simulator/process.ts';
import type { Scenario } from '../../../simulator/scenario.ts';
import type { ClientPolicy } from '../../../simulator/simulate.ts';
import type { Submission } from '../../submission.ts';
import type { Experiment, ObserveOptions } from '../../suite.ts';
import type { Message, Request, Response } from './contract.ts';
import { clientPolicy, type RaftSeen, raftSeen } from './observed.ts';

type RaftContext = Context<Message>;
type RaftProcess = Process<Message, Request, Response>;

/** How the submission makes a node; each call has a module of its own. */
export function raftNodes(submission: Submission): (context: RaftContext) => RaftProcess {
  return (context) => {
    const { createRaft } = submission.instantiate() as {
      createRaft(context: RaftContext): RaftProcess;
    };
    return createRaft(context);
  };
}

type ClusterExperiment = Pick<
  Experiment<Scenario<Request>, RaftSeen>,
  'id' | 'faults' | 'runs' | 'inputs'
> & {
  readonly examples?: readonly Scenario<Request>[];
  /** Without one of its parts the scenario would be about something else: nothing is left out. */
  readonly isWhole?: boolean;
  readonly policy?: ClientPolicy<Request, Response>;
  /** Counts for *sometimes*, from what was seen. */
  count?(seen: RaftSeen): Readonly<Record<string, number>>;
};

/** An experiment in which all nodes are the submission's. */
export function clusterExperiment(
  declaration: ClusterExperiment,
): Experiment<Scenario<Request>, RaftSeen> {
  const { count, policy, isWhole = false, ...head } = declaration;
  return {
    ...head,
    observe(scenario, submission, options) {
      const seen = runCluster(scenario, submission, options, policy ?? clientPolicy);
      return count === undefined ? seen : { ...seen, counts: { ...seen.counts, ...count(seen) } };
    },
    ...(isWhole ? {} : { deletions: scenarioDeletions, explicit: explicitScenario }),
  };
}

function runCluster(
  scenario: Scenario<Request>,
  submission: Submission,
  { explain }: ObserveOptions,
  policy: ClientPolicy<Request, Response>,
): RaftSeen {
  const run = simulate<Message, Request, Response>({
    scenario,
    createProcess: raftNodes(submission),
    guard: submission.guard,
    clientPolicy: policy,
    inspect: explain,
    recordTimers: explain,
  });
  return raftSeen(scenario, run);
}
