import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import { splitFrontMatter } from '../catalogue/front-matter.ts';
import type { Layout } from '../catalogue/layout.ts';
import { sectionTitle } from '../catalogue/sections.ts';
import type { Violation } from './dependencies.ts';
import {
  type Concept,
  glossaryFile,
  glossaryProblems,
  missingConcepts,
  numberOf,
} from './glossary.ts';
import { fenceProblems, linksIn, withoutCodeBlocks } from './markdown.ts';
import { findQuizProblems } from './quizzes.ts';

/** The files of the workbook by path relative to its top folder, with `/`. */
export interface Files {
  exists(path: string): boolean;
  /** Text of a Markdown file that {@link exists}. */
  read(path: string): string;
}

/** What is wrong with the texts students read: links, front matter, code blocks, glossary. */
export async function findChapterProblems(layout: Layout): Promise<Violation[]> {
  const paths = await textPaths(layout);
  const texts = new Map<string, string>();
  for (const path of await markdownPaths(layout.root)) {
    texts.set(path, await readFile(join(layout.root, path), 'utf8'));
  }
  const files: Files = {
    exists: (path) => texts.has(path) || existsSync(join(layout.root, path)),
    read: (path) => texts.get(path) ?? '',
  };
  const glossary = texts.get(glossaryFile) ?? '';
  return [
    ...paths.flatMap((path) => textProblems(path, files)),
    ...doubleNumbers(paths),
    ...glossaryProblems(glossary),
    ...missingConcepts(glossary, await concepts(layout)),
    ...(await findQuizProblems(layout, texts, glossary)),
  ];
}

function textProblems(path: string, files: Files): Violation[] {
  const text = files.read(path);
  return [
    ...(path.startsWith('chapters/') && !isTrace(path) ? frontMatterProblems(path, text) : []),
    ...fenceProblems(path, text),
    ...linkProblems(path, text, files),
  ];
}

/** Worked traces are generated, and no chapters of their own. */
function isTrace(path: string): boolean {
  return /^chapters\/[^/]+\/ablaeufe\//.test(path);
}

/** Relative links of one text that lead nowhere, to a missing file or to a missing heading. */
export function linkProblems(file: string, markdown: string, files: Files): Violation[] {
  return linksIn(markdown).flatMap(({ line, target }) => {
    const message = judgeLink(file, target, files);
    return message === undefined ? [] : [{ file, line, message }];
  });
}

function judgeLink(file: string, target: string, files: Files): string | undefined {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) return undefined;
  const [path = '', anchor] = decoded(target).split('#');
  if (path.startsWith('/')) {
    return `${target} beginnt mit „/“. Schreiben Sie den Weg ausgehend von dieser Datei.`;
  }
  const to = path === '' ? file : posix.normalize(posix.join(posix.dirname(file), path));
  if (to.startsWith('..') || !files.exists(to.replace(/\/$/, ''))) {
    return `${target} führt zu ${to}, das gibt es nicht. Berichtigen Sie den Weg.`;
  }
  if (anchor === undefined || !to.endsWith('.md')) return undefined;
  if (sectionTitle(withoutCodeBlocks(files.read(to)), anchor) !== undefined) return undefined;
  return `In ${to} gibt es keine Überschrift zu #${anchor}. Nehmen Sie eine, die es gibt.`;
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** A chapter says its title and number; they fit its first heading and the name of its file. */
export function frontMatterProblems(file: string, markdown: string): Violation[] {
  const at = (line: number, message: string): Violation => ({ file, line, message });
  const { fields } = splitFrontMatter(markdown);
  if (fields === undefined) {
    return [
      at(1, 'Am Anfang fehlen title und number zwischen zwei Zeilen „---“. Ergänzen Sie sie.'),
    ];
  }
  const lineOf = (pattern: RegExp): number =>
    Math.max(1, markdown.split(/\r?\n/).findIndex((line) => pattern.test(line)) + 1);
  const found: Violation[] = [];
  const heading = sectionTitle(withoutCodeBlocks(markdown), undefined);
  const title = fields.get('title');
  if (title === undefined || title !== heading) {
    const fix =
      heading === undefined ? 'Ergänzen Sie beides.' : `Schreiben Sie „title: ${heading}“.`;
    found.push(at(lineOf(/^title:/), `Titel und erste Überschrift sind nicht gleich. ${fix}`));
  }
  const expected = numberOf(file);
  if (expected !== undefined && fields.get('number') !== expected) {
    found.push(
      at(
        lineOf(/^number:/),
        `Die Nummer passt nicht zur Datei. Schreiben Sie „number: '${expected}'“.`,
      ),
    );
  }
  if (expected === undefined && file !== glossaryFile) {
    found.push(
      at(1, 'Der Dateiname nennt kein Kapitel. Benennen Sie die Datei wie kapitel8/07-lamport.md.'),
    );
  }
  return found;
}

/** Chapters that share their number with one before. */
export function doubleNumbers(paths: readonly string[]): Violation[] {
  const first = new Map<string, string>();
  return paths.flatMap((file) => {
    const number = numberOf(file);
    if (number === undefined) return [];
    const other = first.get(number);
    if (other === undefined) first.set(number, file);
    return other === undefined
      ? []
      : [
          {
            file,
            line: 1,
            message: `Die Nummer ${number} hat schon ${other}. Vergeben Sie eine freie.`,
          },
        ];
  });
}

/** The texts that are checked: chapters, tasks and what the top folder explains. */
async function textPaths(layout: Layout): Promise<string[]> {
  const paths = await markdownPaths(layout.root);
  return paths.filter((path) =>
    /^(?:README\.md|CONTRIBUTING\.md|docs\/[^/]+\.md|chapters\/.+\.md|exercises\/.+\/aufgabe\.md)$/.test(
      path,
    ),
  );
}

/** All Markdown files of the workbook, also those that are only pointed to. */
async function markdownPaths(root: string): Promise<string[]> {
  const folders = ['chapters', 'docs', 'exercises', 'solutions'];
  const below = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(join(root, folder), { recursive: true }).catch(() => []);
      return names.map((name) => `${folder}/${name.split(sep).join('/')}`);
    }),
  );
  const paths = [...(await readdir(root)), ...below.flat()];
  return paths.filter((path) => path.endsWith('.md')).sort();
}

async function concepts(layout: Layout): Promise<Concept[]> {
  const catalogue = await loadCatalogue(layout);
  const found = catalogue
    .flatMap(({ exercises }) => exercises)
    .map(async ({ chapter, manifest }) => {
      const file = `exercises/${chapter}/${manifest.id}/manifest.json`;
      const lines = (await readFile(join(layout.root, file), 'utf8')).split('\n');
      return manifest.concepts.map((name) => ({
        file,
        line: Math.max(1, lines.findIndex((line) => line.includes(JSON.stringify(name))) + 1),
        name,
      }));
    });
  return (await Promise.all(found)).flat();
}
