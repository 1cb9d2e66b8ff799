import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Files } from './build-book.ts';

/** Only in a folder with this file the old site is replaced: a mistyped `--out` destroys nothing. */
const marker = '.arbeitsbuch';

/** The folder holds something else. */
export class ForeignFolder extends Error {}

/** Puts a whole new site in the place of the old one: nobody sees half of each. */
export async function writeSite(folder: string, files: Files): Promise<void> {
  const before = await readdir(folder).catch((): string[] => []);
  if (before.length > 0 && !before.includes(marker)) throw new ForeignFolder();
  const fresh = `${folder}.neu`;
  await rm(fresh, { recursive: true, force: true });
  await writeFiles(fresh, new Map([...files, [marker, '']]));
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
}

/** Writes files by their path below `folder`. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, content] of files) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** The site in a folder, in the order of its paths. */
export async function readSite(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== marker);
  const read = files.map(async ({ name, parentPath }): Promise<[string, string | Uint8Array]> => {
    const file = join(parentPath, name);
    const content = await readFile(file);
    const isText = !name.endsWith('.woff2');
    return [
      relative(folder, file).split(sep).join('/'),
      isText ? content.toString('utf8') : content,
    ];
  });
  return new Map((await Promise.all(read)).sort(([a], [b]) => (a < b ? -1 : 1)));
}
