import { expect, test } from 'vitest';
import { scoreChapter } from '../results/chapter-result.ts';
import type { CoverageReport } from '../suites/report.ts';
import { coverageOf, coverageOfAll } from './coverage.ts';
import { renderPages } from './html/pages.ts';
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

test('sums up what is complete for a part, and nothing else', () => {
  const small = coverage({ experiment: 'kleiner', schedules: 7, pruned: 0, depth: 3 });
  const cut = coverage({ experiment: 'offen', complete: false, schedules: 50 });
  const properties = [
    passed('a', { coverage: [coverage()] }),
    passed('b', { coverage: [coverage(), small] }),
    passed('c'),
  ];
  expect(coverageOfAll(properties.slice(0, 1))).toEqual([
    '1 Eigenschaft vollständig geprüft: alle 4.312 Abläufe bis Tiefe 12 (weitere 61.000 sind gleichwertig)',
  ]);
  expect(coverageOfAll([...properties, passed('d', { coverage: [cut] })])).toEqual([
    '2 Eigenschaften vollständig geprüft: zusammen 4.319 Abläufe in 2 Versuchen, Tiefe 3 bis 12 (weitere 61.000 sind gleichwertig)',
    '1 Eigenschaft nicht vollständig geprüft, nur an den ersten 50 Abläufen bis Tiefe 12',
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

test('stands with each property on the pages', () => {
  const view = exerciseView([passed('a', { coverage: [coverage()] }), passed('b')]);
  const exercises = [view.result];
  const chapter = scoreChapter({ chapter: 'kapitel8', seed: 1, suiteHash: 'x', exercises });
  const page = renderPages(chapter, 'Titel', [view]).get('raft.html') ?? '';
  expect(page.match(/<br>vollständig geprüft: alle 4\.312 Abläufe/g)).toHaveLength(1);
});
