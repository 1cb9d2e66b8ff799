import { scoreChapter } from '../results/chapter-result.ts';
import type { ChapterResult, ExerciseResult, PropertyResult } from '../results/result.ts';
import { sum } from '../results/score.ts';
import { combineStatus } from '../results/status.ts';

/**
 * What a student may see. Before everything is published: of secret properties only how many points
 * they are worth, as the task says, and nothing that gives the seeds away. Afterwards: of a secret property its name and what
 * it is about, but not how it was found.
 */
export function visibleResult(result: ChapterResult, isPublished: boolean): ChapterResult {
  const exercises = result.exercises.map((exercise) =>
    isPublished ? withNames(exercise) : withoutSecrets(exercise),
  );
  if (isPublished) return { ...result, exercises };
  return { ...scoreChapter({ ...result, exercises }), seed: 0 };
}

function isSecret({ visibility }: PropertyResult): boolean {
  return visibility === 'geheim';
}

function withNames(exercise: ExerciseResult): ExerciseResult {
  const properties = exercise.properties.map((property) =>
    isSecret(property) ? nameOf(property) : property,
  );
  return { ...exercise, properties };
}

/** Hints, findings and counterexamples would show how it is tested. */
function nameOf({ hint, counterexample, replay, message, ...property }: PropertyResult) {
  return { ...property, hints: [], scenarios: 0 };
}

function withoutSecrets(exercise: ExerciseResult): ExerciseResult {
  // A token says under which seed it was found.
  const open = exercise.properties
    .filter((property) => !isSecret(property))
    .map(({ replay, ...property }) => property);
  if (open.length === exercise.properties.length) return { ...exercise, properties: open };
  const regular = open.filter(({ bonus }) => !bonus);
  const bonus = open.filter((property) => property.bonus);
  const deciding = regular.length > 0 ? regular : open;
  const withheldPoints = sum([exercise.maxPoints, ...regular.map(({ maxPoints }) => -maxPoints)]);
  const isWhole = exercise.message !== undefined;
  return {
    ...exercise,
    status: isWhole ? exercise.status : combineStatus(deciding.map(({ status }) => status)),
    points: sum(regular.map(({ points }) => points)),
    maxPoints: sum(regular.map(({ maxPoints }) => maxPoints)),
    bonusPoints: sum(bonus.map(({ points }) => points)),
    maxBonusPoints: sum(bonus.map(({ maxPoints }) => maxPoints)),
    ...(withheldPoints === 0 ? {} : { withheldPoints }),
    properties: open,
  };
}
