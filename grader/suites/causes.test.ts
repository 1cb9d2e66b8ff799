import { describe, expect, test } from 'vitest';
import { simulate } from '../simulator/kernel.ts';
import type { TraceEvent } from '../simulator/trace.ts';
import { causesOf } from './causes.ts';

const { trace } = simulate<{ type: string }, string, string>({
  scenario: {
    nodes: 2,
    seed: 1,
    latency: { minMs: 1, maxMs: 1 },
    durationMs: 50,
    faults: [],
    clients: [{ id: 'c1', requests: [{ atMs: 10, target: 'n1', request: 'frage' }] }],
  },
  createProcess: (context) => ({
    onMessage: () => undefined,
    onRequest: (_, respond) => {
      respond('antwort');
      context.setTimer('danach', 5);
    },
    onTimer: () => undefined,
    inspect: () => ({ now: context.now() }),
  }),
  clientPolicy: {
    timeoutMs: 20,
    retryDelayMs: 5,
    maxAttempts: 1,
    interpret: () => ({ done: true }),
  },
  inspect: true,
  recordTimers: true,
});

const seqOf = (kind: TraceEvent['kind'], fromSeq = 0) =>
  trace.events.findIndex((event) => event.kind === kind && event.seq >= fromSeq);

describe('events to blame', () => {
  const respond = seqOf('respond');

  test('are what a node did, not what was recorded of it', () => {
    const state = seqOf('state', respond);
    const setTimer = seqOf('set-timer', respond);
    expect(state).toBeGreaterThan(setTimer);
    expect(causesOf(trace, [state, setTimer, respond])).toEqual([respond]);
  });

  test('are what a node met if it did nothing', () => {
    const timer = seqOf('timer');
    expect(causesOf(trace, [seqOf('state', timer)])).toEqual([timer]);
  });

  test('stay where they are otherwise', () => {
    expect(causesOf(trace, [respond, seqOf('invoke'), 10_000])).toEqual([
      respond,
      seqOf('invoke'),
      10_000,
    ]);
    const [event] = trace.events.filter(({ kind }) => kind === 'state');
    const alone = { ...trace, events: [{ ...event, seq: 0 } as TraceEvent] };
    expect(causesOf(alone, [0])).toEqual([0]);
  });

  test('may be an output where that is all there is at this time', () => {
    const at = { atMs: 3, node: 'n1', incarnation: 0, clock: [1, 0] };
    const events: TraceEvent[] = [
      { ...at, atMs: 2, seq: 0, kind: 'timer', name: 'vorher' },
      { ...at, seq: 1, kind: 'log', level: 'info', text: 'hier' },
      { ...at, seq: 2, kind: 'state', state: 1 },
    ];
    expect(causesOf({ ...trace, events }, [2, 1])).toEqual([1]);
  });
});
