import type { Status } from '../results/result.ts';

/** Why a submission is not even run. Wording: `wording.ts`. */
export type RefusalRule =
  /** A file of the manifest is missing. */
  | 'missing-file'
  /** Not a regular file: a symlink, a directory, a device, a pipe. */
  | 'not-a-regular-file'
  | 'file-too-large'
  | 'too-many-files'
  /** Not UTF-8, or with NUL characters. */
  | 'not-text'
  | 'unreadable'
  /** A relative import that leads nowhere, or out of the exercise. */
  | 'unresolved-import'
  /** An import that is neither relative nor of a module of types (`#simulator`). */
  | 'foreign-import'
  /** A value from a module of types. */
  | 'value-import'
  | 'dynamic-import'
  | 'import-meta'
  | 'require'
  | 'asynchronous'
  | 'forbidden-syntax'
  /** The bundler cannot read it. */
  | 'syntax-error';

export interface Refusal {
  readonly rule: RefusalRule;
  /** Relative to the exercise's folder, with `/`. */
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  /** The offending name or text, for the wording. */
  readonly detail: string;
  /** `unzulaessig`: uses what is not allowed. `nicht-auswertbar`: cannot be judged. */
  readonly status: Extract<Status, 'unzulaessig' | 'nicht-auswertbar'>;
}
