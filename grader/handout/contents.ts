import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import { UsageProblem } from '../command-line/problem.ts';
import { packageFiles } from './package-files.ts';
import { studentGrader } from './rooms.ts';
import { compiledSuites } from './suites.ts';
import { handoutWording as wording } from './wording.ts';

/** All files of a student's copy by their path in it, sorted. */
export type Contents = ReadonlyMap<string, Uint8Array>;

/** Builds the book; comes from the renderer, which the grader does not know. */
export type BuildBook = (root: string) => Promise<
  | { readonly kind: 'built'; readonly files: ReadonlyMap<string, string | Uint8Array> }
  | {
      readonly kind: 'broken';
      readonly problems: readonly { file: string; line: number; message: string }[];
    }
>;

const topFiles = ['README.md', 'tsconfig.json', 'vitest.examples.config.ts', '.gitignore'];
/** Where the built book stands in the copy. */
const bookFolder = 'buch';

/** What a student's copy consists of. Same workbook, same bytes. @throws UsageProblem */
export async function handoutContents(layout: Layout, buildBook: BuildBook): Promise<Contents> {
  const { root } = layout;
  const catalogue = await loadCatalogue(layout);
  const exercises = catalogue.flatMap((chapter) => chapter.exercises);
  const grader = await studentGrader(root);
  const book = await buildBook(root);
  if (book.kind === 'broken') {
    const lines = book.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);
    throw new UsageProblem(wording.bookBroken(lines));
  }
  const copied = [
    ...topFiles,
    ...grader.files,
    ...(await filesBelow(root, 'chapters')).filter(isForReaders),
    ...(await filesBelow(root, 'exercises')),
    ...(await filesBelow(root, '.vscode')),
    // Of the documents only the pictures of the README.
    ...(await filesBelow(root, 'docs/bilder')),
  ];
  const contents = new Map<string, Uint8Array>();
  for (const file of copied) contents.set(file, await readFile(join(root, file)));
  const made: [string, string | Uint8Array][] = [
    ...(await packageFiles(root, grader.packages)),
    ...(await compiledSuites(layout, exercises)),
    ...[...book.files].map(([name, content]): [string, string | Uint8Array] => [
      `${bookFolder}/${name}`,
      content,
    ]),
  ];
  for (const [file, content] of made) contents.set(file, Buffer.from(content));
  for (const file of contents.keys()) {
    if (file.endsWith('.md')) contents.set(file, withoutStaffParts(contents.get(file)));
  }
  return new Map([...contents].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((file) => !file.includes('/node_modules/'))
    .sort();
}

/** A scene's source shows solutions at work; its results are what readers see. */
function isForReaders(file: string): boolean {
  return !file.endsWith('.ts');
}

/** Texts may have parts for staff, between `<!-- nur für Lehrende -->` and `<!-- Ende -->`. */
function withoutStaffParts(text: Uint8Array | undefined): Uint8Array {
  const markdown = Buffer.from(text ?? []).toString('utf8');
  return Buffer.from(
    markdown.replace(/<!-- nur für Lehrende -->\n[\s\S]*?<!-- Ende -->\n\n?/g, ''),
  );
}
