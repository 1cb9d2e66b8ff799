import type { ExerciseManifest } from '../catalogue/manifest.ts';
import type { Refusal } from './refusal.ts';
import type { SubmissionSources } from './sources.ts';

export interface PrepareRequest {
  /** The folder with the student's files. */
  readonly sourceDir: string;
  /** The exercise's folder: contract files come from here. */
  readonly exerciseDir: string;
  readonly manifest: Pick<ExerciseManifest, 'files' | 'contract'>;
}

/** A bundled and instrumented submission: plain data that travels to the child process. */
export interface PreparedSubmission {
  readonly code: string;
  /** Source map from `code` to the student's `.ts`. */
  readonly map: string;
  /** Place in the student's source of each counted loop or function, by its number in `code`. */
  readonly sites: readonly Site[];
}

/** File, line, column: 1-based. */
export type Site = readonly [file: string, line: number, column: number];

export type Preparation =
  | { readonly kind: 'prepared'; readonly submission: PreparedSubmission }
  | { readonly kind: 'refused'; readonly refusals: readonly [Refusal, ...Refusal[]] };

/** Reads, checks, bundles and instruments a submission. Throws only for the grader's own defects. */
export declare function prepareSubmission(request: PrepareRequest): Promise<Preparation>;

/** The same for files already in memory, e.g. a mutant. */
export declare function prepareSources(sources: SubmissionSources): Promise<Preparation>;
