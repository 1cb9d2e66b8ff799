import { BrokenText } from '../book/render-text.ts';
import { textOf } from '../markdown/html.ts';
import { renderMarkdown } from '../markdown/markdown.ts';
import { lineOf, TextProblem } from '../markdown/text-problem.ts';
import type { Deck, Slide } from './deck.ts';
import { applyFragments, markFragments } from './fragments.ts';
import { tracePicture } from './trace-picture.ts';
import { deckWording as wording } from './wording.ts';

/** The slides of a deck as HTML, and how many there are. */
export interface RenderedDeck {
  readonly html: string;
  readonly slides: number;
}

/** @throws BrokenText */
export async function renderDeck(root: string, deck: Deck): Promise<RenderedDeck> {
  const columns: string[] = [];
  let count = 0;
  for (const column of deck.columns) {
    const sections: string[] = [];
    for (const slide of column) {
      count += 1;
      sections.push(await renderSlide(root, deck.file, slide, count));
    }
    const html = sections.join('\n');
    columns.push(sections.length > 1 ? `<section>\n${html}\n</section>` : html);
  }
  return { html: columns.join('\n'), slides: count };
}

async function renderSlide(
  root: string,
  file: string,
  slide: Slide,
  count: number,
): Promise<string> {
  const html = await rendered(root, file, slide, count);
  const [, level, heading] = /<h([12]) id="[^"]*">([\s\S]*?)<\/h\1>/.exec(html) ?? [];
  if (heading === undefined) throw new BrokenText(file, slide.line, wording.noHeading);
  const { notes } = slide;
  const aside =
    notes === undefined
      ? ''
      : `\n<aside class="notes">${await rendered(root, file, notes, `${count}n`)}</aside>`;
  const isTitle = level === '1' ? ' class="title"' : '';
  const name = textOf(heading).replaceAll('"', '&quot;');
  return `<section id="folie-${count}"${isTitle} aria-label="${name}">\n${html}${aside}\n</section>`;
}

/** Some Markdown of a deck; identifiers begin with the slide, for they belong to the whole page. */
async function rendered(
  root: string,
  file: string,
  { markdown, line }: Pick<Slide, 'markdown' | 'line'>,
  slide: number | string,
): Promise<string> {
  try {
    const { html } = await renderMarkdown(markFragments(markdown), {
      // A deck stands alone: only what is on the network can be followed.
      link: (target) => (/^https?:/.test(target) ? target : undefined),
      picture: async (target, alternative) => {
        const picture = await tracePicture(root, file, target, alternative);
        if (picture === undefined) throw new TextProblem(wording.noPicture(target), target);
        return picture;
      },
    });
    return withOwnIds(applyFragments(html), `f${slide}-`);
  } catch (error) {
    if (!(error instanceof TextProblem)) throw error;
    throw new BrokenText(file, line - 1 + lineOf(markdown, error.excerpt), error.message);
  }
}

function withOwnIds(html: string, prefix: string): string {
  return html
    .replace(/(\s)id="/g, `$1id="${prefix}`)
    .replaceAll('url(#', `url(#${prefix}`)
    .replace(/(\shref|\saria-describedby|\saria-labelledby)="#?(?!http)/g, (whole) =>
      whole.includes('href="#') || !whole.includes('href') ? `${whole}${prefix}` : whole,
    );
}
