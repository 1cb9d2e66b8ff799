import type { ReadingView } from '../../../grader/feedback/view.ts';
import type { KnownTypes } from './known-types.ts';

/** What a page of the workshop knows of its exercise besides what judges it. */
export interface WorkshopData {
  readonly chapter: string;
  /** Folder name: `lamport`. */
  readonly exercise: string;
  readonly parts: readonly {
    readonly id: string;
    readonly title: string;
    readonly bonus: boolean;
  }[];
  /** The student's files first, the entry module in front. */
  readonly files: readonly WorkshopFile[];
  readonly known: KnownTypes;
  /** Sections to read on, by `08-raft.md#wahl`. */
  readonly readings: readonly (readonly [reference: string, reading: ReadingView])[];
}

export interface WorkshopFile {
  readonly name: string;
  /** As it was handed out. */
  readonly text: string;
  /** `false`: given by the exercise. */
  readonly editable: boolean;
}
