import { expect, test } from 'vitest';
import { ReportReader } from './report-reader.ts';

const nonce = 'n';
const leave = 'l';
const report = {
  exercise: 'x',
  seed: 1,
  properties: [{ id: 'p', outcome: 'holds', scenarios: 3 }],
};
const meta = { exercise: 'x', properties: [] };
const good = [
  { nonce, seq: 0, kind: 'progress', done: 0.5 },
  { nonce, seq: 1, kind: 'report', report, meta },
  { nonce, seq: 2, kind: 'end' },
];
const ended = { code: 0, signal: null, stderr: '' } as const;

function read(messages: readonly unknown[], end: Parameters<ReportReader['outcome']>[0] = ended) {
  const shares: number[] = [];
  const reader = new ReportReader({ nonce, leave }, (done) => shares.push(done));
  for (const message of messages) {
    reader.push(
      Buffer.from(typeof message === 'string' ? message : `${JSON.stringify(message)}\n`),
    );
  }
  return { outcome: reader.outcome(end), shares };
}

test('a whole report counts, in whatever pieces it arrives', () => {
  expect(read(good)).toEqual({ outcome: { kind: 'completed', report, meta }, shares: [0.5] });
  const bytes = good.map((message) => `${JSON.stringify(message)}\n`).join('');
  expect(read([...bytes]).outcome.kind).toBe('completed');
});

test.each([
  ['a wrong nonce', [{ ...good[0], nonce: 'm' }, ...good.slice(1)]],
  ['a gap', [good[0], { ...good[1], seq: 2 }, { ...good[2], seq: 3 }]],
  ['a second report', [good[0], good[1], { ...good[1], seq: 2 }, { ...good[2], seq: 3 }]],
  ['something behind the end', [...good, { nonce, seq: 3, kind: 'progress', done: 1 }]],
  ['an unknown field', [good[0], { ...good[1], passed: true }, good[2]]],
  [
    'an unknown outcome',
    [
      good[0],
      {
        ...good[1],
        report: { ...report, properties: [{ id: 'p', outcome: 'passed', scenarios: 1 }] },
      },
      good[2],
    ],
  ],
  ['no JSON', [...good.slice(0, 2), 'bestanden\n']],
])('%s makes it garbled', (_, messages) => {
  expect(read(messages).outcome).toEqual({ kind: 'not-completed', reason: 'garbled' });
});

test('a report cut short does not count', () => {
  const killed = { code: null, signal: 'SIGKILL', stderr: '' } as const;
  expect(read(good.slice(0, 2), killed).outcome).toEqual({
    kind: 'not-completed',
    reason: 'killed',
  });
  // As bubblewrap tells that what it started was killed.
  expect(read([], { code: 137, signal: null, stderr: '' }).outcome).toEqual({
    kind: 'not-completed',
    reason: 'killed',
  });
  expect(read([good[0], JSON.stringify(good[1])], ended).outcome.kind).toBe('not-completed');
});

test('memory is told apart from a crash of our own', () => {
  const failed = { nonce, kind: 'failed', detail: 'boom' };
  expect(read([{ ...failed, failure: 'memory' }]).outcome).toEqual({
    kind: 'not-completed',
    reason: 'memory',
  });
  expect(read([{ ...failed, failure: 'crash' }]).outcome).toEqual({
    kind: 'grader-error',
    detail: 'boom',
  });
  const aborted = {
    code: null,
    signal: 'SIGABRT',
    stderr: 'FATAL ERROR: JavaScript heap out of memory',
  } as const;
  expect(read([], aborted).outcome).toEqual({ kind: 'not-completed', reason: 'memory' });
  expect(read([], { code: 9, signal: null, stderr: 'bad option' }).outcome).toMatchObject({
    kind: 'grader-error',
  });
});
