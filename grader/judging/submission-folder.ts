import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exercise } from '../catalogue/catalogue.ts';
import { UsageProblem } from '../command-line/problem.ts';
import { submissionWording } from './wording.ts';

/** One exercise and the folder whose files are to be judged. */
export interface Target {
  readonly exercise: Exercise;
  /** Absolute; `undefined` if nothing was handed in for this exercise. */
  readonly sourceDir: string | undefined;
  /** How messages name the folder. */
  readonly shownAs: string;
}

/** The student's own files, where they were handed out. */
export function ownTarget(exercise: Exercise): Target {
  const shownAs = `exercises/${exercise.chapter}/${exercise.manifest.id}`;
  return { exercise, sourceDir: exercise.folder, shownAs };
}

/**
 * Finds the exercises in a folder that mirrors `exercises/kapitel8` (or lies above or at one
 * exercise's folder). With `named`, exercises that are not in there count as not handed in.
 *
 * @throws UsageProblem if there is nothing to judge.
 */
export async function locateSubmission(
  folder: string,
  shownAs: string,
  exercises: readonly Exercise[],
  named: boolean,
): Promise<readonly Target[]> {
  const kind = await stat(folder).catch(() => undefined);
  if (kind === undefined) throw new UsageProblem(submissionWording.noFolder(shownAs));
  if (!kind.isDirectory()) throw new UsageProblem(submissionWording.notAFolder(shownAs));
  const mirrored = await Promise.all(
    exercises.map((exercise) => findMirrored(folder, shownAs, exercise)),
  );
  if (mirrored.some((target) => target.sourceDir !== undefined)) {
    return named ? mirrored : mirrored.filter((target) => target.sourceDir !== undefined);
  }
  return [await asExerciseFolder(folder, shownAs, exercises)];
}

async function findMirrored(folder: string, shownAs: string, exercise: Exercise): Promise<Target> {
  const { chapter, manifest } = exercise;
  const below = [[manifest.id], [chapter, manifest.id], ['exercises', chapter, manifest.id]];
  for (const path of below) {
    const sourceDir = join(folder, ...path);
    if ((await sourceFiles(sourceDir)).length > 0) {
      return { exercise, sourceDir, shownAs: [shownAs, ...path].join('/') };
    }
  }
  return { exercise, sourceDir: undefined, shownAs: `${shownAs}/${manifest.id}` };
}

/** The folder is one exercise's own: the exercise most of whose files are there. */
async function asExerciseFolder(
  folder: string,
  shownAs: string,
  exercises: readonly Exercise[],
): Promise<Target> {
  const present = await sourceFiles(folder);
  const matches = exercises
    .map((exercise) => ({
      exercise,
      count: exercise.manifest.files.filter((file) => present.includes(file)).length,
    }))
    .sort((a, b) => b.count - a.count);
  const [best, second] = matches;
  const certain = best !== undefined && best.count > (second?.count ?? 0);
  if (best !== undefined && (certain || (exercises.length === 1 && present.length > 0))) {
    return { exercise: best.exercise, sourceDir: folder, shownAs };
  }
  if (best !== undefined && best.count > 0) {
    throw new UsageProblem(submissionWording.ambiguous(shownAs, best.exercise.manifest.id));
  }
  throw new UsageProblem(submissionWording.nothingThere(shownAs, exercises[0]?.manifest));
}

/** Names of the TypeScript files directly in a folder; none if it cannot be read. */
export async function sourceFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.ts'));
}

/** A path as it was typed, with forward slashes, which every system understands in messages. */
export function shownPath(path: string): string {
  return path.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');
}
