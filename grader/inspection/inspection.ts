import type { ExerciseManifest } from '../catalogue/manifest.ts';
import type { Finding } from '../results/result.ts';

/** What is to be inspected. */
export interface InspectionRequest {
  /** Folder that holds the student's files of this exercise. */
  readonly sourceDir: string;
  /** The exercise's own folder: skeleton and contract files. May be the same folder. */
  readonly exerciseDir: string;
  /** How messages name the student's folder, e.g. `exercises/kapitel8/raft`. Default: `sourceDir`. */
  readonly exerciseRelative?: string;
  readonly manifest: ExerciseManifest;
  /** Wall clock after which the compiler is stopped; for machines that do much at once. */
  readonly compilerMs?: number | undefined;
}

/**
 * Whether the submission may go on to be judged by running it:
 * - `auswertbar`: yes;
 * - `nicht-auswertbar`: files are missing or unreadable, or it does not compile;
 * - `unzulaessig`: it uses what the sandbox takes away at run time anyway.
 */
export type Gate = 'auswertbar' | 'nicht-auswertbar' | 'unzulaessig';

/** What reading the source, without running any of it, found out. */
export interface Inspection {
  /**
   * In a fixed order: by severity, then by file, line and column. `file` is relative to the exercise's
   * folder, with `/`; positions are 1-based in the student's own file.
   */
  readonly findings: readonly Finding[];
  readonly gate: Gate;
  /** German: why the gate is closed, in one or two sentences. Absent if it is `auswertbar`. */
  readonly message?: string;
  /** `unveraendert`: the same tokens as in the skeleton that was handed out. */
  readonly state: 'unveraendert' | 'bearbeitet';
  /** The compiler did not come to its end, which may be the machine's fault. */
  readonly isCompilerStopped?: true;
}
