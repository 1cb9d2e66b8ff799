import { fingerprint, textsOf } from './answers-file.ts';
import { letterOf, letterOrder } from './letters.ts';
import type { Question } from './question.ts';
import { quizWording } from './wording.ts';

const words = quizWording.template;

/** Some questions under one heading. */
export interface TemplateChapter {
  readonly heading: string;
  readonly questions: readonly Question[];
}

/**
 * A file to write answers into: every question with its options as comments, its id with nothing
 * behind. `plain` makes a line of text of inline Markdown.
 */
export function answersTemplate(
  chapters: readonly TemplateChapter[],
  file: string,
  plain: (markdown: string) => string,
): string {
  const questions = chapters.flatMap((chapter) => chapter.questions);
  const body = chapters
    .filter((chapter) => chapter.questions.length > 0)
    .flatMap(({ heading, questions: own }) => [
      '',
      `  # ===== ${heading} =====`,
      ...own.flatMap((question) => questionLines(question, plain)),
    ]);
  return [
    ...words.head(file).map((line) => `# ${line}`.trimEnd()),
    'version: 1',
    `questions: '${fingerprint(questions)}'`,
    'answers:',
    ...body,
    '',
  ].join('\n');
}

function questionLines(question: Question, plain: (markdown: string) => string): string[] {
  const texts = textsOf(question);
  const order = letterOrder(texts, question.id);
  const lettered = order.map((index, place) => `${letterOf(place)}  ${plain(texts[index] ?? '')}`);
  const lefts =
    question.type === 'matching'
      ? question.pairs.map(({ left }, index) => `${index + 1}  ${plain(left)}`)
      : [];
  const comment = [
    ...wrapped(plain(question.question), ''),
    ...lefts.flatMap((line) => wrapped(line, '     ')),
    ...lettered.flatMap((line) => wrapped(line, '     ')),
    ...wrapped(words.how(question), ''),
  ];
  return ['', ...comment.map((line) => `  # ${line}`.trimEnd()), `  ${question.id}:`];
}

const width = 92;

/** Comment lines; what follows the first is indented by `hanging`, and so is the first by two less. */
function wrapped(text: string, hanging: string): string[] {
  const lines: string[] = [];
  let current = hanging.slice(0, -3);
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && current.length + 1 + word.length > width) {
      lines.push(current);
      current = hanging;
      isEmpty = true;
    }
    current += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, current];
}
