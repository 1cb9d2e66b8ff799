import { textWidth } from '../feedback/terminal/layout.ts';
import type { Terminal } from './terminal.ts';

const width = 80;

/** A terminal for those who print sentences: long lines are broken between words, further lines indented alike. */
export function printingSentences(terminal: Terminal): Terminal {
  return {
    // What it has changes with `--no-color`.
    get paint() {
      return terminal.paint;
    },
    progressOutput: terminal.progressOutput,
    print: (lines) => terminal.print(lines.flatMap(broken)),
    complain: (text) => terminal.complain(text),
  };
}

/** Words stay whole, whatever their length: paths are there to be copied. */
function broken(line: string): string[] {
  const [indent = ''] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let current = '';
  for (const word of line.trim().split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && textWidth(indent + longer) > width) {
      lines.push(indent + current);
      current = word;
    } else current = longer;
  }
  return [...lines, indent + current];
}
