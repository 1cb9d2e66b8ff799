import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Exercise } from '../catalogue/catalogue.ts';
import { closest } from '../catalogue/closest.ts';
import type { Layout } from '../catalogue/layout.ts';
import type { Variant } from '../verify/variants.ts';
import { UsageProblem } from './problem.ts';
import type { Target } from './submission-folder.ts';
import { variantWording } from './wording.ts';

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
): Promise<VariantTargets> {
  const present = await stat(layout.solutions).then(
    () => true,
    () => false,
  );
  if (!present) throw new UsageProblem(variantWording.noSolutions);
  const variants = await allVariants(layout, exercises);
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

interface VariantOf {
  readonly exercise: Exercise;
  readonly variant: Variant;
}

async function allVariants(
  layout: Layout,
  exercises: readonly Exercise[],
): Promise<readonly VariantOf[]> {
  // Part of the authors' rooms, which a student's copy does not have.
  const { loadVariants, MutantProblem } = await import('../verify/variants.ts');
  const lists = exercises.map(async (exercise) =>
    (await loadVariants(layout, exercise)).map((variant) => ({ exercise, variant })),
  );
  try {
    return (await Promise.all(lists)).flat();
  } catch (error) {
    if (error instanceof MutantProblem) throw new UsageProblem(error.message);
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
