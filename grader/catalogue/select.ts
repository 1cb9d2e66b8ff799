import type { Catalogue, Exercise } from './catalogue.ts';
import { closest } from './closest.ts';

export type Selection =
  | { readonly kind: 'chosen'; readonly exercises: readonly Exercise[] }
  | { readonly kind: 'unknown'; readonly name: string; readonly meant: string | undefined };

/**
 * Finds what `check` was asked for: `kapitel8`, `raft`, `kapitel8/raft`, also as the path of a
 * folder (`exercises/kapitel8/raft/`, with either slash). In the catalogue's order, each once.
 */
export function selectExercises(catalogue: Catalogue, names: readonly string[]): Selection {
  const all = catalogue.flatMap((chapter) => chapter.exercises);
  const chosen = new Set<Exercise>();
  for (const name of names) {
    const wanted = normalise(name);
    const found = all.filter((exercise) => namesOf(exercise).includes(wanted));
    if (found.length === 0) {
      const known = [...new Set(all.flatMap(namesOf))];
      return { kind: 'unknown', name, meant: closest(wanted, known) };
    }
    for (const exercise of found) chosen.add(exercise);
  }
  return { kind: 'chosen', exercises: all.filter((exercise) => chosen.has(exercise)) };
}

/** Everything an exercise answers to; the chapter's name stands for all of its exercises. */
function namesOf({ chapter, manifest }: Exercise): readonly string[] {
  return [manifest.id, `${chapter}/${manifest.id}`, chapter, manifest.number];
}

function normalise(name: string): string {
  return name
    .replaceAll('\\', '/')
    .replace(/^\.\//, '')
    .replace(/^exercises\//, '')
    .replace(/\/+$/, '')
    .toLowerCase();
}
