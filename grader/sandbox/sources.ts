/**
 * The files of a submission, copied into memory: what is judged is what was read once, whatever
 * happens to the folder afterwards.
 */
export interface SubmissionSources {
  /** Entry module, e.g. `raft.ts`. */
  readonly entry: string;
  /** Text by path relative to the exercise's folder, with `/`; contract files are already the given ones. */
  readonly files: ReadonlyMap<string, string>;
}

/** A place in the student's own source, 1-based. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}
