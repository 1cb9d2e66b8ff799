import { describe, expect, test } from 'vitest';
import { openGuard } from '../simulator/guard.ts';
import type { Context, Process } from '../simulator/process.ts';
import type { Schedule } from '../simulator/schedule/schedule.ts';
import type { Trace } from '../simulator/trace.ts';
import { suiteReportSchema } from './report.ts';
import { type RunOptions, runSuite } from './run-suite.ts';
import { scheduleExperiment } from './schedule-experiment.ts';
import { exported, type Submission } from './submission.ts';
import { holds, type Observation, type Property, property, violated } from './suite.ts';

/** Three nodes hand out a lock: n1 has it, the others ask. */
type Message = { type: 'ask' } | { type: 'grant' } | { type: 'release' };
type Make = (context: Context<Message>) => Process<Message>;

const lock =
  (isBroken: boolean): Make =>
  (context) => {
    let holder: string | undefined;
    const waiting: string[] = [];
    const grant = () => {
      holder = waiting.shift();
      if (holder !== undefined) context.send(holder, { type: 'grant' });
    };
    return {
      onStart() {
        if (context.self !== 'n1') context.send('n1', { type: 'ask' });
      },
      onMessage(from, message) {
        if (message.type === 'grant') {
          context.storage.set('entered', true);
          context.send('n1', { type: 'release' });
          return;
        }
        if (message.type === 'ask') waiting.push(from);
        // The bug shows only when a release arrives twice.
        if (message.type === 'release' && (isBroken || from === holder)) holder = undefined;
        if (holder === undefined) grant();
      },
    };
  };

interface Seen extends Observation {
  readonly trace: Trace;
}

const everySchedule = scheduleExperiment<Message, unknown, unknown, Seen>({
  id: 'every-schedule',
  faults: 'reordering',
  runs: 5_000,
  spec: (code) => ({
    nodes: 4,
    seed: 1,
    guard: code.guard,
    createProcess: (context) => exported<Make>(code, 'create')(context),
    bounds: { depth: 12, duplicates: 1 },
    finish: 'stop',
  }),
  see: ({ trace, fault, counts }) => ({
    trace,
    fault,
    counts: { grants: trace.events.filter(isGrant).length, sent: counts.sent },
  }),
});

const isGrant = (event: Trace['events'][number]) => event.kind === 'send' && event.type === 'grant';

const base: Omit<Property<Schedule, Seen>, 'id' | 'check'> = {
  part: 'teil',
  title: 'Titel',
  rule: 'Regel.',
  source: 'hier',
  points: 1,
  kind: 'safety',
  visibility: 'verdeckt',
  hints: ['Hinweis.'],
  chapter: 'x.md#x',
  on: [everySchedule],
};

/** Who has been given the lock has given it back before the next one gets it. */
const oneHolder = property<Schedule, Seen>({
  ...base,
  id: 'one-holder',
  check({ trace }) {
    const released = new Set<string>(['']);
    let holder = '';
    for (const event of trace.events) {
      if (event.kind === 'deliver' && event.type === 'release') released.add(event.from);
      if (event.kind !== 'send' || event.type !== 'grant') continue;
      if (!released.has(holder)) return violated('zwei Inhaber', [event.seq]);
      holder = event.to;
      released.delete(holder);
    }
    return holds;
  },
});
const grants = property<Schedule, Seen>({
  ...base,
  id: 'grants',
  check: () => holds,
  sometimes: [{ count: 'grants', atLeast: 1000, otherwise: 'Niemand bekam die Sperre.' }],
});
const suite = { exercise: 'x', properties: [oneHolder, grants] };

const submission = (create: Make): Submission => ({
  guard: openGuard(),
  instantiate: () => ({ create }),
  uses: {},
});
const reportOn = (create: Make, options: Partial<RunOptions> = {}) =>
  runSuite(suite, submission(create), { seed: 1, ...options }).properties;

describe('an exhaustive experiment', () => {
  test('says what it covered where a property holds', () => {
    const report = runSuite(suite, submission(lock(false)), { seed: 1 });
    expect(suiteReportSchema.parse(report)).toEqual(report);
    const [one, some] = report.properties;
    expect(one?.outcome).toBe('holds');
    const [covered] = one?.coverage ?? [];
    expect(covered).toMatchObject({ experiment: 'every-schedule', complete: true });
    expect(covered?.schedules).toBe(one?.scenarios);
    expect(covered?.pruned).toBeGreaterThan(0);
    expect(some).toEqual({ ...one, id: 'grants' });
  });

  test('finds the one bad interleaving and makes it small', () => {
    const [one] = reportOn(lock(true));
    expect(one).toMatchObject({ outcome: 'violated', counterexample: { minimised: true } });
    expect(one).not.toHaveProperty('coverage');
    const schedule = one?.counterexample?.input as Schedule;
    expect(schedule.filter((choice) => choice.do === 'duplicate')).toHaveLength(1);
    const replay = { experiment: 'every-schedule', input: schedule };
    expect(reportOn(lock(true), { replay })[0]).toMatchObject({
      outcome: 'violated',
      scenarios: 1,
      counterexample: { message: 'zwei Inhaber' },
    });
    expect(reportOn(lock(false), { replay })[0]).toMatchObject({ outcome: 'holds' });
    for (const [i] of schedule.entries()) {
      const input = schedule.filter((_, j) => j !== i);
      const [without] = reportOn(lock(true), { replay: { ...replay, input } });
      expect(without?.outcome).toBe('holds');
    }
  });

  test('never claims to be complete when the budget ran out', () => {
    const [one] = reportOn(lock(false), { runs: 10 });
    expect(one).toMatchObject({ outcome: 'holds', scenarios: 10 });
    expect(one?.coverage).toMatchObject([{ schedules: 10, complete: false }]);
    expect(reportOn(lock(false), { runs: 0 })[0]).not.toHaveProperty('coverage');
  });

  test('is gone through once for many seeds, with the same result', () => {
    let made = 0;
    const counting: Make = (context) => {
      made++;
      return lock(false)(context);
    };
    const code = submission(counting);
    const under = (seed: number) => runSuite(suite, code, { seed, minimise: false }).properties;
    const first = under(1);
    const once = made;
    expect(under(2)).toEqual(first);
    expect(made).toBe(once);
    expect(reportOn(lock(true), { seed: 3, minimise: false })[0]?.counterexample?.foundInRun).toBe(
      reportOn(lock(true))[0]?.counterexample?.foundInRun,
    );
  });

  test('takes a fault of the submission for one', () => {
    const breaks: Make = (context) => ({
      ...lock(false)(context),
      onMessage() {
        throw new Error('kaputt');
      },
    });
    const [one, some] = reportOn(breaks);
    for (const report of [one, some]) {
      expect(report).toMatchObject({
        outcome: 'fault',
        scenarios: 1,
        counterexample: { fault: { kind: 'exception', detail: 'kaputt', handler: 'onMessage' } },
      });
    }
    expect(one?.counterexample?.input).toHaveLength(1);
  });

  test('takes an error of the suite for its own', () => {
    const broken = {
      ...everySchedule,
      explore: () => {
        throw new RangeError('our mistake');
      },
    };
    const judged = property<Schedule, Seen>({ ...base, id: 'p', on: [broken], check: () => holds });
    const { properties } = runSuite(
      { exercise: 'x', properties: [judged] },
      submission(lock(false)),
      { seed: 1 },
    );
    expect(properties).toEqual([
      { id: 'p', outcome: 'error', scenarios: 1, message: 'RangeError: our mistake' },
    ]);
  });

  test('tells a submission that is not the same twice', () => {
    let calls = 0;
    const moody: Make = (context) => ({
      ...lock(false)(context),
      onStart: () => context.send('n1', calls++ % 2 === 0 ? { type: 'ask' } : { type: 'grant' }),
    });
    const onOthers: Make = (context) =>
      context.self === 'n1' ? lock(false)(context) : moody(context);
    const [one] = reportOn(onOthers);
    expect(one).toMatchObject({
      outcome: 'fault',
      counterexample: { fault: { kind: 'non-deterministic' } },
    });
  });
});
