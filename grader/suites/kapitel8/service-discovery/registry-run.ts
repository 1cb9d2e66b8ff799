import type * as fc from 'fast-check';
import type {
  RegistryConfiguration,
  RegistryMessage,
  RegistryRequest,
  RegistryResponse,
} from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import { explicitScenario, listDeletions } from '../../../simulator/deletions.ts';
import { simulate } from '../../../simulator/kernel.ts';
import type { Context, NodeId, Process } from '../../../simulator/process.ts';
import type { Fault, Scenario } from '../../../simulator/scenario.ts';
import type { Run } from '../../../simulator/simulate.ts';
import { exported, type Submission } from '../../submission.ts';
import type { Experiment, FaultLevel, Observation } from '../../suite.ts';
import { once } from './instance-run.ts';
import { store } from './instance-setting.ts';
import { type RegistryFinding, walkRegistry } from './registry-walk.ts';
import { type StoreStep, storeNode, type Trouble } from './store-node.ts';

/** One registry, what happens at the store, and who asks it. */
export interface RegistryInput {
  readonly seed: number;
  readonly untilMs: number;
  readonly faults: readonly Fault[];
  readonly steps: readonly StoreStep[];
  readonly asks: readonly RegistryAsk[];
  readonly trouble: readonly Trouble[];
  /** How many events the store remembers. */
  readonly historyLimit: number;
}

export interface RegistryAsk {
  readonly atMs: number;
  readonly request: RegistryRequest;
}

export interface RegistrySeen extends Observation {
  readonly findings: readonly RegistryFinding[];
  readonly run: Run;
}

export const registry: NodeId = 'n2';
export const registryTimes = { retryMs: 100, watchMs: 400 } as const;

const configuration: RegistryConfiguration = { store, watchers: ['n3', 'n4'], ...registryTimes };

export type CreateRegistry = (
  context: Context<RegistryMessage>,
  configuration: RegistryConfiguration,
) => Process<RegistryMessage, RegistryRequest, RegistryResponse>;

function scenarioOf({ seed, untilMs, faults, asks }: RegistryInput): Scenario<unknown> {
  return {
    nodes: 4,
    seed,
    latency: { minMs: 1, maxMs: 5 },
    // Long enough for a lost answer to be asked for once more.
    durationMs: untilMs + 2 * registryTimes.watchMs,
    faults,
    clients: asks.map(({ atMs, request }, index) => ({
      id: `c${index + 1}`,
      requests: [{ atMs, target: registry, request }],
    })),
  };
}

const silent = (): Process => ({ onMessage() {} });

function observe(input: RegistryInput, submission: Submission, explain: boolean): RegistrySeen {
  const { steps, trouble, historyLimit } = input;
  const run = simulate<unknown, unknown, unknown>({
    scenario: scenarioOf(input),
    createProcess: (context) =>
      exported<CreateRegistry>(submission, 'createRegistry')(
        context as Context<RegistryMessage>,
        configuration,
      ) as Process,
    guard: submission.guard,
    clientPolicy: once,
    inspect: explain,
    recordTimers: explain,
    scripted: {
      [store]: storeNode(submission, { steps, trouble, historyLimit }),
      n3: silent,
      n4: silent,
    },
  });
  const walk = walkRegistry(run.trace, registry, configuration);
  const counts = { ...run.counts, ...walk.counts };
  return { trace: run.trace, fault: run.fault, findings: walk.findings, run, counts };
}

function* deletions(input: RegistryInput): Generator<RegistryInput> {
  for (const faults of listDeletions(input.faults)) yield { ...input, faults };
  for (const trouble of listDeletions(input.trouble)) yield { ...input, trouble };
  for (const steps of listDeletions(input.steps)) yield { ...input, steps };
  for (const asks of listDeletions(input.asks)) yield { ...input, asks };
  const lastMs = Math.max(
    0,
    ...input.steps.map(({ atMs }) => atMs),
    ...input.asks.map(({ atMs }) => atMs),
  );
  if (lastMs < input.untilMs) yield { ...input, untilMs: lastMs };
}

export function registryExperiment(
  id: string,
  faults: FaultLevel,
  runs: number,
  inputs: fc.Arbitrary<RegistryInput>,
  examples: readonly Partial<RegistryInput>[],
): Experiment<RegistryInput, RegistrySeen> {
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

const quiet: RegistryInput = {
  seed: 1,
  untilMs: 800,
  faults: [],
  steps: [],
  asks: [],
  trouble: [],
  historyLimit: 1000,
};
