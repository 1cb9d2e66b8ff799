import * as z from 'zod';
import { exerciseResultSchema } from '../../results/result.ts';

export const incidentSchema = z.strictObject({
  kind: z.enum(['crashed', 'killed', 'forged', 'hung', 'defect', 'verdict-differs']),
  exercise: z.string(),
  property: z.string().exactOptional(),
  message: z.string(),
});

/** The verdict on one exercise of one attempt: a function of its key alone. */
export const exerciseVerdictSchema = z.strictObject({
  exercise: z.string(),
  /** Hash of all that the verdict depends on, see `plan.ts`. */
  key: z.string(),
  suiteHash: z.string(),
  result: exerciseResultSchema,
  incidents: z.array(incidentSchema),
});
export type ExerciseVerdict = z.infer<typeof exerciseVerdictSchema>;

/** What the journal holds of one attempt. */
export const attemptVerdictSchema = z.strictObject({
  version: z.literal(1),
  pseudonym: z.string(),
  attempt: z.number().int(),
  /**
   * In the order of the catalogue; those on which another attempt of the person has the same verdict may
   * be missing.
   */
  exercises: z.array(exerciseVerdictSchema),
});
export type AttemptVerdict = z.infer<typeof attemptVerdictSchema>;

/** One line, without times. */
export function encodeVerdict(verdict: AttemptVerdict): string {
  return JSON.stringify(attemptVerdictSchema.parse(verdict));
}

/** @returns `undefined` if the text is not a verdict of this version. */
export function decodeVerdict(text: string): AttemptVerdict | undefined {
  try {
    return attemptVerdictSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** One of our own defects is tried again in every run: it may have been the machine's. */
export function isReusable(verdict: ExerciseVerdict): boolean {
  return !verdict.incidents.some(({ kind }) => tryAgain.has(kind));
}

const tryAgain: ReadonlySet<string> = new Set(['defect', 'verdict-differs']);
