import { describe, expect, it } from 'vitest';
import { digestOf } from './digest.ts';
import { nextStep } from './next-step.ts';
import { exerciseView, failsBy, passed, propertyResult } from './view.fixture.ts';

function order(...properties: Parameters<typeof exerciseView>[0]) {
  return digestOf(exerciseView(properties)).failures.map(({ lead, same }) => [
    lead.id,
    ...same.map(({ id }) => id),
  ]);
}

describe('digestOf', () => {
  it('puts the most instructive failure first: by part, safety, fewest faults', () => {
    const found = order(
      propertyResult('log', { part: 'log' }),
      propertyResult('live', { kind: 'liveness' }),
      propertyResult('crash', { faults: ['crash'] }),
      propertyResult('calm', { faults: ['none', 'crash'] }),
    );
    expect(found).toEqual([['calm'], ['crash'], ['live'], ['log']]);
  });

  it('tells what has one cause once', () => {
    const found = order(
      propertyResult('a', failsBy('exception', 12)),
      propertyResult('b', failsBy('exception', 40)),
      propertyResult('c', failsBy('exception', 12)),
      propertyResult('d'),
      propertyResult('e'),
    );
    expect(found).toEqual([['a', 'c'], ['b'], ['d'], ['e']]);
  });

  it('keeps what is not begun apart from what is wrong', () => {
    const digest = digestOf(
      exerciseView([
        passed('a'),
        propertyResult('b', failsBy('todo', 3)),
        propertyResult('c', { part: 'log', ...failsBy('todo', 9) }),
        propertyResult('d', { part: 'snapshots', ...failsBy('exception', 9) }),
      ]),
    );
    expect(digest.parts.map(({ state, passed: count }) => [state, count])).toEqual([
      ['not-begun', 1],
      ['not-begun', 0],
      ['begun', 0],
    ]);
    expect(digest.notBegun.map(({ id }) => id)).toEqual(['b', 'c']);
    expect(digest.failures.map(({ lead }) => lead.id)).toEqual(['d']);
  });
});

describe('nextStep', () => {
  const next = (...properties: Parameters<typeof exerciseView>[0]) => {
    const view = exerciseView(properties);
    return nextStep(view, digestOf(view));
  };

  it('says where to begin, what to mend, what comes next and when it is done', () => {
    const todo = failsBy('todo', 3);
    expect(next(propertyResult('a', todo))).toContain('exercises/kapitel8/raft/aufgabe.md');
    expect(next(propertyResult('a', failsBy('exception', 12)))).toContain('raft.ts, Zeile 12');
    expect(next(propertyResult('a'), propertyResult('b'))).toContain('zuerst „Titel a“');
    expect(next(passed('a'), propertyResult('b', { part: 'log', ...todo }))).toContain('Teil 2');
    expect(next(passed('a'), propertyResult('b', { part: 'snapshots', ...todo }))).toContain(
      'Bonus',
    );
    expect(next(passed('a'))).toContain('vollständig gelöst');
  });
});
