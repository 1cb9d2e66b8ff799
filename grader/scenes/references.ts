import { join } from 'node:path';
import { loadExercise } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import { plainSubmission, plainSubmissionOf } from '../sandbox/plain.ts';
import { referencesFor } from '../sandbox/reference.ts';
import type { Submission } from '../suites/submission.ts';
import { loadMutants, loadReferenceSources, mutate } from '../verify/variants.ts';
import { SceneProblem } from './perform.ts';
import type { Mistake, References } from './scene.ts';
import { wording } from './wording.ts';

/** Loads the references of a chapter's exercises, each once; they run unguarded, as our own code. */
export class ReferenceShelf {
  private readonly loaded = new Map<string, Promise<Submission>>();

  constructor(private readonly layout: Layout) {}

  async lend(chapter: string, exercises: readonly string[]): Promise<References> {
    return lent(await this.solutions(chapter, exercises));
  }

  /** The same, one of them with a mistake. @throws SceneProblem if there is no such mutant */
  async lendMistaken(
    chapter: string,
    exercises: readonly string[],
    { exercise: id, mutant: name }: Mistake,
  ): Promise<{ readonly title: string; readonly references: References }> {
    const exercise = await loadExercise(this.layout, chapter, id);
    const mutants = await loadMutants(join(this.layout.solutions, chapter, id));
    const mutant = mutants.find((each) => each.id === name);
    if (mutant === undefined) throw new SceneProblem(wording.noMutant(id, name));
    const uses = await referencesFor(this.layout, exercise);
    const reference = await loadReferenceSources(this.layout, exercise);
    const mistaken = await plainSubmissionOf(mutate(reference, mutant), uses);
    const solutions = await this.solutions(chapter, exercises);
    return {
      title: mutant.title,
      references: lent(new Map([...solutions, [id, mistaken]])),
    };
  }

  private async solutions(
    chapter: string,
    exercises: readonly string[],
  ): Promise<Map<string, Submission>> {
    const loaded = exercises.map(async (id) => [id, await this.load(chapter, id)] as const);
    return new Map(await Promise.all(loaded));
  }

  private load(chapter: string, exercise: string): Promise<Submission> {
    const key = `${chapter}/${exercise}`;
    const known = this.loaded.get(key) ?? this.read(chapter, exercise);
    this.loaded.set(key, known);
    return known;
  }

  private async read(chapter: string, exercise: string): Promise<Submission> {
    const { manifest } = await loadExercise(this.layout, chapter, exercise);
    const entry = manifest.files[0] ?? '';
    return plainSubmission(join(this.layout.solutions, chapter, exercise, 'reference', entry));
  }
}

function lent(solutions: ReadonlyMap<string, Submission>): References {
  return {
    of(exercise) {
      const solution = solutions.get(exercise);
      if (solution === undefined) throw new Error(wording.noReference(exercise));
      return solution;
    },
  };
}
