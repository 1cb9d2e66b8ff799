import { readFile } from 'node:fs/promises';
import Handlebars from 'handlebars';
import type { BuiltDeck } from '../decks/build-decks.ts';
import type { WorkshopPage } from '../workshop/build-workshops.ts';
import { workshopWording } from '../workshop/wording.ts';
import type { RenderedText } from './render-text.ts';
import { relativeLink } from './site-map.ts';
import { bookWording as words } from './wording.ts';

/** Finished pages by their path in the site. */
export type Site = Map<string, string>;

const template = async (name: string): Promise<HandlebarsTemplateDelegate> =>
  Handlebars.compile(await readFile(new URL(`../templates/${name}.hbs`, import.meta.url), 'utf8'), {
    strict: false,
    noEscape: false,
  });

interface FrameContent {
  readonly target: string;
  readonly title: string;
  readonly body: string;
  readonly description?: string;
  readonly text?: RenderedText;
  readonly previous?: RenderedText | undefined;
  readonly next?: RenderedText | undefined;
  readonly workshop?: WorkshopPage;
}

/** All HTML pages of the book, from its texts in reading order. */
export async function renderPages(
  texts: readonly RenderedText[],
  decks: readonly BuiltDeck[] = [],
  workshops: readonly WorkshopPage[] = [],
): Promise<Site> {
  const frame = await template('frame');
  const start = await template('start');
  const path = texts.filter(({ source }) => source.kind !== 'trace');
  const site: Site = new Map();
  const put = (content: FrameContent): void => {
    site.set(content.target, frame(frameData(content, path)));
  };
  for (const text of texts) {
    const at = path.indexOf(text);
    const workshop = workshops.find(({ exercise }) => exercise === text.source.exercise);
    put({
      target: text.source.target,
      title: text.title,
      body: workshop === undefined ? text.html : withWorkshop(text, workshop),
      description: text.summary,
      text,
      ...(at < 0 ? {} : { previous: path[at - 1], next: path[at + 1] }),
    });
  }
  for (const workshop of workshops) {
    const { target, title, description, body } = workshop;
    put({ target, title, description, body, workshop });
  }
  const body = start(startData(path, decks, workshops));
  put({ target: 'index.html', title: words.startTitle, body });
  put({
    target: 'suche.html',
    title: words.searchTitle,
    body: `<h1>${words.searchTitle}</h1>\n<p>${words.searchHelp}</p>\n<div data-search-page></div>`,
  });
  return site;
}

function frameData(content: FrameContent, path: readonly RenderedText[]): object {
  const { target, title, body, description, text, previous, next, workshop } = content;
  const entry = (to: RenderedText): object => ({
    href: relativeLink(target, to.source.target),
    target: to.source.target,
    number: to.source.kind === 'section' ? to.number : '',
    title: to.source.kind === 'exercise' ? taskTitle(to) : to.title,
    isTask: to.source.kind === 'exercise',
    isHere: to.source.target === target,
  });
  const isMore = ({ source }: RenderedText): boolean => source.kind === 'glossary';
  return {
    page: target,
    title,
    body,
    description,
    words,
    workshop: workshop?.scripts.map((script) => relativeLink(target, script)),
    up: '../'.repeat(target.split('/').length - 1),
    groups: [
      { title: words.groups.chapters, entries: path.filter((to) => !isMore(to)).map(entry) },
      { title: words.groups.more, entries: path.filter(isMore).map(entry) },
    ],
    hasFormulas: body.includes('class="katex"'),
    hasTraces: (text?.traces.length ?? 0) > 0,
    hasNeighbours: previous !== undefined || next !== undefined,
    previous: previous === undefined ? undefined : entry(previous),
    next: next === undefined ? undefined : entry(next),
    sections: text?.headings.filter(({ level }) => level === 2) ?? [],
  };
}

/** A task and, below its title, the way to write it in the browser. */
function withWorkshop({ html, source }: RenderedText, { target }: WorkshopPage): string {
  const link = `<a class="button" href="${relativeLink(source.target, target)}">${workshopWording.open}</a>`;
  return html.replace('</h1>', `</h1>\n<p class="actions">${link} ${workshopWording.openHelp}</p>`);
}

function startData(
  path: readonly RenderedText[],
  decks: readonly BuiltDeck[],
  workshops: readonly WorkshopPage[],
): object {
  const link = (text: RenderedText) => ({ href: text.source.target, target: text.source.target });
  const cards = path
    .filter(({ source }) => source.kind === 'section')
    .map((section) => {
      const task = path[path.indexOf(section) + 1];
      const workshop = workshops.find(({ exercise }) => exercise === task?.source.exercise);
      return {
        ...link(section),
        number: section.number,
        title: section.title,
        summary: section.summary,
        ...(task?.source.exercise === undefined
          ? {}
          : {
              task: { ...link(task), title: taskTitle(task), weight: task.source.exercise.weight },
              workshop: workshop?.target,
            }),
      };
    });
  const extras = path
    .filter(({ source }) => source.kind === 'glossary')
    .map((text) => ({ ...link(text), title: text.title }));
  const easiest =
    workshops.find(({ exercise }) => exercise.manifest.id === 'lamport') ?? workshops[0];
  return { words, workshopWords: workshopWording, cards, extras, decks, easiest, first: cards[0] };
}

function taskTitle({ source, title }: RenderedText): string {
  return source.exercise?.manifest.title ?? title;
}
