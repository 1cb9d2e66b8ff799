import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import Handlebars from 'handlebars';
import type { Exercise } from '../../../grader/catalogue/catalogue.ts';
import type { Layout } from '../../../grader/catalogue/layout.ts';
import { findReading } from '../../../grader/catalogue/sections.ts';
import { readSkeleton } from '../../../grader/inspection/skeleton.ts';
import type { WorkshopData, WorkshopFile } from '../../web/workshop/data.ts';
import type { RenderedText } from '../book/render-text.ts';
import { relativeLink } from '../book/site-map.ts';
import { renderInline } from '../markdown/markdown.ts';
import { knownTypesFor } from './known-types.ts';
import { workshopWording as words } from './wording.ts';

/** A page of the workshop, to be put into the book's frame. */
export interface WorkshopPage {
  readonly exercise: Exercise;
  /** In the site: `kapitel8/werkstatt/lamport.html`. */
  readonly target: string;
  readonly title: string;
  readonly description: string;
  readonly body: string;
  /** Scripts with its data, as paths in the site. */
  readonly scripts: readonly string[];
}

export interface BuiltWorkshops {
  readonly pages: readonly WorkshopPage[];
  /** What the pages load, by path in the site. */
  readonly files: readonly (readonly [string, string])[];
}

/** The site's path of an exercise's workshop. */
export function workshopTarget({
  chapter,
  manifest,
}: Pick<Exercise, 'chapter' | 'manifest'>): string {
  return `${chapter}/werkstatt/${manifest.id}.html`;
}

/** Where the site has what judges an exercise. */
export function packageTarget(exercise: string): string {
  return `werkstatt/${exercise}.js`;
}

/** One page for each exercise, from its rendered task. */
export async function buildWorkshops(
  layout: Layout,
  texts: readonly RenderedText[],
): Promise<BuiltWorkshops> {
  const template = Handlebars.compile<object>(
    await readFile(new URL('../templates/workshop.hbs', import.meta.url), 'utf8'),
  );
  const built = await Promise.all(
    texts.flatMap((text) => {
      const { exercise } = text.source;
      return exercise === undefined ? [] : [buildWorkshop(layout, exercise, text, texts, template)];
    }),
  );
  return {
    pages: built.map(({ page }) => page),
    files: [
      ['workshop.css', await readFile(new URL('./workshop.css', import.meta.url), 'utf8')],
      ...built.map(({ data }) => data),
    ],
  };
}

async function buildWorkshop(
  layout: Layout,
  exercise: Exercise,
  text: RenderedText,
  texts: readonly RenderedText[],
  template: HandlebarsTemplateDelegate,
): Promise<{ readonly page: WorkshopPage; readonly data: [string, string] }> {
  const { chapter, manifest } = exercise;
  const target = workshopTarget(exercise);
  const title = words.title(manifest.number, manifest.title);
  const script = target.replace(/\.html$/, '-daten.js');
  const data: WorkshopData = {
    chapter,
    exercise: manifest.id,
    parts: manifest.parts,
    files: await filesOf(exercise),
    known: await knownTypesFor(layout, exercise),
    readings: await readingsOf(layout, chapter, texts),
  };
  const body = template({
    words,
    title,
    chapter,
    exercise: manifest.id,
    package: relativeLink(target, packageTarget(manifest.id)),
    task: moved(deeper(text.html), text.source.target, target),
    taskPage: relativeLink(target, text.source.target),
    moreHelp: words.moreHelp(manifest.files.join(', ')),
    noResult: renderInline(words.noResult),
  });
  const id = JSON.stringify(manifest.id);
  return {
    page: {
      exercise,
      target,
      title,
      description: words.description(manifest.title),
      body,
      scripts: [script],
    },
    data: [script, `(globalThis.workshops??={})[${id}]=${JSON.stringify(data)};\n`],
  };
}

async function filesOf({ manifest, folder }: Exercise): Promise<WorkshopFile[]> {
  // Not only the folder's own files: somebody may be at work there.
  const skeleton = await readSkeleton(folder, folder, manifest);
  const read =
    (editable: boolean) =>
    async (name: string): Promise<WorkshopFile> => {
      const given = editable ? skeleton?.get(name) : undefined;
      const text = given ?? (await readFile(join(folder, name), 'utf8'));
      return { name, text: text.replaceAll('\r\n', '\n'), editable };
    };
  return [
    ...(await Promise.all(manifest.files.map(read(true)))),
    ...(await Promise.all(manifest.contract.map(read(false)))),
  ];
}

/** Every section of the chapter a property may point to, as the command line names it. */
async function readingsOf(
  layout: Layout,
  chapter: string,
  texts: readonly RenderedText[],
): Promise<WorkshopData['readings']> {
  const references = texts.flatMap(({ source, headings }) => {
    if (source.kind !== 'section' || !source.source.startsWith(`chapters/${chapter}/`)) return [];
    const file = posix.basename(source.source);
    return [file, ...headings.filter(({ level }) => level > 1).map(({ id }) => `${file}#${id}`)];
  });
  return Promise.all(
    references.map(
      async (reference) => [reference, await findReading(layout, chapter, reference)] as const,
    ),
  );
}

/** The page has a heading of its own: those of the task go one level down. */
function deeper(html: string): string {
  return html.replace(
    /(<\/?h)([1-5])\b/g,
    (_, tag: string, level: string) => `${tag}${Number(level) + 1}`,
  );
}

/** Relative links of a page, as they must stand in another one. */
function moved(html: string, from: string, to: string): string {
  return html.replace(/(<a href=")([^"#:][^":]*)"/g, (_, start: string, link: string) => {
    const [path = '', anchor] = link.split('#');
    const page = posix.normalize(posix.join(posix.dirname(from), path));
    return `${start}${relativeLink(to, page)}${anchor === undefined ? '' : `#${anchor}`}"`;
  });
}
