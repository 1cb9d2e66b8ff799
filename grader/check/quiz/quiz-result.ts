import { resolve } from 'node:path';
import type { Terminal } from '../../command-line/terminal.ts';
import { reasonOf, writeWhole } from '../../command-line/write-whole.ts';
import { type QuizResult, quizResultSchema, scoreQuiz } from '../../quiz/result.ts';
import { outputWording } from '../wording.ts';
import type { SessionResult } from './session.ts';

/** Writes a sitting as `--json` asks for it: the first answers count. `false` if that failed. */
export function writeQuizResult(
  json: string | undefined,
  { answered }: SessionResult,
  terminal: Terminal,
): Promise<boolean> {
  const asked = answered.map(({ asked: { question, text } }) => ({ question, chapter: text.path }));
  const answers = new Map(answered.map(({ asked: each, answer }) => [each.question.id, answer]));
  return writeJson(json, scoreQuiz(asked, answers), terminal);
}

/** `false` if the file could not be written, which was said then. */
export async function writeJson(
  json: string | undefined,
  result: QuizResult,
  terminal: Terminal,
): Promise<boolean> {
  if (json === undefined) return true;
  try {
    const text = JSON.stringify(quizResultSchema.parse(result), null, 2);
    await writeWhole(resolve(json), `${text}\n`);
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    terminal.complain(outputWording.jsonFailed(json, reasonOf(error)));
    return false;
  }
}
