import { join } from 'node:path';
import { type Exercise, loadCatalogue } from '../catalogue/catalogue.ts';
import { ownLayout } from '../catalogue/layout.ts';
import { loadVariants, type Variant } from '../verify/variants.ts';

export const layout = ownLayout();
export const chapter = 'kapitel8';

/** Ids of all exercises of the chapter, in its order. */
export async function allExercises(): Promise<readonly string[]> {
  const catalogue = await loadCatalogue(layout);
  const found = catalogue.find(({ manifest }) => manifest.id === chapter);
  return found?.exercises.map(({ manifest }) => manifest.id) ?? [];
}

/** The exercise with this id. */
export async function exerciseOf(id: string): Promise<Exercise> {
  const catalogue = await loadCatalogue(layout);
  const found = catalogue
    .flatMap(({ exercises }) => exercises)
    .find(({ manifest }) => manifest.id === id);
  if (found === undefined) throw new Error(`no exercise ${id}`);
  return found;
}

/** One of an exercise's solutions or mutants. */
export async function variantOf(id: string, variant: string): Promise<Variant> {
  const variants = await loadVariants(layout, await exerciseOf(id));
  const found = variants.find((each) => each.id === variant);
  if (found === undefined) throw new Error(`no variant ${variant} of ${id}`);
  return found;
}

/** Absolute path of a hidden suite. */
export function suiteFile(id: string): string {
  return join(layout.suites, chapter, id, 'suite.ts');
}
