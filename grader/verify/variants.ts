import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Exercise } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import { readTypeScript } from '../sandbox/plain-files.ts';
import type { SubmissionSources } from '../sandbox/sources.ts';
import type { Edit, Mutant, Transplant } from './mutant.ts';

/** One way an exercise is solved, or not: what a suite is proved with. */
export interface Variant {
  readonly kind: 'skeleton' | 'reference' | 'alternative' | 'mutant' | 'transplant';
  readonly id: string;
  readonly sources: SubmissionSources;
  /** Of a mutant and of a transplant: the mistake that is in it. */
  readonly mutant?: Mutant;
}

/** An edit does not fit the solution that it is to be made in: the author's text for it. */
export class MutantProblem extends Error {}

/** Skeleton, reference, alternatives, mutants and transplants of an exercise, in this order. */
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
    ...(await loadTransplants(home)).map((transplant) => transplanted(transplant, mutants, others)),
  ];
}

/** @throws MutantProblem if there is no such mutant or alternative, or an edit does not fit. */
function transplanted(
  { mutant: wanted, alternative, edits }: Transplant,
  mutants: readonly Mutant[],
  alternatives: readonly Variant[],
): Variant {
  const id = `${wanted}@${alternative}`;
  const mutant = mutants.find((each) => each.id === wanted);
  const host = alternatives.find((each) => each.id === alternative);
  if (mutant === undefined || host === undefined) {
    throw new MutantProblem(`„${id}“: Diesen Mutanten oder diese Alternative gibt es nicht.`);
  }
  return { kind: 'transplant', id, mutant, sources: edited(host.sources, edits, id) };
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
  return declared<Mutant>(home, 'mutants');
}

async function loadTransplants(home: string): Promise<readonly Transplant[]> {
  return declared<Transplant>(home, 'transplants');
}

/** What `<name>.ts` exports as `<name>`; nothing if there is no such file. */
async function declared<Type>(home: string, name: string): Promise<readonly Type[]> {
  const files = await readdir(home).catch((): string[] => []);
  if (!files.includes(`${name}.ts`)) return [];
  const url = pathToFileURL(join(home, `${name}.ts`)).href;
  return ((await import(url)) as Record<string, readonly Type[]>)[name] ?? [];
}

/** The reference with a mutant's edits. @throws MutantProblem if one does not fit exactly once. */
export function mutate(sources: SubmissionSources, { id, edits }: Mutant): SubmissionSources {
  return edited(sources, edits, id);
}

function edited(sources: SubmissionSources, edits: readonly Edit[], id: string): SubmissionSources {
  const files = new Map(sources.files);
  for (const { file, find, replace } of edits) {
    const text = files.get(file);
    const parts = text?.split(find) ?? [];
    if (parts.length !== 2) {
      throw new MutantProblem(
        `Mutant „${id}“: „${find}“ kommt in ${file} ${Math.max(0, parts.length - 1)}-mal vor statt genau einmal.`,
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
