import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from './layout.ts';

/** A chapter of the book: `chapters/kapitel8/07-lamport.md`. */
export interface ChapterText {
  /** Folder of the lecture's chapter it belongs to: `kapitel8`. */
  readonly chapter: string;
  /** `07-lamport.md` */
  readonly file: string;
  /** Relative to the top folder, with forward slashes. */
  readonly path: string;
  /** `8.7` */
  readonly number: string;
  readonly title: string;
  readonly markdown: string;
}

/** The chapters' texts below `chapters/<chapter>/`, by file name. None if the folder is missing. */
export async function loadTexts(layout: Layout, chapter: string): Promise<readonly ChapterText[]> {
  const folder = join(layout.chapters, chapter);
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^\d+-.+\.md$/.test(name));
  return Promise.all(
    names.sort().map(async (file) => {
      const markdown = await readFile(join(folder, file), 'utf8');
      return {
        chapter,
        file,
        path: `chapters/${chapter}/${file}`,
        number: fieldOf(markdown, 'number') ?? '',
        title: fieldOf(markdown, 'title') ?? file.replace(/\.md$/, ''),
        markdown,
      };
    }),
  );
}

/** A field of the front matter, without quotes. */
function fieldOf(markdown: string, name: string): string | undefined {
  const block = /^---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)/.exec(markdown)?.[1] ?? '';
  const value = new RegExp(`^${name}:\\s*(.*?)\\s*$`, 'm').exec(block)?.[1];
  return value?.replace(/^(['"])(.*)\1$/, '$2');
}

/** What the scenes of a chapter's texts computed, as their files say it; what is no JSON is left out. */
export async function loadSceneResults(layout: Layout, chapter: string): Promise<unknown[]> {
  const folder = join(layout.chapters, chapter, 'ablaeufe');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const read = names.sort().map(async (name): Promise<unknown[]> => {
    const text = await readFile(join(folder, name), 'utf8');
    try {
      return [JSON.parse(text)];
    } catch {
      return [];
    }
  });
  return (await Promise.all(read)).flat();
}
