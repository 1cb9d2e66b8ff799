import { expect, test } from 'vitest';
import type { CoverageReport } from '../suites/report.ts';
import { coverageOf, coverageOfAll } from './coverage.ts';
import { plainPaint } from './paint.ts';
import { renderExercise } from './terminal/exercise-report.ts';
import { textWidth } from './terminal/layout.ts';
import { exerciseView, passed, propertyResult } from './view.fixture.ts';

const coverage = (changes: Partial<CoverageReport> = {}): CoverageReport => ({
  experiment: 'jeder-ablauf',
  schedules: 4312,
  depth: 12,
  pruned: 61_000,
  complete: true,
  ...changes,
});
const covered = (changes: Partial<CoverageReport> = {}) =>
  coverageOf(passed('p', { coverage: [coverage(changes)] }));

test('says what was gone through, and how much of it is equivalent', () => {
  expect(covered()).toEqual([
    'vollständig geprüft: alle 4.312 Abläufe bis Tiefe 12 (weitere 61.000 sind gleichwertig)',
  ]);
  expect(covered({ pruned: 0 })).toEqual(['vollständig geprüft: alle 4.312 Abläufe bis Tiefe 12']);
  expect(covered({ schedules: 1, pruned: 1 })).toEqual([
    'vollständig geprüft: der einzige Ablauf bis Tiefe 12 (ein weiterer ist gleichwertig)',
  ]);
});

test('never calls complete what is not', () => {
  expect(covered({ complete: false })).toEqual([
    'nicht vollständig geprüft, nur an den ersten 4.312 Abläufen bis Tiefe 12',
  ]);
  expect(coverageOf(propertyResult('p', { coverage: [coverage()] }))).toEqual([]);
  expect(coverageOf(passed('p'))).toEqual([]);
});

test('names an experiment once for all the properties judged on it', () => {
  const properties = [
    passed('a', { coverage: [coverage()] }),
    passed('b', { coverage: [coverage(), coverage({ schedules: 7, pruned: 0, depth: 3 })] }),
    passed('c'),
  ];
  expect(coverageOfAll(properties)).toEqual([
    '2 Eigenschaften vollständig geprüft: alle 4.312 Abläufe bis Tiefe 12 (weitere 61.000 sind gleichwertig)',
    '1 Eigenschaft vollständig geprüft: alle 7 Abläufe bis Tiefe 3',
  ]);
});

test('stands below its part in the terminal and fits', () => {
  const options = { allHints: false, everythingInFull: false, replayed: false };
  const view = exerciseView([passed('a', { coverage: [coverage()] }), passed('b')]);
  const lines = renderExercise(view, options, plainPaint);
  const at = lines.findIndex((line) => line.includes('vollständig geprüft'));
  expect(lines[at - 1]).toContain('2/2');
  expect(lines[at + 1]).toContain('gleichwertig)');
  expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(80);
});
