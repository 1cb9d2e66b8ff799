import type { Paint } from '../feedback/paint.ts';

/** Where a progress line goes: a terminal, or something where it is not shown. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Where a command prints. Results go to one stream, progress and complaints to the other. */
export interface Terminal {
  readonly paint: Paint;
  readonly progressOutput: ProgressOutput;
  print(lines: readonly string[]): void;
  complain(text: string): void;
}
