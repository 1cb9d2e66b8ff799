import type { ChapterManifest } from '../catalogue/manifest.ts';
import { type AnswersProblem, readAnswers } from '../quiz/answers-file.ts';
import { type AskedQuestion, type QuizResult, scoreQuiz } from '../quiz/result.ts';
import type { QuizShare } from '../results/result.ts';
import { type QuizChapter, questionsOf } from './load-questions.ts';

/** Name of the file of answers in a submission. */
export const submittedAnswers = 'quiz.yaml';

/** A quiz that counts, as a chapter's manifest has it. */
export type CountingQuiz = NonNullable<ChapterManifest['quiz']>;

/** What answers bring to a chapter, in hundredths, as all points of a chapter. */
export function shareOf(
  { counts, points: most }: CountingQuiz,
  { right, answered, total, points, maxPoints }: QuizResult,
): QuizShare {
  const earned = maxPoints === 0 ? 0 : Math.round((most * points * 100) / maxPoints) / 100;
  return { counts, points: earned, maxPoints: most, right, answered, total };
}

export function askedOf(chapters: readonly QuizChapter[]): readonly AskedQuestion[] {
  return questionsOf(chapters).map(({ question, text: { path } }) => ({ question, chapter: path }));
}

/** A file of answers handed in, and what in it cannot be understood: the rest of it counts. */
export interface JudgedAnswers {
  readonly share: QuizShare;
  readonly problems: readonly AnswersProblem[];
  /** `false` if the letters may have had another meaning when the file was made. */
  readonly sameVersion: boolean;
}

/** @param text of the file; `undefined` if none was handed in. */
export function judgeAnswers(
  quiz: CountingQuiz,
  asked: readonly AskedQuestion[],
  text: string | undefined,
): JudgedAnswers {
  if (text === undefined) {
    return { share: shareOf(quiz, scoreQuiz(asked, new Map())), problems: [], sameVersion: true };
  }
  const read = readAnswers(
    text,
    asked.map(({ question }) => question),
  );
  const { problems, sameVersion } = read;
  return { share: shareOf(quiz, scoreQuiz(asked, read.answers)), problems, sameVersion };
}
