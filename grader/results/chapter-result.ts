import {
  type ChapterResult,
  chapterResultSchema,
  type ExerciseResult,
  type QuizShare,
  resultSchemaVersion,
  type Status,
} from './result.ts';
import { sum } from './score.ts';
import { withShortTraces } from './shorten-traces.ts';
import { combineStatus } from './status.ts';
import { chapterPoints } from './weighed.ts';

export interface ChapterScoring {
  readonly chapter: string;
  readonly seed: number;
  /** Identifies the suites of the exercises checked: other suites, other hash. */
  readonly suiteHash: string;
  readonly exercises: readonly ExerciseResult[];
  /** Absent where it does not count. */
  readonly quiz?: QuizShare | undefined;
}

export function scoreChapter(scoring: ChapterScoring): ChapterResult {
  const { exercises, quiz } = scoring;
  const own = (counts: QuizShare['counts'], points: 'points' | 'maxPoints') =>
    quiz?.counts === counts ? quiz[points] : 0;
  const weighed = (points: 'points' | 'maxPoints' | 'bonusPoints' | 'maxBonusPoints') =>
    chapterPoints(exercises.map((each) => ({ weight: each.weight, points: each[points] })));
  return {
    schemaVersion: resultSchemaVersion,
    chapter: scoring.chapter,
    seed: scoring.seed,
    suiteHash: scoring.suiteHash,
    status: combineStatus([
      ...exercises.map((exercise) => exercise.status),
      ...(quiz?.counts === 'weight' ? [statusOfQuiz(quiz)] : []),
    ]),
    points: sum([weighed('points'), own('weight', 'points')]),
    maxPoints: sum([weighed('maxPoints'), own('weight', 'maxPoints')]),
    bonusPoints: sum([weighed('bonusPoints'), own('bonus', 'points')]),
    maxBonusPoints: sum([weighed('maxBonusPoints'), own('bonus', 'maxPoints')]),
    exercises: [...exercises],
    ...(quiz === undefined ? {} : { quiz }),
  };
}

/** Like a property: only all of it is passed, while points are earned question by question. */
function statusOfQuiz({ right, total }: QuizShare): Status {
  return right === total ? 'bestanden' : 'nicht-bestanden';
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
