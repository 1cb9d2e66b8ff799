import * as fc from 'fast-check';
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

interface Ask {
  readonly atMs: number;
  readonly node: NodeId;
  readonly do: 'good' | 'bad' | 'stop';
}

/** `lost`: the entry vanishes. `succeeded`: another instance has taken over the same id. */
interface Mishap {
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

function instanceExperiment(
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

const seed = fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff }));
const node = fc.constantFrom<NodeId>('n2', 'n2', 'n3');

/** A service that reports well several times, as it does while it works, and then does something else. */
const stint: fc.Arbitrary<Ask[]> = fc
  .record({
    fromMs: fc.integer({ min: 0, max: 2500 }),
    node,
    count: fc.integer({ min: 1, max: 5 }),
    everyMs: fc.integer({ min: 300, max: 900 }),
    end: fc.constantFrom<'silence' | 'bad' | 'stop'>('silence', 'bad', 'bad', 'stop'),
    endMs: fc.integer({ min: 0, max: 700 }),
  })
  .map(({ fromMs, node: at, count, everyMs, end, endMs }) => {
    const good = Array.from({ length: count }, (_, i) => ({
      atMs: fromMs + i * everyMs,
      node: at,
      do: 'good' as const,
    }));
    const lastMs = fromMs + (count - 1) * everyMs;
    return end === 'silence' ? good : [...good, { atMs: lastMs + endMs, node: at, do: end }];
  });

const asks = fc
  .array(stint, { minLength: 1, maxLength: 4 })
  .map((stints) => stints.flat().sort((a, b) => a.atMs - b.atMs));

const mishap: fc.Arbitrary<Mishap> = fc.record({
  atMs: fc.integer({ min: 100, max: 4000 }),
  node,
  kind: fc.constantFrom<'lost' | 'succeeded'>('lost', 'succeeded'),
});

const good = (atMs: number, at: NodeId = 'n2'): Ask => ({ atMs, node: at, do: 'good' });
const then = (what: 'bad' | 'stop', atMs: number, at: NodeId = 'n2'): Ask => ({
  atMs,
  node: at,
  do: what,
});

/** No fault of the network: every step is due at a definite time. */
export const registering = instanceExperiment(
  'anmelden',
  'none',
  24,
  fc.record({
    seed,
    untilMs: fc.constant(5000),
    faults: fc.constant([]),
    asks,
    mishaps: fc.array(mishap, { maxLength: 2 }),
    trouble: fc.constant([]),
  }),
  [
    // Works on, falls silent.
    { asks: [good(10), good(900), good(1800)], untilMs: 3200 },
    // Becomes unhealthy and healthy again; the neighbour stays.
    { asks: [good(5, 'n3'), good(10), then('bad', 500), good(700), good(800, 'n3')] },
    // Stops for good, whatever is reported afterwards.
    { asks: [good(10), then('stop', 400), good(600)] },
    // Stops without ever having been ready.
    { asks: [then('stop', 50), good(200)] },
    // The entry is lost: the next refresh finds nothing.
    { asks: [good(10), good(800), good(1600)], mishaps: [{ atMs: 300, node: 'n2', kind: 'lost' }] },
    // A successor has taken over the id before the old one stops.
    {
      asks: [good(10), then('stop', 500)],
      mishaps: [{ atMs: 300, node: 'n2', kind: 'succeeded' }],
    },
    // Changes its mind while a request is under way.
    { asks: [good(10), then('bad', 11), good(400), then('stop', 401)] },
  ],
);

const lossy: fc.Arbitrary<Fault> = fc
  .record({
    fromMs: fc.integer({ min: 0, max: 3000 }),
    lengthMs: fc.integer({ min: 50, max: 800 }),
    dropPerMille: fc.integer({ min: 0, max: 600 }),
    duplicatePerMille: fc.integer({ min: 0, max: 300 }),
    delayPerMille: fc.integer({ min: 0, max: 500 }),
    maxExtraDelayMs: fc.integer({ min: 5, max: 400 }),
  })
  .map(({ fromMs, lengthMs, ...rates }) => ({
    kind: 'unreliable',
    fromMs,
    untilMs: fromMs + lengthMs,
    ...rates,
  }));

const cut: fc.Arbitrary<Fault> = fc
  .record({
    fromMs: fc.integer({ min: 0, max: 2500 }),
    lengthMs: fc.integer({ min: 100, max: 2600 }),
    node,
  })
  .map(({ fromMs, lengthMs, node: alone }) => ({
    kind: 'partition',
    fromMs,
    untilMs: fromMs + lengthMs,
    groups: [[alone], ['n1', 'n2', 'n3'].filter((other) => other !== alone)],
  }));

const crash: fc.Arbitrary<Fault> = fc
  .record({
    node,
    atMs: fc.integer({ min: 20, max: 3000 }),
    downMs: fc.integer({ min: 50, max: 1500 }),
    afterEffects: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
  })
  .map(({ afterEffects, ...one }) => ({
    kind: 'crash',
    ...one,
    ...(afterEffects === undefined ? {} : { afterEffects }),
  }));

const trouble: fc.Arbitrary<Trouble> = fc
  .record({
    fromMs: fc.integer({ min: 0, max: 3000 }),
    lengthMs: fc.integer({ min: 50, max: 900 }),
  })
  .map(({ fromMs, lengthMs }) => ({ fromMs, untilMs: fromMs + lengthMs }));

const reply = (k: number): Fault => ({
  kind: 'drop',
  message: { from: 'n1', to: 'n2', type: 'StoreReply', k },
});
const request = (k: number): Fault => ({
  kind: 'drop',
  message: { from: 'n2', to: 'n1', type: 'StoreRequest', k },
});

/** Everything gets lost, late or twice; instances crash, and the store is in trouble for a while. */
export const enduring = instanceExperiment(
  'anmelden-mit-stoerungen',
  'crash',
  30,
  fc.record({
    seed,
    untilMs: fc.constant(5000),
    faults: fc.array(fc.oneof(lossy, lossy, cut, crash), { minLength: 1, maxLength: 3 }),
    asks,
    mishaps: fc.array(mishap, { maxLength: 1 }),
    trouble: fc.array(trouble, { maxLength: 1 }),
  }),
  [
    // The registration's answer is lost; then the instance stops.
    { asks: [good(10), then('stop', 60)], faults: [reply(0)] },
    // The registration itself is lost, and meanwhile the instance is no longer ready.
    { asks: [good(10), then('bad', 60)], faults: [request(0)] },
    // A refresh is lost, and so is the answer to the next.
    { asks: [good(10), good(800), good(1600)], faults: [request(1), reply(1)] },
    // Cut off for longer than the lease lasts.
    {
      asks: [10, 800, 1600, 2400, 3200, 4000].map((atMs) => good(atMs)),
      untilMs: 4600,
      faults: [{ kind: 'partition', fromMs: 300, untilMs: 3000, groups: [['n2'], ['n1', 'n3']] }],
    },
    // Crashes and is up again before its lease has ended; the service reports only later.
    {
      asks: [good(10), good(1500)],
      faults: [{ kind: 'crash', node: 'n2', atMs: 300, downMs: 100 }],
    },
    // The answer to the deregistration is lost; `stopped` has to wait.
    { asks: [good(10), then('stop', 300)], faults: [reply(1)] },
    // Ready again while the answer to the deregistration is lost: is it still registered?
    { asks: [good(10), then('bad', 300), good(320)], faults: [reply(1)] },
    // The store is in trouble when the instance registers, refreshes and leaves.
    { asks: [good(10), then('stop', 400)], trouble: [{ fromMs: 0, untilMs: 250 }] },
    { asks: [good(10), good(800)], trouble: [{ fromMs: 500, untilMs: 900 }] },
    { asks: [good(10), then('stop', 400)], trouble: [{ fromMs: 390, untilMs: 800 }] },
    // A late answer to a request given up long ago comes while another one is awaited.
    {
      asks: [good(10), then('bad', 405)],
      faults: [
        { kind: 'delay', message: { from: 'n1', to: 'n2', type: 'StoreReply', k: 0 }, byMs: 400 },
        reply(2),
      ],
    },
  ],
);
