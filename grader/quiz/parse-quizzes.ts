import { quizBlocks } from './blocks.ts';
import { parseBlock } from './parse-block.ts';
import type { WrittenQuestion } from './schema.ts';

/** A question and the line of its block's opening fence, counted from 1. */
export interface LocatedQuestion {
  readonly line: number;
  readonly question: WrittenQuestion;
}

/** Something an author has to mend in a chapter. */
export interface QuizProblem {
  readonly line: number;
  readonly message: string;
}

export interface ParsedQuizzes {
  /** In the order of the text; a block with problems is missing. */
  readonly questions: readonly LocatedQuestion[];
  readonly problems: readonly QuizProblem[];
}

/** All questions of a chapter. A broken block is named and does not keep the others from being read. */
export function parseQuizzes(markdown: string): ParsedQuizzes {
  const questions: LocatedQuestion[] = [];
  const problems: QuizProblem[] = [];
  for (const { line, text } of quizBlocks(markdown)) {
    const block = parseBlock(text);
    if (block.kind === 'question') questions.push({ line, question: block.question });
    else {
      // The block's first line is the one after its fence.
      for (const each of block.problems) {
        problems.push({ line: line + each.line, message: each.message });
      }
    }
  }
  return { questions, problems };
}
