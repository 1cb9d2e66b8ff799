/** Points of a whole exercise and of a whole chapter, each on its own scale and without bonus. */
export const fullPoints = 100;

/** Something of an exercise, on the exercise's own scale, and how much of the chapter it is worth. */
export interface Weighed {
  /** How many of the chapter's points 100 of the exercise's are worth. */
  readonly weight: number;
  readonly points: number;
}

/**
 * The chapter's points for those of its exercises, exact to hundredths. Summed up as whole
 * ten-thousandths and rounded once, so that neither order nor binary fractions matter.
 */
export function chapterPoints(exercises: readonly Weighed[]): number {
  const total = exercises.reduce(
    (sum, { weight, points }) => sum + weight * Math.round(points * 100),
    0,
  );
  return Math.round(total / 100) / 100;
}

interface Full {
  readonly maxPoints: number;
  readonly withheldPoints?: number | undefined;
}

/** Whether all of an exercise was to be judged, but for what is secret until it is graded. */
export function isWholeExercise({ maxPoints, withheldPoints = 0 }: Full): boolean {
  return maxPoints + withheldPoints === fullPoints;
}

/** What is secret of a chapter until it is graded, in the chapter's points. */
export function withheldOfChapter(
  exercises: readonly { readonly weight: number; readonly withheldPoints?: number | undefined }[],
): number {
  return chapterPoints(
    exercises.map(({ weight, withheldPoints = 0 }) => ({ weight, points: withheldPoints })),
  );
}
