import { expect, test } from 'vitest';
import type { Counterexample, SuiteReport } from '../suites/report.ts';
import { boundedReport } from './bounded-report.ts';

function reportWith(counterexample: Partial<Counterexample>): SuiteReport {
  const whole = {
    experiment: 'e',
    input: 1,
    foundInRun: 1,
    minimised: true,
    message: 'm',
    events: [],
    ...counterexample,
  };
  return {
    exercise: 'x',
    seed: 1,
    properties: [
      { id: 'fine', outcome: 'holds', scenarios: 3 },
      { id: 'broken', outcome: 'violated', scenarios: 3, counterexample: whole },
    ],
  };
}

function bounded(counterexample: Partial<Counterexample>): Counterexample | undefined {
  return boundedReport(reportWith(counterexample)).properties[1]?.counterexample;
}

test('what is readable stays as it is', () => {
  const report = reportWith({
    events: [1],
    trace: { version: 1, events: [{ seq: 0 }, { seq: 1 }] },
    calls: [{ name: 'f', arguments: [1], returned: 2 }],
    expected: { a: 1 },
    actual: null,
  });
  expect(boundedReport(report)).toEqual(report);
});

test('of a long trace the beginning stays, and only marks within it', () => {
  const events = Array.from({ length: 300 }, (_, seq) => ({ seq, text: 'x'.repeat(10_000) }));
  const kept = bounded({ trace: { version: 1, events }, events: [3, 250] });
  const trace = kept?.trace as { version: number; events: unknown[] };
  expect(trace.version).toBe(1);
  expect(trace.events).toEqual(events.slice(0, trace.events.length));
  expect(trace.events.length).toBeGreaterThan(150);
  expect(trace.events.length).toBeLessThan(250);
  expect(kept?.events).toEqual([3]);
});

test('of many calls the last stay', () => {
  const calls = Array.from({ length: 100 }, (_, i) => ({
    name: `f${i}`,
    arguments: ['x'.repeat(10_000)],
  }));
  const kept = bounded({ calls })?.calls ?? [];
  expect(kept.length).toBeGreaterThan(10);
  expect(kept.length).toBeLessThan(30);
  expect(kept.at(-1)?.name).toBe('f99');
});

test('values that are too large or cannot be written are left out', () => {
  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  const kept = bounded({ expected: 'x'.repeat(200_000), actual: cyclic });
  expect(kept).not.toHaveProperty('expected');
  expect(kept).not.toHaveProperty('actual');
});

test('many long traces share the space', () => {
  const events = Array.from({ length: 300 }, (_, seq) => ({ seq, text: 'x'.repeat(10_000) }));
  const [broken] = reportWith({ trace: { events } }).properties.slice(1);
  const properties = Array.from({ length: 60 }, () => broken).filter((one) => one !== undefined);
  const report = boundedReport({ exercise: 'x', seed: 1, properties });
  expect(JSON.stringify(report).length).toBeLessThan(25_000_000);
  expect(report.properties).toHaveLength(60);
});
