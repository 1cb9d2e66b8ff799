import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exitCodes, UsageProblem } from '../../command-line/problem.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { reasonOf, writeWhole } from '../../command-line/write-whole.ts';
import { plainPaint } from '../../feedback/paint.ts';
import { type QuizChapter, questionsOf } from '../../judging/load-questions.ts';
import { answersTemplate } from '../../quiz/answers-template.ts';
import { inlineText } from './inline-text.ts';
import { quizUsageWording } from './wording.ts';

/** `--template`: an empty file of answers. Never writes over one that may be filled in. */
export async function writeTemplate(
  file: string,
  chapters: readonly QuizChapter[],
  terminal: Terminal,
): Promise<number> {
  const path = resolve(file);
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (exists) throw new UsageProblem(quizUsageWording.fileExists(file));
  const text = answersTemplate(
    chapters.map(({ text: { number, title }, questions }) => ({
      heading: `${number} ${title}`,
      questions,
    })),
    file,
    (markdown) => inlineText(markdown, plainPaint),
  );
  try {
    await writeWhole(path, text);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new UsageProblem(quizUsageWording.templateFailed(file, reasonOf(error)));
  }
  const count = questionsOf(chapters).length;
  terminal.print(quizUsageWording.templateWritten(file, count).split('\n'));
  return exitCodes.passed;
}
