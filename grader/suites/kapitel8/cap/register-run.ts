import { explicitScenario, scenarioDeletions } from '../../../simulator/deletions.ts';
import type { History } from '../../../simulator/history.ts';
import { simulate } from '../../../simulator/kernel.ts';
import type { Context, NodeId } from '../../../simulator/process.ts';
import type { ClientScript, Fault, Scenario } from '../../../simulator/scenario.ts';
import type { ClientPolicy, Run } from '../../../simulator/simulate.ts';
import type { Trace } from '../../../simulator/trace.ts';
import type { Submission } from '../../submission.ts';
import type { Experiment, Observation, ObserveOptions } from '../../suite.ts';
import { answerWithinMs, type RegisterRequest, type RegisterResponse } from './contract.ts';
import { type Message, nodesOf, type Register, type RegisterProcess } from './exports.ts';
import { type Asked, askedOf, isRefused, isServed } from './operations.ts';

/** What the checks look at: wire, clients, machines. Nothing of what a node says about itself. */
export interface RegisterSeen extends Observation {
  readonly trace: Trace;
  readonly asked: readonly Asked[];
  /** The same as clients saw it. */
  readonly history: History<RegisterRequest, RegisterResponse>;
  readonly deviations: Run['deviations'];
  readonly faults: readonly Fault[];
  /** Findings shared by several checks, computed once a run. */
  readonly memo: Map<string, unknown>;
  readonly counts: Readonly<Record<string, number>>;
}

export type RegisterScenario = Scenario<RegisterRequest>;

/** Clients ask once and take every answer; the next request waits for it, but not for ever. */
const clientPolicy: ClientPolicy<RegisterRequest, RegisterResponse> = {
  timeoutMs: answerWithinMs + 60,
  retryDelayMs: 1,
  maxAttempts: 1,
  interpret: () => ({ done: true }),
};

export function runRegister(
  register: Register,
  scenario: RegisterScenario,
  submission: Submission,
  { explain }: ObserveOptions,
  scripted: Readonly<Record<NodeId, (context: Context<Message>) => RegisterProcess>> = {},
): RegisterSeen {
  const run = simulate<Message, RegisterRequest, RegisterResponse>({
    scenario,
    createProcess: nodesOf(submission, register),
    guard: submission.guard,
    clientPolicy,
    scripted,
    inspect: explain,
    recordTimers: explain,
  });
  const { trace, history, fault, deviations } = run;
  const asked = askedOf(trace);
  const served = asked.filter(isServed);
  return {
    trace,
    asked,
    history,
    fault,
    deviations,
    faults: scenario.faults,
    memo: new Map(),
    counts: {
      ...run.counts,
      served: served.length,
      reads: served.filter(({ request }) => request.kind === 'read').length,
      writes: served.filter(({ request }) => request.kind === 'write').length,
      refused: asked.filter(isRefused).length,
    },
  };
}

type ClusterExperiment = Pick<
  Experiment<RegisterScenario, RegisterSeen>,
  'id' | 'faults' | 'runs' | 'inputs' | 'examples'
> & {
  /** Without one of its parts the scenario would be about something else: nothing is left out. */
  readonly isWhole?: boolean;
  /** Counts for *sometimes*, from what was seen. */
  count?(seen: RegisterSeen, scenario: RegisterScenario): Readonly<Record<string, number>>;
};

/** An experiment in which all nodes are the submission's. */
export function clusterExperiment(
  register: Register,
  { count, isWhole = false, ...head }: ClusterExperiment,
): Experiment<RegisterScenario, RegisterSeen> {
  return {
    ...head,
    observe(scenario, submission, options) {
      const seen = runRegister(register, scenario, submission, options);
      if (count === undefined) return seen;
      return { ...seen, counts: { ...seen.counts, ...count(seen, scenario) } };
    },
    ...(isWhole ? {} : { deletions: scenarioDeletions, explicit: explicitScenario }),
  };
}

/** Computes a finding once for each observation. */
export function once<Value>(seen: RegisterSeen, key: string, compute: () => Value): Value {
  if (!seen.memo.has(key)) seen.memo.set(key, compute());
  return seen.memo.get(key) as Value;
}

/** One request of a client of its own. */
export function call(
  id: string,
  atMs: number,
  target: NodeId,
  request: RegisterRequest,
): ClientScript<RegisterRequest> {
  return { id, requests: [{ atMs, request, target }] };
}

export const read: RegisterRequest = { kind: 'read' };
export const write = (value: string): RegisterRequest => ({ kind: 'write', value });
