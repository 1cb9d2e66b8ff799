import type * as fc from 'fast-check';
import type { Coverage } from '../simulator/schedule/schedule.ts';
import type { SubmissionFault, Trace } from '../simulator/trace.ts';
import type { CallRecord, Submission } from './submission.ts';

export type FaultLevel = 'none' | 'loss' | 'reordering' | 'partition' | 'crash';
export type Visibility = 'offen' | 'verdeckt' | 'geheim';

/**
 * A hidden suite: properties, each judged on the runs of one or more experiments. Several
 * properties share an experiment, so that a run is made once and judged by all of them.
 */
export interface Suite {
  /** Folder name of the exercise: `raft`. */
  readonly exercise: string;
  readonly properties: readonly AnyProperty[];
  /** Points of the secret properties that were left out of this copy, by part; set when it is bundled. */
  readonly withheld?: Readonly<Record<string, number>>;
}

/** What a check may look at. Suites add their own fields. */
export interface Observation {
  /** The run to draw if a check fails. */
  readonly trace?: Trace;
  /** The calls to show if a check fails and there is no trace. */
  readonly calls?: readonly CallRecord[];
  /** The submission broke: every property judged on this observation fails with this fault. */
  readonly fault?: SubmissionFault | undefined;
  /** How often what happened; summed over the runs for `sometimes`. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** How inputs are made and what is done with one. Pure and deterministic. */
export interface Experiment<Input, Seen extends Observation> {
  /** kebab-case, unique in the suite. Seeds derive from it. */
  readonly id: string;
  readonly faults: FaultLevel;
  /** Default number of generated inputs; `examples` come on top, first. */
  readonly runs: number;
  readonly inputs: fc.Arbitrary<Input>;
  /** Scripted inputs, e.g. figure 8 of the Raft paper. */
  readonly examples?: readonly Input[];
  observe(input: Input, submission: Submission, options: ObserveOptions): Seen;
  /**
   * Smaller inputs to try after fast-check's shrink: single deletions, in a fixed order. For
   * scenarios use `scenarioDeletions`.
   */
  deletions?(input: Input): Iterable<Input>;
  /** Replaces chance by explicit faults, so that single ones can be deleted. */
  explicit?(input: Input, seen: Seen): Input;
  /**
   * Instead of drawing from `inputs`: goes through inputs exhaustively, in a fixed order that depends
   * on nothing but the submission, and says what it covered. Each is to be visited with what
   * {@link observe} would see; stops as soon as `visit` returns false or `limit.inputs` (that is
   * `runs`) are visited. See `scheduleExperiment`.
   */
  explore?(
    submission: Submission,
    visit: (input: Input, seen: Seen) => boolean,
    limit: ExploreLimit,
  ): Coverage;
}

export interface ExploreLimit {
  readonly inputs: number;
}

/** `explain`: a last run for the report: record states (`inspect()`) and timers as well. */
export interface ObserveOptions {
  readonly explain: boolean;
}

export interface Property<Input, Seen extends Observation> {
  /** kebab-case, unique in the suite: `election-safety`. */
  readonly id: string;
  /** Id of a part in the manifest. */
  readonly part: string;
  /** German, a noun phrase or short sentence: „Höchstens ein Leader je Term“. */
  readonly title: string;
  /** German: the rule in plain words, as complete sentences. */
  readonly rule: string;
  /** Paper, section or figure: `Ongaro & Ousterhout 2014, Abb. 3`. */
  readonly source: string;
  readonly points: number;
  readonly kind: 'safety' | 'liveness';
  readonly visibility: Visibility;
  /** German, from a nudge to nearly the answer. */
  readonly hints: readonly [string, ...string[]];
  /** File and anchor below the chapter's folder: `08-raft.md#wahl`. */
  readonly chapter: string;
  readonly on: readonly Experiment<Input, Seen>[];
  check(seen: Seen, input: Input): Verdict;
  /**
   * Against vacuous passes: the counts that must be reached in sum over all runs, with the German
   * sentence that says what never happened.
   */
  readonly sometimes?: readonly Sometimes[];
}

export interface Sometimes {
  readonly count: string;
  readonly atLeast: number;
  /** German: „In keinem Ablauf wurde ein Leader gewählt.“ */
  readonly otherwise: string;
}

// The element type of a heterogeneous list: each property fits its own experiments, which
// `property()` has checked.
export type AnyProperty = Property<unknown, Observation>;

/** Declares a property; checks that it fits its experiments and forgets their types. */
export function property<Input, Seen extends Observation>(
  declaration: Property<Input, Seen>,
): AnyProperty {
  return declaration as unknown as AnyProperty;
}

export type Verdict =
  | { readonly verdict: 'holds' }
  | {
      readonly verdict: 'violated';
      /** German, from the suite's wording catalogue. */
      readonly message: string;
      /** Sequence numbers in the trace: the first wrong step first. */
      readonly events: readonly number[];
      readonly expected?: unknown;
      readonly actual?: unknown;
    }
  /** The check ran out of its budget: never counts as passed. */
  | { readonly verdict: 'unknown'; readonly message: string };

export const holds: Verdict = { verdict: 'holds' };

export function violated(
  message: string,
  events: readonly number[] = [],
  values: { expected?: unknown; actual?: unknown } = {},
): Verdict {
  return { verdict: 'violated', message, events, ...values };
}
