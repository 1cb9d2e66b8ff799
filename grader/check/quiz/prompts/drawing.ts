import type { Paint } from '../../../feedback/paint.ts';
import { textWidth, wrap } from '../../../feedback/terminal/layout.ts';

/** What every prompt needs to draw itself. */
export interface Drawing {
  readonly paint: Paint;
  /** Columns to use. */
  readonly width: number;
  /** Lines that may be drawn at once; longer lists scroll. */
  readonly rows: number;
}

/** Put at the end of a list: a cursor blinking behind it would promise that one can type there. */
export const hiddenCursor = '\u001b[?25l';

/** A list entry whose text hangs under itself: `› 1  Text …`. */
export function entry(lead: string, text: string, width: number): string {
  const indent = ' '.repeat(textWidth(lead));
  return wrap(text, width - textWidth(lead))
    .map((line, index) => (index === 0 ? lead : indent) + line)
    .join('\n');
}

/** The line below a prompt: which keys do what, and what is amiss. */
export function below(help: string, complaint: string | undefined, drawing: Drawing): string {
  const { paint, width } = drawing;
  const lines = complaint === undefined ? [] : wrap(complaint, width - 2).map(paint.warn);
  return [...lines, ...wrap(help, width - 2).map(paint.dim)].map((line) => `  ${line}`).join('\n');
}
