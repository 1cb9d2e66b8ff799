import { layoutAt } from '../../catalogue/layout.ts';
import type { PlayerProgram } from '../../feedback/html/pages.ts';
import { counterexample, passed, propertyResult, shortTrace } from '../../feedback/view.fixture.ts';
import { scoreChapter } from '../../results/chapter-result.ts';
import type { ExerciseResult, PropertyResult } from '../../results/result.ts';
import { defaultConfig } from '../config/schema.ts';
import type { GradedAttempt, GradedPerson, Student } from '../model.ts';
import type { OutputRequest } from '../outputs.ts';
import { Workbook } from './workbook.ts';

/** A graded class as plain data, with names and findings that try to break out of every format. */

export const evil = `<script>alert(1)</script>"'&;=cmd|' ü \u0000\u001b[31m\ud800 ]]>`;

export const students: readonly Student[] = [
  {
    pseudonym: 'a1b2c3',
    name: 'Änne „Ö“ Müßig; "die Erste"',
    email: 'a@example.org',
    identifier: 'Teilnehmer/in4711',
  },
  { pseudonym: 'b1b2c3', name: '=HYPERLINK("http://x";"y")', email: '@sum', identifier: '+4712' },
  { pseudonym: 'c1b2c3', name: "<script>alert('c')</script>\nZeile", identifier: '-4713' },
];

const secret = propertyResult('geheimnis', {
  title: 'Titel der geheimen',
  visibility: 'geheim',
  message: 'Befund der geheimen',
  hints: ['Hinweis der geheimen'],
  hint: 'Hinweis der geheimen',
  replay: 'marke-1',
});

export function exerciseResult(
  properties: readonly PropertyResult[],
  changes: Partial<ExerciseResult> = {},
): ExerciseResult {
  const sumOf = (field: 'points' | 'maxPoints') =>
    properties.reduce((sum, each) => sum + each[field], 0);
  return {
    id: 'raft',
    number: '8.8',
    title: 'Raft & <Freunde>',
    status: 'nicht-bestanden',
    points: sumOf('points'),
    maxPoints: sumOf('maxPoints'),
    bonusPoints: 0,
    maxBonusPoints: 0,
    weight: 22,
    findings: [],
    properties: [...properties],
    ...changes,
  };
}

/** Something of everything: passed, failed with a trace, secret, defect, a whole exercise unjudged. */
export const exercises: readonly ExerciseResult[] = [
  exerciseResult(
    [
      passed('gut', { maxPoints: 50, points: 50 }),
      propertyResult('schlecht', {
        maxPoints: 30,
        title: evil,
        message: evil,
        rule: `Regel ${evil}`,
        replay: 'marke-2',
        counterexample: counterexample({ trace: shortTrace, events: [2], expected: evil }),
      }),
      { ...secret, maxPoints: 10 },
      propertyResult('defekt', { maxPoints: 10, status: 'pruefer-fehler', message: 'fehler.log' }),
    ],
    {
      findings: [
        {
          rule: 'type-error',
          severity: 'fehler',
          message: evil,
          file: 'raft.ts',
          line: 3,
          column: 5,
        },
        { rule: 'forbidden-clock', severity: 'warnung', message: evil, file: 'ü ö/#?.ts', line: 1 },
        { rule: 'todo-left', severity: 'hinweis', message: 'Offen.' },
      ],
    },
  ),
  exerciseResult(
    [propertyResult('ruht', { maxPoints: 100, status: 'unzulaessig', message: evil })],
    { id: '2pc', number: '8.10', title: 'Commit', weight: 9, status: 'unzulaessig', message: evil },
  ),
];

export function gradedAttempt(changes: Partial<GradedAttempt> = {}): GradedAttempt {
  return {
    pseudonym: 'a1b2c3',
    attempt: 1,
    submittedAt: '2026-06-12T23:59:00+02:00',
    result: scoreChapter({
      chapter: 'kapitel8',
      seed: 77,
      suiteHash: 'abcdef0123456789',
      exercises,
    }),
    points: 12.7,
    note: '4,0',
    late: { days: 2, deducted: 1.5 },
    incidents: [{ kind: 'forged', exercise: 'raft', message: `Gefälscht ${evil}` }],
    ...changes,
  };
}

export function personOf(student: Student, changes: Partial<GradedAttempt> = {}): GradedPerson {
  const attempt = gradedAttempt({ pseudonym: student.pseudonym, ...changes });
  return { student, attempts: [attempt], counted: 1 };
}

export const people: readonly GradedPerson[] = students.map((student, index) =>
  personOf(student, { points: 12.7 + index }),
);

export function outputRequest(changes: Partial<OutputRequest> = {}): OutputRequest {
  const code = `const a = 1; // ${evil}\nconst b = 2;\n`;
  return {
    layout: layoutAt('/nirgends'),
    async *people() {
      yield* people;
    },
    students: new Map(students.map((each) => [each.pseudonym, each])),
    refused: [
      {
        shownAs: 'export.zip/Ömer Fuchs_4720',
        reason: 'In „Ömer_Fuchs.zip“: „kapitel8/daten.bin“ ist zu groß.',
        student: { pseudonym: 'd1b2c3', name: 'Ömer Fuchs', identifier: 'Teilnehmer/in4720' },
      },
      { shownAs: `liste ${evil}.csv`, reason: 'Zeile 3 passt nicht.' },
    ],
    absent: [{ pseudonym: 'e1b2c3', name: 'Zoë Quast', identifier: 'Teilnehmer/in4721' }],
    notes: new Map([['a1b2c3-1', [`Nicht beachtet: „${evil}“, „Muessig.txt“.`]]]),
    elapsedMs: new Map([['raft', [1200, 800]]]),
    run: {
      chapter: 'kapitel8',
      exercises: ['raft', '2pc'],
      seeds: [77],
      isPublished: false,
      isJailed: false,
      config: {
        ...defaultConfig,
        noten: [
          { ab: 50, note: '4,0' },
          { ab: 0, note: '5,0' },
        ],
      },
    },
    diagnoses: new Map([
      ['a1b2c3-1', [{ exercise: 'raft', mutantTitle: `Stimme ${evil}`, confidence: 0.9 }]],
      ['b1b2c3-1', [{ exercise: 'raft', mutantTitle: `Stimme ${evil}`, confidence: 0.995 }]],
    ]),
    similarPairs: [
      {
        a: 'a1b2c3-1',
        b: 'b1b2c3-1',
        exercise: 'raft',
        share: 0.874,
        fragments: [
          {
            a: { file: 'raft.ts', fromLine: 9, toLine: 10, text: code },
            b: { file: 'raft.ts', fromLine: 98, toLine: 99, text: code },
          },
        ],
      },
    ],
    ...changes,
  };
}

/** A workbook that is not there: everything falls back to what the verdicts tell. */
export function emptyWorkbook(player?: PlayerProgram): Workbook {
  return Workbook.of(layoutAt('/nirgends'), 'kapitel8', [], player);
}
