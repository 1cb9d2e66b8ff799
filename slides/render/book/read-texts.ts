import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

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
  const front = /^---\n([\s\S]*?)\n---\n/.exec(whole);
  if (front === null) return { fields: new Map(), markdown: whole, skippedLines: 0 };
  const fields = (front[1] ?? '').split('\n').flatMap((line): [string, string][] => {
    const [, name, value = ''] = /^([a-z]+):\s*(.*?)\s*$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, value.replace(/^(['"])(.*)\1$/, '$2')]];
  });
  return {
    fields: new Map(fields),
    markdown: whole.slice(front[0].length),
    skippedLines: front[0].split('\n').length - 1,
  };
}
