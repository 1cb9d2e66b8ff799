import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../simulator/trace.ts';
import { explainCounterexample } from './counterexample.ts';
import { everything } from './space-time/sample-trace.ts';
import { counterexample } from './view.fixture.ts';

function seqOf(kind: TraceEvent['kind']): number {
  return everything.events.findIndex((event) => event.kind === kind);
}

describe('what the marked event is', () => {
  const explain = (kind: TraceEvent['kind'], property: 'safety' | 'liveness') =>
    explainCounterexample(counterexample({ trace: everything, events: [seqOf(kind)] }), property);

  it('is a wrong step where something forbidden happened', () => {
    expect(explain('send', 'safety')).toMatchObject({ blame: 'wrong' });
    expect(explain('request', 'safety').step).not.toContain('folgt');
  });

  it('is a step without a sequel where something due never came', () => {
    for (const kind of ['request', 'deliver', 'timer', 'invoke', 'heal'] as const) {
      expect(explain(kind, 'liveness')).toMatchObject({ blame: 'missing' });
    }
    expect(explain('request', 'liveness').step).toBe(
      "Nr. 18 bei 22 ms: n1 Anfrage von c1: put (key: 'x'). Darauf folgt nicht oder zu spät, was folgen müsste.",
    );
  });

  it('only shows there what was not done where it is something a node did', () => {
    for (const kind of ['send', 'respond', 'return', 'store'] as const) {
      expect(explain(kind, 'liveness')).toMatchObject({ blame: 'noticed' });
    }
  });

  it('is the abort itself where the submission broke', () => {
    const fault = { kind: 'exception', detail: 'x' } as const;
    const broken = counterexample({ trace: everything, fault });
    expect(explainCounterexample(broken, 'liveness')).toMatchObject({
      marked: [seqOf('fault')],
      blame: 'wrong',
    });
  });
});

describe('calls', () => {
  it('show what they returned, where there is something to return', () => {
    const calls = [
      { name: 'uhr1 = createLamportClock', arguments: [], created: true as const },
      { name: 'uhr1.time', arguments: [], returned: 0 },
      { name: 'uhr1.receive', arguments: [1] },
      { name: 'console.log', arguments: ['Hallo'] },
      { name: 'merge', arguments: [], failed: true as const },
    ];
    expect(explainCounterexample(counterexample({ calls }), 'safety').calls).toEqual([
      'uhr1 = createLamportClock()',
      'uhr1.time()  →  0',
      'uhr1.receive(1)  →  keine Rückgabe',
      "console.log('Hallo')",
      'merge()  →  bricht ab',
    ]);
  });
});

describe('expected and actual', () => {
  const explain = (expected: unknown, actual: unknown) => {
    const shown = explainCounterexample(counterexample({ expected, actual }), 'safety');
    return [shown.expected, shown.actual];
  };

  it('read alike, whether a value or a bound is expected', () => {
    expect(explain('> 1', 1)).toEqual(['> 1', '1']);
    expect(explain('> {"n1":1,"n2":0}', { n1: 1, n2: 0 })).toEqual([
      '> { n1: 1, n2: 0 }',
      '{ n1: 1, n2: 0 }',
    ]);
    expect(explain('≤ viele', null)).toEqual(['≤ viele', 'null']);
  });

  it('quote what is text in the program', () => {
    expect(explain('before', 'after')).toEqual(["'before'", "'after'"]);
    expect(explain('>', '> 1')).toEqual(["'>'", "'> 1'"]);
  });
});
