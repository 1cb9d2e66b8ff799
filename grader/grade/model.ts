import type { ChapterResult } from '../results/result.ts';

/** One person's hand-in as read from the instructor's input. */
export interface GradedInput {
  /** Who; only outside the jail. */
  readonly student: Student;
  /** Oldest first, at least one. */
  readonly attempts: readonly Attempt[];
}

export interface Student {
  /** `a3f9c2`, stable for (class secret, identity): all that reports and the jail see. */
  readonly pseudonym: string;
  /** As in the export. */
  readonly name: string;
  readonly email?: string;
  /** Moodle: „Teilnehmer/in123456“, matriculation number … */
  readonly identifier?: string;
}

export interface Attempt {
  /** From 1. */
  readonly number: number;
  /** ISO 8601 with offset, if the export tells. */
  readonly submittedAt?: string;
  /**
   * `raft/raft.ts` → content; only regular `.ts` files and `manifest.json`, normalised paths that
   * begin with the exercise's id.
   */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The answers to the quiz, `quiz.yaml`, if there are any. */
  readonly answers?: Uint8Array;
  /** German: what was put right or left out (BOM, nested folder, stray node_modules …). */
  readonly notes: readonly string[];
}

/** What could not be read as a submission, and why. */
export interface RefusedInput {
  readonly shownAs: string;
  /** German sentence. */
  readonly reason: string;
  readonly student?: Student;
}

/**
 * The verdict on one attempt: plain data. Nothing that differs between two runs (times, the machine)
 * belongs in here.
 */
export interface GradedAttempt {
  readonly pseudonym: string;
  readonly attempt: number;
  readonly submittedAt?: string;
  /** As `check --json`, secret properties included. */
  readonly result: ChapterResult;
  readonly late?: Late;
  /** After lateness, bonus, table. */
  readonly points: number;
  /** German grade by the table of `grading.yaml`: `1,3`. */
  readonly note?: string;
  readonly incidents: readonly Incident[];
}

export interface Late {
  /** Whole days begun after the deadline and its grace period. */
  readonly days: number;
  /** Points taken off for it. */
  readonly deducted: number;
}

/**
 * - `crashed`: the process ended by itself before it reported.
 * - `killed`: it was ended by the wall clock or by its memory limit.
 * - `forged`: its report was malformed, double or not signed as ours are.
 * - `hung`: no sign of life.
 * - `defect`: the grader's own; never charged to the student.
 * - `verdict-differs`: a failed property did not fail again in a second process.
 */
export type IncidentKind = 'crashed' | 'killed' | 'forged' | 'hung' | 'defect' | 'verdict-differs';

/** Something about an attempt that the instructor should look at. */
export interface Incident {
  readonly kind: IncidentKind;
  readonly exercise: string;
  /** Of `verdict-differs`. */
  readonly property?: string;
  /** German sentence. */
  readonly message: string;
}

/** All attempts of one person, and the one that counts. */
export interface GradedPerson {
  readonly student: Student;
  /** Oldest first. */
  readonly attempts: readonly GradedAttempt[];
  /** `attempt` of the one that counts, by the rule of `grading.yaml`. */
  readonly counted: number;
}
