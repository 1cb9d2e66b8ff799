import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../simulator/kernel.ts';
import type { Context, Process } from '../../simulator/process.ts';
import type { Fault } from '../../simulator/scenario.ts';
import type { Trace } from '../../simulator/trace.ts';
import { renderSpaceTimeHtmlTable } from './html-table.ts';
import { elementNames } from './markup.ts';
import { renderSpaceTimeSvg } from './svg/render-svg.ts';
import { renderSpaceTimeTable } from './terminal-table.ts';
import { columnsOf } from './text.ts';

type Message = { type: 'zaehle' | 'gezaehlt'; n: number };

/** Counts up in a ring and answers clients with the count. */
function counter(context: Context<Message>): Process<Message, string, number> {
  let count = 0;
  const next = context.peers[0] ?? context.self;
  return {
    onStart: () => context.setTimer('runde', 20),
    onTimer: () => {
      context.send(next, { type: 'zaehle', n: count + 1 });
      context.setTimer('runde', 20);
    },
    onMessage: (from, { type, n }) => {
      count = Math.max(count, n);
      context.storage.set('count', count);
      if (type === 'zaehle') context.send(from, { type: 'gezaehlt', n: count });
    },
    onRequest: (_, respond) => respond(count),
    inspect: () => ({ count }),
  };
}

function run(seed: number, faults: readonly Fault[], nodes: number): Trace {
  return simulate<Message, string, number>({
    scenario: {
      nodes,
      seed,
      latency: { minMs: 1, maxMs: 9 },
      durationMs: 150,
      faults,
      clients: [{ id: 'c1', requests: [{ atMs: 30, request: 'wie viel?' }] }],
    },
    createProcess: counter,
    clientPolicy: {
      timeoutMs: 20,
      retryDelayMs: 5,
      maxAttempts: 3,
      interpret: () => ({ done: true }),
    },
    inspect: true,
    recordTimers: true,
  }).trace;
}

const faults: fc.Arbitrary<Fault[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('unreliable' as const),
      fromMs: fc.constant(0),
      untilMs: fc.constant(150),
      dropPerMille: fc.nat(400),
      duplicatePerMille: fc.nat(300),
      delayPerMille: fc.nat(300),
      maxExtraDelayMs: fc.constant(40),
    }),
    fc.record({
      kind: fc.constant('crash' as const),
      node: fc.constantFrom('n1', 'n2'),
      atMs: fc.nat(150),
      afterEffects: fc.nat(2),
      downMs: fc.nat(60),
    }),
    fc.record({
      kind: fc.constant('pause' as const),
      node: fc.constantFrom('n1', 'n2'),
      fromMs: fc.nat(100),
      untilMs: fc.integer({ min: 100, max: 200 }),
    }),
    fc.record({
      kind: fc.constant('partition' as const),
      fromMs: fc.nat(100),
      untilMs: fc.integer({ min: 100, max: 200 }),
      groups: fc.constant([['n1'], ['n2']]),
    }),
    fc.record({
      kind: fc.constant('one-way-partition' as const),
      fromMs: fc.nat(100),
      untilMs: fc.integer({ min: 100, max: 200 }),
      senders: fc.constant(['n2']),
      receivers: fc.constant(['n1']),
    }),
  ),
  { maxLength: 4 },
);

const options = fc.record({
  marked: fc.array(fc.nat(120), { maxLength: 3 }),
  maxEvents: fc.integer({ min: 1, max: 200 }),
  causalPastOnly: fc.boolean(),
  showTimers: fc.boolean(),
});

describe('traces of the simulator', () => {
  it('are drawn whatever happened: well-formed, in the width, with the marked event', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        faults,
        fc.integer({ min: 2, max: 12 }),
        options,
        (seed, list, nodes, chosen) => {
          const trace = run(seed, list, nodes);
          const marked = chosen.marked.filter((seq) => seq < trace.events.length);
          const settings = { ...chosen, marked };
          const table = renderSpaceTimeTable(trace, settings);
          const svg = renderSpaceTimeSvg(trace, settings);
          elementNames(svg);
          elementNames(renderSpaceTimeHtmlTable(trace, settings));
          expect(svg).not.toMatch(/NaN|undefined|Infinity/);
          for (const line of table.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(80);
          const [first] = marked;
          if (first !== undefined) expect(table).toMatch(new RegExp(`^✗ +${first} `, 'm'));
          const rows = table.split('\n').filter((line) => /^. +\d+ /.test(line));
          // Single events in a gap come on top.
          expect(rows.length).toBeLessThanOrEqual(2 * Math.max(chosen.maxEvents, marked.length));
        },
      ),
      { numRuns: 50, seed: 8 },
    );
  });

  it('read like this', () => {
    const trace = run(
      4,
      [
        { kind: 'drop', message: { from: 'n1', to: 'n2', type: 'zaehle', k: 1 } },
        { kind: 'crash', node: 'n2', atMs: 50, afterEffects: 1, downMs: 30 },
      ],
      2,
    );
    const last = trace.events.findLast((event) => event.kind === 'deliver');
    const table = renderSpaceTimeTable(trace, { marked: [last?.seq ?? 0], maxEvents: 24 });
    expect(table).toMatchInlineSnapshot(`
      "  Nr.   ms  n1    n2     Ereignis
                               … 46 Ereignisse ausgelassen
         66   68  │     †      n2 stürzt mitten im Handler ab
                               … 15 Ereignisse ausgelassen
         87  118  │◄────●      n2 → n1 zaehle · n: 5
         90  120  ○     │      n1 Timer „runde“ läuft ab
         91       ●────►│      n1 → n2 zaehle · n: 5
         94  125  ●◄╌╌╌╌│      n1 ← n2 zaehle · gesendet: Nr. 87
         95       ■     │      n1 speichert „count“ · 5
         96       ●────►│      n1 → n2 gezaehlt · n: 5
         97       ·     │      n1 Zustand · count: 5
         98  128  │╌╌╌╌►●      n2 ← n1 zaehle · gesendet: Nr. 91
         99       │     ■      n2 speichert „count“ · 5
        100       │◄────●      n2 → n1 gezaehlt · n: 5
        101       │     ·      n2 Zustand · count: 5
        102  130  ●◄╌╌╌╌│      n1 ← n2 gezaehlt · gesendet: Nr. 100
        103       ■     │      n1 speichert „count“ · 5
        105  133  │╌╌╌╌►●      n2 ← n1 gezaehlt · gesendet: Nr. 96
        106       │     ■      n2 speichert „count“ · 5
        108  138  │     ○      n2 Timer „runde“ läuft ab
        109       │◄────●      n2 → n1 zaehle · n: 6
        112  140  ○     │      n1 Timer „runde“ läuft ab
        113       ●────►│      n1 → n2 zaehle · n: 6
        116  143  ●◄╌╌╌╌│      n1 ← n2 zaehle · gesendet: Nr. 109
        117       ■     │      n1 speichert „count“ · 6
        118       ●────►│      n1 → n2 gezaehlt · n: 6
        119       ·     │      n1 Zustand · count: 6
      ✗ 120  146  │╌╌╌╌►●      n2 ← n1 zaehle · n: 6
                               … 3 Ereignisse ausgelassen
      ✗ erster falscher Schritt
      Ende bei 150 ms. Die Zeit des Szenarios ist um."
    `);
  });
});
