import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

/**
 * All `.ts` files below `directory`, as text by relative path with `/`. For trusted folders only:
 * it follows whatever is there.
 */
export async function readTypeScript(directory: string): Promise<Map<string, string>> {
  const names = await readdir(directory, { recursive: true });
  const paths = names.filter((name) => name.endsWith('.ts') && !name.includes('node_modules'));
  const texts = await Promise.all(paths.map((path) => readFile(join(directory, path), 'utf8')));
  return new Map(paths.map((path, index) => [path.split(sep).join('/'), texts[index] ?? '']));
}
