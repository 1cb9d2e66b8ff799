import { describe, expect, it } from 'vitest';
import { bankMarkdown, bankScenes } from '../quiz/bank.fixture.ts';
import { describeViolation } from './dependencies.ts';
import { doubleIds, quizProblems } from './quizzes.ts';

const file = 'chapters/kapitel8/01-probe.md';
const terms = new Set(['uhrenbedingung']);

function problems(markdown: string, scenes = bankScenes): string[] {
  return quizProblems(file, markdown, scenes, terms).map(describeViolation);
}

describe('the quiz of a chapter', () => {
  it('is in order', () => {
    expect(problems(bankMarkdown)).toEqual([]);
  });

  it.each([
    ["read: '#abschnitt'", "read: '#fehlt'", /:24: In diesem Kapitel gibt es keine Überschrift/],
    [
      'type: single',
      'type: single\nconcept: Uhrenbedingungen',
      /:15: „Uhrenbedingungen“ steht weder/,
    ],
    [
      'fact: rounds',
      'fact: runden',
      /:\d+: Der Ablauf „probe“ hat unter „facts“ keinen Wert „runden“/,
    ],
    ['scene: probe\nquestion: Was', 'scene: prob\nquestion: Was', /: Einen Ablauf „prob“ gibt es/],
    ['```quiz\nid: probe-frei', '```Quiz\nid: probe-frei', /: Dieser Quizblock wird nicht erkannt/],
    ['## Quiz', '## Fragen', /:1: Der Abschnitt „## Quiz“ fehlt/],
    ['question: Wer', 'qustion: Wer', /Meinten Sie „question“/],
  ])('%s → %s is found', (from, to, expected) => {
    expect(bankMarkdown).toContain(from);
    expect(problems(bankMarkdown.replace(from, to)).join('\n')).toMatch(expected);
  });

  it('has enough questions', () => {
    const few = bankMarkdown.slice(0, bankMarkdown.indexOf('```quiz\nid: probe-zahl'));
    expect(problems(few)).toEqual([
      expect.stringMatching(/:10: Dieses Kapitel hat 4 von mindestens 6 Quizfragen/),
    ]);
    expect(problems('# Ohne\n')).toEqual([expect.stringMatching(/:1: Der Abschnitt „## Quiz“/)]);
  });

  it('shares no id with another', () => {
    const texts = [
      [file, bankMarkdown],
      ['chapters/kapitel8/02-x.md', '```quiz\n'.concat(bankMarkdown.split('```quiz\n')[1] ?? '')],
    ] as const;
    expect(doubleIds(texts).map(describeViolation)).toEqual([
      `chapters/kapitel8/02-x.md:2: Die Kennung „probe-einzeln“ hat schon die Frage in ${file}:12. Vergeben Sie eine andere.`,
    ]);
  });
});
