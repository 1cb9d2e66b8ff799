import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownLayout } from '../../grader/catalogue/layout.ts';
import { buildBook } from '../render/book/build-book.ts';

/** The book as a reader sees it: built, opened from a file, in a real browser. */

const executable = '/usr/bin/chromium';
const hasBrowser = existsSync(executable);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let folder: string;
let browser: Browser;
const built = await buildBook(ownLayout().root, { withoutChecks: true });
const files = built.kind === 'built' ? built.files : new Map<string, string>();
// Decks are judged in slides/render/decks, the workshop in slides/web/workshop.
const pages = [...files.keys()].filter(
  (name) => name.endsWith('.html') && !name.startsWith('folien/') && !name.includes('/werkstatt/'),
);

test('the book can be built, and a missing browser is no excuse where tests must run', () => {
  expect(pages.length).toBeGreaterThan(25);
  if (process.env.CI === 'true') expect(hasBrowser).toBe(true);
});

describe.skipIf(!hasBrowser)('in Chromium', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'buch-'));
    for (const [name, content] of files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    browser = await chromium.launch({
      executablePath: executable,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  const urlOf = (name: string): string => pathToFileURL(join(folder, name)).href;

  async function open(name: string, options: Parameters<Browser['newContext']>[0] = {}) {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(?:file|data):/.test(request.url())) complaints.push(`asks for ${request.url()}`);
    });
    page.on('requestfailed', (request) => complaints.push(`cannot load ${request.url()}`));
    await page.goto(urlOf(name));
    return { page, complaints, close: () => context.close() };
  }

  /** What axe-core finds, as `rule: element`; only by these rules, or by all. */
  async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
    await page.evaluate(axe);
    return page.evaluate(async (only) => {
      const { axe: run } = globalThis as unknown as {
        axe: { run(context: Document, options: object): Promise<AxeResult> };
      };
      const { violations: found } = await run.run(document, {
        preload: false,
        ...(only === undefined ? {} : { runOnly: only }),
      });
      // A head that is a formula has its words in MathML, which axe takes for hidden text.
      const isFormula = (id: string, [target = '']: readonly string[]): boolean =>
        id === 'empty-table-header' && document.querySelector(`${target} math`) !== null;
      return found.flatMap(({ id, nodes }) =>
        nodes
          .filter(({ target }) => !isFormula(id, target))
          .map(({ target }) => `${id}: ${target}`),
      );
    }, rules);
  }

  test.each(pages)(
    '%s: no complaint, no request, nothing for axe in either theme',
    async (name) => {
      const { page, complaints, close } = await open(name, { colorScheme: 'light' });
      expect(await page.getAttribute('html', 'lang')).toBe('de');
      expect(await violations(page)).toEqual([]);
      // The theme changes nothing but colours.
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await violations(page, ['color-contrast'])).toEqual([]);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test.each([
    [360, 1],
    [640, 2],
  ])('%i px wide at zoom %i: no page scrolls sideways', async (width, deviceScaleFactor) => {
    const { page, close } = await open('index.html', {
      viewport: { width: width / deviceScaleFactor, height: 700 },
      deviceScaleFactor,
    });
    const tooWide: string[] = [];
    for (const name of pages) {
      await page.goto(urlOf(name));
      const [inner, outer] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      if ((inner ?? 0) > (outer ?? 0)) tooWide.push(`${name}: ${inner} > ${outer}`);
    }
    expect(tooWide).toEqual([]);
    await close();
  });

  test('the search finds umlauts, their spelling without, and parts of compounds', async () => {
    const { page, complaints, close } = await open('index.html');
    const search = async (words: string): Promise<string[]> => {
      await page.fill('#suche', words);
      await page.waitForSelector('#treffer:not([hidden])');
      await page.waitForTimeout(200);
      return page.locator('#treffer a').allTextContents();
    };
    expect((await search('Vektoruhr')).join()).toMatch(/Vektoruhr/);
    expect(await search('verfuegbarkeit')).toEqual(await search('Verfügbarkeit'));
    expect((await search('uhr')).join()).toMatch(/Vektoruhr/);
    expect((await search('Raftt')).join()).toMatch(/Raft/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/kapitel8\//);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a keyboard alone reaches the content, answers a question and reads why', async () => {
    const { page, complaints, close } = await open('kapitel8/04-verteilter-zustand.html');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('inhalt');
    const quiz = page.locator('form.quiz:has(input[type=radio])').first();
    await quiz.locator('input').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await expect.poll(() => quiz.locator('.verdict').count()).toBe(1);
    expect(await quiz.locator('.reasons li').count()).toBeGreaterThan(0);
    const focusRing = await quiz
      .locator('input:focus-visible')
      .evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(focusRing).not.toBe('none');
    expect(complaints).toEqual([]);
    await close();
  });

  test('steps of an ordering question move without a mouse', async () => {
    const withOrder = pages.find((name) => String(files.get(name)).includes('data-item='));
    const { page, close } = await open(withOrder ?? 'index.html');
    const list = page.locator('form.quiz ol').first();
    const order = (): Promise<string[]> =>
      list
        .locator('li')
        .evaluateAll((all) => all.map((item) => item.getAttribute('data-item') ?? ''));
    const before = await order();
    await list.locator('li').first().locator('[data-move="1"]').focus();
    await page.keyboard.press('Enter');
    expect(await order()).toEqual([before[1], before[0], ...before.slice(2)]);
    await close();
  });

  test('theme, answers and pages read are remembered in the browser alone', async () => {
    const { page, close } = await open('kapitel8/07-lamport.html', { colorScheme: 'light' });
    await page.click('[data-theme-switch]');
    await page.locator('.neighbours').scrollIntoViewIfNeeded();
    await page.waitForSelector('.contents a[aria-current][data-done]', { timeout: 20_000 });
    await page.goto(urlOf('index.html'));
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
    expect(await page.textContent('[data-progress-summary]')).toMatch(
      /^Sie haben 1 von \d+ Seiten/,
    );
    await close();
  });
});

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}
