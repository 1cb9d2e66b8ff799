import {
  type ChapterResult,
  chapterResultSchema,
  type ExerciseResult,
  resultSchemaVersion,
} from './result.ts';
import { sum } from './score.ts';
import { combineStatus } from './status.ts';

export interface ChapterScoring {
  readonly chapter: string;
  readonly seed: number;
  /** Identifies the suites of the exercises checked: other suites, other hash. */
  readonly suiteHash: string;
  readonly exercises: readonly ExerciseResult[];
}

export function scoreChapter(scoring: ChapterScoring): ChapterResult {
  const { exercises } = scoring;
  return {
    schemaVersion: resultSchemaVersion,
    chapter: scoring.chapter,
    seed: scoring.seed,
    suiteHash: scoring.suiteHash,
    status: combineStatus(exercises.map((exercise) => exercise.status)),
    points: sum(exercises.map((exercise) => exercise.points)),
    maxPoints: sum(exercises.map((exercise) => exercise.maxPoints)),
    exercises: [...exercises],
  };
}

/**
 * The result as a file: keys in the schema's order, two spaces, a line break at the end. Contains no
 * times and no paths, so that equal checks give equal bytes.
 */
export function chapterResultJson(result: ChapterResult): string {
  return `${JSON.stringify(chapterResultSchema.parse(result), null, 2)}\n`;
}
