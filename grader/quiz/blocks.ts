/** A fenced block with the info string `quiz`. */
export interface QuizBlock {
  /** Line of the opening fence, counted from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * The quiz blocks of a chapter in their order (fences as in CommonMark 0.31, section 4.5). They begin
 * at the left margin; one within another block, say as an example in `md`, is none.
 */
export function quizBlocks(markdown: string): QuizBlock[] {
  const blocks: QuizBlock[] = [];
  const lines = markdown.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const [, marker, info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(lines[index] ?? '') ?? [];
    if (marker === undefined || (marker.startsWith('`') && info.includes('`'))) continue;
    const end = endOf(marker, lines, index + 1);
    if (info.trim() === 'quiz' && !(lines[index] ?? '').startsWith(' ')) {
      blocks.push({ line: index + 1, text: lines.slice(index + 1, end).join('\n') });
    }
    index = end;
  }
  return blocks;
}

/** Index of the closing fence; of the end of the text if there is none. */
function endOf(marker: string, lines: readonly string[], from: number): number {
  const closing = new RegExp(`^ {0,3}\\${marker.charAt(0)}{${marker.length},}\\s*$`);
  const found = lines.slice(from).findIndex((line) => closing.test(line));
  return found < 0 ? lines.length : from + found;
}
