import type {
  AmbassadorMessage,
  ClientRequest,
  ClientResponse,
} from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import { simulate } from '../../../../simulator/kernel.ts';
import type { Deviation, ScriptedNode } from '../../../../simulator/simulate.ts';
import type { Trace } from '../../../../simulator/trace.ts';
import { exported, type Submission } from '../../../submission.ts';
import type { Observation, ObserveOptions } from '../../../suite.ts';
import type { AmbassadorExports } from '../exports.ts';
import { type Finding, Findings } from './finding.ts';
import { configOf, type GroupInput, memberId, scenarioOf, store } from './input.ts';
import { Instance } from './instance.ts';
import { RegistryJudge } from './registry.ts';
import { Replay } from './replay.ts';
import { judgeShares } from './shares.ts';
import { type Logged, storeNode } from './store-node.ts';

export interface GroupSeen extends Observation {
  readonly trace: Trace;
  readonly deviations: readonly Deviation[];
  readonly findings: readonly Finding[];
}

type Scripted = ScriptedNode<AmbassadorMessage, ClientRequest, ClientResponse>;

/** One ambassador with its group, its store and its clients; judged by what is on the wire. */
export function observeGroup(
  input: GroupInput,
  submission: Submission,
  { explain }: ObserveOptions,
): GroupSeen {
  const config = configOf(input);
  const log: Logged[] = [];
  const instances = input.members.map(({ behaviours }, i): [string, Scripted] => [
    memberId(i),
    (context) => new Instance(context, behaviours, input.callTimeoutMs) as never,
  ]);
  const run = simulate<AmbassadorMessage, ClientRequest, ClientResponse>({
    scenario: scenarioOf(input),
    guard: submission.guard,
    createProcess: (context) =>
      exported<AmbassadorExports['createAmbassador']>(submission, 'createAmbassador')(
        context,
        config,
      ),
    scripted: {
      [store]: storeNode(submission, input.meddling, log) as Scripted,
      ...Object.fromEntries(instances),
    },
    clientPolicy: {
      timeoutMs: 900,
      retryDelayMs: 1,
      maxAttempts: 1,
      interpret: () => ({ done: true }),
    },
    inspect: explain,
    recordTimers: explain,
  });
  const findings = new Findings();
  const { events, endedAtMs } = run.trace;
  if (run.fault === undefined) {
    const replay = new Replay(config, findings);
    replay.run(events, endedAtMs);
    judgeShares(replay.choices, config, findings);
    new RegistryJudge(config, input, events, log, replay.lives, findings).judge();
  }
  findings.count('losses', run.counts.dropped);
  findings.count('restarts', run.counts.restarts);
  return {
    trace: run.trace,
    fault: run.fault,
    deviations: run.deviations,
    findings: findings.list,
    counts: findings.counts,
  };
}
