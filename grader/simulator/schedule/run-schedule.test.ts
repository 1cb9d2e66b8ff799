import { describe, expect, test } from 'vitest';
import type { Context, Process } from '../process.ts';
import { traceSchema } from '../trace-schema.ts';
import { runSchedule } from './run-schedule.ts';
import type { Choice, ScheduleSpec } from './schedule.ts';
import { scheduleDeletions } from './schedule-deletions.ts';

type Make = (context: Context<{ type: string }>) => Process<{ type: string }, string, string>;
type Spec = ScheduleSpec<{ type: string }, string, string>;

const play = (make: Make, schedule: Choice[], more: Partial<Spec> = {}) =>
  runSchedule<{ type: string }, string, string>(
    { nodes: 2, seed: 1, createProcess: make, bounds: { depth: 0 }, finish: 'stop', ...more },
    schedule,
  );

/** What happened, shortly: `deliver n2`, `store n1`, `drop`. */
const story = ({ trace }: ReturnType<typeof play>) =>
  trace.events
    .filter(({ kind }) => kind !== 'start' && kind !== 'send')
    .map((event) => ('node' in event ? `${event.kind} ${event.node}` : event.kind));

const message = (type: string, k = 0) => ({ from: 'n1', to: 'n2', type, k });

/** n1 sends a, b, a to n2, which stores what it got. */
const talker: Make = (context) => ({
  onStart() {
    if (context.self !== 'n1') return;
    for (const type of ['a', 'b', 'a']) context.send('n2', { type });
  },
  onMessage: (_, { type }) => context.storage.set(type, true),
});

describe('deliveries', () => {
  test('name messages by identity; what is not under way is skipped', () => {
    const run = play(talker, [
      { do: 'deliver', ...message('a', 1) },
      { do: 'deliver', ...message('a', 1) },
      { do: 'deliver', ...message('a', 7) },
      { do: 'deliver', ...message('b') },
    ]);
    expect(story(run)).toEqual(['deliver n2', 'store n2', 'deliver n2', 'store n2']);
    expect(run.counts).toMatchObject({ sent: 3, delivered: 2, reordered: 1 });
    expect(run.trace.end).toBe('time');
    expect(traceSchema.parse(run.trace)).toEqual(run.trace);
  });

  test('may be lost or doubled', () => {
    const run = play(talker, [
      { do: 'drop', ...message('a') },
      { do: 'deliver', ...message('a') },
      { do: 'duplicate', ...message('b') },
      { do: 'deliver', ...message('b') },
    ]);
    expect(story(run)).toEqual(['drop', 'deliver n2', 'store n2', 'deliver n2', 'store n2']);
    expect(run.counts).toMatchObject({ dropped: 1, duplicated: 1 });
    expect(run.trace.events.filter(({ kind }) => kind === 'deliver')).toMatchObject([
      { copy: 0 },
      { copy: 1 },
    ]);
  });

  test('come in order where links are', () => {
    const schedule: Choice[] = [
      { do: 'deliver', ...message('b') },
      { do: 'deliver', ...message('a', 1) },
      { do: 'deliver', ...message('a') },
      { do: 'deliver', ...message('b') },
    ];
    expect(play(talker, schedule, { links: 'fifo' }).counts).toMatchObject({
      delivered: 2,
      reordered: 0,
    });
  });

  test('are known by vector clocks', () => {
    const { trace } = play(talker, [{ do: 'deliver', ...message('b') }]);
    const [, second] = trace.events.filter(({ kind }) => kind === 'send');
    const delivery = trace.events.find(({ kind }) => kind === 'deliver');
    expect(second).toMatchObject({ type: 'b', clock: [3, 0] });
    expect(delivery).toMatchObject({ clock: [3, 2] });
  });
});

describe('crashes', () => {
  test('lose what comes while the node is down, and all but its storage', () => {
    const memory: Make = (context) => {
      let heard = 0;
      return {
        ...talker(context),
        onMessage() {
          heard++;
          context.storage.set('heard', [context.storage.get<unknown[]>('heard') ?? [], heard]);
        },
      };
    };
    const run = play(memory, [
      { do: 'deliver', ...message('a') },
      { do: 'crash', node: 'n2' },
      { do: 'deliver', ...message('b') },
      { do: 'duplicate', ...message('a', 1) },
      { do: 'restart', node: 'n2' },
      { do: 'restart', node: 'n2' },
      { do: 'deliver', ...message('a', 1) },
    ]);
    const [, again] = run.trace.events.filter(({ kind }) => kind === 'store');
    expect(again).toMatchObject({ incarnation: 1, value: [[[], 1], 1] });
    expect(run.counts).toMatchObject({ crashes: 1, restarts: 1, dropped: 1, delivered: 2 });
  });

  const twoEffects: Make = (context) => ({
    ...talker(context),
    onMessage() {
      context.storage.set('s', 1);
      context.send('n1', { type: 'done' });
    },
  });

  test('fall between two effects of the next handler', () => {
    const run = play(twoEffects, [
      { do: 'crash', node: 'n2', afterEffects: 1 },
      { do: 'deliver', ...message('a') },
    ]);
    expect(story(run)).toEqual(['deliver n2', 'store n2', 'crash n2']);
    expect(run.trace.events.at(-1)).toMatchObject({ duringHandler: true });
    expect(run.counts.sent).toBe(3);
  });

  test('leave a handler with fewer effects unharmed, and the one after it', () => {
    const run = play(twoEffects, [
      { do: 'crash', node: 'n2', afterEffects: 2 },
      { do: 'deliver', ...message('a') },
      { do: 'deliver', ...message('b') },
    ]);
    expect(run.counts).toMatchObject({ crashes: 0, sent: 5 });
  });

  test('fall into a restart', () => {
    const starts: Make = (context) => ({
      onStart() {
        context.storage.set('a', 1);
        context.storage.set('b', 1);
      },
      onMessage() {},
    });
    const run = play(starts, [
      { do: 'crash', node: 'n2' },
      { do: 'crash', node: 'n2', afterEffects: 1 },
      { do: 'restart', node: 'n2' },
    ]);
    expect(story(run).slice(-3)).toEqual(['crash n2', 'store n2', 'crash n2']);
  });
});

describe('timers', () => {
  const clocks: Make = (context) => ({
    onStart() {
      context.setTimer('long', 100);
      context.setTimer('short', 10);
      context.setTimer('later', 100);
    },
    onTimer: (name) => context.storage.set(name, context.now()),
    onMessage() {},
  });
  const stored = (run: ReturnType<typeof play>) =>
    run.trace.events.flatMap((event) =>
      event.kind === 'store' ? [`${event.key} ${event.value}`] : [],
    );
  const timer = (name: string): Choice => ({ do: 'timer', node: 'n1', name });

  test('fire in an order that the clock of their node allows', () => {
    expect(stored(play(clocks, [timer('later'), timer('short')]))).toEqual(['short 11']);
    expect(stored(play(clocks, [timer('long'), timer('later'), timer('short')]))).toEqual([
      'long 101',
      'short 102',
    ]);
  });

  test('a node’s clock may jump', () => {
    const run = play(clocks, [{ do: 'wait', node: 'n1', ms: 500 }, timer('short')]);
    expect(stored(run)).toEqual(['short 502']);
  });
});

describe('clients', () => {
  const server: Make = (context) => ({
    onMessage() {},
    onRequest(request, respond) {
      if (request === 'redirect' && context.self === 'n1') respond('n2');
      else if (request !== 'silence') respond(`${context.self} ${request}`);
    },
  });
  const ask = (index: number): Choice => ({ do: 'request', client: 'c', index });
  const clients = (...requests: string[]): Partial<Spec> => ({
    clients: [{ id: 'c', requests: requests.map((request) => ({ request, target: 'n1' })) }],
  });

  test('ask one thing after the other and get the answer at once', () => {
    const { history, trace } = play(server, [ask(1), ask(0), ask(1)], clients('x', 'y'));
    expect(history).toMatchObject([
      { request: 'x', attempts: 1, returned: { response: 'n1 x', atMs: 1 } },
      { request: 'y', returned: { response: 'n1 y', atMs: 2 } },
    ]);
    expect(trace.end).toBe('idle');
    expect(traceSchema.parse(trace)).toEqual(trace);
  });

  test('ask again elsewhere, or give up', () => {
    const more: Partial<Spec> = {
      ...clients('redirect'),
      interpret: (response) =>
        response === 'n2' ? { done: false, retryAt: 'n2' } : { done: true },
    };
    const twice = play(server, [ask(0), ask(0)], { ...more, maxAttempts: 2 });
    expect(twice.history).toMatchObject([{ attempts: 2, returned: { response: 'n2 redirect' } }]);
    const once = play(server, [ask(0), ask(0)], more);
    expect(once.trace.events.at(-1)).toMatchObject({ kind: 'give-up' });
    expect(once.history).toMatchObject([{ attempts: 1 }]);
  });

  test('learn of a crash, and are not answered by a dead handler', () => {
    const run = play(
      server,
      [ask(0), ask(1), { do: 'crash', node: 'n1' }, { do: 'restart', node: 'n1' }, ask(1)],
      clients('silence', 'y'),
    );
    expect(run.history.map(({ returned }) => returned?.response)).toEqual([undefined, 'n1 y']);
  });
});

describe('the fair end', () => {
  test('restarts, delivers, asks and lets timers fire', () => {
    const retries: Make = (context) => ({
      onStart() {
        context.setTimer('t', 10);
      },
      onTimer() {
        context.send(context.peers[0] as string, { type: 'again' });
      },
      onMessage() {},
      onRequest: (_, respond) => respond('ja'),
    });
    const run = play(
      retries,
      [
        { do: 'crash', node: 'n2' },
        { do: 'crash', node: 'n1', afterEffects: 0 },
      ],
      { finish: 'fair', clients: [{ id: 'c', requests: [{ request: '?', target: 'n2' }] }] },
    );
    expect(run.counts).toMatchObject({ crashes: 1, restarts: 1, timersFired: 2, delivered: 2 });
    expect(run.history).toMatchObject([{ returned: { response: 'ja' } }]);
    expect(run.trace.end).toBe('idle');
  });

  test('comes to an end where the protocol does not', () => {
    const chatters: Make = (context) => ({
      onStart: () => context.send(context.peers[0] as string, { type: 'ping' }),
      onMessage: (from) => context.send(from, { type: 'ping' }),
    });
    expect(play(chatters, [], { finish: 'fair' }).trace.end).toBe('time');
    const ticks: Make = (context) => ({
      onStart: () => context.setTimer('t', 1),
      onTimer: () => context.setTimer('t', 1),
      onMessage() {},
    });
    const run = play(ticks, [], { finish: 'fair', maxFairRounds: 3 });
    expect(run.counts.timersFired).toBe(6);
  });
});

test('a fault of the submission ends the run', () => {
  const breaks: Make = (context) => ({
    ...talker(context),
    onMessage() {
      throw new Error('kaputt');
    },
  });
  const schedule: Choice[] = [
    { do: 'deliver', ...message('a') },
    { do: 'deliver', ...message('b') },
  ];
  const run = play(breaks, schedule, { finish: 'fair' });
  expect(run.fault).toMatchObject({ kind: 'exception', node: 'n2', handler: 'onMessage' });
  expect(run.trace.end).toBe('fault');
  expect(run.counts.delivered).toBe(1);
  const floods: Make = (context) => ({
    ...talker(context),
    onMessage() {
      for (;;) context.send('n1', { type: 'x' });
    },
  });
  expect(play(floods, schedule)).toMatchObject({
    fault: { kind: 'flood' },
    trace: { end: 'flood' },
  });
});

test('states and timers are recorded where wanted', () => {
  const make: Make = (context) => ({
    ...talker(context),
    onStart: () => context.setTimer('t', 5),
    inspect: () => ({ now: context.now() }),
  });
  const { trace } = play(make, [], { inspect: true, recordTimers: true });
  expect(trace.events.map(({ kind }) => kind)).toEqual([
    'start',
    'set-timer',
    'state',
    'start',
    'set-timer',
    'state',
  ]);
});

test('schedules shrink by leaving out choices', () => {
  const schedule: Choice[] = [
    { do: 'crash', node: 'n1' },
    { do: 'restart', node: 'n1' },
  ];
  expect([...scheduleDeletions(schedule)]).toEqual([[schedule[1]], [schedule[0]]]);
});
