import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageProblem } from '../command-line/problem.ts';
import { practiceWording as wording } from './wording.ts';

/** The book's files by their path in it. Nothing else can be asked for. */
export interface Site {
  read(path: string): Promise<Uint8Array | string | undefined>;
}

/** Builds the book; comes from the renderer, which a student's copy does not have. */
export type BuildBook = (root: string) => Promise<
  | { readonly kind: 'built'; readonly files: ReadonlyMap<string, string | Uint8Array> }
  | {
      readonly kind: 'broken';
      readonly problems: readonly { file: string; line: number; message: string }[];
    }
>;

/** The book as it is built from the texts. @throws UsageProblem if a text is broken. */
export async function builtSite(root: string, buildBook: BuildBook): Promise<Site> {
  const book = await buildBook(root);
  if (book.kind === 'broken') {
    const lines = book.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);
    throw new UsageProblem(wording.bookBroken(lines));
  }
  return { read: async (path) => book.files.get(path) };
}

/** The finished book of a student's copy. @throws UsageProblem if it is not there. */
export async function finishedSite(folder: string): Promise<Site> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(folder.length + 1).replaceAll('\\', '/'), file]),
  );
  if (!files.has('index.html')) throw new UsageProblem(wording.noBook);
  return {
    async read(path) {
      const file = files.get(path);
      return file === undefined ? undefined : readFile(file).catch(() => undefined);
    },
  };
}
