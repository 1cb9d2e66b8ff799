import type { Replay } from './replay-token.ts';

/** What to run; everything that may influence a verdict is in here. */
export interface CheckOptions {
  readonly seed: number;
  /** With several seeds: the one under which a property failed, where it is not `seed`. */
  readonly seedOf?: ((property: string) => number | undefined) | undefined;
  readonly runs?: number | undefined;
  /** Only these properties; ids that the exercise does not have are ignored. */
  readonly properties?: readonly string[] | undefined;
  /** Exactly this counterexample, if it was made by the same version of the suite. */
  readonly replay?: Replay | undefined;
}
