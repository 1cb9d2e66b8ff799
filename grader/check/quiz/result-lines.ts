import type { Paint } from '../../feedback/paint.ts';
import { shorten, spread } from '../../feedback/terminal/layout.ts';
import { notBegunSign, pointsOf } from '../../feedback/wording/report.ts';
import type { BookQuestion } from '../../judging/load-questions.ts';
import type { QuestionResult, QuizResult } from '../../quiz/result.ts';
import { inlineText } from './inline-text.ts';
import { readOnLines, remarkLines } from './verdict-lines.ts';
import { quizUsageWording, sessionWording } from './wording.ts';

const width = 80;

/** A graded file: one line a question, what is to be said where it is wrong, and the sum. */
export function resultLines(
  result: QuizResult,
  questions: readonly BookQuestion[],
  paint: Paint,
): string[] {
  const byId = new Map(questions.map((each) => [each.question.id, each]));
  let chapter: string | undefined;
  const lines = result.questions.flatMap((each) => {
    const asked = byId.get(each.id);
    if (asked === undefined) return [];
    const { number, title } = asked.text;
    const heading = each.chapter === chapter ? [] : ['', paint.bold(`${number} ${title}`), ''];
    chapter = each.chapter;
    return [...heading, ...questionLines(each, asked, paint)];
  });
  const { right, answered, total, points, maxPoints } = result;
  return [
    ...lines.slice(lines[0] === '' ? 1 : 0),
    paint.dim('─'.repeat(width)),
    ...spread(sessionWording.total(right, answered, total), pointsOf(points, maxPoints), width),
  ];
}

function questionLines(result: QuestionResult, asked: BookQuestion, paint: Paint): string[] {
  const colour = { richtig: paint.good, falsch: paint.bad, unbeantwortet: paint.dim };
  const signs = { richtig: '✓', falsch: '✗', unbeantwortet: notBegunSign };
  const open = result.status === 'unbeantwortet' ? ` · ${quizUsageWording.unanswered}` : '';
  const points = pointsOf(result.points, result.maxPoints);
  const head = `  ${signs[result.status]} ${result.id}${open}`;
  const text = inlineText(asked.question.question, paint);
  return [
    ...spread(colour[result.status](head), points, width),
    `      ${paint.dim(shorten(text, width - 6))}`,
    ...(result.status === 'falsch'
      ? [
          ...remarkLines(result.remarks, paint, width - 4).map((line) => `    ${line}`),
          ...readOnLines(asked, paint, width - 4).map((line) => `    ${line}`),
          '',
        ]
      : []),
  ];
}
