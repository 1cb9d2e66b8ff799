import { lexer, type Token } from 'marked';

/** A fenced block with the info string `quiz`. */
export interface QuizBlock {
  /** Line of the opening fence, counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** The quiz blocks of a chapter in their order, wherever they stand on the top level of the text. */
export function quizBlocks(markdown: string): QuizBlock[] {
  let line = 1;
  return lexer(markdown).flatMap((token) => {
    const start = line + leadingNewlines(token.raw);
    line += newlines(token.raw);
    return isQuiz(token) ? [{ line: start, text: token.text }] : [];
  });
}

function isQuiz(token: Token): token is Token & { readonly text: string } {
  return token.type === 'code' && token.lang?.trim() === 'quiz';
}

function newlines(text: string): number {
  return text.split('\n').length - 1;
}

function leadingNewlines(text: string): number {
  return newlines(/^\n*/.exec(text)?.[0] ?? '');
}
