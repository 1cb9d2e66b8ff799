import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue, Chapter } from '../../catalogue/catalogue.ts';
import type { Layout } from '../../catalogue/layout.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { loadQuizChapters, type QuizChapter } from '../../judging/load-questions.ts';
import { askedOf, shareOf, submittedAnswers } from '../../judging/quiz-share.ts';
import { fits } from '../../quiz/judge.ts';
import { memoryOf } from '../../quiz/progress.ts';
import { type QuizResult, scoreQuiz } from '../../quiz/result.ts';
import type { QuizShare } from '../../results/result.ts';
import type { StateFolder } from '../state-folder.ts';
import { judgeAnswersFile } from './grade-answers.ts';
import { quizUsageWording } from './wording.ts';

/** Where the answers come from that count towards a chapter. */
export interface AnswersSource {
  /** `--answers`. */
  readonly file?: string | undefined;
  /** Folder of somebody's submission: its `quiz.yaml`, if there is one. */
  readonly submission?: string | undefined;
}

interface Surroundings {
  readonly layout: Layout;
  readonly state: StateFolder;
  readonly terminal: Terminal;
}

/**
 * What the quiz brings to a chapter, if its manifest says that it counts. Without a file, the last
 * answers given at the terminal count; those are judged anew.
 *
 * @throws UsageProblem if the file of answers cannot be understood.
 */
export async function quizShareOf(
  { manifest, exercises }: Chapter,
  source: AnswersSource,
  surroundings: Surroundings,
): Promise<QuizShare | undefined> {
  const { quiz } = manifest;
  if (quiz === undefined) return undefined;
  const catalogue: Catalogue = [{ manifest, exercises }];
  const chapters = await loadQuizChapters(surroundings.layout, catalogue);
  return shareOf(quiz, await judged(chapters, source, surroundings));
}

async function judged(
  chapters: readonly QuizChapter[],
  { file, submission }: AnswersSource,
  { state, terminal }: Surroundings,
): Promise<QuizResult> {
  const handedIn = file ?? (submission && (await answersIn(submission)));
  if (handedIn !== undefined) {
    const { result, sameVersion } = await judgeAnswersFile(handedIn, chapters, 'all');
    if (!sameVersion) terminal.complain(quizUsageWording.otherVersion(handedIn));
    return result;
  }
  const asked = askedOf(chapters);
  if (submission !== undefined) return scoreQuiz(asked, new Map());
  const { standing } = await state.standing();
  const given = asked.flatMap(({ question }) => {
    const answer = memoryOf(standing.quiz, question.id)?.given;
    // The question may have been rewritten since.
    return answer !== undefined && fits(question, answer) ? [[question.id, answer] as const] : [];
  });
  return scoreQuiz(asked, new Map(given));
}

async function answersIn(submission: string): Promise<string | undefined> {
  const file = join(submission, submittedAnswers);
  return stat(file).then(
    () => file,
    () => undefined,
  );
}
