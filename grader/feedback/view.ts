import type { ExerciseResult, PropertyResult } from '../results/result.ts';

/** All that a report of one exercise needs: the result and what the edge looked up for it. */
export interface ExerciseView {
  readonly chapter: string;
  readonly result: ExerciseResult;
  readonly parts: readonly PartView[];
  /** Where to read on, by the property's `chapter`. */
  readonly readings: ReadonlyMap<string, ReadingView>;
  /** Commands as a student types them. */
  readonly commands: Commands;
}

/** A part of the exercise, as in its manifest. */
export interface PartView {
  readonly id: string;
  readonly title: string;
  readonly bonus: boolean;
}

export interface ReadingView {
  /** `chapters/kapitel8/08-raft.md` */
  readonly file: string;
  readonly anchor: string | undefined;
  readonly title: string | undefined;
}

export interface Commands {
  /** Checks this exercise again. */
  readonly check: string;
  /** Checks this exercise again, with all hints. */
  readonly hints: string;
  /** Shows one property in full. */
  property(id: string): string;
  /** Replays its counterexample, or `undefined` if there is none. */
  replay(property: PropertyResult): string | undefined;
  /** The same in plain Node, for a debugger. */
  debug(property: PropertyResult): string | undefined;
}

export interface ReportOptions {
  /** All hints instead of the first. */
  readonly allHints: boolean;
  /** Every failing property in full: for `--property` and `--replay`. */
  readonly everythingInFull: boolean;
  /** The counterexample was given by a token, not found. */
  readonly replayed: boolean;
}
