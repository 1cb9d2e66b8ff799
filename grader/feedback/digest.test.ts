import { describe, expect, it } from 'vitest';
import { digestOf, neededSentence } from './digest.ts';
import { nextStep } from './next-step.ts';
import { counterexample, exerciseView, failsBy, passed, propertyResult } from './view.fixture.ts';

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

describe('a part that only earlier parts reach', () => {
  const todo = failsBy('todo', 9);
  const states = (...properties: Parameters<typeof exerciseView>[0]) =>
    digestOf(exerciseView(properties)).parts.map(({ state }) => state);
  const ofLog = (changes: typeof todo) => (id: string) =>
    propertyResult(id, { part: 'log', ...changes });

  it('is not begun where most of it stops at what is left to do', () => {
    const properties = [passed('a'), ofLog({})('scene'), ...['b', 'c'].map(ofLog(todo))];
    const digest = digestOf(exerciseView(properties));
    expect(digest.parts.map(({ state }) => state)).toEqual(['passed', 'not-begun']);
    expect(digest.failures).toEqual([]);
    expect(digest.ahead.map(({ lead }) => lead.id)).toEqual(['scene']);
    const view = exerciseView(properties);
    expect(nextStep(view, digest)).toContain('Weiter geht es mit „Teil 2');
  });

  it('is begun if something in it passes, if half of it is wrong, or if nothing is there yet', () => {
    expect(
      states(
        passed('a'),
        passed('p', { part: 'log' }),
        ofLog({})('b'),
        ...['c', 'd'].map(ofLog(todo)),
      ),
    ).toEqual(['passed', 'begun']);
    expect(states(passed('a'), ofLog({})('b'), ofLog(todo)('c'))).toEqual(['passed', 'begun']);
    expect(
      states(propertyResult('b'), ...['c', 'd'].map((id) => propertyResult(id, todo))),
    ).toEqual(['begun']);
  });
});

describe('what a begun part still waits for', () => {
  it('is named, once for each thing that is missing', () => {
    const digest = digestOf(
      exerciseView([
        passed('a'),
        ...['b', 'c'].map((id) => propertyResult(id, failsBy('todo', 3))),
        propertyResult('d', { part: 'log', ...failsBy('todo', 3) }),
      ]),
    );
    expect(digest.open.map(({ lead, same }) => [lead.id, ...same.map(({ id }) => id)])).toEqual([
      ['b', 'c'],
    ]);
  });

  it('is said without the mark that the skeleton puts before it', () => {
    const detail = 'TODO(8.4): „History.record“ fehlt noch (Teil 4: Beobachten).';
    const lead = propertyResult('b', {
      counterexample: counterexample({ fault: { kind: 'todo', detail } }),
    });
    expect(neededSentence({ lead, same: [] })).toBe(
      'Braucht noch: „History.record“ (Teil 4: Beobachten).',
    );
  });
});

describe('nextStep', () => {
  const next = (...properties: Parameters<typeof exerciseView>[0]) => {
    const view = exerciseView(properties);
    return nextStep(view, digestOf(view));
  };

  it('says where to begin, what to mend, what comes next and when it is done', () => {
    const todo = failsBy('todo', 3);
    const rule = { rule: 'skeleton-unchanged', severity: 'hinweis', message: '' } as const;
    const untouched = exerciseView([propertyResult('a', todo)], { findings: [rule] });
    expect(nextStep(untouched, digestOf(untouched))).toContain(
      'exercises/kapitel8/raft/aufgabe.md',
    );
    expect(next(propertyResult('a', todo))).toContain('das TODO in raft.ts, Zeile 3');
    expect(next(propertyResult('a', failsBy('exception', 12)))).toContain('raft.ts, Zeile 12');
    expect(next(propertyResult('a'), propertyResult('b'))).toContain('zuerst „Titel a“');
    expect(next(passed('a'), propertyResult('b', { part: 'log', ...todo }))).toContain('Teil 2');
    expect(next(passed('a'), propertyResult('b', { part: 'snapshots', ...todo }))).toContain(
      'Bonus',
    );
    expect(next(passed('a'))).toContain('vollständig gelöst');
  });
});
