import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Exercise } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import { readTypeScript } from '../sandbox/plain-files.ts';
import type { SubmissionSources } from '../sandbox/sources.ts';
import type { Mutant } from './mutant.ts';

/** One way an exercise is solved, or not: what a suite is proved with. */
export interface Variant {
  readonly kind: 'skeleton' | 'reference' | 'alternative' | 'mutant';
  readonly id: string;
  readonly sources: SubmissionSources;
  readonly mutant?: Mutant;
}

/** An edit of a mutant does not fit the reference: the author's text for it. */
export class MutantProblem extends Error {}

/** Skeleton, reference, alternatives and mutants of an exercise, in this order. */
export async function loadVariants(layout: Layout, exercise: Exercise): Promise<Variant[]> {
  const { manifest, folder, chapter } = exercise;
  const home = join(layout.solutions, chapter, manifest.id);
  const given = await pick(folder, manifest.contract);
  const variant = async (
    kind: Variant['kind'],
    id: string,
    directory: string,
  ): Promise<Variant> => {
    const own = await readTypeScript(directory);
    const files = new Map([...own].filter(([path]) => !path.endsWith('.test.ts')));
    return {
      kind,
      id,
      sources: { entry: manifest.files[0] as string, files: new Map([...files, ...given]) },
    };
  };
  const alternatives = await folders(join(home, 'alternatives'));
  const [skeleton, reference, ...others] = await Promise.all([
    variant('skeleton', 'skeleton', folder),
    variant('reference', 'reference', join(home, 'reference')),
    ...alternatives.map((id) => variant('alternative', id, join(home, 'alternatives', id))),
  ]);
  const mutants = await loadMutants(home);
  return [
    skeleton as Variant,
    reference as Variant,
    ...others,
    ...mutants.map((mutant) => ({
      kind: 'mutant' as const,
      id: mutant.id,
      mutant,
      sources: mutate((reference as Variant).sources, mutant),
    })),
  ];
}

/** The reference of an exercise alone, with what its contract gives. */
export async function loadReferenceSources(
  layout: Layout,
  { manifest, folder, chapter }: Pick<Exercise, 'chapter' | 'folder' | 'manifest'>,
): Promise<SubmissionSources> {
  const own = await readTypeScript(join(layout.solutions, chapter, manifest.id, 'reference'));
  const given = await pick(folder, manifest.contract);
  return { entry: manifest.files[0] as string, files: new Map([...own, ...given]) };
}

/** The mutants an exercise declares; none if it has no `mutants.ts`. */
export async function loadMutants(home: string): Promise<readonly Mutant[]> {
  const names = await readdir(home).catch((): string[] => []);
  if (!names.includes('mutants.ts')) return [];
  const url = pathToFileURL(join(home, 'mutants.ts')).href;
  const { mutants } = (await import(url)) as { mutants: readonly Mutant[] };
  return mutants;
}

/** The reference with a mutant's edits. @throws MutantProblem if one does not fit exactly once. */
export function mutate(sources: SubmissionSources, mutant: Mutant): SubmissionSources {
  const files = new Map(sources.files);
  for (const { file, find, replace } of mutant.edits) {
    const text = files.get(file);
    const parts = text?.split(find) ?? [];
    if (parts.length !== 2) {
      throw new MutantProblem(
        `Mutant „${mutant.id}“: „${find}“ kommt in ${file} ${Math.max(0, parts.length - 1)}-mal vor statt genau einmal.`,
      );
    }
    files.set(file, parts.join(replace));
  }
  return { ...sources, files };
}

async function pick(folder: string, paths: readonly string[]): Promise<Map<string, string>> {
  const all = await readTypeScript(folder);
  return new Map(paths.map((path) => [path, all.get(path) ?? '']));
}

async function folders(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
