import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { escapeHtml, textOf } from '../markdown/html.ts';
import { type Page, renderMarkdown } from '../markdown/markdown.ts';
import { lineOf, TextProblem } from '../markdown/text-problem.ts';
import type { Quizzes } from './quizzes.ts';
import { readText } from './read-texts.ts';
import { type Source, siteLink } from './site-map.ts';
import { bookWording as wording } from './wording.ts';

/** A text of the workbook, ready to be put into its page. */
export interface RenderedText extends Page {
  readonly source: Source;
  readonly title: string;
  /** `8.7`, if the text has a number. */
  readonly number: string;
  /** First sentence of the text. */
  readonly summary: string;
  /** Scenes whose pictures it shows, as paths in the site without ending: `kapitel8/ablaeufe/raft-wahl`. */
  readonly traces: readonly string[];
}

/** Where a text is wrong, for its author. */
export class BrokenText extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** @throws BrokenText */
export async function renderText(
  root: string,
  source: Source,
  quizzes: Quizzes,
): Promise<RenderedText> {
  const { fields, markdown, skippedLines } = await readText(root, source.source);
  const traces: string[] = [];
  try {
    const page = await renderMarkdown(markdown, {
      link: (target) => siteLink(source, target),
      picture: async (target, alternative) => {
        if (!/^ablaeufe\/[^/]+\.svg$/.test(target)) return undefined;
        const trace = posix.join(posix.dirname(source.target), target.replace(/\.svg$/, ''));
        traces.push(trace);
        const svg = await readFile(join(root, posix.dirname(source.source), target), 'utf8');
        return figure(svg, trace, alternative);
      },
      block: async (language, text) =>
        language === 'quiz' ? quizzes.render(source.source, text) : undefined,
    });
    const title = fields.get('title') ?? textOf(page.headings[0]?.html ?? source.source);
    const number = fields.get('number') ?? source.exercise?.manifest.number ?? '';
    return { ...page, source, title, number, summary: firstSentence(page.html), traces };
  } catch (error) {
    if (!(error instanceof TextProblem)) throw error;
    const line = lineOf(markdown, error.excerpt) + skippedLines;
    throw new BrokenText(source.source, line, error.message);
  }
}

function figure(svg: string, trace: string, alternative: string): string {
  const id = posix.basename(trace);
  const label = escapeHtml(alternative);
  return `<figure class="trace" data-trace="${escapeHtml(id)}">
<div class="scroll" tabindex="0" role="group" aria-label="${label}">${svg.replace(/^<\?xml[^>]*>\s*/, '')}</div>
<figcaption>${label} · <a href="ablaeufe/${escapeHtml(id)}.html">${wording.traceAsText}</a></figcaption>
</figure>\n`;
}

function firstSentence(html: string): string {
  const [, paragraph = ''] = /<p>([\s\S]*?)<\/p>/.exec(html) ?? [];
  const text = textOf(paragraph);
  return /^.*?[.!?](?=\s+[A-ZÄÖÜ„]|$)/.exec(text)?.[0] ?? text;
}
