import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { loadCatalogue } from '../../../grader/catalogue/catalogue.ts';
import { layoutAt } from '../../../grader/catalogue/layout.ts';
import { buildDecks } from '../decks/build-decks.ts';
import { exercisePackages } from '../machine/packages.ts';
import { machineParts } from '../machine/parts.ts';
import { textOf } from '../markdown/html.ts';
import { sceneScripts } from '../scenes/scene-scripts.ts';
import { buildWorkshops } from '../workshop/build-workshops.ts';
import { bundleBrowserCode } from './browser-code.ts';
import { katexFiles } from './katex-files.ts';
import { renderPages } from './pages.ts';
import { type Quizzes, quizzesOf } from './quizzes.ts';
import { listTexts } from './read-texts.ts';
import { BrokenText, type RenderedText, renderText } from './render-text.ts';
import { buildSearchIndex, type SearchEntry } from './search-index.ts';
import { siteMap } from './site-map.ts';

/** All files of the site by their path in it. Same workbook, same bytes. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

export type Built =
  | { readonly kind: 'built'; readonly files: Files; readonly pages: number }
  | { readonly kind: 'broken'; readonly problems: readonly BrokenText[] };

export interface BuildOptions {
  /** Without what judges exercises in the page: for whoever looks at other pages only. */
  readonly withoutChecks?: boolean;
  /** With the workbook's own solutions, so that scenes fork at once: for the lecture room. */
  readonly withReferences?: boolean;
}

/** Builds the book of the workbook at `root`; writes nothing. */
export async function buildBook(root: string, options: BuildOptions = {}): Promise<Built> {
  const layout = layoutAt(root);
  const catalogue = await loadCatalogue(layout);
  const sources = siteMap(await listTexts(root), catalogue);
  const chapters = catalogue.map(({ manifest }) => manifest.id);
  const quizzes: Quizzes = await quizzesOf(layout, chapters);
  const texts: RenderedText[] = [];
  const problems: BrokenText[] = [];
  for (const source of sources) {
    try {
      texts.push(await renderText(root, source, quizzes));
    } catch (error) {
      if (!(error instanceof BrokenText)) throw error;
      problems.push(error);
    }
  }
  const decks = await buildDecks(root);
  if (decks.kind === 'broken') problems.push(...decks.problems);
  if (problems.length > 0 || decks.kind === 'broken') return { kind: 'broken', problems };
  const exercises = catalogue.flatMap((chapter) => chapter.exercises);
  const workshops = await buildWorkshops(layout, texts);
  const pages = await renderPages(texts, decks.decks, workshops.pages);
  const { withoutChecks = false } = options;
  const scenes = withoutChecks ? undefined : await sceneScripts(layout, exercises, options);
  const index = buildSearchIndex(texts.flatMap(searchEntries));
  const files = new Map<string, string | Uint8Array>([
    ...pages,
    ...decks.decks.map(({ name, html }): [string, string] => [`folien/${name}`, html]),
    ['search-index.js', `globalThis.searchIndex=${JSON.stringify(index)};\n`],
    ['book.css', await readFile(new URL('../theme/book.css', import.meta.url), 'utf8')],
    ...(await bundleBrowserCode()),
    ...workshops.files,
    ...(withoutChecks ? [] : await exercisePackages(layout, exercises)),
    ...(withoutChecks ? [] : await machineParts()),
    ...(await katexFiles()),
    ...(await traceFiles(root, texts, scenes?.offers ?? new Map())),
    ...(scenes?.files ?? []),
  ]);
  return { kind: 'built', files, pages: pages.size };
}

/** The traces as scripts: a page opened from a file may load those, but no JSON. */
async function traceFiles(
  root: string,
  texts: readonly RenderedText[],
  offers: ReadonlyMap<string, object>,
): Promise<[string, string][]> {
  const traces = [...new Set(texts.flatMap((text) => text.traces))].sort();
  return Promise.all(
    traces.map(async (trace): Promise<[string, string]> => {
      const id = posix.basename(trace);
      const file = join(root, 'chapters', trace);
      const json = await readFile(`${file}.json`, 'utf8');
      const mistakes = await readFile(`${file}.fehler.json`, 'utf8').catch(() => undefined);
      const offer = offers.get(trace);
      const script = [
        assignment('traces', id, json),
        ...(mistakes === undefined ? [] : [assignment('mistakes', id, mistakes)]),
        ...(offer === undefined ? [] : [assignment('sceneOffers', id, JSON.stringify(offer))]),
      ];
      return [`${trace}.js`, script.join('')];
    }),
  );
}

function assignment(name: string, id: string, json: string): string {
  const data = JSON.stringify(JSON.parse(json));
  return `(globalThis.${name}??={})[${JSON.stringify(id)}]=${data};\n`;
}

/** One entry for each section of a text. */
function searchEntries({ source, title, html }: RenderedText): SearchEntry[] {
  if (source.kind === 'trace') return [];
  const parts = html.split(/(?=<h[23] id=")/);
  return parts.map((part) => {
    const [, id, heading] = /^<h[23] id="([^"]*)">([\s\S]*?)<\/h[23]>/.exec(part) ?? [];
    return {
      id: id === undefined ? source.target : `${source.target}#${id}`,
      page: title,
      title: heading === undefined ? title : textOf(heading),
      text: textOf(part),
    };
  });
}
