import { chapterPoints } from '../../../results/weighed.ts';
import type { HandedOut } from '../handed-out/handed-out.ts';
import { describe, isTrusted } from './describe.ts';
import { exporterWording as texts } from './wording.ts';

/**
 * `results.json` as Gradescope's harness reads it, see „Output format“ in its autograder specifications.
 * Points of tests are those of the chapter, so that they add up to those of the submission.
 */
export function gradescopeResults({ result, grade }: HandedOut): string {
  const tests = result.exercises.flatMap(({ number, title, id, weight, message, properties }) =>
    properties.map((property, index) => ({
      name: texts.testName(`${number} ${title}`, property.title),
      number: `${number}.${index + 1}`,
      status: isTrusted(property) ? 'passed' : 'failed',
      score: chapterPoints([{ weight, points: property.points }]),
      max_score: chapterPoints([{ weight, points: property.maxPoints }]),
      output: describe(property, message),
      output_format: 'text',
      tags: [id, property.part, ...(property.bonus ? [texts.bonusTag] : [])],
      visibility: 'visible',
    })),
  );
  const { quiz } = result;
  if (quiz !== undefined) {
    const isBonus = quiz.counts === 'bonus';
    tests.push({
      name: texts.quiz,
      number: 'Quiz',
      status: quiz.right === quiz.total ? 'passed' : 'failed',
      score: quiz.points,
      max_score: quiz.maxPoints,
      output: texts.quizRight(quiz.right, quiz.total),
      output_format: 'text',
      tags: ['quiz', ...(isBonus ? [texts.bonusTag] : [])],
      visibility: 'visible',
    });
  }
  const notJudged = result.exercises.flatMap(({ number, title, message }) =>
    message === undefined ? [] : [texts.notJudged(`${number} ${title}`, message)],
  );
  const results = {
    score: grade?.points ?? result.points,
    output: [grade === undefined ? texts.preliminary : texts.final, ...notJudged].join('\n'),
    output_format: 'text',
    visibility: 'visible',
    stdout_visibility: 'hidden',
    tests,
  };
  return `${JSON.stringify(results, undefined, 2)}\n`;
}
