import * as z from 'zod';
import { type ExerciseResult, statusSchema } from './result.ts';

/** How far a student is: the last whole check of each exercise, by `chapter/exercise`. */
export const standingSchema = z.strictObject({
  version: z.literal(1),
  exercises: z.record(
    z.string(),
    z.strictObject({
      status: statusSchema,
      points: z.number(),
      maxPoints: z.number(),
      bonusPoints: z.number(),
      maxBonusPoints: z.number(),
    }),
  ),
});
export type Standing = z.infer<typeof standingSchema>;

export const emptyStanding: Standing = { version: 1, exercises: {} };

/** True if every property stops at what the skeleton leaves to do. */
export function isUntouched({ properties }: ExerciseResult): boolean {
  return (
    properties.length > 0 &&
    properties.every(({ counterexample }) => counterexample?.fault?.kind === 'todo')
  );
}

/** The standing after a check of `chapter`; defects of the grader leave the old entry in place. */
export function advanceStanding(
  before: Standing,
  chapter: string,
  results: readonly ExerciseResult[],
): Standing {
  const exercises = { ...before.exercises };
  for (const result of results) {
    // What is as it was given out is not a result yet.
    if (result.status === 'pruefer-fehler' || isUntouched(result)) continue;
    exercises[`${chapter}/${result.id}`] = {
      status: result.status,
      points: result.points,
      maxPoints: result.maxPoints,
      bonusPoints: result.bonusPoints,
      maxBonusPoints: result.maxBonusPoints,
    };
  }
  return { version: 1, exercises };
}
