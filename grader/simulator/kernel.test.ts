import { describe, expect, test } from 'vitest';
import type { Guard } from './guard.ts';
import { simulate } from './kernel.ts';
import type { Context, Process } from './process.ts';
import type { Fault, Scenario } from './scenario.ts';
import type { Simulation } from './simulate.ts';
import type { TraceEvent } from './trace.ts';

type Message = { type: string; n?: number };
type Make = (context: Context<Message>) => Process<Message, string, string>;

function scenario(faults: Fault[] = [], rest: Partial<Scenario<string>> = {}): Scenario<string> {
  return {
    nodes: 3,
    seed: 7,
    latency: { minMs: 2, maxMs: 2 },
    durationMs: 1000,
    faults,
    clients: [],
    ...rest,
  };
}

function run(
  make: Make,
  faults: Fault[] = [],
  rest: Partial<Simulation<Message, string, string>> = {},
) {
  return simulate({ scenario: scenario(faults), createProcess: make, ...rest });
}

function of<Kind extends TraceEvent['kind']>(events: readonly TraceEvent[], kind: Kind) {
  return events.filter(
    (event): event is Extract<TraceEvent, { kind: Kind }> => event.kind === kind,
  );
}

/** n1 sends `count` numbered messages to n2, one every 10 ms. */
function talker(count: number): Make {
  return (context) => {
    let sent = 0;
    return {
      onStart: () => {
        if (context.self === 'n1') context.setTimer('tick', 10);
      },
      onTimer: () => {
        context.send('n2', { type: 'hello', n: sent++ });
        if (sent < count) context.setTimer('tick', 10);
      },
      onMessage: () => {},
    };
  };
}

const received = (events: readonly TraceEvent[]) =>
  of(events, 'deliver').map((event) => [event.atMs, (event.message as Message).n]);

describe('network', () => {
  test('delivers after the latency, in order on a link of constant latency', () => {
    const { trace, counts } = run(talker(3));
    expect(received(trace.events)).toEqual([
      [12, 0],
      [22, 1],
      [32, 2],
    ]);
    expect(counts).toMatchObject({ sent: 3, delivered: 3, dropped: 0, reordered: 0 });
    expect(trace.end).toBe('idle');
  });

  test('drops, delays and doubles exactly the message named', () => {
    const message = (k: number) => ({ from: 'n1', to: 'n2', type: 'hello', k });
    const { trace, counts } = run(talker(4), [
      { kind: 'drop', message: message(0) },
      { kind: 'delay', message: message(1), byMs: 15 },
      { kind: 'duplicate', message: message(3), afterMs: 5 },
    ]);
    expect(received(trace.events)).toEqual([
      [32, 2],
      [37, 1],
      [42, 3],
      [47, 3],
    ]);
    expect(counts).toMatchObject({ dropped: 1, duplicated: 1, reordered: 1 });
    expect(of(trace.events, 'deliver').map((event) => event.copy)).toEqual([0, 0, 0, 1]);
  });

  test('a fault that hits one message spares it once its time is over', () => {
    const late = { from: 'n1', to: 'n2', type: 'hello', k: 2 };
    const faultyUntil = (untilMs: number): Fault[] => [{ kind: 'drop', message: late, untilMs }];
    // The message leaves at 30 ms.
    expect(run(talker(3), faultyUntil(30)).counts.dropped).toBe(0);
    expect(run(talker(3), faultyUntil(31)).counts.dropped).toBe(1);
  });

  test('decisions of an unreliable window are spelled out and reproduce the run', () => {
    const window: Fault = {
      kind: 'unreliable',
      fromMs: 0,
      untilMs: 1000,
      dropPerMille: 300,
      duplicatePerMille: 300,
      delayPerMille: 300,
      maxExtraDelayMs: 40,
    };
    const byChance = run(talker(40), [window]);
    const spelledOut = run(talker(40), [...byChance.deviations]);
    expect(byChance.deviations.length).toBeGreaterThan(10);
    expect(received(spelledOut.trace.events)).toEqual(received(byChance.trace.events));
  });

  test('leaving one fault out leaves every other decision as it was', () => {
    const window: Fault = {
      kind: 'unreliable',
      fromMs: 0,
      untilMs: 1000,
      dropPerMille: 400,
      duplicatePerMille: 0,
      delayPerMille: 0,
      maxExtraDelayMs: 1,
    };
    const { deviations } = run(talker(30), [window]);
    const [left, ...rest] = deviations;
    const lost = (faults: readonly Fault[]) =>
      of(run(talker(30), [...faults]).trace.events, 'drop').map((event) => event.id);
    expect(lost(rest)).toEqual(lost(deviations).filter((id) => id !== left?.message.k));
  });

  test('a partition cuts both ways, a one-way partition one', () => {
    const pingPong: Make = (context) => ({
      onStart: () => {
        if (context.self !== 'n3') context.setTimer('go', 10);
      },
      onTimer: () => context.send(context.self === 'n1' ? 'n2' : 'n1', { type: 'x' }),
      onMessage: () => {},
    });
    const time = { fromMs: 0, untilMs: 500 };
    const cut = run(pingPong, [{ kind: 'partition', ...time, groups: [['n1'], ['n2', 'n3']] }]);
    expect(cut.counts).toMatchObject({ delivered: 0, dropped: 2 });
    const oneWay = run(pingPong, [
      { kind: 'one-way-partition', ...time, senders: ['n1'], receivers: ['n2', 'n3'] },
    ]);
    expect(of(oneWay.trace.events, 'deliver').map((event) => event.from)).toEqual(['n2']);
  });

  test('a message is copied when it is sent, and arrives frozen', () => {
    const seen: unknown[] = [];
    const { trace } = run((context) => ({
      onStart: () => {
        if (context.self !== 'n1') return;
        const message = { type: 'x', list: [{ a: 1 }] };
        context.send('n2', message);
        message.list.push({ a: 2 });
      },
      onMessage: (_from, message) => {
        const { list } = message as unknown as { list: { a: number }[] };
        seen.push(structuredClone(message), Object.isFrozen(list), Object.isFrozen(list[0]));
        expect(() => list.push({ a: 3 })).toThrow(TypeError);
      },
    }));
    expect(seen).toEqual([{ type: 'x', list: [{ a: 1 }] }, true, true]);
    expect(of(trace.events, 'deliver')[0]?.message).toEqual({ type: 'x', list: [{ a: 1 }] });
  });

  test('what comes from storage may be changed and does not change what is stored', () => {
    const found: unknown[] = [];
    run((context) => ({
      onStart: () => {
        context.storage.set('list', [[1]]);
        const list = context.storage.get<number[][]>('list') ?? [];
        list[0]?.push(2);
        list.push([3]);
        found.push(list, context.storage.get('list'));
      },
      onMessage: () => {},
    }));
    expect(found.slice(0, 2)).toEqual([[[1, 2], [3]], [[1]]]);
  });
});

describe('machines', () => {
  const storing: Make = (context) => ({
    onStart: () => {
      if (context.self === 'n1') context.setTimer('write', 10);
    },
    onTimer: () => {
      context.send('n2', { type: 'sent-before' });
      context.storage.set('a', 1);
      context.send('n3', { type: 'sent-after' });
      context.storage.set('b', 2);
    },
    onMessage: () => {},
  });

  test.each([0, 1, 2, 3])('a crash after %i effects lets exactly those stand', (afterEffects) => {
    const { trace } = run(storing, [{ kind: 'crash', node: 'n1', atMs: 5, afterEffects }]);
    const effects = trace.events.flatMap((event) =>
      event.kind === 'send' ? [event.type] : event.kind === 'store' ? [event.key] : [],
    );
    expect(effects).toEqual(['sent-before', 'a', 'sent-after', 'b'].slice(0, afterEffects));
    expect(of(trace.events, 'crash')).toMatchObject([{ node: 'n1', duringHandler: true }]);
  });

  test('a crash that finds no handler with enough effects is void after its time', () => {
    const { counts } = run(talker(40), [{ kind: 'crash', node: 'n1', atMs: 5, afterEffects: 1 }], {
      scenario: scenario([{ kind: 'crash', node: 'n1', atMs: 5, afterEffects: 1 }], {
        durationMs: 5000,
      }),
    });
    expect(counts.crashes).toBe(0);
  });

  test('storage survives a restart, memory and timers do not', () => {
    const found: unknown[] = [];
    const { trace, counts } = run(
      (context) => {
        let memory = 0;
        return {
          onStart: () => {
            found.push([context.self, context.storage.get('x'), memory]);
            context.storage.set('x', { deep: [1] });
            memory = 1;
            context.setTimer('later', 100);
          },
          onTimer: () => {},
          onMessage: () => {},
        };
      },
      [{ kind: 'crash', node: 'n1', atMs: 50, downMs: 20 }],
    );
    expect(found.filter((entry) => (entry as unknown[])[0] === 'n1')).toEqual([
      ['n1', undefined, 0],
      ['n1', { deep: [1] }, 0],
    ]);
    expect(of(trace.events, 'timer').map((event) => [event.node, event.atMs])).toEqual([
      ['n2', 100],
      ['n3', 100],
      ['n1', 170],
    ]);
    expect(counts).toMatchObject({ crashes: 1, restarts: 1 });
  });

  test('a context of an earlier incarnation has no effect', () => {
    const contexts: Context<Message>[] = [];
    const { trace } = run(
      (context) => {
        contexts.push(context);
        return {
          onStart: () => {
            if (context.self === 'n1' && contexts.length > 3) {
              contexts[0]?.send('n2', { type: 'ghost' });
              contexts[0]?.storage.set('ghost', 1);
            }
          },
          onMessage: () => {},
        };
      },
      [{ kind: 'crash', node: 'n1', atMs: 5, downMs: 5 }],
    );
    expect(contexts).toHaveLength(4);
    expect(of(trace.events, 'send')).toEqual([]);
    expect(of(trace.events, 'store')).toEqual([]);
  });

  test('a paused node handles what came in the meantime afterwards, in order', () => {
    const { trace } = run(talker(3), [{ kind: 'pause', node: 'n2', fromMs: 5, untilMs: 100 }]);
    expect(received(trace.events)).toEqual([
      [100, 0],
      [100, 1],
      [100, 2],
    ]);
  });

  test('what arrives just as a pause ends does not overtake what waited', () => {
    // Sent at 10, 20 and 30 with a latency of 2: the third arrives exactly at 32.
    const { trace } = run(talker(4), [{ kind: 'pause', node: 'n2', fromMs: 5, untilMs: 32 }]);
    expect(received(trace.events)).toEqual([
      [32, 0],
      [32, 1],
      [32, 2],
      [42, 3],
    ]);
  });

  test('a fast clock fires early and shows more time', () => {
    const times: number[] = [];
    const { trace } = run(
      (context) => ({
        onStart: () => {
          if (context.self === 'n1') context.setTimer('t', 100);
        },
        onTimer: () => times.push(context.now()),
        onMessage: () => {},
      }),
      [{ kind: 'drift', node: 'n1', ratePerMille: 2000 }],
    );
    expect(of(trace.events, 'timer').map((event) => event.atMs)).toEqual([50]);
    expect(times).toEqual([100]);
  });

  test('setting a timer again replaces it, cancelling removes it', () => {
    const { trace } = run((context) => ({
      onStart: () => {
        context.setTimer('a', 10);
        context.setTimer('a', 30);
        context.setTimer('b', 10);
        context.cancelTimer('b');
      },
      onTimer: () => {},
      onMessage: () => {},
    }));
    expect(of(trace.events, 'timer').map((event) => [event.name, event.atMs])).toEqual([
      ['a', 30],
      ['a', 30],
      ['a', 30],
    ]);
  });
});

describe('submissions that break', () => {
  const sending =
    (message: unknown): Make =>
    (context) => ({
      onStart: () => {
        if (context.self === 'n1') context.send('n2', message as Message);
      },
      onMessage: () => {},
    });
  const cyclic: Record<string, unknown> = { type: 'x' };
  cyclic.entries = [{ self: cyclic }];

  test.each([
    ['a function', { type: 'x', f: () => 1 }, 'function', 'f'],
    ['a cycle', cyclic, 'too-deep-or-cyclic', /^entries\[0\]\.self\.entries/],
    ['NaN in a list', { type: 'x', list: [0, Number.NaN] }, 'not-finite', 'list[1]'],
    ['a Map', { type: 'x', log: new Map() }, 'not-plain', 'log'],
    ['a hole', { type: 'x', list: [1, undefined] }, 'hole', 'list[1]'],
    ['a bigint', { type: 'x', n: 1n }, 'bigint', 'n'],
    ['a prototype', JSON.parse('{"__proto__":{"a":1}}'), 'forbidden-name', '__proto__'],
    ['too much', { type: 'x', list: new Array(50_000).fill(0) }, 'too-large', 'list'],
  ])('%s cannot travel', (_name, message, detail, field) => {
    const { fault, trace } = run(sending(message));
    expect(fault).toMatchObject({ kind: 'bad-message', detail, node: 'n1', handler: 'onStart' });
    if (typeof field === 'string') expect(fault?.field).toBe(field);
    else expect(fault?.field).toMatch(field);
    expect(trace.end).toBe('fault');
  });

  test('an exception ends the run and names node and handler', () => {
    const { fault } = run((context) => ({
      onStart: () => {
        if (context.self === 'n1') context.send('n3', { type: 'x' });
      },
      onMessage: () => {
        throw new TypeError('kaputt');
      },
    }));
    expect(fault).toMatchObject({
      kind: 'exception',
      detail: 'kaputt',
      node: 'n3',
      handler: 'onMessage',
    });
  });

  test('an asynchronous handler is refused', () => {
    const { fault } = run(() => ({ onStart: async () => {}, onMessage: () => {} }));
    expect(fault).toMatchObject({ kind: 'asynchronous', handler: 'onStart' });
  });

  test('unknown receivers and impossible delays are refused', () => {
    const starting = (effect: (context: Context<Message>) => void) =>
      run((context) => ({ onStart: () => effect(context), onMessage: () => {} })).fault;
    expect(starting((c) => c.send('n9', { type: 'x' }))).toMatchObject({ kind: 'bad-argument' });
    expect(starting((c) => c.send(c.self, { type: 'x' }))).toMatchObject({ kind: 'bad-argument' });
    expect(starting((c) => c.setTimer('t', -1))).toMatchObject({ detail: 'setTimer' });
    expect(starting((c) => c.setTimer('t', Number.NaN))).toMatchObject({ detail: 'setTimer' });
  });

  test.each<[string, Make]>([
    [
      'messages that breed messages',
      (context) => ({
        onStart: () => context.peers.forEach((peer) => void context.send(peer, { type: 'x' })),
        onMessage: () => context.peers.forEach((peer) => void context.send(peer, { type: 'x' })),
      }),
    ],
    [
      'a timer that never waits',
      (context) => ({
        onStart: () => context.setTimer('t', 0),
        onTimer: () => context.setTimer('t', 0),
        onMessage: () => {},
      }),
    ],
    [
      'a loop that swallows errors',
      (context) => ({
        onStart: () => {
          for (let i = 0; i < 100_000; i++) {
            try {
              context.send(context.peers[0] as string, { type: 'x' });
            } catch {}
          }
        },
        onMessage: () => {},
      }),
    ],
    [
      'a disk that is filled without end',
      (context) => ({
        onStart: () => context.setTimer('t', 1),
        onTimer: () => {
          context.storage.set('x', 'y'.repeat(100_000));
          context.setTimer('t', 0);
        },
        onMessage: () => {},
      }),
    ],
    [
      'timers without end',
      (context) => ({
        onStart: () => {
          for (let i = 0; i < 100_000; i++) context.setTimer('t', 1e9);
        },
        onMessage: () => {},
      }),
    ],
  ])('%s end as a flood', (_name, make) => {
    const { fault, trace } = run(make);
    expect(fault?.kind).toBe('flood');
    // The beginning tells it; all of it would not fit into memory several times over.
    expect(trace.events.length).toBeLessThanOrEqual(5_000);
  });

  test('a failing or meddling inspect() changes nothing but what is shown', () => {
    const make =
      (inspect: (context: Context<Message>) => unknown): Make =>
      (context) => ({ ...talker(3)(context), inspect: () => inspect(context) });
    const meddling = make((context) => {
      context.storage.set('x', 1);
      context.setTimer('tick', 1);
      return { state: 1 };
    });
    const plain = run(meddling).trace.events;
    const inspected = run(meddling, [], { inspect: true }).trace.events;
    expect(of(inspected, 'state').length).toBeGreaterThan(3);
    expect(received(inspected)).toEqual(received(plain));
    expect(of(inspected, 'store')).toEqual([]);
    const failing = make(() => {
      throw new Error('nein');
    });
    expect(run(failing, [], { inspect: true }).fault).toBeUndefined();
  });
});

describe('clients', () => {
  const policy = {
    timeoutMs: 50,
    retryDelayMs: 5,
    maxAttempts: 4,
    interpret: (response: string) =>
      response.startsWith('ask ')
        ? { done: false as const, retryAt: response.slice(4) }
        : { done: true as const },
  };
  const clients = [
    {
      id: 'c1',
      requests: [
        { atMs: 10, request: 'a', target: 'n1' },
        { atMs: 10, request: 'b' },
      ],
    },
  ];
  const redirecting: Make = (context) => ({
    onMessage: () => {},
    onRequest: (request, respond) => respond(context.self === 'n3' ? `${request} done` : 'ask n3'),
  });

  test('follow a redirection and go on one after the other', () => {
    const { history } = simulate({
      scenario: scenario([], { clients }),
      createProcess: redirecting,
      clientPolicy: policy,
    });
    expect(history).toMatchObject([
      { client: 'c1', request: 'a', attempts: 2, returned: { response: 'a done' } },
      { client: 'c1', request: 'b', attempts: 1, returned: { response: 'b done' } },
    ]);
    expect(history[1]?.invokedSeq).toBeGreaterThan(history[0]?.returned?.seq ?? Infinity);
  });

  test('retry after a timeout and give up in the end with an unknown outcome', () => {
    const { history, trace } = simulate({
      scenario: scenario([], { clients }),
      createProcess: () => ({ onMessage: () => {}, onRequest: () => {} }),
      clientPolicy: policy,
    });
    expect(history.map((operation) => [operation.attempts, operation.returned])).toEqual([
      [4, undefined],
      [4, undefined],
    ]);
    expect(of(trace.events, 'give-up')).toHaveLength(2);
  });

  test('a lost response leads to a second attempt, and only the first answer counts', () => {
    const { history, trace } = simulate({
      scenario: scenario(
        [{ kind: 'drop', message: { from: 'n3', to: 'c1', type: 'response', k: 0 } }],
        { clients: [{ id: 'c1', requests: [{ atMs: 0, request: 'a', target: 'n3' }] }] },
      ),
      createProcess: redirecting,
      clientPolicy: policy,
    });
    expect(history).toMatchObject([{ attempts: 3, returned: { response: 'a done' } }]);
    expect(of(trace.events, 'request').map((event) => event.attempt)).toEqual([0, 1, 2]);
  });

  test('a second answer to the same request is ignored', () => {
    const { trace } = simulate({
      scenario: scenario([], { clients }),
      createProcess: () => ({
        onMessage: () => {},
        onRequest: (_request: string, respond: (response: string) => void) => {
          respond('one');
          respond('two');
        },
      }),
      clientPolicy: policy,
    });
    expect(of(trace.events, 'respond').map((event) => event.response)).toEqual(['one', 'one']);
  });
});

describe('trace', () => {
  test('vector clocks agree with the messages of the run', () => {
    const { trace } = run((context) => {
      let left = 20;
      return {
        onStart: () => context.setTimer('t', 1 + Math.floor(context.random() * 5)),
        onTimer: () => {
          const peer = context.peers[Math.floor(context.random() * 2)] as string;
          context.send(peer, { type: 'x' });
          if (left-- > 0) context.setTimer('t', 1 + Math.floor(context.random() * 5));
        },
        onMessage: () => {},
      };
    });
    // Happened-before from first principles: program order and messages, closed transitively.
    const causes = trace.events.map(() => new Set<number>());
    const lastOn = new Map<string, number>();
    const sendOf = new Map<number, number>();
    for (const event of trace.events) {
      if (!('clock' in event)) continue;
      const direct = [lastOn.get(event.node)];
      if (event.kind === 'send') sendOf.set(event.id, event.seq);
      if (event.kind === 'deliver') direct.push(sendOf.get(event.id));
      for (const cause of direct) {
        if (cause === undefined) continue;
        causes[event.seq]?.add(cause);
        for (const earlier of causes[cause] ?? []) causes[event.seq]?.add(earlier);
      }
      lastOn.set(event.node, event.seq);
    }
    const onNodes = trace.events.filter((event) => 'clock' in event);
    const before = (a: readonly number[], b: readonly number[]) =>
      a.every((entry, i) => entry <= (b[i] ?? 0)) && a.some((entry, i) => entry < (b[i] ?? 0));
    let related = 0;
    for (const a of onNodes) {
      for (const b of onNodes) {
        const isCause = causes[b.seq]?.has(a.seq) ?? false;
        if (isCause) related++;
        expect(before(a.clock, b.clock)).toBe(isCause);
      }
    }
    expect(related).toBeGreaterThan(100);
  });

  test('the trace says which nodes the suite played', () => {
    expect(run(talker(1)).trace.scripted).toEqual([]);
    const { trace } = run(talker(1), [], { scripted: { n3: talker(1), n2: talker(1) } });
    expect(trace.scripted).toEqual(['n2', 'n3']);
  });

  test('a scripted node with foreign code runs under the guard of that code', () => {
    const entries: string[] = [];
    const guardOf = (name: string): Guard => ({
      enter: () => entries.push(name),
      explain: () => ({ kind: 'exception', detail: name, exercise: name }),
      onLog: undefined,
    });
    const [own, store] = [guardOf('own'), guardOf('store')];
    const breaks: Make = () => ({
      onMessage() {
        store.onLog?.('log', 'angekommen');
        throw new Error('kaputt');
      },
    });
    const { trace, fault } = run(talker(1), [], {
      guard: own,
      scripted: { n2: { guard: store, create: breaks } },
    });
    expect(entries).toEqual(expect.arrayContaining(['own', 'store']));
    expect(of(trace.events, 'log')).toMatchObject([{ node: 'n2', text: 'angekommen' }]);
    expect(fault).toMatchObject({ detail: 'store', exercise: 'store', node: 'n2' });
    expect(trace.scripted).toEqual(['n2']);
  });

  test('an error of the suite’s own process is ours; a flood in it is one of the run', () => {
    const breaks: Make = () => ({
      onMessage() {
        throw new Error('kaputt');
      },
    });
    expect(() => run(talker(1), [], { scripted: { n2: breaks } })).toThrow('kaputt');
    const floods: Make = (context) => ({
      onMessage() {
        for (let n = 0; n < 100; n++) context.send('n1', { type: 'y' });
      },
    });
    const { trace, fault } = run(talker(1), [], {
      scripted: { n2: floods },
      limits: { maxInFlight: 50 },
    });
    expect(fault).toMatchObject({ kind: 'flood' });
    expect(trace.end).toBe('flood');
  });

  test('the same scenario gives the same bytes, another seed others', () => {
    const make: Make = (context) => ({
      ...talker(20)(context),
      onMessage: () => {
        if (context.random() < 0.5) context.send('n3', { type: 'y' });
      },
    });
    const bytes = (seed: number) =>
      JSON.stringify(
        simulate({
          scenario: scenario([], { seed, latency: { minMs: 1, maxMs: 9 } }),
          createProcess: make,
        }),
      );
    expect(bytes(1)).toBe(bytes(1));
    expect(bytes(1)).not.toBe(bytes(2));
  });
});
