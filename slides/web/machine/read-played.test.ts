import { expect, test } from 'vitest';
import { readPlayed } from './read-played.ts';

/** Only what the suite's program says counts, and only as a whole. */

const nonce = '1-2-3-4';
const fault = { kind: 'step-budget', detail: '', location: { file: 'a.ts', line: 3, column: 1 } };
const report = {
  nonce,
  seq: 2,
  kind: 'played',
  played: {
    trace: { version: 1, events: [] },
    verdicts: [
      { id: 'a', outcome: 'holds', events: [] },
      { id: 'b', outcome: 'violated', message: 'Falsch.', events: [3, 1] },
      { id: 'c', outcome: 'fault', events: [], fault },
    ],
  },
  meta: { exercise: 'x', properties: [{ id: 'a', title: 'Titel a', points: 3 }] },
};
const end = { nonce, seq: 3, kind: 'end' };
const garbled = { kind: 'not-completed', reason: 'garbled' };

function read(...messages: readonly unknown[]): ReturnType<typeof readPlayed> {
  const texts = messages.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  return readPlayed({ kind: 'said', messages: texts, nonce });
}

test('a run is read with its verdicts and their titles', () => {
  expect(read(report, end)).toEqual({
    kind: 'played',
    played: report.played,
    titles: new Map([['a', 'Titel a']]),
  });
  const { trace, ...others } = report.played;
  expect(read({ ...report, played: others }, end)).toMatchObject({ played: others });
});

test('how the chamber ended otherwise is passed on', () => {
  expect(readPlayed({ kind: 'not-completed', reason: 'memory' })).toEqual({
    kind: 'not-completed',
    reason: 'memory',
  });
  expect(readPlayed({ kind: 'broken', detail: 'x' })).toEqual({
    kind: 'grader-error',
    detail: 'x',
  });
});

const withVerdict = (verdict: object): unknown => ({
  ...report,
  played: { ...report.played, verdicts: [{ id: 'a', outcome: 'holds', events: [], ...verdict }] },
});

test.each<[string, readonly unknown[]]>([
  ['nothing', []],
  ['no end', [report]],
  ['two reports', [report, { ...report, seq: 3 }, { ...end, seq: 4 }]],
  ['a gap', [report, { ...end, seq: 4 }]],
  ['an end with more to it', [report, { ...end, more: 1 }]],
  ['another nonce', [{ ...report, nonce: 'x' }, end]],
  ['no JSON', ['{', end]],
  ['nothing but null', ['null', end]],
  ['a check', [{ ...report, kind: 'report' }, end]],
  ['no verdicts', [{ ...report, played: {} }, end]],
  ['a trace without events', [{ ...report, played: { trace: {}, verdicts: [] } }, end]],
  ['titles that are none', [{ ...report, meta: { properties: [{ id: 'a', title: 1 }] } }, end]],
  ['an outcome nobody knows', [withVerdict({ outcome: 'toString' }), end]],
  ['a message that is no text', [withVerdict({ message: {} }), end]],
  ['events that are no numbers', [withVerdict({ events: ['1'] }), end]],
  ['a fault nobody knows', [withVerdict({ fault: { ...fault, kind: 'constructor' } }), end]],
  ['a fault at no place', [withVerdict({ fault: { ...fault, location: { file: 1 } } }), end]],
  ['a fault of nobody', [withVerdict({ fault: { ...fault, node: {} } }), end]],
])('%s: garbled', (_, messages) => {
  expect(read(...messages)).toEqual(garbled);
});
