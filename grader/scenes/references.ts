import { join } from 'node:path';
import { loadExercise } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import { plainSubmission } from '../sandbox/plain.ts';
import type { Submission } from '../suites/submission.ts';
import type { References } from './scene.ts';
import { wording } from './wording.ts';

/** Loads the references of a chapter's exercises, each once; they run unguarded, as our own code. */
export class ReferenceShelf {
  private readonly loaded = new Map<string, Promise<Submission>>();

  constructor(private readonly layout: Layout) {}

  async lend(chapter: string, exercises: readonly string[]): Promise<References> {
    const solutions = new Map(
      await Promise.all(exercises.map(async (id) => [id, await this.load(chapter, id)] as const)),
    );
    return {
      of(exercise) {
        const solution = solutions.get(exercise);
        if (solution === undefined) throw new Error(wording.noReference(exercise));
        return solution;
      },
    };
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
