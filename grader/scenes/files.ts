import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Layout } from '../catalogue/layout.ts';
import type { TraceEvent } from '../simulator/trace.ts';
import { dataText } from './data-text.ts';
import { performMistakes } from './mistakes.ts';
import { perform, SceneProblem } from './perform.ts';
import { renderPicture, renderText } from './picture.ts';
import { renderPlot } from './plot.ts';
import type { ReferenceShelf } from './references.ts';
import type { Scene } from './scene.ts';
import { carryOut, type Study } from './study.ts';
import { renderStudyText } from './study-text.ts';
import { wording } from './wording.ts';

/** The folder beside a chapter's texts that holds scenes and what comes of them. */
export const scenesFolder = 'ablaeufe';

/** How the file of a scene's mistakes ends, where there are any. */
export const mistakesEnding = '.fehler.json';

/** A scene's or a study's source. */
export interface Source {
  readonly chapter: string;
  readonly id: string;
  readonly kind: 'scene' | 'study';
  /** Relative to the workbook's top folder, with `/`. */
  readonly file: string;
}

/** Sources in all chapters, by path. */
export async function findSources(layout: Layout): Promise<Source[]> {
  const found = await Promise.all(
    (await scenesFolders(layout)).map(async ({ chapter, names }) =>
      names.flatMap((name): Source[] => {
        const [, id, kind] = /^(.+)\.(scene|study)\.ts$/.exec(name) ?? [];
        if (id === undefined) return [];
        const file = `${folderOf(chapter)}/${name}`;
        return [{ chapter, id, kind: kind as Source['kind'], file }];
      }),
    ),
  );
  return found.flat();
}

/** What a source comes to: texts by path relative to the workbook's top folder. */
export async function produce(
  layout: Layout,
  source: Source,
  shelf: ReferenceShelf,
): Promise<Map<string, string>> {
  const { chapter, id, kind, file } = source;
  const module: Readonly<Record<string, unknown>> = await import(
    pathToFileURL(join(layout.root, file)).href
  );
  const exported = module[kind];
  if (exported === undefined) throw new SceneProblem(wording.noExport(file, kind));
  const base = `${folderOf(chapter)}/${id}`;
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (kind === 'study') {
    const study = exported as Study;
    const result = carryOut(id, study, await shelf.lend(chapter, study.references ?? []));
    return new Map([
      [`${base}.json`, dataText(result)],
      [`${base}.svg`, renderPlot(result.title, result.alt, result.plot)],
      [`${base}.md`, renderStudyText(result, name)],
    ]);
  }
  const scene = exported as Scene;
  const result = perform(id, scene, await shelf.lend(chapter, scene.references ?? []));
  const labels = (event: TraceEvent) => scene.label?.(event, result.trace);
  const mistakes = await performMistakes(scene, result, (mistake) =>
    shelf.lendMistaken(chapter, scene.references ?? [], mistake),
  );
  return new Map([
    [`${base}.json`, dataText(result)],
    ...(mistakes === undefined ? [] : [[`${base}${mistakesEnding}`, dataText(mistakes)] as const]),
    [`${base}.svg`, renderPicture(result, labels)],
    [`${base}.md`, renderText(result, labels, name)],
  ]);
}

/** Writes what differs; returns the paths written. */
export async function save(layout: Layout, texts: ReadonlyMap<string, string>): Promise<string[]> {
  const stale = await differing(layout, texts);
  for (const path of stale) await writeFile(join(layout.root, path), texts.get(path) ?? '');
  return stale;
}

/** Paths whose file is missing or says something else. */
export async function differing(
  layout: Layout,
  texts: ReadonlyMap<string, string>,
): Promise<string[]> {
  const compared = [...texts].map(async ([path, text]) => {
    const present = await readFile(join(layout.root, path), 'utf8').catch(() => undefined);
    return present === text ? [] : [path];
  });
  return (await Promise.all(compared)).flat();
}

/** Results to which there is no source any more. */
export async function orphans(layout: Layout, sources: readonly Source[]): Promise<string[]> {
  const known = new Set(sources.map(({ chapter, id }) => `${folderOf(chapter)}/${id}`));
  return (await scenesFolders(layout)).flatMap(({ chapter, names }) =>
    names
      .filter((name) => /\.(?:json|svg|md)$/.test(name))
      .map((name) => `${folderOf(chapter)}/${name}`)
      .filter((path) => !known.has(path.replace(/(?:\.fehler)?\.[a-z]+$/, ''))),
  );
}

function folderOf(chapter: string): string {
  return `chapters/${chapter}/${scenesFolder}`;
}

async function scenesFolders(
  layout: Layout,
): Promise<{ readonly chapter: string; readonly names: readonly string[] }[]> {
  const entries = await readdir(layout.chapters, { withFileTypes: true });
  const chapters = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    chapters.sort().map(async (chapter) => {
      const names = await readdir(join(layout.chapters, chapter, scenesFolder)).catch(() => []);
      return { chapter, names: names.sort() };
    }),
  );
}
