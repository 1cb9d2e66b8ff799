import * as fc from 'fast-check';
import { simulate } from '../../simulator/kernel.ts';
import type { Context, Process } from '../../simulator/process.ts';
import type { Fault, Scenario } from '../../simulator/scenario.ts';
import type { ClientPolicy, Run } from '../../simulator/simulate.ts';
import { exported, Probe, type Submission } from '../../suites/submission.ts';
import { type Experiment, holds, property, type Suite, violated } from '../../suites/suite.ts';
import type { TallyMessage, TallyRequest, TallyResponse } from './exercise/contract.ts';

type TallyProcess = Process<TallyMessage, TallyRequest, TallyResponse>;
type TallyRun = Run<TallyRequest, TallyResponse>;

/** The nodes' answers to the last `read`, one a node. */
function readings(run: TallyRun): (number | undefined)[] {
  const reads = run.history.filter(({ request }) => request.type === 'read');
  const byClient = reads.toSorted((a, b) => (a.client < b.client ? -1 : 1));
  return byClient.map(({ returned }) => returned?.response.total);
}

interface Seen {
  readonly trace: TallyRun['trace'];
  readonly fault: TallyRun['fault'];
  readonly readings: readonly (number | undefined)[];
}

const policy: ClientPolicy<TallyRequest, TallyResponse> = {
  timeoutMs: 400,
  retryDelayMs: 50,
  maxAttempts: 1,
  interpret: () => ({ done: true }),
};

/** Three clients add one amount each, at one node each; later each node is asked. */
function scenarioOf(amounts: readonly number[], faults: readonly Fault[]): Scenario<TallyRequest> {
  return {
    nodes: 3,
    seed: amounts.length,
    latency: { minMs: 5, maxMs: 10 },
    durationMs: 3_000,
    faults,
    clients: amounts.map((amount, index) => ({
      id: `c${index + 1}`,
      requests: [
        { atMs: 100, target: `n${index + 1}`, request: { type: 'add', amount } },
        { atMs: 2_000, target: `n${index + 1}`, request: { type: 'read' } },
      ],
    })),
  };
}

function observe(
  amounts: readonly number[],
  faults: readonly Fault[],
  submission: Submission,
): Seen {
  const run = simulate<TallyMessage, TallyRequest, TallyResponse>({
    scenario: scenarioOf(amounts, faults),
    createProcess: (context) =>
      exported<(context: Context<TallyMessage>) => TallyProcess>(
        submission,
        'createTally',
      )(context),
    guard: submission.guard,
    clientPolicy: policy,
    inspect: true,
  });
  return { trace: run.trace, fault: run.fault, readings: readings(run) };
}

const amounts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 });

const together: Experiment<number[], Seen> = {
  id: 'together',
  faults: 'none',
  runs: 5,
  inputs: amounts,
  observe: (input, submission) => observe(input, [], submission),
};

const apart: Experiment<number[], Seen> = {
  id: 'apart',
  faults: 'partition',
  runs: 5,
  inputs: amounts,
  observe: (input, submission) => {
    const groups = [['n1'], ['n2'], ['n3']];
    const cut: Fault = { kind: 'partition', fromMs: 0, untilMs: 3_000, groups };
    return observe(input, [cut], submission);
  },
};

const restarted: Experiment<number[], Seen> = {
  id: 'restarted',
  faults: 'crash',
  runs: 5,
  inputs: amounts,
  observe: (input, submission) => {
    const crashes = ['n1', 'n2', 'n3'].map(
      (node): Fault => ({ kind: 'crash', node, atMs: 1_000, downMs: 100 }),
    );
    return observe(input, crashes, submission);
  },
};

interface Doubled {
  readonly calls: Probe['calls'];
  readonly value: unknown;
}

const doubling: Experiment<number, Doubled> = {
  id: 'doubling',
  faults: 'none',
  runs: 20,
  inputs: fc.integer({ min: -1_000, max: 1_000 }),
  observe(input, submission) {
    const probe = new Probe(submission);
    const double = probe.load<(value: number) => unknown>('double');
    return { value: probe.call('double', [input], () => double(input)), calls: probe.calls };
  },
};

const common = {
  part: 'all',
  points: 1,
  kind: 'safety',
  visibility: 'verdeckt',
  source: 'Prüfung der Sandbox',
  hints: ['Lesen Sie die Aufgabe.'],
  chapter: '00-none.md',
} as const;

function expectReadings(id: string, title: string, on: typeof together, expected: Expectation) {
  return property<number[], Seen>({
    ...common,
    id,
    title,
    rule: title,
    on: [on],
    check: ({ readings: actual }, input) => {
      const wanted = expected(input);
      const fits = wanted.every((total, index) => actual[index] === total);
      return fits ? holds : violated('Die Summe stimmt nicht.', [], { expected: wanted, actual });
    },
  });
}

type Expectation = (amounts: readonly number[]) => readonly number[];

const sumForAll: Expectation = (input) => {
  const sum = input.reduce((total, amount) => total + amount, 0);
  return input.map(() => sum);
};

export const suite: Suite = {
  exercise: 'exercise',
  properties: [
    expectReadings('agrees', 'Alle Knoten kennen die Summe.', together, sumForAll),
    expectReadings(
      'isolated',
      'Getrennte Knoten wissen nichts voneinander.',
      apart,
      (input) => input,
    ),
    expectReadings('forgets', 'Ein Neustart löscht den Speicher.', restarted, (input) =>
      input.map(() => 0),
    ),
    property<number, Doubled>({
      ...common,
      id: 'doubles',
      title: 'double verdoppelt.',
      rule: 'double verdoppelt.',
      on: [doubling],
      check: ({ value }, input) =>
        value === 2 * input
          ? holds
          : violated('Das ist nicht das Doppelte.', [], { expected: 2 * input, actual: value }),
    }),
  ],
};
