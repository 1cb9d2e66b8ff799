import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { splitFrontMatter } from './front-matter.ts';
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
      const { fields } = splitFrontMatter(markdown);
      return {
        chapter,
        file,
        path: `chapters/${chapter}/${file}`,
        number: fields?.get('number') ?? '',
        title: fields?.get('title') ?? file.replace(/\.md$/, ''),
        markdown,
      };
    }),
  );
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
