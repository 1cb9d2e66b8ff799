import { sectionTitle } from '../../catalogue/sections.ts';
import type { Paint } from '../../feedback/paint.ts';
import { readingLine } from '../../feedback/places.ts';
import { indentBy, labelled, wrap } from '../../feedback/terminal/layout.ts';
import type { BookQuestion } from '../../judging/load-questions.ts';
import type { Remark } from '../../quiz/judge.ts';
import { inlineText } from './inline-text.ts';
import { entry } from './prompts/drawing.ts';
import { verdictWording } from './wording.ts';

const signs: Readonly<Record<Remark['mark'], string>> = {
  right: '✓',
  wrong: '✗',
  missed: '○',
  solution: ' ',
};

/** What is said to an answer: each thing chosen and each thing missed, with its explanation. */
export function remarkLines(remarks: readonly Remark[], paint: Paint, width: number): string[] {
  return remarks.flatMap(({ mark, about, explanation }) => {
    const colour = {
      right: paint.good,
      wrong: paint.bad,
      missed: paint.warn,
      solution: paint.bold,
    };
    const label = mark === 'missed' ? `${verdictWording.wouldBe} ` : '';
    const text = `${label}${inlineText(about, paint)}`;
    const lead = `  ${signs[mark]} `;
    return [
      ...entry(lead, text, width).split('\n').map(colour[mark]),
      ...indentBy(wrap(inlineText(explanation, paint), width - 6), 6).filter((line) => line !== ''),
    ];
  });
}

/** Where to read on about a question. */
export function readOnLines(
  { question, text }: BookQuestion,
  paint: Paint,
  width: number,
): string[] {
  const anchor = question.read.slice(1);
  const title = sectionTitle(text.markdown, anchor);
  const row = (label: string, value: string) =>
    labelled(label, value, { indent: 2, labelWidth: 11, width, paintLabel: paint.bold });
  const scene =
    question.type === 'predict' || question.type === 'numeric' ? question.scene : undefined;
  return [
    ...row(verdictWording.reading, title === undefined ? '' : `„${title}“`).map((line) =>
      line.trimEnd(),
    ),
    // Never broken, so that it can be followed.
    `    ${readingLine({ file: text.path, anchor, title: undefined })}`,
    ...(scene === undefined
      ? []
      : row(verdictWording.scene, `chapters/${text.chapter}/ablaeufe/${scene}.md`)),
  ];
}
