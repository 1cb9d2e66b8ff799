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
  /** Sequence numbers of the events that matter; all that says something unless told. */
  readonly shown?: readonly number[];
  /** Own words for events by sequence number. */
  readonly labels?: ReadonlyMap<number, string>;
  /** Sequence numbers a verdict points at. */
  readonly marked: readonly number[];
  /** German: what is violated, a sentence each; absent where nothing judges. */
  readonly findings?: readonly string[];
  /** German: what else is to be said of the run. */
  readonly note?: string;
  /** The command line's replay token, where it knows such runs. */
  readonly token?: string;
  /** What the command line must be told besides, to find the same code. */
  readonly options?: string;
  /** The page that shows the same. */
  readonly href?: string;
}
