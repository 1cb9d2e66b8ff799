import * as fc from 'fast-check';
import type {
  WriterConfiguration,
  WriterMessage,
} from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import { listDeletions } from '../../../simulator/deletions.ts';
import { simulate } from '../../../simulator/kernel.ts';
import type { Context, NodeId, Process } from '../../../simulator/process.ts';
import type { Fault } from '../../../simulator/scenario.ts';
import { exported, type Submission } from '../../submission.ts';
import type { Experiment, Observation } from '../../suite.ts';
import type { Finding } from './findings.ts';
import { store } from './instance-setting.ts';
import { type StoreStep, storeNode, type Trouble } from './store-node.ts';
import {
  a,
  a2,
  a10,
  allGone,
  b,
  cutOff,
  foreign,
  gone,
  other,
  put,
  putIf,
  replyLost,
} from './store-steps.ts';
import { type WriterRule, walkWriter } from './writer-walk.ts';

/** One writer, and what happens at the store. */
export interface WriterInput {
  readonly seed: number;
  readonly untilMs: number;
  readonly template: string;
  readonly steps: readonly StoreStep[];
  readonly faults: readonly Fault[];
  readonly trouble: readonly Trouble[];
  readonly historyLimit: number;
}

export interface WriterSeen extends Observation {
  readonly findings: readonly Finding<WriterRule>[];
}

const writer: NodeId = 'n2';
const reader: NodeId = 'n3';
const watchMs = 400;

type CreateWriter = (
  context: Context<WriterMessage>,
  configuration: WriterConfiguration,
) => Process<WriterMessage>;

function observe(input: WriterInput, submission: Submission, explain: boolean): WriterSeen {
  const { seed, untilMs, template, steps, faults, trouble, historyLimit } = input;
  const configuration: WriterConfiguration = {
    store,
    service: 'web',
    template,
    path: '/etc/proxy.cfg',
    reader,
    retryMs: 100,
    watchMs,
  };
  const run = simulate<unknown, unknown, unknown>({
    scenario: {
      nodes: 3,
      seed,
      latency: { minMs: 1, maxMs: 5 },
      durationMs: untilMs + 2 * watchMs,
      faults,
      clients: [],
    },
    createProcess: (context) =>
      exported<CreateWriter>(submission, 'createConfigurationWriter')(
        context as Context<WriterMessage>,
        configuration,
      ) as Process,
    guard: submission.guard,
    inspect: explain,
    recordTimers: explain,
    scripted: {
      [store]: storeNode(submission, { steps, trouble, historyLimit }),
      [reader]: () => ({ onMessage() {} }),
    },
  });
  const walk = walkWriter(run.trace, writer, configuration);
  const counts = { ...run.counts, ...walk.counts };
  return { trace: run.trace, fault: run.fault, findings: walk.findings, counts };
}

function* deletions(input: WriterInput): Generator<WriterInput> {
  for (const faults of listDeletions(input.faults)) yield { ...input, faults };
  for (const trouble of listDeletions(input.trouble)) yield { ...input, trouble };
  for (const steps of listDeletions(input.steps)) yield { ...input, steps };
  for (const untilMs of [400, 800]) if (untilMs < input.untilMs) yield { ...input, untilMs };
}

const list = '{{#instances}}{{id}} {{address}}:{{port}}\n{{/instances}}';
const templates = [list, `# {{count}}\n${list}`, '{{#instances}}{{id}}={{weight}};{{/instances}}'];

const atMs = fc.integer({ min: 0, max: 1100 });
const instance = fc.constantFrom(a, b, a2, a10, a, other);
/** A change that shows in every file, in some, or in none. */
const change = fc.constantFrom(
  {},
  {},
  { version: '2.0.0' },
  { weight: 77 },
  { address: '10.7.7.7' },
);

const step: fc.Arbitrary<StoreStep> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(atMs, instance, change)
      .map(([at, one, changed]) => put(at, { ...one, ...changed })),
  },
  { weight: 3, arbitrary: fc.tuple(atMs, instance).map(([at, one]) => gone(at, one)) },
  { weight: 1, arbitrary: atMs.map((at) => allGone(at, 'web')) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(atMs, fc.constantFrom('x', 'null'))
      .map(([at, value]) => foreign(at, value)),
  },
);

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.nat({ max: 6 }).map(replyLost),
  fc.tuple(fc.nat({ max: 6 }), fc.integer({ min: 5, max: 600 })).map(
    ([k, afterMs]): Fault => ({
      kind: 'duplicate',
      message: { from: 'n1', to: 'n2', type: 'StoreReply', k },
      afterMs,
    }),
  ),
  fc
    .tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 50, max: 700 }))
    .map(([from, length]) => cutOff(from, from + length, ['n2', 'n3'])),
  fc
    .record({
      atMs: fc.integer({ min: 1, max: 1000 }),
      downMs: fc.integer({ min: 20, max: 400 }),
      afterEffects: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
    })
    .map(
      ({ afterEffects, ...one }): Fault => ({
        kind: 'crash',
        node: writer,
        ...one,
        ...(afterEffects === undefined ? {} : { afterEffects }),
      }),
    ),
);

const quiet: Omit<WriterInput, 'seed'> = {
  untilMs: 700,
  template: `# {{count}}\n${list}`,
  steps: [],
  faults: [],
  trouble: [],
  historyLimit: 1000,
};

/** Crashes between any two effects of the handler that learns of a change, and of the first that learns anything. */
const crashesInBetween = [0, 1, 2, 3].flatMap(
  (afterEffects): Pick<WriterInput, 'steps' | 'faults'>[] =>
    [295, 1].map((atMs) => ({
      steps: [put(0, a), put(300, b)],
      faults: [{ kind: 'crash', node: writer, atMs, downMs: 100, afterEffects }],
    })),
);

const scenes: readonly Partial<WriterInput>[] = [
  // Nobody there, then somebody, then somebody else.
  { steps: [put(200, b), put(400, a), gone(600, b)] },
  // Created, updated, swapped; and the store in trouble before anything has been read.
  {
    steps: [
      putIf(200, a, { prevExist: false }),
      putIf(300, { ...a, port: 1 }, { prevExist: true }),
      putIf(400, { ...a, port: 2 }, { prevValue: JSON.stringify({ ...a, port: 1 }) }),
    ],
    trouble: [{ fromMs: 0, untilMs: 50 }],
  },
  // What does not show in the file does not change it.
  {
    steps: [
      put(0, a),
      put(200, { ...a, version: '2.0.0' }),
      put(300, other),
      put(400, { ...a, version: '2.0.0' }),
    ],
  },
  // In whatever order they came, the file has one order: also when read again.
  {
    steps: [put(10, a2), put(20, b), put(30, a10), put(40, a), gone(50, a2)],
    faults: [cutOff(35, 480, ['n2', 'n3'])],
    historyLimit: 1,
  },
  // The directory above goes, and with it everything below.
  {
    steps: [put(0, a), allGone(250, ''), put(450, b)],
  },
  // Restarts with nothing changed, and with a change in between.
  {
    steps: [put(0, b), put(10, a)],
    faults: [{ kind: 'crash', node: writer, atMs: 200, downMs: 100 }],
  },
  {
    steps: [put(0, b), put(250, a)],
    faults: [{ kind: 'crash', node: writer, atMs: 200, downMs: 100 }],
  },
  // The store is in trouble while the file is there.
  {
    steps: [put(0, a), put(200, b), put(550, a2)],
    trouble: [{ fromMs: 190, untilMs: 450 }],
  },
  ...crashesInBetween,
  // Crashes before the signal, and what was written is taken back meanwhile.
  {
    steps: [put(0, a), put(300, b), gone(350, b)],
    faults: [{ kind: 'crash', node: writer, atMs: 295, downMs: 100, afterEffects: 1 }],
  },
];

export const writing: Experiment<WriterInput, WriterSeen> = {
  id: 'datei-schreiben',
  faults: 'crash',
  runs: 36,
  inputs: fc.record({
    seed: fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff })),
    untilMs: fc.constant(1400),
    template: fc.constantFrom(...templates),
    steps: fc
      .array(step, { minLength: 1, maxLength: 9 })
      .map((all) => [...all].sort((one, two) => one.atMs - two.atMs)),
    faults: fc.array(fault, { maxLength: 3 }),
    trouble: fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 20, max: 300 }))
        .map(([fromMs, length]) => ({ fromMs, untilMs: fromMs + length })),
      { maxLength: 1 },
    ),
    historyLimit: fc.constantFrom(1000, 1000, 2),
  }),
  examples: scenes.map((scene, index) => ({ ...quiet, seed: index + 1, ...scene })),
  observe: (input, submission, { explain }) => observe(input, submission, explain),
  deletions,
};
