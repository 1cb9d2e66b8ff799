import type { ExerciseEntry } from '../results/standing.ts';
import type { ListedExercise, ListedText } from './terminal/listing.ts';

export interface WayExercise {
  readonly exercise: ListedExercise;
  readonly weight: number;
  /** `undefined` if it has not been checked yet. */
  readonly entry: ExerciseEntry | undefined;
}

/** A text of the book with the exercises that belong to it. */
export interface WayText {
  readonly text?: ListedText;
  readonly exercises: readonly WayExercise[];
}

export type WayStep =
  | { readonly kind: 'continue' | 'begin'; readonly exercise: ListedExercise }
  | { readonly kind: 'read' | 'quiz'; readonly text: ListedText }
  | { readonly kind: 'done' };

/**
 * The next step through the book: an exercise that was begun, the one worked on last first; then the
 * first text that is not done: reading it, the rest of its quiz, its exercise.
 */
export function nextOnTheWay(way: readonly WayText[]): WayStep {
  const begun = way
    .flatMap(({ exercises }) => exercises)
    .filter(({ entry }) => entry !== undefined && entry.status !== 'bestanden')
    .sort((a, b) => (b.entry?.at ?? '').localeCompare(a.entry?.at ?? ''));
  const [current] = begun;
  if (current !== undefined) return { kind: 'continue', exercise: current.exercise };
  for (const { text, exercises } of way) {
    if (text !== undefined && text.quiz.fresh > 0) {
      return { kind: text.quiz.fresh === text.quiz.total ? 'read' : 'quiz', text };
    }
    const open = exercises.find(({ entry }) => entry === undefined);
    if (open !== undefined) return { kind: 'begin', exercise: open.exercise };
  }
  return { kind: 'done' };
}
