import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import type { Layout } from './layout.ts';
import {
  type ChapterManifest,
  chapterManifestSchema,
  type ExerciseManifest,
  exerciseManifestSchema,
} from './manifest.ts';
import { manifestWording } from './wording.ts';

export interface Exercise {
  /** Folder name of its chapter: `kapitel8`. */
  readonly chapter: string;
  readonly chapterTitle: string;
  readonly manifest: ExerciseManifest;
  /** Its share of the chapter's 100 points. */
  readonly weight: number;
  /** Absolute path of the folder students work in. */
  readonly folder: string;
}

export interface Chapter {
  readonly manifest: ChapterManifest;
  /** In the order of the lecture. */
  readonly exercises: readonly Exercise[];
}

export type Catalogue = readonly Chapter[];

/** A manifest is missing, not JSON or not in its form: the copy is damaged, nobody's solution. */
export class CatalogueProblem extends Error {}

/** Reads all manifests; chapters by folder name. Throws {@link CatalogueProblem}. */
export async function loadCatalogue(layout: Layout): Promise<Catalogue> {
  const entries = await readdir(layout.exercises, { withFileTypes: true }).catch(() => {
    throw new CatalogueProblem(manifestWording.noExercises);
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const chapters = await Promise.all(names.sort().map((name) => loadChapter(layout, name)));
  return chapters.filter((chapter) => chapter !== undefined);
}

async function loadChapter(layout: Layout, name: string): Promise<Chapter | undefined> {
  const folder = join(layout.exercises, name);
  const manifest = await readManifest(layout, join(folder, 'manifest.json'), chapterManifestSchema);
  // A folder without a manifest is somebody's notes, not a chapter.
  if (manifest === undefined) return undefined;
  const exercises = await Promise.all(
    manifest.exercises.map(async ({ id, weight }) => ({
      ...(await loadExercise(layout, name, id)),
      chapterTitle: manifest.title,
      weight,
    })),
  );
  return { manifest, exercises };
}

/** One exercise by its folder, listed in its chapter or not. Throws {@link CatalogueProblem}. */
export async function loadExercise(
  layout: Layout,
  chapter: string,
  id: string,
): Promise<Pick<Exercise, 'chapter' | 'manifest' | 'folder'>> {
  const folder = join(layout.exercises, chapter, id);
  const file = join(folder, 'manifest.json');
  const manifest = await readManifest(layout, file, exerciseManifestSchema);
  if (manifest === undefined) {
    throw new CatalogueProblem(manifestWording.missing(relativeTo(layout, file)));
  }
  return { chapter, manifest, folder };
}

async function readManifest<Schema extends z.ZodType>(
  layout: Layout,
  file: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new CatalogueProblem(manifestWording.notJson(relativeTo(layout, file)));
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new CatalogueProblem(manifestWording.wrongField(relativeTo(layout, file), field));
}

function relativeTo(layout: Layout, file: string): string {
  return file.slice(layout.root.length + 1).replaceAll('\\', '/');
}
