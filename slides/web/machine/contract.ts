import type { ExerciseManifest } from '../../../grader/catalogue/manifest.ts';
import type { Replay } from '../../../grader/judging/replay.ts';
import type { SuiteMeta } from '../../../grader/results/suite-meta.ts';
import type { PreparedSubmission } from '../../../grader/sandbox/prepare-sources.ts';
import type { PreparedUse } from '../../../grader/sandbox/uses.ts';
import type { Trace } from '../../../grader/simulator/trace.ts';
import type { PlayVerdict } from '../../../grader/suites/play.ts';

/**
 * Everything a page needs to judge one exercise. Made by `slides/render/machine/`; the script
 * `werkstatt/<exercise>.js` puts it into `globalThis.werkstatt["<exercise>"]`.
 */
export interface ExercisePackage {
  readonly chapter: string;
  readonly manifest: ExerciseManifest;
  /** How many of the chapter's 100 points the exercise's own 100 are worth. */
  readonly weight: number;
  readonly suite: {
    /** Program of the child, without secret properties: a function body with the parameter `host`. */
    readonly code: string;
    /** Version of the check: what `check` of a copy without secrets has, references included. */
    readonly hash: string;
  };
  /** What can be said of the properties before they are judged. */
  readonly meta: SuiteMeta;
  /** References of the exercises that this one is built on. */
  readonly uses: readonly PreparedUse[];
  /** Contract files, by name. Whatever a request has under these names is not looked at. */
  readonly contract: Readonly<Record<string, string>>;
  /** What the student fills in, as handed out, by name; the entry module first. */
  readonly skeleton: Readonly<Record<string, string>>;
  /**
   * Declarations to write against: `#simulator` and, of exercises in `uses`, `#kapitel8/<exercise>`.
   * Other names are files that these import relatively.
   */
  readonly types: Readonly<Record<string, string>>;
}

export interface CheckRequest {
  readonly exercise: ExercisePackage;
  /** The student's files by name; what is missing here counts as missing. */
  readonly files: Readonly<Record<string, string>>;
  /** As `--seed`; the same default as `check`. */
  readonly seed?: number;
  readonly runs?: number;
  /** Only these properties, by id. */
  readonly properties?: readonly string[];
  /** Exactly this counterexample. @see Replay */
  readonly replay?: Replay;
  /** Ends the worker; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Share of the suite's work done, in [0, 1], non-decreasing. */
  readonly onProgress?: (done: number) => void;
}

/** What one property says of a run. */
export interface PlayedVerdict {
  /** Id of the property. */
  readonly property: string;
  readonly title: string;
  readonly outcome: PlayVerdict['outcome'];
  /** German; absent if it holds. */
  readonly message?: string;
  /** Sequence numbers in the trace, the first wrong step first; none if it holds. */
  readonly events: readonly number[];
}

/** One input, played to its end. */
export interface Played {
  readonly trace: Trace;
  /** Of every property that is judged on this experiment, in the suite's order. */
  readonly verdicts: readonly PlayedVerdict[];
  /** Token with which `check --replay` plays the same. */
  readonly token: string;
}

export type PlayRequest = Omit<CheckRequest, 'replay' | 'files' | 'seed' | 'runs'> & {
  readonly replay: Replay;
} & (
    | Pick<CheckRequest, 'files'>
    /** Code that is prepared already: nothing has to be translated. */
    | { readonly submission: PreparedSubmission }
  );
