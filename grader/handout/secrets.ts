import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from '../catalogue/layout.ts';
import type { Texts } from './leaks.ts';

/** What must not go out: solutions, mutants, scenes' sources and the chapters' suites. */
export async function secretTexts({ root, solutions, suites }: Layout): Promise<Texts> {
  const found = new Map<string, string>();
  const add = async (folder: string, isSecret: (file: string) => boolean): Promise<void> => {
    const names = await readdir(folder, { recursive: true }).catch((): string[] => []);
    for (const name of names.sort()) {
      const file = join(folder, name);
      const path = file.slice(root.length + 1).replaceAll('\\', '/');
      if (path.endsWith('.ts') && isSecret(path)) found.set(path, await readFile(file, 'utf8'));
    }
  };
  await add(solutions, () => true);
  // The machinery itself is public; what stands in a chapter's folder is not.
  await add(suites, (path) => path.split('/').length > 3);
  return found;
}
