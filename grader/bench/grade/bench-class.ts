import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type MadeAttempt, MadeUpClass } from '../../grade/demo/class.ts';
import { benchShares, countKinds } from '../../grade/demo/kinds.ts';
import { loadVariants } from '../../verify/variants.ts';
import { exerciseOf, layout } from '../subjects.ts';

export interface BenchClass {
  /** A folder of folders, one a person; what `npm run grade` gets. */
  readonly input: string;
  /** The folders in it. */
  readonly people: readonly string[];
  readonly classFile: string;
}

/** Everybody has the same, and so has every measurement. */
const classJson = { geheimnis: 'messung-ohne-geheimnis', startwerte: [8] };

/**
 * Makes a class of references, alternatives and mutants (`benchShares`) and writes what it hands in:
 * everybody something else, unless solutions are to stay as they are. Then several hand in the same.
 */
export async function makeClass(
  size: number,
  exerciseIds: readonly string[],
  folder: string,
  { isVaried = true }: { readonly isVaried?: boolean } = {},
): Promise<BenchClass> {
  const exercises = await Promise.all(exerciseIds.map(taskOf));
  const made = new MadeUpClass({ size, seed: 'bench', shares: benchShares, exercises, isVaried });
  const input = join(folder, 'eingabe');
  const people: string[] = [];
  for (const { firstName, lastName, index, attempts } of made.members()) {
    const person = join(input, `${firstName} ${lastName} ${index}`);
    people.push(person);
    await handIn(person, attempts[0]);
  }
  const classFile = join(folder, 'klasse.json');
  await writeFile(classFile, JSON.stringify(classJson));
  return { input, people, classFile };
}

/** `20 % Musterlösungen, …`: the shares of a class of that size, as they came out. */
export function describeShares(size: number): string {
  const names = { reference: 'Musterlösungen', alternative: 'Alternativen', mutant: 'mit Fehlern' };
  const percent = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 0 });
  return [...countKinds(size, benchShares)]
    .map(([kind, count]) => {
      const name = names[kind as keyof typeof names];
      return `${percent.format((100 * count) / size)} % ${name}`;
    })
    .join(', ');
}

async function taskOf(id: string) {
  const exercise = await exerciseOf(id);
  const variants = await loadVariants(layout, exercise);
  return {
    exercise,
    solutions: variants.map(({ kind, id: name, sources }) => ({
      kind,
      id: name,
      files: sources.files,
    })),
  };
}

async function handIn(person: string, { files }: MadeAttempt): Promise<void> {
  for (const [path, text] of files) {
    const file = join(person, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
