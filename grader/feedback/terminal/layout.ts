/** Text in columns. Widths are counted in characters; escape sequences of colours count nothing. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
const escapes = /\u001b\[[0-9;]*m/g;

export function textWidth(text: string): number {
  return [...text.replace(escapes, '')].length;
}

/** Lines of at most `width` characters; words that are longer are cut. Keeps line breaks. */
export function wrap(text: string, width: number): string[] {
  return text.split(/\r?\n/).flatMap((line) => wrapLine(line, width));
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/ +/)) {
    for (const piece of pieces(word, width)) {
      if (current === '') current = piece;
      else if (textWidth(current) + 1 + textWidth(piece) <= width) current += ` ${piece}`;
      else {
        lines.push(current);
        current = piece;
      }
    }
  }
  lines.push(current);
  return lines;
}

function pieces(word: string, width: number): string[] {
  if (textWidth(word) <= width) return [word];
  const letters = [...word];
  const count = Math.ceil(letters.length / width);
  return Array.from({ length: count }, (_, index) =>
    letters.slice(index * width, (index + 1) * width).join(''),
  );
}

/** `Regel      In einem Term …` with the text hanging under itself. */
export function labelled(label: string, text: string, options: LabelOptions): string[] {
  const { indent, labelWidth, width } = options;
  const paint = options.paintLabel ?? ((each) => each);
  const hanging = ' '.repeat(indent + labelWidth);
  return wrap(text, width - indent - labelWidth).map((line, index) =>
    index === 0
      ? ' '.repeat(indent) + paint(label) + ' '.repeat(gap(label, labelWidth)) + line
      : hanging + line,
  );
}

export interface LabelOptions {
  readonly indent: number;
  readonly labelWidth: number;
  readonly width: number;
  readonly paintLabel?: (text: string) => string;
}

function gap(text: string, width: number): number {
  return Math.max(1, width - textWidth(text));
}

/** Left and right text on one line of `width`; on two if they do not fit. */
export function spread(left: string, right: string, width: number): string[] {
  if (right === '') return [left];
  const free = width - textWidth(left) - textWidth(right);
  if (free >= 2) return [left + ' '.repeat(free) + right];
  return [left, ' '.repeat(Math.max(0, width - textWidth(right))) + right];
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - textWidth(text))) + text;
}

/** Cut to `width` characters with an ellipsis. Not for coloured text. */
export function shorten(text: string, width: number): string {
  const letters = [...text.replace(/\s+/g, ' ')];
  if (letters.length <= width) return letters.join('');
  return `${letters
    .slice(0, Math.max(0, width - 1))
    .join('')
    .trimEnd()}…`;
}

export function indentBy(lines: readonly string[], indent: number): string[] {
  return lines.map((line) => (line === '' ? line : ' '.repeat(indent) + line));
}

/** As many whole sentences as fit into `length` characters, at least one: nothing is cut within. */
export function wholeSentences(text: string, length: number): string {
  const sentences = text.match(sentence) ?? [];
  let kept = '';
  for (const each of sentences) {
    if (kept !== '' && (kept + each).trimEnd().length > length) break;
    kept += each;
  }
  return kept.trimEnd();
}

// Not after abbreviations and ordinals, nor inside of data: a capital letter begins the next one.
const sentence =
  /.+?(?:(?<!(?<![\p{L}\p{N}])(?:\p{L}|\d+|Abb|Nr|bzw|usw|vgl|ca))[.!?]["“)]*\s+(?=[\p{Lu}„])|$)/gsu;
