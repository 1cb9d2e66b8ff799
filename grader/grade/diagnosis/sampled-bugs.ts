import * as z from 'zod';
import type { Observation } from './evidence.ts';
import { likenesses } from './likeness.ts';
import type { Likenesses } from './play-known.ts';

/**
 * A bug and what a suite has seen of it, recorded so that the diagnosis can be measured without a run.
 * - `known`: a mutant of the catalogue, under a seed that its matrix does not know.
 * - `elsewhere`: the mistake of a mutant in a solution that is written otherwise (`transplants.ts`).
 * - `double`: two mutants at once; either of the two may be named.
 * - `small`: one small mistake in an alternative, which is in no catalogue. Nothing may be named, except
 *   where somebody has looked at the code and found that it is a known mistake after all.
 * - `empty`: an alternative in which one function does nothing; nothing may be named.
 */
export const sampledBugSchema = z.strictObject({
  exercise: z.string(),
  kind: z.enum(['known', 'elsewhere', 'double', 'small', 'empty']),
  what: z.string(),
  /** Ids of the mutants that may be named. */
  truth: z.array(z.string()),
  /** By property: after how many scenarios. */
  fails: z.record(z.string(), z.int()),
  /** Properties of which nothing is known. */
  unseen: z.array(z.string()),
  /** By failed property, by mutant: what it does on the input of the counterexample. */
  likenesses: z.record(z.string(), z.record(z.string(), z.enum(likenesses))),
});
export type SampledBug = z.infer<typeof sampledBugSchema>;

export const sampleSchema = z.array(sampledBugSchema);

/** As grading would have them, before anything is played: of all properties of the exercise. */
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

export function likenessesIn({ likenesses: found }: SampledBug): Likenesses {
  return new Map(
    Object.entries(found).map(([property, byMutant]) => [
      property,
      new Map(Object.entries(byMutant)),
    ]),
  );
}
