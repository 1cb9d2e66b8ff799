import { expect, it } from 'vitest';
import type { Trace } from '../simulator/trace.ts';
import type { Counterexample } from '../suites/report.ts';
import { scoreChapter } from './chapter-result.ts';
import { scoreExercise } from './score.ts';
import { withShortTraces } from './shorten-traces.ts';

const at = { atMs: 0, node: 'n1', incarnation: 0, clock: [1] };
const events = Array.from(
  { length: 1000 },
  (_, seq) => ({ ...at, seq, kind: 'timer', name: 't' }) as const,
);
const trace: Trace = {
  version: 1,
  nodes: ['n1'],
  scripted: [],
  events,
  end: 'time',
  endedAtMs: 900,
};

function shortened(changes: Partial<Counterexample>): Trace | undefined {
  const plain = { experiment: 'x', input: 1, minimised: true, foundInRun: 1, message: '' };
  const counterexample: Counterexample = { ...plain, events: [], trace, ...changes };
  const exercise = scoreExercise({
    manifest: { id: 'x', number: '1', title: 'X', parts: [] },
    weight: 100,
    properties: [
      {
        id: 'p',
        part: 'a',
        title: 'P',
        rule: 'P.',
        source: 'P',
        points: 1,
        kind: 'safety',
        visibility: 'offen',
        faults: ['none'],
        hints: ['Hinweis.'],
        chapter: 'x.md#x',
      },
    ],
    reports: [{ id: 'p', outcome: 'violated', scenarios: 1, counterexample }],
    findings: [],
  });
  const chapter = scoreChapter({ chapter: 'k', seed: 1, suiteHash: '', exercises: [exercise] });
  const [property] = withShortTraces(chapter).exercises[0]?.properties ?? [];
  return property?.counterexample?.trace as Trace | undefined;
}

it('keeps of a trace what led to the failure and a little after', () => {
  expect(shortened({ events: [500, 300] })).toEqual({ ...trace, events: events.slice(0, 521) });
  expect(shortened({ events: [995] })).toEqual(trace);
  expect(shortened({})?.events).toHaveLength(400);
});

it('keeps the abort, and leaves alone what has no trace', () => {
  const fault = { kind: 'exception', detail: 'x' } as const;
  const broken = [...events.slice(0, 700), { ...at, seq: 700, kind: 'fault', fault } as const];
  expect(shortened({ fault, trace: { ...trace, events: broken } })?.events).toEqual(broken);
  expect(shortened({ trace: undefined })).toBeUndefined();
});
