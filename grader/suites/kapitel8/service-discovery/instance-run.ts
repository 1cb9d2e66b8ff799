import type * as fc from 'fast-check';
import type {
  Instance,
  InstanceConfiguration,
  InstanceMessage,
  InstanceRequest,
  InstanceResponse,
} from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import { explicitScenario, listDeletions } from '../../../simulator/deletions.ts';
import { simulate } from '../../../simulator/kernel.ts';
import type { Context, NodeId, Process } from '../../../simulator/process.ts';
import type { ClientScript, Fault, Scenario } from '../../../simulator/scenario.ts';
import type { ClientPolicy, Run } from '../../../simulator/simulate.ts';
import { exported, type Submission } from '../../submission.ts';
import type { Experiment, FaultLevel, Observation } from '../../suite.ts';
import { configurationOf, instanceNamed, keyOf, store } from './instance-setting.ts';
import { type InstanceFinding, walkInstance } from './instance-walk.ts';
import { type StoreStep, storeNode, type Trouble } from './store-node.ts';

/** One or two instances of a service with their clients, and an operator at the store. */
export interface InstanceInput {
  readonly seed: number;
  readonly untilMs: number;
  readonly faults: readonly Fault[];
  readonly asks: readonly Ask[];
  /** What happens to the entries behind the instances' backs. */
  readonly mishaps: readonly Mishap[];
  readonly trouble: readonly Trouble[];
}

export interface Ask {
  readonly atMs: number;
  readonly node: NodeId;
  readonly do: 'good' | 'bad' | 'stop';
}

/** `lost`: the entry vanishes. `succeeded`: another instance has taken over the same id. */
export interface Mishap {
  readonly atMs: number;
  readonly node: NodeId;
  readonly kind: 'lost' | 'succeeded';
}

export interface InstanceSeen extends Observation {
  readonly findings: readonly InstanceFinding[];
  readonly run: Run;
}

const judged: Readonly<Record<NodeId, Instance>> = {
  n2: instanceNamed('web', 'a'),
  n3: instanceNamed('web', 'b', { priority: 2, version: '2.0.0' }),
};

export type CreateInstance = (
  context: Context<InstanceMessage>,
  configuration: InstanceConfiguration,
) => Process<InstanceMessage, InstanceRequest, InstanceResponse>;

/** Answers may take long (`stopped` waits for the store), and nothing is asked twice. */
export const once: ClientPolicy = {
  timeoutMs: 20_000,
  retryDelayMs: 1,
  maxAttempts: 1,
  interpret: () => ({ done: true }),
};

export function clientsOf(asks: readonly Ask[]): ClientScript<InstanceRequest>[] {
  // Each ask has a client of its own: none has to wait for the answer to another.
  return asks.map(({ atMs, node, do: what }, index) => ({
    id: `c${index + 1}`,
    requests: [{ atMs, target: node, request: requestFor(what) }],
  }));
}

function requestFor(what: Ask['do']): InstanceRequest {
  return what === 'stop' ? { type: 'stop' } : { type: 'report', healthy: what === 'good' };
}

function stepFor({ atMs, node, kind }: Mishap): StoreStep {
  const instance = judged[node] as Instance;
  const key = keyOf(instance);
  if (kind === 'lost') return { atMs, method: 'DELETE', key, query: {} };
  const value = JSON.stringify({ ...instance, address: '10.9.9.9' });
  return { atMs, method: 'PUT', key, query: { value } };
}

function scenarioOf({ seed, untilMs, faults, asks }: InstanceInput): Scenario<unknown> {
  return {
    nodes: 3,
    seed,
    latency: { minMs: 1, maxMs: 5 },
    durationMs: untilMs + 1500,
    faults,
    clients: clientsOf(asks),
  };
}

function observe(input: InstanceInput, submission: Submission, explain: boolean): InstanceSeen {
  const { mishaps, trouble } = input;
  const run = simulate<unknown, unknown, unknown>({
    scenario: scenarioOf(input),
    createProcess: (context) =>
      exported<CreateInstance>(submission, 'createInstance')(
        context as Context<InstanceMessage>,
        configurationOf(judged[context.self] as Instance),
      ) as Process,
    guard: submission.guard,
    clientPolicy: once,
    inspect: explain,
    recordTimers: explain,
    scripted: { [store]: storeNode(submission, { steps: mishaps.map(stepFor), trouble }) },
  });
  const counts: Record<string, number> = { ...run.counts };
  const findings = Object.entries(judged).flatMap(([node, instance]) => {
    const walk = walkInstance(run.trace, node, configurationOf(instance));
    for (const [name, count] of Object.entries(walk.counts)) {
      counts[name] = (counts[name] ?? 0) + count;
    }
    return walk.findings;
  });
  findings.sort((a, b) => Math.max(...a.events) - Math.max(...b.events));
  return { trace: run.trace, fault: run.fault, findings, run, counts };
}

function* deletions(input: InstanceInput): Generator<InstanceInput> {
  for (const faults of listDeletions(input.faults)) yield { ...input, faults };
  for (const mishaps of listDeletions(input.mishaps)) yield { ...input, mishaps };
  for (const trouble of listDeletions(input.trouble)) yield { ...input, trouble };
  for (const asks of listDeletions(input.asks)) yield { ...input, asks };
  const lastMs = Math.max(0, ...input.asks.map(({ atMs }) => atMs));
  for (const untilMs of [lastMs, Math.floor((lastMs + input.untilMs) / 2)]) {
    if (untilMs < input.untilMs) yield { ...input, untilMs };
  }
}

export function instanceExperiment(
  id: string,
  faults: FaultLevel,
  runs: number,
  inputs: fc.Arbitrary<InstanceInput>,
  examples: readonly Partial<InstanceInput>[] = [],
): Experiment<InstanceInput, InstanceSeen> {
  return {
    id,
    faults,
    runs,
    inputs,
    examples: examples.map((example, index) => ({ ...quiet, seed: index + 1, ...example })),
    observe: (input, submission, { explain }) => observe(input, submission, explain),
    deletions,
    explicit: (input, { run }) => ({
      ...input,
      faults: explicitScenario(scenarioOf(input), run).faults,
    }),
  };
}

const quiet: InstanceInput = {
  seed: 1,
  untilMs: 3000,
  faults: [],
  asks: [],
  mishaps: [],
  trouble: [],
};
