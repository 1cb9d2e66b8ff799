import type { Tree } from './tree.ts';

/** What the input tells of a person. */
export interface Person {
  readonly name: string;
  readonly email?: string;
  /** What the course knows them by: „Teilnehmer/in123456“. */
  readonly identifier?: string;
  /** Matriculation number or the like, the same in all courses. */
  readonly idNumber?: string;
  /** Moodle's number for a person in one assignment. */
  readonly moodleId?: string;
}

/** One attempt of one person, found but not yet read. */
export interface HandIn {
  /** How messages name it. */
  readonly shownAs: string;
  readonly person: Person;
  /** The attempt's number, if the input tells. */
  readonly attempt?: number;
  /** ISO 8601 with offset. */
  readonly submittedAt?: string;
  /** German: what is worth knowing about it before its files are read. */
  readonly notes: readonly string[];
  readonly tree: Tree;
  /** There is a text typed into Moodle besides the files. */
  readonly hasOnlineText?: boolean;
}
