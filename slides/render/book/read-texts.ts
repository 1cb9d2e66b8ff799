import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { splitFrontMatter } from '../../../grader/catalogue/front-matter.ts';

/** All Markdown files below `chapters/`, as paths in the workbook, sorted. */
export async function listTexts(root: string): Promise<string[]> {
  const names = await readdir(join(root, 'chapters'), { recursive: true });
  return names
    .map((name) => `chapters/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.md'))
    .sort();
}

/** A text without its front matter, and the fields of it. Lines are counted in the whole file. */
export interface Text {
  readonly fields: ReadonlyMap<string, string>;
  readonly markdown: string;
  /** Lines before the first one of `markdown`. */
  readonly skippedLines: number;
}

export async function readText(root: string, source: string): Promise<Text> {
  const whole = (await readFile(join(root, source), 'utf8'))
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n');
  const { fields = new Map(), body, skippedLines } = splitFrontMatter(whole);
  return { fields, markdown: body, skippedLines };
}
