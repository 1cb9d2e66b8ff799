import type { SimilarPair } from '../outputs.ts';
import { sequencesToIgnore } from './fingerprints.ts';
import { listPairs } from './list-pairs.ts';
import { type Attempted, Solutions } from './solutions.ts';
import { namesToKeep, tokenise } from './tokenise.ts';

/** What everybody has of an exercise, and what is known of its solutions. */
export interface Known {
  /** Skeleton and contract, by path. */
  readonly given: ReadonlyMap<string, string>;
  /** Each without the contract's files. */
  readonly solutions: readonly ReadonlyMap<string, string>[];
}

/** All attempts at one exercise: first they are added, then compared. */
export class Comparison {
  private readonly names: ReadonlySet<string>;
  private readonly ignored: ReadonlySet<number>;
  private readonly solutions = new Solutions();

  constructor(
    private readonly exercise: string,
    { given, solutions }: Known,
  ) {
    this.names = namesToKeep(given.values());
    this.ignored = sequencesToIgnore(
      [tokenise(given, this.names)],
      solutions.map((files) => tokenise(files, this.names)),
    );
  }

  /** @throws RangeError if something in there is nested too deeply. */
  add(attempted: Attempted): void {
    this.solutions.add(attempted, tokenise(attempted.files, this.names));
  }

  pairs(): readonly SimilarPair[] {
    return listPairs(this.exercise, this.solutions.all(), this.ignored);
  }
}
