import * as z from 'zod';
import type { Observation } from './evidence.ts';

/**
 * A bug and what a suite has seen of it, recorded so that the diagnosis can be measured without a run.
 * - `known`: a mutant of the catalogue, under a seed that its matrix does not know.
 * - `double`: two mutants at once; either of the two may be named.
 * - `small`: one small mistake in an alternative, which is in no catalogue. Nothing may be named, except
 *   where somebody has looked at the code and found that it is a known mistake after all.
 * - `empty`: an alternative in which one function does nothing; nothing may be named.
 */
export const sampledBugSchema = z.strictObject({
  exercise: z.string(),
  kind: z.enum(['known', 'double', 'small', 'empty']),
  what: z.string(),
  /** Ids of the mutants that may be named. */
  truth: z.array(z.string()),
  /** By property: after how many scenarios. */
  fails: z.record(z.string(), z.int()),
  /** Properties of which nothing is known. */
  unseen: z.array(z.string()),
});
export type SampledBug = z.infer<typeof sampledBugSchema>;

export const sampleSchema = z.array(sampledBugSchema);

/** As grading would have them: of all properties of the exercise. */
export function observationsIn(
  { fails, unseen }: SampledBug,
  properties: readonly string[],
): readonly Observation[] {
  return properties
    .filter((property) => !unseen.includes(property))
    .map((property) => {
      const failedAfter = fails[property];
      return failedAfter === undefined ? { property } : { property, failedAfter };
    });
}
