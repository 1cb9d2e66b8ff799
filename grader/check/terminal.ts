import type { Paint } from '../feedback/paint.ts';
import type { ProgressOutput } from './progress-line.ts';

/** Where `check` prints. Results go to one stream, progress and complaints to the other. */
export interface Terminal {
  readonly paint: Paint;
  readonly progressOutput: ProgressOutput;
  print(lines: readonly string[]): void;
  complain(text: string): void;
}
