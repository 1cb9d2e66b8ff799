import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import type { BuiltDeck } from './build-decks.ts';
import { deckWording as wording } from './wording.ts';

/** The three ways a deck is printed, and how each is asked for in its address. */
const ways = { '': '', '-schritte': '&schritte', '-notizen': '&notizen' } as const;

export interface Printed {
  readonly file: string;
  readonly pages: number;
}

/** A print that is not what was to be printed. */
export class PrintProblem extends Error {}

export function browserPath(): string {
  return process.env.CHROMIUM ?? '/usr/bin/chromium';
}

/** Prints each deck as slides, with one page for each step, and with its notes on pages of their own. */
export async function printDecks(
  folder: string,
  decks: readonly BuiltDeck[],
  report: (printed: Printed) => void,
): Promise<void> {
  const browser = await chromium.launch({
    executablePath: browserPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  });
  const scratch = await mkdtemp(join(tmpdir(), 'folien-'));
  try {
    for (const deck of decks) {
      const page = join(scratch, deck.name);
      await writeFile(page, deck.html);
      for (const ending of ['', '-schritte', '-notizen'] as const) {
        const file = deck.name.replace(/\.html$/, `${ending}.pdf`);
        const pdf = await print(browser, page, ending);
        const pages = pagesOf(pdf.bytes);
        if (pages !== pdf.pages || (ending === '' && pages !== deck.slides)) {
          throw new PrintProblem(
            wording.badPrint(file, ending === '' ? deck.slides : pdf.pages, pages),
          );
        }
        await writeFile(join(folder, file), pdf.bytes);
        report({ file, pages });
      }
    }
  } finally {
    await browser.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** One print: its bytes and the number of pages the browser laid out. */
export async function print(
  browser: Browser,
  file: string,
  ending: keyof typeof ways,
): Promise<{ readonly bytes: Buffer; readonly pages: number }> {
  const page = await browser.newPage({ colorScheme: 'light' });
  try {
    await page.goto(`${pathToFileURL(file).href}?druck${ways[ending]}`);
    await page.waitForFunction('document.documentElement.dataset.druck === "fertig"');
    const pages = await page.locator('.pdf-page, .speaker-notes-pdf').count();
    const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true });
    return { bytes, pages };
  } finally {
    await page.close();
  }
}

/** The number of pages of a PDF as Chromium writes it. */
export function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
