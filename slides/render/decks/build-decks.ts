import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import Handlebars from 'handlebars';
import { BrokenText } from '../book/render-text.ts';
import { type Deck, parseDeck } from './deck.ts';
import { type RenderedDeck, renderDeck } from './render-deck.ts';
import { stylesFor } from './styles.ts';
import { deckWording as words } from './wording.ts';

/** A finished deck: one file that needs no other. */
export interface BuiltDeck {
  /** `04-lamport-und-raft.html` */
  readonly name: string;
  readonly title: string;
  readonly number: string;
  readonly slides: number;
  readonly html: string;
}

export type BuiltDecks =
  | { readonly kind: 'built'; readonly decks: readonly BuiltDeck[] }
  | { readonly kind: 'broken'; readonly problems: readonly BrokenText[] };

/** The decks of the workbook at `root`, as paths in it, in order. */
export async function listDecks(root: string): Promise<string[]> {
  const names = await readdir(join(root, 'slides')).catch((): string[] => []);
  const chapters = names.filter((name) => /^kapitel\d+$/.test(name)).sort();
  const lists = await Promise.all(
    chapters.map(async (chapter) =>
      (await readdir(join(root, 'slides', chapter)))
        .filter((name) => name.endsWith('.md'))
        .sort()
        .map((name) => `slides/${chapter}/${name}`),
    ),
  );
  return lists.flat();
}

/** Builds all decks; writes nothing. Same workbook, same bytes. */
export async function buildDecks(root: string): Promise<BuiltDecks> {
  const problems: BrokenText[] = [];
  const rendered: [Deck, RenderedDeck][] = [];
  for (const file of await listDecks(root)) {
    try {
      const deck = parseDeck(file, await readFile(join(root, file), 'utf8'));
      rendered.push([deck, await renderDeck(root, deck)]);
    } catch (error) {
      if (!(error instanceof BrokenText)) throw error;
      problems.push(error);
    }
  }
  if (problems.length > 0) return { kind: 'broken', problems };
  const template = Handlebars.compile(
    await readFile(new URL('../templates/deck.hbs', import.meta.url), 'utf8'),
  );
  const script = await bundleScript();
  const decks = await Promise.all(
    rendered.map(async ([{ file, title, number }, { html, slides }]): Promise<BuiltDeck> => {
      const styles = await stylesFor(html);
      const page = template({ title, number, body: html, styles, script, words });
      return { name: nameOf(file), title, number, slides, html: page };
    }),
  );
  return { kind: 'built', decks };
}

function nameOf(file: string): string {
  return `${file.split('/').at(-1)?.replace(/\.md$/, '')}.html`;
}

let bundled: Promise<string> | undefined;

/** reveal.js and ours, as a script that may stand within HTML. */
function bundleScript(): Promise<string> {
  bundled ??= build({
    entryPoints: [fileURLToPath(new URL('../../web/decks/deck.ts', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022'],
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  }).then(({ outputFiles }) => (outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script'));
  return bundled;
}
