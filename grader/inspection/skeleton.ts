import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { ExerciseManifest } from '../catalogue/manifest.ts';
import { isSameFolder, readGiven } from './read-sources.ts';

/** In a chapter's folder: its skeletons as handed out, for those who work in the folders themselves. */
export const skeletonsFile = 'skeletons.json';

/** Text by file, by exercise. */
const skeletonsSchema = z.record(z.string(), z.record(z.string(), z.string()));
export type Skeletons = z.infer<typeof skeletonsSchema>;

/**
 * The text of each file of an exercise's skeleton, by path. Whoever works in the exercise's folder
 * itself has overwritten it; then the chapter's `skeletons.json` is all there is.
 *
 * @returns `undefined` if nothing is left to compare with.
 */
export async function readSkeleton(
  exerciseDir: string,
  sourceDir: string,
  manifest: Pick<ExerciseManifest, 'id' | 'files'>,
): Promise<ReadonlyMap<string, string> | undefined> {
  const saved = (await readSkeletons(dirname(exerciseDir)))?.[manifest.id];
  if (saved !== undefined) return new Map(Object.entries(saved));
  if (await isSameFolder(exerciseDir, sourceDir)) return undefined;
  return readGiven(exerciseDir, manifest.files);
}

/** `undefined` if the chapter has none, or if somebody has damaged the file. */
export async function readSkeletons(chapterDir: string): Promise<Skeletons | undefined> {
  try {
    return skeletonsSchema.parse(
      JSON.parse(await readFile(join(chapterDir, skeletonsFile), 'utf8')),
    );
  } catch {
    return undefined;
  }
}

/** What `skeletons.json` has to hold for the files of a chapter as they are now. */
export async function currentSkeletons(
  chapterDir: string,
  manifests: readonly Pick<ExerciseManifest, 'id' | 'files'>[],
): Promise<Skeletons> {
  const entries = manifests.map(async ({ id, files }) => {
    const texts = await readGiven(join(chapterDir, id), files);
    return [id, Object.fromEntries(texts)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
