import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { areConcurrent, isOnNode } from '../../../grader/checkers/happened-before.ts';
import { joined } from '../../../grader/feedback/space-time/label.ts';
import { everything, traceOf } from '../../../grader/feedback/space-time/sample-trace.ts';
import type { SceneResult } from '../../../grader/scenes/result.ts';
import type { Trace } from '../../../grader/simulator/trace.ts';
import { ArrowIndex } from './arrows.ts';
import { cutStretches } from './bands.ts';
import { CausalPast } from './causal-past.ts';
import { contentOfScene } from './content.ts';
import { eventTable } from './event-table.ts';
import { nextExplained, positionAfterKey } from './keys.ts';
import { logicalTimes, timesByRow } from './logical-time.ts';
import { arrowsKnownAt, asksBefore, knownAt } from './reveal.ts';
import { rowAt } from './row-at.ts';
import { timelineOf } from './timeline.ts';
import { rowHeight, rowsInView, scrolledTo } from './viewport.ts';
import { Replay } from './world.ts';

const folder = new URL('../../../chapters/kapitel8/ablaeufe/', import.meta.url);
const scenes = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as SceneResult)
  .filter(({ trace }) => trace !== undefined);

describe.each(scenes.map((scene): [string, SceneResult] => [scene.id, scene]))('%s', (_, scene) => {
  const content = contentOfScene(scene);
  const timeline = timelineOf(content);
  const seqs = timeline.rows.map(({ event }) => event.seq);

  it('has exactly the events of the picture as steps, and all of its explanations', () => {
    expect(seqs).toEqual(scene.shown);
    expect(timeline.explained.map((row) => seqs[row])).toEqual(
      scene.steps.map(({ event }) => event),
    );
    const table = eventTable(timeline, content.captions);
    expect([...table.matchAll(/data-seq="(\d+)"/g)].map(([, seq]) => Number(seq))).toEqual(seqs);
  });

  it('says of each event what the picture and its text say', () => {
    const text = readFileSync(new URL(`${scene.id}.md`, folder), 'utf8');
    const events = text
      .split('\n')
      .filter((line) => /^\| [\d.]+ \|/.test(line))
      .map((line) =>
        line
          .split(/(?<!\\)\|/)[4]
          ?.trim()
          .replaceAll('\\', ''),
      );
    const own = timeline.rows.map(({ label }) => joined(label).replaceAll('\\', ''));
    expect(own).toEqual(events);
  });

  it('draws an arrow for every message that is sent and for every loss, between the right lanes', () => {
    const messages = timeline.arrows.filter(({ kind }) => kind === 'message');
    const sent = timeline.rows.filter(({ event }) => event.kind === 'send').length;
    expect(messages.length).toBeGreaterThanOrEqual(sent);
    for (const { fromLane, toLane, fromRow, toRow } of timeline.arrows) {
      expect(fromLane).not.toBe(toLane);
      expect(toRow).toBeGreaterThan(fromRow);
      expect(timeline.lanes[fromLane] !== undefined || timeline.lanes[toLane] !== undefined).toBe(
        true,
      );
    }
  });

  it('finds the arrows of a window as a look at all of them does', () => {
    const index = new ArrowIndex(timeline.arrows);
    for (const [first, last] of [
      [0, 5],
      [3, 40],
      [20, 33],
      [seqs.length - 2, seqs.length - 1],
    ] as const) {
      expect(index.touching(first, last)).toEqual(
        timeline.arrows.filter(({ fromRow, toRow }) => toRow >= first && fromRow <= last),
      );
    }
  });

  it('calls an event past or concurrent as the vector clocks do', () => {
    const pasts = new CausalPast(content.trace);
    const onNodes = content.trace.events.filter(isOnNode);
    // Clients pass on influence that no node's clock knows of, so only what is known must be past.
    for (const event of onNodes.filter((__, i) => i % 7 === 0)) {
      const past = pasts.of(event.seq);
      const wrong = onNodes.filter((other) =>
        other.seq > event.seq
          ? past.has(other.seq)
          : !past.has(other.seq) && !areConcurrent(content.trace, other, event),
      );
      expect(wrong).toEqual([]);
    }
  });

  it('replays to the same moment from wherever it starts', () => {
    const { trace } = content;
    const replay = new Replay(trace);
    for (const { event } of timeline.rows.filter((__, i) => i % 9 === 0)) {
      const until = { ...trace, events: trace.events.slice(0, event.seq + 1) };
      expect(replay.after(event.seq).nodes).toEqual(new Replay(until).after(event.seq).nodes);
    }
  });
});

describe('the state of the nodes', () => {
  const replay = new Replay(everything);

  it('follows crashes, restarts, timers, storage and what inspect() says', () => {
    const n1 = replay.after(11).nodes.get('n1');
    expect(n1?.state).toEqual({ rolle: 'kandidat', term: 1 });
    expect(n1?.storage).toEqual(new Map([['term', 1]]));
    expect(replay.after(4).nodes.get('n1')?.timers).toEqual(new Map([['wahl', 10]]));
    expect(n1?.timers).toEqual(new Map());
    expect(replay.after(13).nodes.get('n2')?.isUp).toBe(true);
    expect(replay.after(14).nodes.get('n2')?.isUp).toBe(false);
    const again = replay.after(24).nodes.get('n2');
    expect([again?.isUp, again?.incarnation]).toEqual([true, 1]);
  });

  it('follows the network: what is under way, and how it is cut', () => {
    expect([...replay.after(8).underWay.keys()]).toEqual([0, 1]);
    expect([...replay.after(9).underWay.keys()]).toEqual([0]);
    expect(replay.after(19).cuts.map(({ groups }) => groups)).toEqual([[['n1'], ['n2', 'n3']]]);
    expect(replay.after(25).cuts).toEqual([]);
  });

  it('knows a node that stands still until it does something again', () => {
    expect(replay.after(20).nodes.get('n3')?.pausedUntilMs).toBe(30);
    expect(replay.after(26).nodes.get('n3')?.pausedUntilMs).toBeUndefined();
  });
});

describe('logical time', () => {
  const message = (term: number) => ({ type: 'x', term });
  const send = { kind: 'send', to: 'n2', type: 'x', k: 0 } as const;

  it('is what a node keeps, not what it hears', () => {
    const trace = traceOf(
      ['n1', 'n2'],
      [
        { kind: 'store', atMs: 1, node: 'n1', key: 'currentTerm', value: 2 },
        { ...send, atMs: 2, node: 'n1', id: 0, message: message(2) },
        {
          kind: 'deliver',
          atMs: 3,
          node: 'n2',
          from: 'n1',
          id: 0,
          type: 'x',
          copy: 0,
          message: message(2),
        },
        {
          kind: 'store',
          atMs: 3,
          node: 'n2',
          key: 'raft promised',
          value: { round: 3, node: 'n1' },
        },
      ],
    );
    expect([...logicalTimes(trace)]).toEqual([
      [0, 'Term 2'],
      [3, 'Ballot 3.n1'],
    ]);
  });

  it('is taken from messages where nothing is kept, and written where it has changed', () => {
    const trace: Trace = traceOf(
      ['n1', 'n2'],
      [
        { kind: 'timer', atMs: 0, node: 'n1', name: 'x' },
        { ...send, atMs: 1, node: 'n1', id: 0, message: { type: 'x', time: 4, vector: { n1: 1 } } },
        { kind: 'timer', atMs: 2, node: 'n1', name: 'x' },
      ],
    );
    const { rows } = timelineOf({ trace });
    expect([...timesByRow(rows, logicalTimes(trace), trace)]).toEqual([[1, 'L 4 V [1]']]);
    // Where the event itself is not shown, the next of its node says it.
    const [, , last] = rows;
    if (last === undefined) throw new Error('no third row');
    expect([...timesByRow([last], logicalTimes(trace), trace)]).toEqual([[0, 'L 4 V [1]']]);
  });
});

describe('what a reader who predicts may see', () => {
  const timeline = timelineOf({ trace: everything, captions: new Map([[12, 'x']]) });
  const rowOf = (seq: number): number => rowAt(timeline.rows, seq);

  it('is nothing that comes later: no row, no arrival, no crash, no healing', () => {
    const known = knownAt(timeline, rowOf(7));
    expect(known.rows.at(-1)?.event.seq).toBe(7);
    expect(known.arrows).toEqual([
      expect.objectContaining({ fromRow: rowOf(7), toRow: rowOf(7) + 0.5, isPartial: true }),
    ]);
    expect(known.pieces).toEqual([]);
    const cut = knownAt(timeline, rowOf(20));
    expect(cut.bands.map(({ toRow }) => toRow)).toEqual([rowOf(20) + 0.5]);
  });

  it('does not even tell a message that gets lost later from one that arrives', () => {
    const late = traceOf(
      ['n1', 'n2'],
      [
        { kind: 'send', atMs: 0, node: 'n1', to: 'n2', id: 0, type: 'x', k: 0, message: {} },
        { kind: 'timer', atMs: 1, node: 'n2', name: 'x' },
        { kind: 'drop', atMs: 2, id: 0, from: 'n1', to: 'n2', type: 'x', reason: 'receiver-down' },
      ],
    );
    const { arrows } = timelineOf({ trace: late });
    expect(arrowsKnownAt(arrows, 1).map(({ isLost }) => isLost)).toEqual([false]);
    expect(arrowsKnownAt(arrows, 2)).toEqual(arrows);
  });

  it('is asked about before each explained event', () => {
    const asked = timeline.rows.flatMap((_, row) => (asksBefore(timeline, row) ? [row] : []));
    expect(asked).toEqual([rowOf(12) - 1]);
  });
});

describe('cuts at the same time', () => {
  const cut = (atMs: number, from: string, to: string) =>
    ({ kind: 'partition', atMs, groups: [[from], [to]], oneWay: true }) as const;
  const trace = traceOf(
    ['n1', 'n2', 'n3'],
    [
      cut(1, 'n1', 'n2'),
      cut(1, 'n3', 'n1'),
      { kind: 'heal', atMs: 5 },
      { kind: 'timer', atMs: 6, node: 'n2', name: 'x' },
      { kind: 'heal', atMs: 7 },
      cut(9, 'n2', 'n3'),
      { kind: 'heal', atMs: 11 },
    ],
  );
  const { bands } = timelineOf({ trace });

  it('stand side by side, and the first free place is taken again', () => {
    expect(bands.map(({ groups, depth }) => [groups[0]?.[0], depth])).toEqual([
      ['n1', 0],
      ['n3', 1],
      ['n2', 0],
    ]);
  });

  it('are one stretch, tinted once', () => {
    const [first, second, third] = bands;
    expect(cutStretches(bands)).toEqual([
      { fromRow: first?.fromRow, toRow: second?.toRow },
      { fromRow: third?.fromRow, toRow: third?.toRow },
    ]);
  });
});

describe('a verdict', () => {
  it('points at a row, whatever is shown besides', () => {
    const timeline = timelineOf({
      trace: everything,
      marked: [18, 12],
      shown: [5],
      blame: 'wrong',
    });
    expect(timeline.rows.map(({ event }) => event.seq)).toEqual([5, 12, 18]);
    expect(timeline.blamed).toBe(2);
    expect(timeline.rows.map(({ mark }) => mark)).toEqual(['none', 'also', 'wrong']);
  });
});

describe('the visible rows', () => {
  it('are few, however long the trace', () => {
    const { first, last } = rowsInView(5_000 * rowHeight, 400, 10_000);
    expect(first).toBeLessThanOrEqual(5_000);
    expect(last).toBeGreaterThanOrEqual(5_000 + Math.ceil(400 / rowHeight) - 1);
    expect(last - first).toBeLessThan(40);
    expect(rowsInView(0, 400, 3)).toEqual({ first: 0, last: 2 });
    expect(rowsInView(0, 400, 0)).toEqual({ first: 0, last: -1 });
  });

  it('scroll only when the cursor comes near an edge', () => {
    expect(scrolledTo(5, 0, 400, 100)).toBe(0);
    expect(scrolledTo(50, 0, 400, 100)).toBe(51 * rowHeight + 2 * rowHeight - 400);
    expect(scrolledTo(0, 500, 400, 100)).toBe(0);
    expect(scrolledTo(99, 0, 400, 100)).toBe(100 * rowHeight - 400);
  });
});

test('a row is found by its event, or the one before it', () => {
  const { rows } = timelineOf({ trace: everything, shown: [5, 7, 12] });
  expect([4, 5, 6, 7, 11, 12, 99].map((seq) => rowAt(rows, seq))).toEqual([-1, 0, 0, 1, 1, 2, 2]);
});

test('keys lead on and stop at both ends; explanations begin again', () => {
  expect(positionAfterKey('ArrowDown', 3, 10)).toBe(4);
  expect(positionAfterKey('ArrowDown', 9, 10)).toBe(9);
  expect(positionAfterKey('ArrowUp', 0, 10)).toBe(0);
  expect(positionAfterKey('End', 0, 10)).toBe(9);
  expect(positionAfterKey('Home', 5, 10)).toBe(0);
  expect(positionAfterKey('PageDown', 5, 10)).toBe(9);
  expect(positionAfterKey('a', 5, 10)).toBeUndefined();
  const timeline = { ...timelineOf({ trace: everything }), explained: [2, 5] };
  expect([0, 2, 5].map((row) => nextExplained(timeline, row))).toEqual([2, 5, 2]);
});
