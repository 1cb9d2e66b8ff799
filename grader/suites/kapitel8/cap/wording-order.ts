import type { Tag } from './contract.ts';

const show = ({ time, node }: Tag) => `(${time}, ${node})`;

export const orderWording = {
  wrong: (left: Tag, right: Tag, answer: unknown, expected: boolean) =>
    `isNewer sagt zu ${show(left)} und ${show(right)}: ${JSON.stringify(answer) ?? 'nichts'}. Richtig ist ${expected}: Erst entscheidet die Zeit als Zahl, bei gleicher Zeit der größere Name als Zeichenkette; gleiche Versionen sind nicht neuer als einander.`,
} as const;
