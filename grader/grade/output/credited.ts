import type { ExerciseResult, PropertyResult } from '../../results/result.ts';
import { sum } from '../../results/score.ts';

/**
 * With the points of properties on which the grader itself failed: they count until somebody has looked,
 * and what is shown must add up to what is graded (`config/assess.ts`).
 */
export function credited(exercise: ExerciseResult): ExerciseResult {
  const properties = exercise.properties.map((property) =>
    property.status === 'pruefer-fehler' ? { ...property, points: property.maxPoints } : property,
  );
  const pointsOf = (bonus: boolean) =>
    sum(
      properties.filter((each: PropertyResult) => each.bonus === bonus).map(({ points }) => points),
    );
  return { ...exercise, properties, points: pointsOf(false), bonusPoints: pointsOf(true) };
}
