/**
 * Judges a submission in the page: the same suite, the same compartment, the same step budget and the
 * same words as `npm run check`, so that equal code and equal seed give equal results.
 *
 *     const exercise = globalThis.werkstatt?.['lamport'];          // script `werkstatt/lamport.js`
 *     const result = await checkInPage({ exercise, files: { 'lamport.ts': '…' } });
 *
 * Nothing is loaded before the first call. Calls may overlap; each has a worker of its own.
 */
import type { ExerciseManifest } from '../../../grader/catalogue/manifest.ts';
import type { Replay } from '../../../grader/judging/replay.ts';
import type { ExerciseResult } from '../../../grader/results/result.ts';
import type { PreparedUse } from '../../../grader/sandbox/uses.ts';
import type { Trace } from '../../../grader/simulator/trace.ts';
import type { PropertyReport } from '../../../grader/suites/report.ts';

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
  readonly outcome: PropertyReport['outcome'];
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

/** There is no trace to show: the code was refused, used up its budget, or was stopped. German message. */
export class NotPlayed extends Error {
  override readonly name = 'NotPlayed';
}

declare global {
  /** Packages that have been loaded, by exercise. */
  var werkstatt: Record<string, ExercisePackage> | undefined;
}

/**
 * The same as the entry of `check --json` for the exercise.
 *
 * @throws only if the signal is aborted, or for a defect of ours.
 */
export function checkInPage(_request: CheckRequest): Promise<ExerciseResult> {
  return Promise.reject(new Error('not there yet'));
}

/**
 * Plays one input whether or not a property fails: for forks.
 *
 * @throws NotPlayed
 */
export function playInPage(_request: CheckRequest & { readonly replay: Replay }): Promise<Played> {
  return Promise.reject(new Error('not there yet'));
}
