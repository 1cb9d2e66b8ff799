import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../simulator/kernel.ts';
import type { Context, Process } from '../simulator/process.ts';
import type { Trace } from '../simulator/trace.ts';
import { areConcurrent, causalPast, happenedBefore, isOnNode } from './happened-before.ts';

type Message = { type: 'hop'; left: number };

/** Each node passes a message on to a random peer, so often; n1 serves one client. */
function gossiper(context: Context<Message>): Process<Message, string, string> {
  const pass = (left: number) => {
    const peer = context.peers[Math.floor(context.random() * context.peers.length)];
    if (left > 0 && peer !== undefined) context.send(peer, { type: 'hop', left: left - 1 });
  };
  return {
    onStart: () => pass(3),
    onMessage: (_, { left }) => pass(left),
    onRequest: (request, respond) => {
      pass(2);
      respond(request);
    },
  };
}

function run(seed: number, dropPerMille = 0): Trace {
  return simulate<Message, string, string>({
    scenario: {
      nodes: 4,
      seed,
      latency: { minMs: 1, maxMs: 9 },
      durationMs: 300,
      faults: [
        {
          kind: 'unreliable',
          fromMs: 0,
          untilMs: 300,
          dropPerMille,
          duplicatePerMille: 100,
          delayPerMille: 0,
          maxExtraDelayMs: 10,
        },
      ],
      clients: [
        {
          id: 'c1',
          requests: [
            { atMs: 20, request: 'a', target: 'n1' },
            { atMs: 30, request: 'b', target: 'n2' },
          ],
        },
      ],
    },
    createProcess: gossiper,
    clientPolicy: {
      timeoutMs: 50,
      retryDelayMs: 5,
      maxAttempts: 2,
      interpret: () => ({ done: true }),
    },
  }).trace;
}

/** →, by its definition: order on a node, sending before receiving, and what follows from these. */
function closure(trace: Trace): Set<string> {
  const events = trace.events.filter(isOnNode);
  const before = new Map(events.map((event) => [event.seq, new Set<number>()]));
  for (const [place, event] of events.entries()) {
    const own = before.get(event.seq) ?? new Set();
    for (const earlier of events.slice(0, place)) {
      const direct =
        earlier.node === event.node ||
        (event.kind === 'deliver' && earlier.kind === 'send' && earlier.id === event.id);
      if (!direct) continue;
      own.add(earlier.seq);
      for (const seq of before.get(earlier.seq) ?? []) own.add(seq);
    }
  }
  return new Set([...before].flatMap(([b, past]) => [...past].map((a) => `${a}→${b}`)));
}

describe('happened-before', () => {
  it('is what follows from order on a node and from messages', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(0, 200), (seed, dropPerMille) => {
        const trace = run(seed, dropPerMille);
        const expected = closure(trace);
        const events = trace.events.filter(isOnNode);
        expect(events.length).toBeGreaterThan(8);
        for (const a of events) {
          for (const b of events) {
            const isBefore = expected.has(`${a.seq}→${b.seq}`);
            if (happenedBefore(trace, a, b) !== isBefore) expect.fail(`${a.seq} → ${b.seq}`);
            const isApart = a !== b && !isBefore && !expected.has(`${b.seq}→${a.seq}`);
            if (areConcurrent(trace, a, b) !== isApart) expect.fail(`${a.seq} ∥ ${b.seq}`);
          }
        }
      }),
      { numRuns: 40, seed: 8 },
    );
  });

  it('refuses an event of a node that is not in the trace', () => {
    const stranger = { seq: 0, node: 'n9', clock: [1] };
    expect(() => happenedBefore({ nodes: ['n1'] }, stranger, stranger)).toThrow(RangeError);
  });
});

describe('the causal past', () => {
  it('has an event and all that happened before it', () => {
    const trace = run(3);
    for (const event of trace.events.filter(isOnNode)) {
      if (event.atMs >= 20) continue;
      const past = causalPast(trace, [event.seq]);
      const expected = trace.events.filter(
        (other) => other === event || (isOnNode(other) && happenedBefore(trace, other, event)),
      );
      expect([...past].sort((a, b) => a - b)).toEqual(expected.map(({ seq }) => seq));
    }
  });

  it('goes through a client: from an answer back to the call and the node that answered', () => {
    const trace = run(3);
    const find = (kind: string, nth: number) =>
      trace.events.filter((event) => event.kind === kind)[nth]?.seq ?? -1;
    const past = causalPast(trace, [find('request', 1)]);
    for (const kind of ['invoke', 'request', 'respond', 'return']) {
      expect(past.has(find(kind, 0))).toBe(true);
    }
    expect(past.has(find('invoke', 1))).toBe(true);
    expect(past.has(find('respond', 1))).toBe(false);
  });

  it('has the sending of a message whose loss is asked for', () => {
    const trace = run(3, 500);
    const drop = trace.events.find((event) => event.kind === 'drop');
    if (drop === undefined) throw new Error('nothing was lost');
    const past = causalPast(trace, [drop.seq]);
    const send = trace.events.find((event) => event.kind === 'send' && event.id === drop.id);
    expect(past.has(send?.seq ?? -1)).toBe(true);
  });
});
