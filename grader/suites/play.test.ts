import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openGuard } from '../simulator/guard.ts';
import { simulate } from '../simulator/kernel.ts';
import type { Context, Process } from '../simulator/process.ts';
import { playInput } from './play.ts';
import { runSuite } from './run-suite.ts';
import { exported, type Submission } from './submission.ts';
import {
  type Experiment,
  holds,
  type Observation,
  property,
  type Suite,
  violated,
} from './suite.ts';

type Make = (context: Context<number>) => Process<number>;

/** Two nodes for 100 ms; `count` is the seed. */
const talk: Experiment<number, Observation> = {
  id: 'talk',
  faults: 'none',
  runs: 3,
  inputs: fc.nat({ max: 9 }),
  observe(count, code, { explain }) {
    const { trace, fault } = simulate<number, unknown, unknown>({
      scenario: {
        nodes: 2,
        seed: count,
        latency: { minMs: 1, maxMs: 5 },
        durationMs: 100,
        faults: [],
        clients: [],
      },
      guard: code.guard,
      createProcess: (context) => exported<Make>(code, 'create')(context),
      ...(explain ? { inspect: true, recordTimers: true } : {}),
    });
    return { trace, ...(fault === undefined ? {} : { fault }) };
  },
};

const base = {
  part: 'teil',
  title: 'Titel',
  rule: 'Regel.',
  source: 'hier',
  points: 1,
  kind: 'safety',
  visibility: 'verdeckt',
  hints: ['Hinweis.'],
  chapter: 'x.md#x',
  on: [talk],
} as const;

const suite: Suite = {
  exercise: 'talk',
  properties: [
    property<number, Observation>({ ...base, id: 'fine', check: () => holds }),
    property<number, Observation>({
      ...base,
      id: 'never-delivered',
      check({ trace }) {
        const delivery = trace?.events.find(({ kind }) => kind === 'deliver');
        return delivery === undefined ? holds : violated('Sie kam an.', [delivery.seq]);
      },
    }),
    property<number, Observation>({ ...base, id: 'elsewhere', on: [], check: () => holds }),
  ],
};

function submission(create: Make): Submission {
  return { guard: openGuard(), instantiate: () => ({ create }), uses: {} };
}

const sender = submission((context) => ({
  onStart() {
    if (context.self === 'n1') context.send('n2', 7);
  },
  onMessage() {},
  inspect: () => ({ at: context.self }),
}));
const silent = submission(() => ({ onMessage() {} }));

test('a run is there whether or not a property fails, and says what a replay says', () => {
  const request = { experiment: 'talk', input: 1 };
  const played = playInput(suite, sender, request);
  const report = runSuite(suite, sender, { seed: 5, replay: request });
  const [, failed] = report.properties;
  expect(failed?.outcome).toBe('violated');
  expect(played.verdicts).toEqual([
    { id: 'fine', outcome: 'holds', events: [] },
    {
      id: 'never-delivered',
      outcome: 'violated',
      message: failed?.counterexample?.message,
      events: failed?.counterexample?.events,
    },
  ]);
  expect(played.trace).toEqual(failed?.counterexample?.trace);
  const quiet = playInput(suite, silent, request);
  expect(quiet.verdicts.map(({ outcome }) => outcome)).toEqual(['holds', 'holds']);
  expect(quiet.trace?.events.length).toBeGreaterThan(0);
});

test('a submission that breaks is told so, with what happened until then', () => {
  const broken = submission(() => ({
    onStart() {
      throw new Error('TODO');
    },
    onMessage() {},
  }));
  const { trace, verdicts } = playInput(suite, broken, { experiment: 'talk', input: 1 });
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['fault', 'fault']);
  expect(verdicts[0]?.fault).toMatchObject({ handler: 'onStart' });
  expect(trace?.events.some(({ kind }) => kind === 'fault')).toBe(true);
});

test('what differs from run to run is not taken for a verdict', () => {
  let runs = 0;
  const fickle = submission((context) => ({
    onStart() {
      runs += 1;
      if (context.self === 'n1') context.send('n2', runs);
    },
    onMessage() {},
  }));
  const { verdicts } = playInput(suite, fickle, { experiment: 'talk', input: 1 });
  expect(verdicts.map(({ fault }) => fault?.kind)).toEqual([
    'non-deterministic',
    'non-deterministic',
  ]);
});

test('an experiment that is not there brings nothing', () => {
  expect(playInput(suite, sender, { experiment: 'none', input: 1 })).toEqual({ verdicts: [] });
});
