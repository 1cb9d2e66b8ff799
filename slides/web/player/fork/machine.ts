import type { Trace } from '../../../../grader/simulator/trace.ts';

/** Plays inputs for a player: a page's own way to code and simulator. */
export interface Machine {
  /** German: whose code runs, to complete „Neu gespielt wird mit …“. */
  readonly code: string;
  /** @throws with a German message if there is nothing to be seen */
  play(input: unknown): Promise<PlayedFork>;
  /** A run with this token is on the screen now; for the page's address. */
  shown?(token: string | undefined): void;
}

/** What became of a forked input. */
export interface PlayedFork {
  readonly trace: Trace;
  /** Sequence numbers a verdict points at. */
  readonly marked: readonly number[];
  /** German: what is violated, a sentence each. */
  readonly findings: readonly string[];
  /** The command line's replay token, and the page that shows the same. */
  readonly token: string;
  readonly href?: string;
}
