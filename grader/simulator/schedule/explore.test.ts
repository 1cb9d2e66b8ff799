import { describe, expect, test } from 'vitest';
import { formOfRun, formOfSchedule } from './canonical-form.fixture.ts';
import { type ExploreOptions, explore } from './explore.ts';
import { type Message, randomProtocol } from './random-protocol.fixture.ts';
import { runSchedule } from './run-schedule.ts';
import type { Bounds, ScheduleSpec } from './schedule.ts';

type Spec = ScheduleSpec<Message, string, number>;

const spec = (seed: number, bounds: Bounds, more: Partial<Spec> = {}): Spec => ({
  nodes: 3,
  seed,
  createProcess: randomProtocol(seed),
  bounds,
  finish: 'stop',
  ...more,
});

const clients: Spec['clients'] = [
  { id: 'c1', requests: [{ request: 'x', target: 'n1' }] },
  {
    id: 'c2',
    requests: [
      { request: 'y', target: 'n2' },
      { request: 'z', target: 'n1' },
    ],
  },
];

const fair: Partial<Spec> = {
  finish: 'fair',
  maxFairRounds: 1,
  createProcess: randomProtocol(7, 1),
};

const cases: [string, Bounds, Partial<Spec>][] = [
  ['deliveries', { depth: 5 }, {}],
  ['deliveries in order', { depth: 6 }, { links: 'fifo' }],
  ['timers and waits', { depth: 3, timers: 2, waits: 1 }, { waitMs: [50] }],
  ['losses', { depth: 3, drops: 2 }, {}],
  ['losses in order', { depth: 3, drops: 2, duplicates: 1 }, { links: 'fifo' }],
  ['duplicates', { depth: 3, duplicates: 2 }, {}],
  ['crashes', { depth: 3, crashes: 2, restarts: 1 }, {}],
  ['crashes and a fair end', { depth: 3, crashes: 1, timers: 1 }, fair],
  ['clients', { depth: 3 }, { clients }],
  ['clients and crashes', { depth: 4, crashes: 1 }, { nodes: 2, clients, maxAttempts: 2 }],
  [
    'everything',
    { depth: 3, crashes: 1, drops: 1, duplicates: 1, timers: 1 },
    { ...fair, nodes: 2, clients },
  ],
];

/** All schedules visited, up to equivalence; `undefined` if they are too many. */
function forms(subject: Spec, options: ExploreOptions) {
  const schedules: number[] = [];
  const runs = new Set<number>();
  const { complete, pruned } = explore(
    subject,
    (schedule, run) => {
      schedules.push(formOfSchedule(schedule, run));
      runs.add(formOfRun(run));
      return true;
    },
    options,
  );
  return complete ? { schedules, runs, pruned } : undefined;
}

describe('partial-order reduction', () => {
  test.each(cases)('with %s visits one schedule of each class', (_, bounds, more) => {
    let systems = 0;
    let all = 0;
    let visited = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const subject = spec(seed, bounds, more);
      const full = forms(subject, { reduction: false, maxSchedules: 1_500 });
      if (full === undefined) continue;
      systems++;
      const reduced = forms(subject, {});
      const classes = new Set(full.schedules);
      expect(reduced?.runs).toEqual(full.runs);
      expect(new Set(reduced?.schedules)).toEqual(classes);
      expect(reduced?.schedules).toHaveLength(classes.size);
      expect(reduced?.pruned).toBe(full.schedules.length - classes.size);
      all += full.schedules.length;
      visited += classes.size;
    }
    expect(systems).toBeGreaterThan(2);
    expect(visited).toBeLessThan(all);
  });

  test.each(cases)('with %s visits what a replay brings', (_, bounds, more) => {
    for (let seed = 1; seed <= 3; seed++) {
      const subject = spec(seed, bounds, more);
      explore(
        subject,
        (schedule, run) => {
          expect({ ...run }).toEqual(runSchedule(subject, schedule));
          return true;
        },
        { maxSchedules: 150 },
      );
    }
  });
});

describe('the search', () => {
  const subject = spec(2, { depth: 6 });

  test('is the same each time, and stops when told to', () => {
    const visited = (visits: number) => {
      const found: string[] = [];
      const coverage = explore(subject, (schedule) => {
        found.push(JSON.stringify(schedule));
        return found.length < visits;
      });
      return { found, coverage };
    };
    const [one, two] = [visited(20), visited(20)];
    expect(one).toEqual(two);
    expect(new Set(one.found).size).toBe(20);
    expect(one.coverage).toMatchObject({ schedules: 20, complete: false });
  });

  test('ends with its budget of schedules or steps', () => {
    const go = () => true;
    const all = explore(subject, go);
    expect(all.complete).toBe(true);
    expect(all.depth).toBe(6);
    const { schedules } = all;
    expect(explore(subject, go, { maxSchedules: schedules })).toEqual(all);
    expect(explore(subject, go, { maxSchedules: schedules - 1 }).complete).toBe(false);
    expect(explore(subject, go, { maxSteps: 100 })).toMatchObject({ complete: false });
  });

  test('leaves out choices that are not allowed', () => {
    const allows: Spec['allows'] = (choice) => choice.do !== 'deliver' || choice.to !== 'n3';
    explore({ ...subject, allows }, (schedule) => {
      expect(schedule.filter((choice) => choice.do === 'deliver' && choice.to === 'n3')).toEqual(
        [],
      );
      return true;
    });
  });

  test('tries a schedule without faults before those with', () => {
    const faults: number[] = [];
    explore(spec(2, { depth: 5, crashes: 1 }), (schedule) => {
      faults.push(schedule.filter((choice) => choice.do === 'crash').length);
      return faults.length < 2;
    });
    expect(faults[0]).toBe(0);
  });
});
