import type {
  GossipConfiguration,
  GossipMessage,
  GossipRequest,
  GossipResponse,
} from '../../../../exercises/kapitel8/gossip/protocol.ts';
import { simulate } from '../../../simulator/kernel.ts';
import type { Context, NodeId, Process } from '../../../simulator/process.ts';
import type { Scenario } from '../../../simulator/scenario.ts';
import type { ClientPolicy, Run, Simulation } from '../../../simulator/simulate.ts';
import { exported, type Submission } from '../../submission.ts';
import type { Observation } from '../../suite.ts';
import { readMessage } from './messages.ts';
import type { Walk } from './observed.ts';
import { walk } from './walk.ts';

export type GossipProcess = Process<GossipMessage, GossipRequest, GossipResponse>;
export type GossipRun = Run<GossipRequest, GossipResponse>;
export type GossipScenario = Scenario<GossipRequest>;

type CreateGossip = (
  context: Context<GossipMessage>,
  configuration: GossipConfiguration,
) => GossipProcess;

/** A run of gossip nodes as the checks see it. */
export interface GossipSeen extends Observation {
  readonly run: GossipRun;
  readonly configurations: Readonly<Record<NodeId, GossipConfiguration>>;
  /** What the judged nodes did, and what they had to do. */
  readonly walk: Walk;
}

/** Every request is asked once: an answer is an answer, and asking again would be another put. */
const clientPolicy: ClientPolicy<GossipRequest, GossipResponse> = {
  timeoutMs: 30,
  retryDelayMs: 1,
  maxAttempts: 1,
  interpret: () => ({ done: true }),
};

export interface GossipSetting {
  readonly scenario: GossipScenario;
  /** One for each judged node. */
  readonly configurations: Readonly<Record<NodeId, GossipConfiguration>>;
  readonly scripted?: Readonly<Record<NodeId, (context: Context<GossipMessage>) => GossipProcess>>;
}

export function runGossip(
  submission: Submission,
  { scenario, configurations, scripted }: GossipSetting,
  explain: boolean,
): GossipRun {
  const simulation: Simulation<GossipMessage, GossipRequest, GossipResponse> = {
    scenario,
    createProcess: (context) => {
      const configuration = configurations[context.self];
      if (configuration === undefined) throw new Error(`no configuration for ${context.self}`);
      return exported<CreateGossip>(submission, 'createGossip')(context, configuration);
    },
    guard: submission.guard,
    clientPolicy,
    inspect: explain,
    recordTimers: explain,
    ...(scripted === undefined ? {} : { scripted }),
  };
  return simulate(simulation);
}

export function observeGossip(
  submission: Submission,
  setting: GossipSetting,
  explain: boolean,
): GossipSeen {
  const run = runGossip(submission, setting, explain);
  const followed = walk(run.trace, setting.configurations);
  return {
    trace: run.trace,
    fault: run.fault,
    run,
    configurations: setting.configurations,
    walk: followed,
    counts: countsOf(run, followed),
  };
}

/** What the submission did, not what it should have done: who does nothing has no count. */
function countsOf(run: GossipRun, followed: Walk): Record<string, number> {
  const { gets, puts, digestAnswers, wantedAnswers, digests, shown } = followed;
  const ticks = followed.ticks.filter(({ sends }) =>
    sends.some(({ message }) => readMessage(message) !== undefined),
  );
  const answered = puts.filter(({ timestamp }) => timestamp !== undefined);
  return {
    ...run.counts,
    ticks: ticks.length,
    groupTicks: ticks.filter(({ group }) => group.length > 0).length,
    topTicks: ticks.filter(({ top }) => top.length > 0).length,
    choiceTicks: ticks.filter(({ fanout, peers }) => fanout < peers.length).length,
    putsAnswered: answered.length,
    putsAbove: answered.filter(({ above }) => above > 0).length,
    beliefs: gets.filter(({ got }) => got != null).length,
    doubts: gets.filter(({ got, expected }) => got === null && expected === null).length,
    shown: shown.filter(({ versions }) => versions.length > 0).length,
    digests: digests.length,
    digestAnswers: digestAnswers.filter(({ sends }) => sends.length > 0).length,
    wantedAnswers: wantedAnswers.filter(({ sends }) => sends.length > 0).length,
  };
}

/** A scripted neighbour that does what `plan` says at its times and is deaf otherwise. */
export function neighbour(
  plan: readonly { readonly atMs: number; readonly to: NodeId; readonly message: GossipMessage }[],
): (context: Context<GossipMessage>) => GossipProcess {
  return (context) => ({
    onStart() {
      for (const [index, { atMs }] of plan.entries()) context.setTimer(String(index), atMs);
    },
    onTimer(name) {
      const step = plan[Number(name)];
      if (step !== undefined) context.send(step.to, step.message);
    },
    onMessage() {},
  });
}
