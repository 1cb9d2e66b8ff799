import type { Chapter } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import { loadQuizChapters } from '../judging/load-questions.ts';
import {
  askedOf,
  type CountingQuiz,
  judgeAnswers,
  submittedAnswers,
} from '../judging/quiz-share.ts';
import type { AskedQuestion } from '../quiz/result.ts';
import type { QuizShare } from '../results/result.ts';
import { gradeWording } from './wording.ts';

/** A quiz that counts, with its questions. */
export interface GradedQuiz {
  readonly quiz: CountingQuiz;
  readonly asked: readonly AskedQuestion[];
}

/** What an attempt's answers bring, and German notes on what in them could not be understood. */
export interface QuizVerdict {
  readonly share: QuizShare;
  readonly notes: readonly string[];
}

/** No honest file of answers comes near; parsing a larger one might take long. */
const mostBytes = 64 * 1024;
const mostNotes = 5;

/** @returns `undefined` if the chapter's quiz does not count. */
export async function gradedQuiz(
  { manifest, exercises }: Chapter,
  layout: Layout,
): Promise<GradedQuiz | undefined> {
  const { quiz } = manifest;
  if (quiz === undefined) return undefined;
  return { quiz, asked: askedOf(await loadQuizChapters(layout, [{ manifest, exercises }])) };
}

/** Foreign text: whatever is in it, there is a verdict. */
export function quizVerdict(
  { quiz, asked }: GradedQuiz,
  answers: Uint8Array | undefined,
): QuizVerdict {
  const nothing = (notes: readonly string[]): QuizVerdict => ({
    share: judgeAnswers(quiz, asked, undefined).share,
    notes,
  });
  if (answers === undefined) return nothing([]);
  if (answers.length > mostBytes) return nothing([gradeWording.quizTooLarge(submittedAnswers)]);
  try {
    const text = Buffer.from(answers).toString('utf8');
    const { share, problems, sameVersion } = judgeAnswers(quiz, asked, text);
    const shown = problems.slice(0, mostNotes);
    const notes = shown.map(({ line, message }) =>
      gradeWording.quizProblem(submittedAnswers, line, message),
    );
    const more = problems.length - shown.length;
    return {
      share,
      notes: [
        ...notes,
        ...(more > 0 ? [gradeWording.quizMoreProblems(submittedAnswers, more)] : []),
        ...(sameVersion ? [] : [gradeWording.quizOtherVersion(submittedAnswers)]),
      ],
    };
  } catch {
    // Nested deeper than a parser can follow.
    return nothing([gradeWording.quizUnreadable(submittedAnswers)]);
  }
}
