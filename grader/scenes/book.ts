import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from '../catalogue/layout.ts';
import { type Source, scenesFolder } from './files.ts';
import { wording } from './wording.ts';

/** What is wrong between chapters and scenes: chapters without one, scenes nobody sees. */
export async function bookProblems(layout: Layout, sources: readonly Source[]): Promise<string[]> {
  const chapters = [...new Set(sources.map(({ chapter }) => chapter))];
  const found = chapters.map(async (chapter) => {
    const own = sources.filter((source) => source.chapter === chapter);
    const names = await readdir(join(layout.chapters, chapter));
    const texts = names.filter((name) => /^\d+-.+\.md$/.test(name)).sort();
    const contents = await Promise.all(
      texts.map((name) => readFile(join(layout.chapters, chapter, name), 'utf8')),
    );
    const shown = contents.map(scenesIn);
    return [
      ...texts.flatMap((name, place) => {
        const ids = shown[place] ?? [];
        const scenes = own.filter(({ id, kind }) => kind === 'scene' && ids.includes(id));
        const missingText = ids.filter(
          (id) => !(contents[place] ?? '').includes(`](${scenesFolder}/${id}.md)`),
        );
        return [
          ...(scenes.length === 0 ? [wording.noScene(name)] : []),
          ...missingText.map((id) => wording.noText(name, id)),
        ];
      }),
      ...own.filter(({ id }) => !shown.flat().includes(id)).map(({ id }) => wording.unused(id)),
    ];
  });
  return (await Promise.all(found)).flat();
}

/** Scenes and studies that a text shows, each by an image on a line of its own. */
export function scenesIn(markdown: string): string[] {
  const image = new RegExp(`^!\\[[^\\]]+\\]\\(${scenesFolder}/([^)]+)\\.svg\\)$`, 'gm');
  return [...markdown.matchAll(image)].map((match) => match[1] ?? '');
}
