import * as z from 'zod';
import { memorySchema } from '../quiz/memory.ts';
import { type ExerciseResult, statusSchema } from './result.ts';

const points = { points: z.number(), bonusPoints: z.number() };

const exerciseEntrySchema = z.strictObject({
  /** Of the last whole check. */
  status: statusSchema,
  ...points,
  maxPoints: z.number(),
  maxBonusPoints: z.number(),
  /** The most ever reached; absent in what version 1 left behind. */
  best: z.strictObject(points).optional(),
  /** When it was last checked, ISO 8601 in UTC. */
  at: z.iso.datetime().optional(),
});
export type ExerciseEntry = z.infer<typeof exerciseEntrySchema>;

/** How far a student is: exercises by `chapter/exercise`, questions by id. */
export const standingSchema = z.strictObject({
  version: z.literal(2),
  exercises: z.record(z.string(), exerciseEntrySchema),
  quiz: z.record(z.string(), memorySchema),
  /** When something was last checked or answered. */
  at: z.iso.datetime().optional(),
});
export type Standing = z.infer<typeof standingSchema>;

export const emptyStanding: Standing = { version: 2, exercises: {}, quiz: {} };

const versionOneSchema = z.strictObject({
  version: z.literal(1),
  exercises: z.record(z.string(), exerciseEntrySchema),
});

/** Newer than this program. */
const newerSchema = z.looseObject({ version: z.number().gt(2) });

export type ReadStanding =
  | { readonly kind: 'standing'; readonly standing: Standing }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'newer' };

/** Reads a standing of this or an older version from the text of its file. */
export function readStanding(text: string): ReadStanding {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { kind: 'damaged' };
  }
  const current = standingSchema.safeParse(data);
  if (current.success) return { kind: 'standing', standing: current.data };
  const old = versionOneSchema.safeParse(data);
  if (old.success) {
    return { kind: 'standing', standing: { ...emptyStanding, exercises: old.data.exercises } };
  }
  return { kind: newerSchema.safeParse(data).success ? 'newer' : 'damaged' };
}

/** True if every property stops at what the skeleton leaves to do. */
export function isUntouched({ properties }: ExerciseResult): boolean {
  return (
    properties.length > 0 &&
    properties.every(({ counterexample }) => counterexample?.fault?.kind === 'todo')
  );
}

/** True if the files are as they were handed out. */
export function isSkeleton({ findings }: ExerciseResult): boolean {
  return findings.some(({ rule }) => rule === 'skeleton-unchanged');
}

/** The standing after a check of `chapter`; defects of the grader leave the old entry in place. */
export function advanceStanding(
  before: Standing,
  chapter: string,
  results: readonly ExerciseResult[],
  at: string,
): Standing {
  // What is as it was given out is not a result yet.
  const counting = results.filter(
    (result) => result.status !== 'pruefer-fehler' && !isUntouched(result),
  );
  if (counting.length === 0) return before;
  const exercises = { ...before.exercises };
  for (const result of counting) {
    const key = `${chapter}/${result.id}`;
    exercises[key] = advanceEntry(exercises[key], result, at);
  }
  return { ...before, exercises, at };
}

function advanceEntry(
  before: ExerciseEntry | undefined,
  result: ExerciseResult,
  at: string,
): ExerciseEntry {
  const best = before?.best ?? before ?? result;
  return {
    status: result.status,
    points: result.points,
    maxPoints: result.maxPoints,
    bonusPoints: result.bonusPoints,
    maxBonusPoints: result.maxBonusPoints,
    best: {
      points: Math.max(best.points, result.points),
      bonusPoints: Math.max(best.bonusPoints, result.bonusPoints),
    },
    at,
  };
}
