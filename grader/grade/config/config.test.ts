import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageProblem } from '../../command-line/problem.ts';
import type { ChapterResult, PropertyResult } from '../../results/result.ts';
import type { Student } from '../model.ts';
import { assess, chapterOf } from './assess.ts';
import { daysLate, deadlineFor } from './late.ts';
import { parseConfig } from './read-config.ts';
import { defaultConfig, type GradingConfig, gradingSchema } from './schema.ts';

const context = { shownAs: 'grading.yaml', exercises: ['lamport', 'raft'] };

function complaints(text: string): string {
  try {
    parseConfig(text, context);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(UsageProblem);
    return (error as UsageProblem).message;
  }
}

describe('grading.yaml', () => {
  it('may be empty, and its example is what the documentation says', async () => {
    expect(parseConfig('', context)).toEqual(defaultConfig);
    const example = await readFile(new URL('../grading.example.yaml', import.meta.url), 'utf8');
    const config = parseConfig(example, context);
    expect(config.aufgaben).toEqual({ lamport: 30, raft: 70 });
    expect(Object.keys(config).sort()).toEqual(Object.keys(gradingSchema.shape).sort());
  });

  it.each([
    ['frist: morgen', 1, 'Schreiben Sie ihn so: 2026-06-12T23:59:00+02:00'],
    ['frist: 2026-06-12T23:59:00', 1, 'kein Zeitpunkt mit Zeitzone'],
    ['\nfrist: 2026-02-31T23:59+02:00', 2, 'kein Zeitpunkt'],
    ['versuch: letzter\nverspätung: 3', 2, 'Meinten Sie „verspaetung“?'],
    ['bonus:\n  anrechne: true', 2, 'Meinten Sie „anrechnen“?'],
    ['bonus:\n  anrechnen: ja', 2, '„true“ oder „false“'],
    ['verspaetung:\n  abzugProTag: -1', 2, 'Der kleinste mögliche Wert ist 0.'],
    ['aufgaben:\n  lamport: 30\n  raf: 70', 3, 'Meinten Sie „raft“?'],
    ['noten:\n  - { ab: 50, note: 4 }\n  - { ab: 0, note: "5" }', 2, 'in Anführungszeichen'],
    ['noten:\n  - { ab: 50, note: "4" }\n  - { ab: 60, note: "3" }', 3, 'muss fallen'],
    ['noten:\n  - { ab: 50, note: "4" }', 2, 'letzte Zeile mit „ab: 0“'],
    ['bonus:\n\tanrechnen: true', 2, 'Tabulator'],
    ['frist: "2026', 1, 'Anführungszeichen'],
    ['versuch: bester\nversuch: letzter', 2, 'steht schon weiter oben'],
    ['- raft', 1, 'Die Datei hat nicht die richtige Form.'],
  ])('%j is refused with its line and the fix', (text, line, fix) => {
    expect(complaints(text)).toContain(`grading.yaml, Zeile ${line}: `);
    expect(complaints(text)).toContain(fix);
  });

  it('names every mistake at once, by line', () => {
    const text = complaints('versuch: erster\nbonus:\n  hoechstens: viel\n');
    expect(text.split('\n').map((line) => line.slice(0, 24))).toEqual([
      'grading.yaml, Zeile 1: „',
      'grading.yaml, Zeile 3: „',
    ]);
  });
});

const student: Student = { pseudonym: 'a3f9c2', name: 'Anna Alt', identifier: 'in123456' };
const deadline = '2026-06-12T23:59:00+02:00';
const minuteMs = 60_000;
const momentAfter = (minutes: number) =>
  new Date(Date.parse(deadline) + minutes * minuteMs).toISOString();

function config(settings: object): GradingConfig {
  return gradingSchema.parse({ frist: deadline, ...settings });
}

function propertyOf(points: number, earned: number, more: Partial<PropertyResult> = {}) {
  const passed = earned === points;
  return {
    id: `p${points}`,
    part: 'teil',
    title: '',
    rule: '',
    source: '',
    status: passed ? 'bestanden' : 'nicht-bestanden',
    points: earned,
    maxPoints: points,
    bonus: false,
    kind: 'safety',
    visibility: 'verdeckt',
    faults: [],
    scenarios: 1,
    hints: [],
    chapter: '',
    ...more,
  } satisfies PropertyResult as PropertyResult;
}

/** An exercise in which so many of 100 points are earned. */
function exercise(
  id: string,
  weight: number,
  earned: number,
  more: readonly PropertyResult[] = [],
) {
  const properties = [propertyOf(earned, earned), propertyOf(100 - earned, 0), ...more];
  const bonus = more.filter((each) => each.bonus);
  return {
    id,
    number: '',
    title: '',
    status: 'nicht-bestanden' as const,
    points: earned,
    maxPoints: 100,
    bonusPoints: bonus.reduce((sum, each) => sum + each.points, 0),
    maxBonusPoints: bonus.reduce((sum, each) => sum + each.maxPoints, 0),
    weight,
    findings: [],
    properties,
  };
}

function chapter(...exercises: ReturnType<typeof exercise>[]): ChapterResult {
  return chapterOf(exercises, { chapter: 'kapitel8', seed: 1, suiteHash: '' }, {});
}

describe('a quiz that counts', () => {
  const config = (text: string) => gradingSchema.parse(text === '' ? {} : JSON.parse(text));
  const student = { pseudonym: 'a', name: 'A' };
  const quizzed = (counts: 'weight' | 'bonus') => {
    const quiz = { counts, points: 7.5, maxPoints: 10, right: 3, answered: 3, total: 4 };
    const head = { chapter: 'kapitel8', seed: 1, suiteHash: '', quiz };
    return chapterOf([exercise('raft', counts === 'weight' ? 90 : 100, 50)], head, {});
  };
  const strict = JSON.stringify({ frist: deadline, verspaetung: { abzugProTag: 20 } });

  it('is part of the points, and late like the rest', () => {
    const result = quizzed('weight');
    expect(result).toMatchObject({ points: 52.5, maxPoints: 100 });
    expect(assess(result, student, undefined, config(''))).toEqual({ points: 52.5 });
    const late = assess(result, student, momentAfter(60), config(strict));
    // 20 of 100 in both: 18 of the exercise's 90, 2 of the quiz's 10.
    expect(late).toMatchObject({ points: 32.5, late: { days: 1, deducted: 20 } });
  });

  it('is a bonus like any other, and never late', () => {
    const result = quizzed('bonus');
    expect(result).toMatchObject({ points: 50, bonusPoints: 7.5 });
    const counted = { ...config(strict), bonus: config('{"bonus":{"anrechnen":true}}').bonus };
    const late = assess(result, student, momentAfter(60), counted);
    expect(late).toMatchObject({ points: 37.5, late: { days: 1, deducted: 20 } });
    const capped = config('{"bonus":{"anrechnen":true,"hoechstens":3}}');
    expect(assess(result, student, undefined, capped)).toEqual({ points: 53 });
    expect(assess(result, student, undefined, config(''))).toEqual({ points: 50 });
  });
});

describe('lateness', () => {
  it('is counted in days begun after the grace period', () => {
    const days = (minutes: number) => daysLate(momentAfter(minutes), deadline, 30);
    expect([-1, 0, 30, 31, 30 + 1440, 31 + 1440].map(days)).toEqual([0, 0, 0, 1, 1, 2]);
    expect(daysLate(undefined, deadline, 0)).toBe(0);
    expect(daysLate(momentAfter(5), undefined, 0)).toBe(0);
  });

  it('never gives points, never takes more than allowed, and costs more the later it is', () => {
    const settings = fc.record({
      abzugProTag: fc.integer({ min: 0, max: 40 }),
      hoechstabzug: fc.integer({ min: 0, max: 100 }),
      nachfristMinuten: fc.integer({ min: 0, max: 600 }),
    });
    const minutes = fc.integer({ min: -5_000, max: 40_000 });
    const earned = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        settings,
        minutes,
        minutes,
        earned,
        earned,
        (verspaetung, a, b, raft, lamport) => {
          const result = chapter(exercise('raft', 70, raft), exercise('lamport', 30, lamport));
          const at = (when: number) =>
            assess(result, student, momentAfter(when), config({ verspaetung }));
          const [sooner, later] = [at(Math.min(a, b)), at(Math.max(a, b))];
          expect(later.points).toBeLessThanOrEqual(sooner.points);
          for (const each of [sooner, later]) {
            const deducted = each.late?.deducted ?? 0;
            expect(each.points).toBeCloseTo(result.points - deducted, 9);
            expect(each.points).toBeGreaterThanOrEqual(0);
            expect(deducted).toBeLessThanOrEqual(verspaetung.hoechstabzug);
          }
          if (Math.max(a, b) <= verspaetung.nachfristMinuten) {
            expect(later).toEqual({ points: result.points });
          }
        },
      ),
    );
  });

  it('does not depend on how an instant is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5_000, max: 5_000 }), (minutes) => {
        const utc = momentAfter(minutes);
        const shifted = new Date(Date.parse(utc) + 120 * minuteMs).toISOString();
        const written = shifted.replace('Z', '+02:00');
        expect(daysLate(written, deadline, 0)).toBe(daysLate(utc, deadline, 0));
      }),
    );
  });

  it('is judged by the exercise’s own deadline, and by the person’s extension if that is later', () => {
    const rules = config({
      fristen: { raft: momentAfter(1440) },
      verlaengerungen: { in123456: momentAfter(720), 'Bert Berg': momentAfter(9_999) },
    });
    expect(deadlineFor(rules, student, 'lamport')).toBe(momentAfter(720));
    expect(deadlineFor(rules, student, 'raft')).toBe(momentAfter(1440));
    expect(deadlineFor(rules, { pseudonym: 'x', name: 'C' }, 'lamport')).toBe(deadline);
    const result = chapter(exercise('raft', 70, 100), exercise('lamport', 30, 100));
    const assessed = assess(result, student, momentAfter(721), rules);
    expect(assessed).toEqual({ points: 97, late: { days: 1, deducted: 3 } });
  });
});

describe('points', () => {
  it('count a bonus only where the rules say so, up to their limits', () => {
    const bonus = propertyOf(20, 20, { bonus: true });
    const result = chapter(exercise('raft', 50, 90, [bonus]), exercise('lamport', 50, 100));
    const points = (settings: object) =>
      assess(result, student, undefined, config({ bonus: settings })).points;
    expect(points({})).toBe(95);
    expect(points({ anrechnen: true })).toBe(100);
    expect(points({ anrechnen: true, hoechstens: 4 })).toBe(99);
    expect(points({ anrechnen: true, ueberVolle: true })).toBe(105);
  });

  it('are not lost where the grader itself failed', () => {
    const failed = propertyOf(30, 0, { status: 'pruefer-fehler' });
    const result = chapter({
      ...exercise('raft', 100, 70),
      properties: [propertyOf(70, 70), failed],
    });
    expect(result.points).toBe(70);
    expect(assess(result, student, undefined, defaultConfig).points).toBe(100);
  });

  it('become a grade by the share of what can be reached, exactly at the limits', () => {
    const noten = [
      { ab: 95, note: '1,0' },
      { ab: 50, note: '4,0' },
      { ab: 0, note: '5,0' },
    ];
    const note = (earned: number, weight: number) =>
      assess(chapter(exercise('raft', weight, earned)), student, undefined, config({ noten })).note;
    for (const weight of [7, 22, 100]) {
      expect([100, 95, 94, 50, 49, 0].map((earned) => note(earned, weight))).toEqual([
        '1,0',
        '1,0',
        '4,0',
        '4,0',
        '5,0',
        '5,0',
      ]);
    }
  });
});
