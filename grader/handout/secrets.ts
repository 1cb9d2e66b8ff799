import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import { suiteFileOf } from '../judging/suite-store.ts';
import { secretSources } from '../sandbox/suite-bundle.ts';
import type { Texts } from './leaks.ts';

/** What must not go out: solutions, mutants, scenes' sources and the chapters' suites. */
export async function secretTexts(layout: Layout): Promise<Texts> {
  const { solutions, suites } = layout;
  const found = new Map<string, string>();
  const add = async (folder: string, isSecret: (file: string) => boolean): Promise<void> => {
    const names = await readdir(folder, { recursive: true }).catch((): string[] => []);
    for (const name of names.sort()) {
      const file = join(folder, name);
      const path = inWorkbook(layout, file);
      if (path.endsWith('.ts') && isSecret(path)) found.set(path, await readFile(file, 'utf8'));
    }
  };
  await add(solutions, () => true);
  // The machinery itself is public; what stands in a chapter's folder is not.
  await add(suites, (path) => path.split('/').length > 3);
  return found;
}

/**
 * What only secret properties have, which not even compiled suites or texts for readers may say; and
 * what else suites say.
 */
export async function secretProperties(
  layout: Layout,
  texts: Texts,
): Promise<{ readonly secret: Texts; readonly common: Texts }> {
  const exercises = (await loadCatalogue(layout)).flatMap((chapter) => chapter.exercises);
  const files = await Promise.all(
    exercises.map((exercise) => secretSources(suiteFileOf(layout, exercise))),
  );
  const paths = new Set(files.flat().map((file) => inWorkbook(layout, file)));
  const isSuite = (path: string) => !path.startsWith('solutions/') && !path.endsWith('.test.ts');
  return {
    secret: new Map([...texts].filter(([path]) => paths.has(path))),
    common: new Map([...texts].filter(([path]) => !paths.has(path) && isSuite(path))),
  };
}

function inWorkbook({ root }: Layout, file: string): string {
  return file.slice(root.length + 1).replaceAll('\\', '/');
}
