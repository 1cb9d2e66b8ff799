import {
  type ChapterResult,
  chapterResultSchema,
  type ExerciseResult,
  resultSchemaVersion,
} from './result.ts';
import { withShortTraces } from './shorten-traces.ts';
import { combineStatus } from './status.ts';
import { chapterPoints } from './weighed.ts';

export interface ChapterScoring {
  readonly chapter: string;
  readonly seed: number;
  /** Identifies the suites of the exercises checked: other suites, other hash. */
  readonly suiteHash: string;
  readonly exercises: readonly ExerciseResult[];
}

export function scoreChapter(scoring: ChapterScoring): ChapterResult {
  const { exercises } = scoring;
  const weighed = (points: 'points' | 'maxPoints' | 'bonusPoints' | 'maxBonusPoints') =>
    chapterPoints(exercises.map((each) => ({ weight: each.weight, points: each[points] })));
  return {
    schemaVersion: resultSchemaVersion,
    chapter: scoring.chapter,
    seed: scoring.seed,
    suiteHash: scoring.suiteHash,
    status: combineStatus(exercises.map((exercise) => exercise.status)),
    points: weighed('points'),
    maxPoints: weighed('maxPoints'),
    bonusPoints: weighed('bonusPoints'),
    maxBonusPoints: weighed('maxBonusPoints'),
    exercises: [...exercises],
  };
}

/**
 * The result as a file: keys in the schema's order, a line break at the end. Contains no times and no
 * paths, so that equal checks give equal bytes.
 */
export function chapterResultJson(result: ChapterResult): string {
  return `${toJson(chapterResultSchema.parse(withShortTraces(result)), 0)}\n`;
}

/** Events of a trace lie this deep: each gets one line, or files grow to three times the size. */
const indentedDepth = 8;

function toJson(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null || depth >= indentedDepth) {
    return JSON.stringify(value);
  }
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((item: unknown) => toJson(item ?? null, depth + 1))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${JSON.stringify(key)}: ${toJson(item, depth + 1)}`);
  const [open, close] = isList ? '[]' : '{}';
  if (items.length === 0) return `${open}${close}`;
  const indent = '  '.repeat(depth);
  return `${open}\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}${close}`;
}
