import { describe, expect, it } from 'vitest';
import type { Paint } from '../paint.ts';
import { plainPaint } from '../paint.ts';
import {
  counterexample,
  exerciseView,
  failsBy,
  passed,
  propertyResult,
  shortTrace,
} from '../view.fixture.ts';
import { renderExercise } from './exercise-report.ts';
import { textWidth } from './layout.ts';

const options = { allHints: false, everythingInFull: false, replayed: false };
const broken = propertyResult('election-safety', {
  title: 'Höchstens ein Leader je Term',
  counterexample: counterexample({ trace: shortTrace, events: [2], expected: 1, actual: 2 }),
});

function report(view: ReturnType<typeof exerciseView>, changes: Partial<typeof options> = {}) {
  return renderExercise(view, { ...options, ...changes }, plainPaint);
}

describe('renderExercise', () => {
  it('shows one failure in full and the others shortly', () => {
    const other = propertyResult('leader-completeness');
    const text = report(exerciseView([passed('a'), broken, other])).join('\n');
    expect(text).toMatch(/Regel {6}Regel election-safety\./);
    expect(text).toMatch(/n1 → n2 vote/);
    expect(text).toMatch(/Erwartet {3}1\n {2}Erhalten {3}2/);
    expect(text).toContain('„Wahl“ in chapters/kapitel8/08-raft.md#wahl');
    expect(text).toContain('npm run check -- --replay raft-12345678');
    expect(text).toContain('Befund leader-completeness.');
    expect(text).not.toContain('Regel leader-completeness.');
    expect(report(exerciseView([broken, other]), { everythingInFull: true }).join('\n')).toContain(
      'Regel leader-completeness.',
    );
  });

  it('lists the first of many failures, and says how many more there are', () => {
    const many = Array.from({ length: 20 }, (_, index) => propertyResult(`p${index}`));
    const text = report(exerciseView(many)).join('\n');
    expect(text).toContain('Titel p12');
    expect(text).not.toContain('Titel p13');
    expect(text).toContain('… und 7 weitere.');
  });

  it('keeps each command in one piece on a line of its own', () => {
    const view = exerciseView([broken, propertyResult('other')]);
    const long = `npm run check -- raft --submission ${'lang/'.repeat(20)} --hint`;
    const lines = report({ ...view, commands: { ...view.commands, hints: long } });
    expect(lines.filter((line) => line.includes('npm run'))).toEqual([
      `    ${long}`,
      '    npm run check -- --replay raft-12345678',
      '    npm run check -- raft --property other',
    ]);
  });

  it('claims a counterexample to be minimal only where it is', () => {
    const found = (minimised: boolean) => {
      const trace = counterexample({ trace: shortTrace, events: [2], minimised });
      return report(exerciseView([propertyResult('x', { counterexample: trace })])).join('\n');
    };
    expect(found(true)).toContain('Gegenbeispiel aus Lauf 3, so klein wie möglich\n');
    expect(found(false)).toContain('Gegenbeispiel aus Lauf 3\n');
  });

  it('gives one hint, and all only when asked', () => {
    const view = exerciseView([broken]);
    expect(report(view).join('\n')).toMatch(/1\. Erster Hinweis\.[\s\S]*raft --hint/);
    expect(report(view).join('\n')).not.toContain('Zweiter Hinweis.');
    expect(report(view, { allHints: true }).join('\n')).toContain('2. Zweiter Hinweis.');
  });

  it('does not drown a beginner', () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      propertyResult(`p${index}`, failsBy('todo', index)),
    );
    const untouched = {
      rule: 'skeleton-unchanged',
      severity: 'hinweis',
      message: 'Wie ausgegeben.',
    } as const;
    const lines = report(exerciseView(many, { findings: [untouched] }));
    expect(lines.length).toBeLessThan(12);
    expect(lines.join('\n')).toContain('noch nicht begonnen');
    expect(lines.join('\n')).toContain('Beginnen Sie mit „Teil 1: Wahl“');
  });

  it('sees that somebody has begun although a TODO is still in every way', () => {
    const many = [propertyResult('a', failsBy('todo', 7)), propertyResult('b', failsBy('todo', 9))];
    const text = report(exerciseView(many)).join('\n');
    expect(text).toContain('begonnen; noch endet jeder Weg an einem TODO');
    expect(text).toContain('Ersetzen Sie als Nächstes das TODO in raft.ts, Zeile 7.');
  });

  it('lets no submission write beyond its place, nor beyond 80 columns', () => {
    const hostile = propertyResult('x', {
      message: `\u001b[2J${'lang'.repeat(60)} \u202e`,
      counterexample: counterexample({ trace: shortTrace, events: [3] }),
    });
    const finding = {
      rule: 'todo-left',
      severity: 'fehler',
      message: '\u0007'.repeat(200),
    } as const;
    const lines = report(exerciseView([hostile], { findings: [finding] }));
    expect(lines.join('')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(80);
  });

  it('says the same with and without colours', () => {
    const wrap = (text: string) => `\u001b[1m${text}\u001b[0m`;
    const colours: Paint = {
      bold: wrap,
      dim: wrap,
      good: wrap,
      bad: wrap,
      warn: wrap,
    };
    const view = exerciseView([passed('a'), broken, propertyResult('b', failsBy('exception', 3))]);
    const coloured = renderExercise(view, options, colours).join('\n');
    expect(coloured).toContain('\u001b');
    expect(coloured.replaceAll('\u001b[1m', '').replaceAll('\u001b[0m', '')).toBe(
      renderExercise(view, options, plainPaint).join('\n'),
    );
  });
});
