import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Exercise } from '../catalogue/catalogue.ts';
import { closest } from '../catalogue/closest.ts';
import type { Layout } from '../catalogue/layout.ts';
import { UsageProblem } from '../command-line/problem.ts';
import type { Target } from '../judging/submission-folder.ts';
import { variantWording } from './wording.ts';

/** A way an exercise is solved: its name and the text of its files by path. */
export interface Variant {
  readonly id: string;
  readonly sources: { readonly files: ReadonlyMap<string, string> };
}

/** The variants of an exercise; comes from the authors' rooms, which a student's copy does not have. */
export type LoadVariants = (layout: Layout, exercise: Exercise) => Promise<readonly Variant[]>;

/** Targets of `--variant`, and how to remove what was made for them. */
export interface VariantTargets {
  readonly targets: readonly Target[];
  dispose(): Promise<void>;
}

/**
 * The reference, an alternative, a mutant or the skeleton, by name, of every exercise that has one
 * of that name.
 *
 * @throws UsageProblem if none has, or if there are no solutions at all, as in a student's copy.
 */
export async function locateVariant(
  layout: Layout,
  exercises: readonly Exercise[],
  name: string,
  loadVariants: LoadVariants | undefined,
): Promise<VariantTargets> {
  const present = await stat(layout.solutions).then(
    () => true,
    () => false,
  );
  if (!present || loadVariants === undefined) throw new UsageProblem(variantWording.noSolutions);
  const lists = exercises.map(async (exercise) =>
    (await loadVariants(layout, exercise)).map((variant) => ({ exercise, variant })),
  );
  const variants = (await Promise.all(lists)).flat();
  const chosen = variants.filter(({ variant }) => variant.id === name);
  if (chosen.length === 0) {
    const known = [...new Set(variants.map(({ variant }) => variant.id))];
    throw new UsageProblem(variantWording.unknown(name, closest(name, known), known));
  }
  const folder = await mkdtemp(join(tmpdir(), 'variante-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  try {
    const targets = await Promise.all(
      chosen.map(({ exercise, variant }) => writeVariant(folder, exercise, variant)),
    );
    return { targets, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** Mutants exist in memory only; what is inspected and bundled are files. */
async function writeVariant(
  folder: string,
  exercise: Exercise,
  { id, sources }: Variant,
): Promise<Target> {
  const sourceDir = join(folder, exercise.manifest.id);
  for (const [path, text] of sources.files) {
    const file = join(sourceDir, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return {
    exercise,
    sourceDir,
    shownAs: `solutions/${exercise.chapter}/${exercise.manifest.id}/${id}`,
  };
}
