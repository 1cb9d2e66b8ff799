import { Marked, type Token, type Tokens } from 'marked';
import markedAlert from 'marked-alert';
import markedFootnote from 'marked-footnote';
import { getHeadingList, gfmHeadingId } from 'marked-gfm-heading-id';
import { highlight } from './code.ts';
import { renderDiagram } from './diagrams.ts';
import { formulas } from './formulas.ts';
import { escapeHtml } from './html.ts';

export interface Heading {
  readonly id: string;
  /** 1 to 6. */
  readonly level: number;
  /** Inline HTML. */
  readonly html: string;
}

export interface Page {
  readonly html: string;
  readonly headings: readonly Heading[];
}

/** What the surroundings of a text know and the text itself does not. */
export interface Surroundings {
  /** Where a link leads in the result; `undefined`: nowhere, its text stays. */
  link(target: string): string | undefined;
  /** HTML for a picture that is more than one; `undefined`: an ordinary picture. */
  picture?(target: string, alternative: string): Promise<string | undefined>;
  /** HTML for a fenced block of this language; `undefined`: code. */
  block?(language: string, text: string): Promise<string | undefined>;
}

/** Renders Markdown without its front matter. Same text, same bytes. @throws TextProblem */
export async function renderMarkdown(text: string, around: Surroundings): Promise<Page> {
  const marked = new Marked({ gfm: true, async: true });
  const rendered = new Map<Token, string>();
  marked.use(gfmHeadingId(), markedAlert({ variants: alertVariants }), formulas());
  marked.use(markedFootnote({ description: 'Fußnoten', backRefLabel: 'Zurück zur Stelle {0}' }));
  marked.use({
    async walkTokens(token) {
      const html = await renderAhead(token, around);
      if (html !== undefined) rendered.set(token, html);
    },
    renderer: {
      code: (token) => rendered.get(token) ?? '',
      image: (token) => rendered.get(token) ?? false,
      paragraph(token) {
        const [only, ...others] = token.tokens;
        const html = only === undefined ? undefined : rendered.get(only);
        // A figure is no part of a paragraph.
        return others.length === 0 && html !== undefined ? html : false;
      },
      link(token) {
        const inner = this.parser.parseInline(token.tokens);
        const href = around.link(token.href);
        if (href === undefined) return `<span class="file">${inner}</span>`;
        return `<a href="${escapeHtml(href)}">${inner}</a>`;
      },
      table(token) {
        return `<div class="scroll" tabindex="0" role="group" aria-label="Tabelle">${renderTable(token, (cell) => this.parser.parseInline(cell.tokens))}</div>`;
      },
    },
  });
  const html = await marked.parse(text);
  const headings = getHeadingList().map(({ id, level, text: inner }) => ({
    id,
    level,
    html: inner,
  }));
  return { html, headings };
}

/** One line of Markdown, as in a quiz: no paragraph around it. */
export function renderInline(text: string): string {
  const marked = new Marked({ gfm: true });
  marked.use(formulas());
  return marked.parseInline(text, { async: false });
}

async function renderAhead(token: Token, around: Surroundings): Promise<string | undefined> {
  if (token.type === 'image') {
    const { href, text } = token as Tokens.Image;
    return around.picture?.(href, text);
  }
  if (token.type !== 'code') return undefined;
  const { lang = '', text } = token as Tokens.Code;
  const language = lang.split(/\s/)[0] ?? '';
  const own = await around.block?.(language, text);
  if (own !== undefined) return own;
  return language === 'mermaid' ? renderDiagram(text) : highlight(text, language);
}

function renderTable(token: Tokens.Table, inline: (cell: Tokens.TableCell) => string): string {
  const align = (cell: Tokens.TableCell): string =>
    cell.align === null ? '' : ` class="${cell.align}"`;
  const head = token.header.map((cell) =>
    // A corner without a word heads nothing.
    cell.text.trim() === '' ? '<td></td>' : `<th scope="col"${align(cell)}>${inline(cell)}</th>`,
  );
  const rows = token.rows.map(
    (cells) => `<tr>${cells.map((cell) => `<td${align(cell)}>${inline(cell)}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

const alertVariants = [
  { type: 'note', title: 'Hinweis', icon: '' },
  { type: 'tip', title: 'Tipp', icon: '' },
  { type: 'important', title: 'Wichtig', icon: '' },
  { type: 'warning', title: 'Achtung', icon: '' },
  { type: 'caution', title: 'Vorsicht', icon: '' },
];
