import type { Layout } from '../../catalogue/layout.ts';
import { KnownPrograms } from './known-programs.ts';
import { type Failure, type Likeness, likenessOf } from './likeness.ts';
import type { Mistake } from './mistakes.ts';

/** Failed properties of a submission, each with the mutants to play its counterexample with. */
export interface PlayRequest {
  readonly layout: Layout;
  readonly chapter: string;
  readonly exercise: string;
  readonly failures: readonly (Failure & { readonly mutants: readonly string[] })[];
}

/** By property, by mutant. */
export type Likenesses = ReadonlyMap<string, ReadonlyMap<string, Likeness>>;

/** Plays counterexamples with known mistakes. */
export type PlayKnown = (request: PlayRequest) => Promise<Likenesses>;

/** Ids of those under which the property fails at times: what others do there tells nothing. */
export function claimedBy(mistakes: readonly Mistake[], property: string): readonly string[] {
  return mistakes
    .filter(({ signs }) => (signs.get(property)?.probability ?? 0) > 0.1)
    .map(({ id }) => id);
}

/** Plays in this process: for tests and measurements, where nobody hostile has made the inputs. */
export function playingHere(): PlayKnown {
  const loaded = new Map<string, Promise<KnownPrograms>>();
  return async ({ layout, chapter, exercise, failures }) => {
    const known = loaded.get(exercise) ?? KnownPrograms.load(layout, chapter, exercise);
    loaded.set(exercise, known);
    const programs = await known;
    const found = new Map<string, ReadonlyMap<string, Likeness>>();
    for (const { mutants, ...failure } of failures) {
      const byMutant = new Map<string, Likeness>();
      for (const mutant of mutants) {
        byMutant.set(mutant, likenessOf(programs.suite, failure, await programs.program(mutant)));
      }
      found.set(failure.property, byMutant);
    }
    return found;
  };
}
