import type { PreparedSubmission } from '../sandbox/prepare-sources.ts';
import type { PreparedUse } from '../sandbox/uses.ts';

/** What a page needs to run a submission again otherwise. */
export interface PackedRun {
  readonly chapter: string;
  readonly exercise: string;
  /** Of the check that found the counterexamples. */
  readonly seed: number;
  /** Never with secret properties: readers have it in the page. */
  readonly suite: { readonly code: string; readonly hash: string };
  readonly uses: readonly PreparedUse[];
  readonly submission: PreparedSubmission;
  /** What `check --replay` must be told besides the token, to find the same submission. */
  readonly options: string;
}
