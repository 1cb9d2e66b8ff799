import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scenarioArbitrary } from '../simulator/arbitraries.ts';
import { explicitScenario, scenarioDeletions } from '../simulator/deletions.ts';
import { openGuard } from '../simulator/guard.ts';
import { simulate } from '../simulator/kernel.ts';
import type { Context, Process } from '../simulator/process.ts';
import type { Scenario } from '../simulator/scenario.ts';
import type { Trace } from '../simulator/trace.ts';
import { suiteReportSchema } from './report.ts';
import { runSuite } from './run-suite.ts';
import { exported, Probe, type Submission } from './submission.ts';
import {
  type Experiment,
  holds,
  type Observation,
  type Property,
  property,
  type Suite,
  violated,
} from './suite.ts';

const submission = (exports: Record<string, unknown>): Submission => ({
  guard: openGuard(),
  instantiate: () => exports,
  uses: {},
});

const text = {
  part: 'teil',
  title: 'Titel',
  rule: 'Regel.',
  source: 'hier',
  points: 1,
  kind: 'safety',
  visibility: 'verdeckt',
  hints: ['Hinweis.'],
  chapter: 'x.md#x',
} as const;

interface Sum extends Observation {
  readonly sum: number;
}

const additions: Experiment<number[], Sum> = {
  id: 'additions',
  faults: 'none',
  runs: 50,
  inputs: fc.array(fc.nat({ max: 1000 }), { maxLength: 10 }),
  observe(input, code) {
    const probe = new Probe(code);
    const add = probe.load<(numbers: number[]) => number>('add');
    const sum = probe.call('add', [input], () => add(input));
    return { sum, calls: probe.calls, counts: { large: sum > 2000 ? 1 : 0 } };
  },
};

const isRight: Property<number[], Sum> = {
  ...text,
  id: 'is-right',
  on: [additions],
  check(seen, input) {
    const expected = input.reduce((a, b) => a + b, 0);
    if (seen.sum === expected) return holds;
    return violated('falsche Summe', [], { expected, actual: seen.sum });
  },
};
const isNumber: Property<number[], Sum> = {
  ...text,
  id: 'is-number',
  on: [additions],
  check: (seen) => (typeof seen.sum === 'number' ? holds : violated('keine Zahl')),
  sometimes: [{ count: 'large', atLeast: 1, otherwise: 'Keine große Summe kam vor.' }],
};
const sums: Suite = { exercise: 'sums', properties: [property(isRight), property(isNumber)] };

const rightSum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
const reportOn = (add: unknown, options = {}) =>
  runSuite(sums, submission({ add }), { seed: 1, ...options });
const outcomes = (add: unknown) => reportOn(add).properties.map(({ outcome }) => outcome);

describe('direct calls', () => {
  test('a correct submission holds, and the report fits its schema', () => {
    const report = reportOn(rightSum);
    expect(suiteReportSchema.parse(report)).toEqual(report);
    expect(report.properties).toEqual([
      { id: 'is-right', outcome: 'holds', scenarios: 50 },
      { id: 'is-number', outcome: 'holds', scenarios: 50 },
    ]);
  });

  test('each property is judged by itself, its counterexample is minimal', () => {
    const ignoresBig = (numbers: number[]) => rightSum(numbers.filter((n) => n < 900));
    const [right, number] = reportOn(ignoresBig).properties;
    expect(number?.outcome).toBe('holds');
    expect(right).toMatchObject({
      outcome: 'violated',
      counterexample: {
        experiment: 'additions',
        input: [900],
        minimised: true,
        expected: 900,
        actual: 0,
        calls: [{ name: 'add', arguments: [[900]], returned: 0 }],
      },
    });
    expect(right?.scenarios).toBe(right?.counterexample?.foundInRun);
  });

  test('a scripted input is shown as it is', () => {
    const scripted = { ...additions, examples: [[1, 2, 3]] };
    const suite = { exercise: 'sums', properties: [property({ ...isRight, on: [scripted] })] };
    const [right] = runSuite(suite, submission({ add: () => 7 }), { seed: 1 }).properties;
    expect(right?.counterexample).toMatchObject({ input: [1, 2, 3], minimised: false });
  });

  test('making an instance is a call that returns no data', () => {
    const probe = new Probe(submission({}));
    probe.create('new Clock', [1], () => new Map());
    expect(probe.calls).toEqual([{ name: 'new Clock', arguments: [1], created: true }]);
  });

  test('the call in which a submission breaks is the last of those shown', () => {
    const breaks = () => {
      throw new Error('nein');
    };
    expect(reportOn(breaks).properties[0]?.counterexample?.calls?.at(-1)).toMatchObject({
      name: 'add',
      failed: true,
    });
  });

  test('what never happened does not pass', () => {
    const [right, number] = reportOn((numbers: number[]) =>
      Math.min(10, rightSum(numbers)),
    ).properties;
    expect(right?.outcome).toBe('violated');
    expect(number).toMatchObject({ outcome: 'vacuous', message: 'Keine große Summe kam vor.' });
  });

  test('what did not happen in fewer runs than planned is not held against anybody', () => {
    const small = (numbers: number[]) => Math.min(10, rightSum(numbers));
    const [, few] = reportOn(small, { runs: 49 }).properties;
    expect(few).toMatchObject({ outcome: 'unknown', message: expect.stringMatching(/49 Abläufe/) });
    expect(few).not.toHaveProperty('counterexample');
    for (const runs of [50, 60]) {
      expect(reportOn(small, { runs }).properties[1]).toMatchObject({ outcome: 'vacuous' });
    }
  });

  test('exceptions, missing exports and values that cannot be read are the submission’s', () => {
    const kinds = (add: unknown) =>
      reportOn(add).properties.map((p) => [p.outcome, p.counterexample?.fault?.kind]);
    const both = (kind: string) => [
      ['fault', kind],
      ['fault', kind],
    ];
    expect(
      kinds(() => {
        throw new Error('nein');
      }),
    ).toEqual(both('exception'));
    expect(kinds(undefined)).toEqual(both('missing-export'));
    expect(kinds(() => () => 1)).toEqual(both('bad-message'));
  });

  test('a submission that answers differently to the same input is told so', () => {
    let calls = 0;
    const report = reportOn(() => calls++);
    expect(report.properties.map((p) => p.counterexample?.fault?.kind)).toEqual([
      'non-deterministic',
      'non-deterministic',
    ]);
  });

  test('an error of the suite’s own is never the submission’s', () => {
    const broken = property<number[], Sum>({
      ...isRight,
      check() {
        throw new RangeError('our mistake');
      },
    });
    const report = runSuite(
      { exercise: 'x', properties: [broken] },
      submission({ add: rightSum }),
      {
        seed: 1,
      },
    );
    expect(report.properties).toEqual([
      { id: 'is-right', outcome: 'error', scenarios: 1, message: 'RangeError: our mistake' },
    ]);
  });

  test('the same seed gives the same bytes; a property alone gives the same counterexample', () => {
    const add = (numbers: number[]) => rightSum(numbers.slice(0, 5));
    expect(JSON.stringify(reportOn(add))).toBe(JSON.stringify(reportOn(add)));
    expect(reportOn(add, { properties: ['is-right'] }).properties[0]).toEqual(
      reportOn(add).properties[0],
    );
  });

  test('a replay judges exactly the input given', () => {
    const add = (numbers: number[]) => rightSum(numbers.filter((n) => n < 900));
    const replay = (input: number[]) =>
      reportOn(add, { properties: ['is-right'], replay: { experiment: 'additions', input } })
        .properties[0];
    expect(replay([950, 1])).toMatchObject({
      outcome: 'violated',
      scenarios: 1,
      counterexample: { input: [950, 1] },
    });
    expect(replay([1])).toMatchObject({ outcome: 'holds', scenarios: 1 });
  });

  test('nothing is held to have passed that failed in any experiment', () => {
    expect(
      outcomes((numbers: number[]) => (numbers.length > 9 ? 'viele' : rightSum(numbers))),
    ).toEqual(['violated', 'violated']);
  });
});

interface Delivered extends Observation {
  readonly trace: Trace;
  readonly deviations: ReturnType<typeof simulate>['deviations'];
}

describe('simulated scenarios', () => {
  type Message = { type: 'count'; n: number };
  type Make = (context: Context<Message>) => Process<Message>;
  const losses: Experiment<Scenario, Delivered> = {
    id: 'losses',
    faults: 'loss',
    runs: 20,
    inputs: scenarioArbitrary({
      nodes: 3,
      mix: 'loss',
      fromMs: 0,
      untilMs: 500,
      durationMs: 600,
      messageTypes: ['count'],
    }) as fc.Arbitrary<Scenario>,
    observe(scenario, code) {
      const run = simulate<Message, unknown, unknown>({
        scenario,
        guard: code.guard,
        createProcess: (context) => exported<Make>(code, 'create')(context),
      });
      return { trace: run.trace, fault: run.fault, deviations: run.deviations };
    },
    explicit: (scenario, seen) => explicitScenario(scenario, seen),
    deletions: (scenario) => scenarioDeletions(scenario),
  };
  const allArrive = property<Scenario, Delivered>({
    ...text,
    id: 'all-arrive',
    on: [losses],
    check: ({ trace }) => {
      const drop = trace.events.find((event) => event.kind === 'drop');
      return drop === undefined ? holds : violated('verloren', [drop.seq]);
    },
  });

  test('a failing scenario shrinks to the one deviation that matters', () => {
    const create: Make = (context) => {
      let n = 0;
      return {
        onStart: () => context.setTimer('t', 10),
        onTimer: () => {
          for (const peer of context.peers) context.send(peer, { type: 'count', n: n++ });
          context.setTimer('t', 10);
        },
        onMessage: () => {},
      };
    };
    const report = runSuite({ exercise: 'x', properties: [allArrive] }, submission({ create }), {
      seed: 3,
    });
    const found = report.properties[0]?.counterexample;
    const input = found?.input as Scenario;
    expect(input.faults).toHaveLength(1);
    expect(input.faults[0]).toMatchObject({ kind: 'drop' });
    const trace = found?.trace as Trace;
    expect(trace.events[found?.events[0] ?? -1]).toMatchObject({ kind: 'drop', reason: 'loss' });
  });

  test('a missing export is a fault of the first node that starts', () => {
    const report = runSuite({ exercise: 'x', properties: [allArrive] }, submission({}), {
      seed: 3,
    });
    expect(report.properties[0]?.counterexample?.fault).toMatchObject({
      kind: 'missing-export',
      detail: 'create',
      node: 'n1',
    });
  });
});
