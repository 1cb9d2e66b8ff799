import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { isSameFolder, readGiven } from './read-sources.ts';

/** Beside the manifest: the skeleton as handed out, for those who work in the exercise's own folder. */
export const skeletonFile = 'skeleton.json';

const skeletonSchema = z.record(z.string(), z.string());

/**
 * The text of each file of the skeleton, by path. Whoever works in the exercise's folder itself has
 * overwritten it; then the copy in `skeleton.json` is all there is.
 *
 * @returns `undefined` if there is no copy of it left to compare with.
 */
export async function readSkeleton(
  exerciseDir: string,
  sourceDir: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, string> | undefined> {
  const saved = await readFile(join(exerciseDir, skeletonFile), 'utf8').catch(() => undefined);
  if (saved !== undefined) return new Map(Object.entries(skeletonSchema.parse(JSON.parse(saved))));
  if (await isSameFolder(exerciseDir, sourceDir)) return undefined;
  return readGiven(exerciseDir, files);
}

/** What `skeleton.json` has to hold for the files of an exercise as they are now. */
export async function skeletonText(exerciseDir: string, files: readonly string[]): Promise<string> {
  const texts = await readGiven(exerciseDir, files);
  return `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`;
}
