import type { Replay } from './replay-token.ts';

/** What to run; everything that may influence a verdict is in here. */
export interface CheckOptions {
  readonly seed: number;
  readonly runs?: number | undefined;
  /** Only these properties; ids that the exercise does not have are ignored. */
  readonly properties?: readonly string[] | undefined;
  /** Exactly this counterexample, if it was made by the same version of the suite. */
  readonly replay?: Replay | undefined;
}
