import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exitCodes, UsageProblem } from '../../command-line/problem.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { reasonOf } from '../../command-line/write-whole.ts';
import { type BookQuestion, type QuizChapter, questionsOf } from '../../judging/load-questions.ts';
import { type AnswersRead, readAnswers } from '../../quiz/answers-file.ts';
import { type QuizResult, scoreQuiz } from '../../quiz/result.ts';
import { writeJson } from './quiz-result.ts';
import { resultLines } from './result-lines.ts';
import { quizUsageWording } from './wording.ts';

export interface GradedAnswers {
  readonly result: QuizResult;
  readonly questions: readonly BookQuestion[];
  readonly sameVersion: boolean;
}

/**
 * Judges a file of answers against all questions of the chapters, or only of those whose questions it
 * mentions.
 *
 * @throws UsageProblem naming every line that cannot be understood.
 */
export async function judgeAnswersFile(
  file: string,
  chapters: readonly QuizChapter[],
  scope: 'all' | 'touched',
): Promise<GradedAnswers> {
  const text = await readFile(resolve(file), 'utf8').catch((error: unknown) => {
    throw new UsageProblem(quizUsageWording.noAnswersFile(file, reasonOf(error)));
  });
  const read = readAnswers(
    text,
    questionsOf(chapters).map(({ question }) => question),
  );
  if (read.problems.length > 0) {
    throw new UsageProblem(quizUsageWording.brokenAnswers(file, read.problems));
  }
  const questions = questionsOf(scope === 'all' ? chapters : touchedBy(read, chapters));
  const asked = questions.map(({ question, text: { path } }) => ({ question, chapter: path }));
  const { sameVersion } = read;
  return { result: scoreQuiz(asked, read.answers), questions, sameVersion };
}

function touchedBy({ named }: AnswersRead, chapters: readonly QuizChapter[]): QuizChapter[] {
  return chapters.filter(({ questions }) => questions.some(({ id }) => named.includes(id)));
}

/** `--answers`: prints the result; the exit code says whether all of it is right. */
export async function gradeAnswers(
  file: string,
  chapters: readonly QuizChapter[],
  scope: 'all' | 'touched',
  json: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const { result, questions, sameVersion } = await judgeAnswersFile(file, chapters, scope);
  if (!sameVersion) terminal.complain(quizUsageWording.otherVersion(file));
  terminal.print(resultLines(result, questions, terminal.paint));
  if (!(await writeJson(json, result, terminal))) return exitCodes.usage;
  return result.status === 'bestanden' ? exitCodes.passed : exitCodes.failed;
}
