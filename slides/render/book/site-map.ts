import { posix } from 'node:path';
import type { Catalogue, Exercise } from '../../../grader/catalogue/catalogue.ts';

/** What a page of the book is made from. */
export interface Source {
  readonly kind: 'section' | 'exercise' | 'glossary' | 'trace';
  /** In the workbook: `chapters/kapitel8/07-lamport.md`. */
  readonly source: string;
  /** In the site: `kapitel8/07-lamport.html`. */
  readonly target: string;
  readonly exercise?: Exercise;
}

/** The site's path of a text of the workbook; `undefined` if it is not one of the book's. */
export function targetOf(source: string): string | undefined {
  const section = /^chapters\/([^/]+)\/((?:ablaeufe\/)?[^/]+)\.md$/.exec(source);
  if (section !== null) return `${section[1]}/${section[2]}.html`;
  if (source === 'chapters/glossar.md') return 'glossar.html';
  const exercise = /^exercises\/([^/]+)\/([^/]+)\/aufgabe\.md$/.exec(source);
  if (exercise !== null) return `${exercise[1]}/aufgaben/${exercise[2]}.html`;
  return undefined;
}

/** All pages made from texts, in reading order: each section followed by its exercise. */
export function siteMap(files: readonly string[], catalogue: Catalogue): Source[] {
  const exercises = catalogue.flatMap((chapter) => chapter.exercises);
  const pages = files.flatMap((source): Source[] => {
    const target = targetOf(source);
    if (target === undefined) return [];
    if (source.includes('/ablaeufe/')) return [{ kind: 'trace', source, target }];
    if (source === 'chapters/glossar.md') return [{ kind: 'glossary', source, target }];
    return [{ kind: 'section', source, target }];
  });
  const tasks = exercises.map((exercise): Source => {
    const source = `exercises/${exercise.chapter}/${exercise.manifest.id}/aufgabe.md`;
    return { kind: 'exercise', source, target: targetOf(source) ?? '', exercise };
  });
  const isTaskOf = (section: Source) => (task: Source) =>
    section.source === `chapters/${task.exercise?.chapter}/${task.exercise?.manifest.chapter}`;
  const sections = pages.filter(({ kind }) => kind === 'section');
  return [
    ...sections.flatMap((section) => [section, ...tasks.filter(isTaskOf(section))]),
    ...tasks.filter((task) => !sections.some((section) => isTaskOf(section)(task))),
    ...pages.filter(({ kind }) => kind === 'glossary'),
    ...pages.filter(({ kind }) => kind === 'trace'),
  ];
}

/** A link of a text, as it must stand in the page made of it; `undefined` if it leads to no page. */
export function siteLink(from: Source, target: string): string | undefined {
  if (/^[a-z]+:/i.test(target)) return target;
  if (target.startsWith('#')) return target.toLowerCase();
  const [path = '', anchor] = target.split('#');
  const source = posix.normalize(posix.join(posix.dirname(from.source), decodeURI(path)));
  const page = targetOf(source);
  if (page === undefined) return undefined;
  return relativeLink(from.target, page) + (anchor === undefined ? '' : `#${anchor}`);
}

/** The way from one page of the site to another: no leading slash, so that it works from a file too. */
export function relativeLink(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to);
}
