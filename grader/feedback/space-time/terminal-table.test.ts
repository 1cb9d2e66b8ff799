import { describe, expect, it } from 'vitest';
import type { Trace } from '../../simulator/trace.ts';
import { plainPaint } from '../paint.ts';
import { everything, type Step, traceOf } from './sample-trace.ts';
import { renderSpaceTimeTable } from './terminal-table.ts';
import { columnsOf } from './text.ts';

/** n1 and n2 send a message to and fro, so often. */
function pingPong(rounds: number, nodes = ['n1', 'n2']): Trace {
  const steps: Step[] = [];
  for (let id = 0; id < rounds; id += 1) {
    const [from, to] = id % 2 === 0 ? ['n1', 'n2'] : ['n2', 'n1'];
    const message = { type: 'ping', id };
    if (from === undefined || to === undefined) throw new Error('two nodes');
    steps.push(
      { kind: 'send', atMs: id * 10, node: from, to, id, type: 'ping', k: id, message },
      { kind: 'deliver', atMs: id * 10 + 5, node: to, from, id, type: 'ping', copy: 0, message },
    );
  }
  return traceOf(nodes, steps);
}

const linesOf = (text: string) => text.split('\n');
const widest = (text: string) => Math.max(...linesOf(text).map(columnsOf));

describe('the terminal table', () => {
  it('shows everything that can happen', () => {
    const table = renderSpaceTimeTable(everything, { marked: [15, 12] });
    expect(widest(table)).toBeLessThanOrEqual(80);
    expect(table).toMatchInlineSnapshot(`
      "  Nr.   ms  n1    n2    n3     Ereignis
          4    0  ·     │     │      n1 Zustand · rolle: 'folger', term: 0
          5   10  ○     │     │      n1 Timer „wahl“ läuft ab
          6       ■     │     │      n1 speichert „term“ · 1
          7       ●────►│     │      n1 → n2 Stimme? · term: 1, log: [{ term: 1 }]
          8       ●─────┼────×│      n1 → n3 Stimme? geht verloren · term: 1, log: []
         10       ·     │     │      n1 Zustand · rolle: 'kandidat', term: 1
      +  12   13  │╌╌╌╌►●     │      n2 ← n1 Stimme? · term: 1, log: [{ term: 1 }]
         13       │◄────●     │      n2 → n1 Ja · term: 1
         14       │     †     │      n2 stürzt mitten im Handler ab
      ✗  15   17  ●◄╌╌╌╌      │      n1 ← n2 Ja · term: 1
         16   19  ●◄╌╌╌╌      │      n1 ← n2 Ja (Duplikat) · gesendet: Nr. 13
         17   20  │           │      c1 fragt put · key: 'x'
         18   22  ▼           │      n1 Anfrage von c1: put · key: 'x'
         19   23  A     B     B      Netz getrennt · n1 ∣ n2, n3
         20   24  │           =      n3 steht still bis 30 ms
         21   25  ▲           ┆      n1 antwortet c1 · ok: true
         22   27  │           ┆      c1 erhält · ok: true
         23   28  │           ┆      c2 fragt · 'lies'
         24   29  │     ▲     ┆      n2 startet neu
         25   31  │     │     │      Netz wieder verbunden
         26   32  │     │     ·      n3 Ausgabe · Hallo
         28   40  │     │     │      c2 gibt auf, ohne Antwort
         29   41  │     │     !      n3 wirft eine Ausnahme · x ist undefiniert
      ✗ erster falscher Schritt   + beteiligt
      Ende bei 41 ms. Nichts steht mehr aus."
    `);
  });

  it('adds timers on demand', () => {
    expect(renderSpaceTimeTable(everything)).not.toContain('stellt Timer');
    const table = renderSpaceTimeTable(everything, { showTimers: true });
    expect(table).toContain('n1 stellt Timer „wahl“ auf 10 ms');
    expect(table).toContain('n3 hält Timer „wahl“ an');
  });

  it('cuts a long trace down to what led to the marked event', () => {
    const table = renderSpaceTimeTable(pingPong(60), { marked: [101], maxEvents: 6 });
    expect(table).toMatchInlineSnapshot(`
      "  Nr.   ms  n1    n2     Ereignis
                               … 96 Ereignisse ausgelassen
         96  480  ●────►│      n1 → n2 ping · id: 48
         97  485  │╌╌╌╌►●      n2 ← n1 ping · gesendet: Nr. 96
         98  490  │◄────●      n2 → n1 ping · id: 49
         99  495  ●◄╌╌╌╌│      n1 ← n2 ping · gesendet: Nr. 98
        100  500  ●────►│      n1 → n2 ping · id: 50
      ✗ 101  505  │╌╌╌╌►●      n2 ← n1 ping · id: 50
                               … 18 Ereignisse ausgelassen
      ✗ erster falscher Schritt
      Ende bei 595 ms. Nichts steht mehr aus."
    `);
  });

  it('keeps to what may have influenced the marked event if told to', () => {
    const table = renderSpaceTimeTable(everything, { marked: [12], causalPastOnly: true });
    expect(
      linesOf(table)
        .filter((line) => /^..\s+\d/.test(line))
        .map((line) => line.slice(2, 5).trim()),
    ).toEqual(['4', '5', '6', '7', '12', '14', '19', '20', '25']);
  });

  it('stays within 80 columns, whatever the submission wrote', () => {
    const text = '漢字かな🙂 '.repeat(30) + 'x'.repeat(300);
    for (const nodes of [
      ['n1', 'n2'],
      Array.from({ length: 9 }, (_, i) => `n${i + 1}`),
      Array.from({ length: 25 }, (_, i) => `n${i + 1}`),
    ]) {
      const trace = traceOf(nodes, [
        { kind: 'log', atMs: 0, node: 'n1', level: 'log', text },
        {
          kind: 'send',
          atMs: 1,
          node: 'n1',
          to: 'n2',
          id: 0,
          type: text,
          k: 0,
          message: { [text]: text },
        },
      ]);
      expect(widest(renderSpaceTimeTable(trace))).toBeLessThanOrEqual(80);
    }
  });

  it('lets no control character through', () => {
    const trace = traceOf(
      ['n1'],
      [
        { kind: 'log', atMs: 0, node: 'n1', level: 'log', text: 'rot\u001b[31m\rweg\u202eabc' },
        { kind: 'timer', atMs: 0, node: 'n1', name: '\u0007\n' },
      ],
    );
    const table = renderSpaceTimeTable(trace);
    expect(linesOf(table)).toHaveLength(4);
    expect(table.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('paints through the painter it is given, and says the same without', () => {
    const tag = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const paint = {
      ...plainPaint,
      bold: tag('b'),
      dim: tag('dim'),
      bad: tag('bad'),
      warn: tag('warn'),
    };
    const painted = renderSpaceTimeTable(everything, { marked: [15, 12], paint });
    expect(painted).toMatch(/^<bad>✗ .*Ja.*<\/bad>$/m);
    expect(painted).toMatch(/^<warn>\+ .*<\/warn>$/m);
    const plain = renderSpaceTimeTable(everything, { marked: [15, 12] });
    expect(painted.replaceAll(/<\/?(b|dim|bad|warn)>/g, '')).toBe(plain);
  });

  it('takes other labels for single events', () => {
    const labels = (event: { seq: number }) => (event.seq === 5 ? 'Der Wahltimer!' : undefined);
    const table = renderSpaceTimeTable(everything, { labels });
    expect(table).toContain('○     │     │      Der Wahltimer!');
    expect(table).toContain('n1 speichert „term“ · 1');
  });

  it('says so when nothing happened', () => {
    expect(renderSpaceTimeTable(traceOf(['n1'], []))).toBe(
      'In diesem Ablauf ist nichts geschehen.',
    );
  });
});
