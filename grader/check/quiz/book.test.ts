import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../catalogue/catalogue.ts';
import { ownLayout } from '../../catalogue/layout.ts';
import { plainPaint } from '../../feedback/paint.ts';
import { loadQuizChapters, questionsOf } from '../../judging/load-questions.ts';
import type { Answer } from '../../quiz/answer.ts';
import { fits, judge } from '../../quiz/judge.ts';
import type { Question } from '../../quiz/question.ts';
import { rightsOf } from '../../quiz/sides.ts';
import { questionLines } from './ask-question.ts';
import { inlineText } from './inline-text.ts';
import { ScriptedAsker } from './scripted-asker.fixture.ts';

const layout = ownLayout();
const chapters = await loadQuizChapters(layout, await loadCatalogue(layout));
const questions = questionsOf(chapters);

/** What somebody answers who knows it. */
function rightAnswer(question: Question): Answer {
  switch (question.type) {
    case 'single':
    case 'multiple':
    case 'predict': {
      const { options } = question;
      if (options === undefined) {
        return {
          kind: 'written',
          text: question.type === 'predict' ? String(question.answer) : '',
        };
      }
      const chosen = options.flatMap(({ correct }, index) => (correct ? [index] : []));
      return { kind: 'choice', chosen };
    }
    case 'matching': {
      const rights = rightsOf(question);
      return { kind: 'matching', rights: question.pairs.map(({ right }) => rights.indexOf(right)) };
    }
    case 'ordering':
      return { kind: 'order', items: question.items.map((_, index) => index) };
    case 'numeric':
      return { kind: 'written', text: String(question.answer) };
  }
}

/** Every text of a question, wherever it stands. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe('the questions of the book', () => {
  it('can all be asked', () => {
    expect(chapters.length).toBeGreaterThan(0);
    expect(chapters.filter(({ broken }) => broken > 0).map(({ text }) => text.path)).toEqual([]);
    expect(new Set(questions.map(({ question }) => question.id)).size).toBe(questions.length);
  });

  it('are right when they are answered as their author means it', () => {
    const failed = questions.filter(({ question }) => {
      const answer = rightAnswer(question);
      return !fits(question, answer) || !judge(question, answer).correct;
    });
    expect(failed.map(({ question }) => question.id)).toEqual([]);
  });

  it('can be read in a terminal: no formula is left as TeX, no line is too long', () => {
    const asker = new ScriptedAsker([]);
    for (const asked of questions) {
      const shown = textsIn(asked.question).map((text) => inlineText(text, plainPaint));
      const raw = shown.filter((text) => /\\[a-z]+|\$[^$]+\$/.test(text.replace(/`[^`]*`/g, '')));
      expect(raw).toEqual([]);
      const lines = questionLines(asked, { number: 10, of: 10 }, asker);
      expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(80);
    }
  });
});
