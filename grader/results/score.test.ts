import { describe, expect, it } from 'vitest';
import type { PropertyReport } from '../suites/report.ts';
import { chapterResultJson, scoreChapter } from './chapter-result.ts';
import { chapterResultSchema } from './result.ts';
import { scoreExercise, sum } from './score.ts';
import type { PropertyMeta } from './suite-meta.ts';
import { chapterPoints } from './weighed.ts';

const manifest = {
  id: 'demo',
  number: '8.0',
  title: 'Demo',
  parts: [
    { id: 'a', title: 'Teil 1', bonus: false },
    { id: 'b', title: 'Teil 2', bonus: true },
  ],
};

function meta(id: string, part: string, points: number): PropertyMeta {
  return {
    id,
    part,
    title: `Titel ${id}`,
    rule: 'Die Regel gilt.',
    source: 'Quelle',
    points,
    kind: 'safety',
    visibility: 'verdeckt',
    faults: ['none'],
    hints: ['Erster.', 'Zweiter.'],
    chapter: '07.md#a',
  };
}

const counterexample = {
  experiment: 'x',
  input: { n: 1 },
  foundInRun: 3,
  minimised: true,
  message: 'Falsch.',
  events: [2],
};

function score(reports: readonly PropertyReport[], properties: readonly PropertyMeta[]) {
  return scoreExercise({
    manifest,
    weight: 12,
    properties,
    reports,
    findings: [],
    replayToken: (property) => `token-${property}`,
  });
}

const one = meta('one', 'a', 2);
const two = meta('two', 'a', 3);
const extra = meta('extra', 'b', 4);

describe('scoreExercise', () => {
  it('gives all points of what holds and none of what does not', () => {
    const result = score(
      [
        { id: 'one', outcome: 'holds', scenarios: 50 },
        { id: 'two', outcome: 'violated', scenarios: 3, counterexample },
        { id: 'extra', outcome: 'holds', scenarios: 9 },
      ],
      [one, two, extra],
    );
    expect(result).toMatchObject({ status: 'nicht-bestanden', points: 2, maxPoints: 5 });
    expect(result).toMatchObject({ bonusPoints: 4, maxBonusPoints: 4 });
    const [first, second] = result.properties;
    expect(first).not.toHaveProperty('hint');
    expect(second).toMatchObject({ message: 'Falsch.', hint: 'Erster.', replay: 'token-two' });
  });

  it('passes an exercise whose bonus fails', () => {
    const result = score(
      [
        { id: 'one', outcome: 'holds', scenarios: 1 },
        { id: 'extra', outcome: 'violated', scenarios: 1, counterexample },
      ],
      [one, extra],
    );
    expect(result).toMatchObject({ status: 'bestanden', points: 2, bonusPoints: 0 });
  });

  it('never passes what is vacuous, unknown or not reported', () => {
    const vacuous = score(
      [{ id: 'one', outcome: 'vacuous', scenarios: 9, message: 'Nie.' }],
      [one],
    );
    expect(vacuous).toMatchObject({ status: 'nicht-bestanden', points: 0 });
    expect(vacuous.properties[0]?.message).toBe('Nie.');
    const unknown = score([{ id: 'one', outcome: 'unknown', scenarios: 9 }], [one]);
    expect(unknown).toMatchObject({ status: 'nicht-abgeschlossen', points: 0 });
    expect(score([], [one])).toMatchObject({ status: 'nicht-abgeschlossen', points: 0 });
  });

  it('does not charge a defect of the suite to the student', () => {
    const result = score(
      [
        { id: 'one', outcome: 'holds', scenarios: 1 },
        { id: 'extra', outcome: 'error', scenarios: 1, message: 'TypeError' },
      ],
      [one, extra],
    );
    expect(result.status).toBe('pruefer-fehler');
    expect(result.properties[1]?.message).not.toContain('TypeError');
  });

  it.each([
    ['step-budget', 'nicht-abgeschlossen'],
    ['exception', 'nicht-bestanden'],
    ['asynchronous', 'unzulaessig'],
    ['missing-export', 'nicht-auswertbar'],
  ] as const)('turns the fault %s into %s and names the place', (kind, status) => {
    const fault = { kind, detail: 'Grund', location: { file: 'raft.ts', line: 12 } };
    const report: PropertyReport = {
      id: 'one',
      outcome: 'fault',
      scenarios: 1,
      counterexample: { ...counterexample, fault },
    };
    const [property] = score([report], [one]).properties;
    expect(property?.status).toBe(status);
    expect(property?.message).toMatch(/[.!?]“?$/);
  });

  it('gives nothing at all if the exercise as a whole could not be judged', () => {
    const result = scoreExercise({
      manifest,
      weight: 12,
      properties: [one, two],
      reports: [{ id: 'one', outcome: 'holds', scenarios: 1 }],
      findings: [],
      failure: { status: 'nicht-auswertbar', message: 'Geht nicht.' },
    });
    expect(result).toMatchObject({ status: 'nicht-auswertbar', points: 0, maxPoints: 5 });
    expect(result.message).toBe('Geht nicht.');
  });
});

describe('scoreChapter', () => {
  it('weighs the exercises, and writes JSON in the schema’s order of keys', () => {
    const reports: PropertyReport[] = [
      { id: 'one', outcome: 'holds', scenarios: 1 },
      { id: 'extra', outcome: 'holds', scenarios: 1 },
    ];
    const exercise = score(reports, [meta('one', 'a', 80), meta('two', 'a', 20), extra]);
    const chapter = scoreChapter({
      chapter: 'kapitel8',
      seed: 1,
      suiteHash: 'abc',
      exercises: [exercise, { ...exercise, weight: 88 }],
    });
    expect(chapter).toMatchObject({ status: 'nicht-abgeschlossen', points: 80, maxPoints: 100 });
    expect(chapter).toMatchObject({ bonusPoints: 4, maxBonusPoints: 4 });
    expect(chapter.exercises).toMatchObject([{ points: 80, weight: 12 }, { weight: 88 }]);
    const shuffled = {
      ...chapter,
      exercises: chapter.exercises.map(reverseKeys),
    } as typeof chapter;
    expect(chapterResultJson(shuffled)).toBe(chapterResultJson(chapter));
    expect(chapterResultSchema.parse(JSON.parse(chapterResultJson(chapter)))).toEqual(chapter);
  });

  it('adds fractions of points without their dust', () => {
    expect(sum([0.1, 0.2])).toBe(0.3);
    const third = { weight: 11, points: 33.33 };
    expect(chapterPoints([third])).toBe(3.67);
    // 3,6663 three times: rounded once, not three times.
    expect(chapterPoints([third, third, third])).toBe(11);
    expect(chapterPoints([])).toBe(0);
  });
});

function reverseKeys<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).reverse()) as Value;
}
