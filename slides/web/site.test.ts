import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
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

describe.skipIf(!hasBrowser)('in Chromium', { timeout: 240_000 }, () => {
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
    const requested: string[] = [];
    page.on('request', (request) => {
      requested.push(request.url());
      if (!/^(?:file|data):/.test(request.url())) complaints.push(`asks for ${request.url()}`);
    });
    page.on('requestfailed', (request) => complaints.push(`cannot load ${request.url()}`));
    await page.goto(urlOf(name));
    return { page, complaints, requested, close: () => context.close() };
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

  /** Bytes over the wire, compressed as a static host does it; fonts are compressed already. */
  function wireBytes(requested: Iterable<string>): number {
    let sum = 0;
    for (const url of requested) {
      const name = decodeURIComponent(new URL(url).pathname).slice(folder.length + 1);
      const content = files.get(name);
      if (content === undefined) throw new Error(`not of the site: ${url}`);
      sum += name.endsWith('.woff2') ? content.length : gzipSync(content).length;
    }
    return sum;
  }

  test.concurrent.each(pages)(
    '%s: no complaint, no request, nothing for axe in either theme, no scrolling sideways, small',
    async (name) => {
      const { page, complaints, requested, close } = await open(name, { colorScheme: 'light' });
      expect(await page.getAttribute('html', 'lang')).toBe('de');
      expect(await violations(page)).toEqual([]);
      // The theme changes nothing but colours.
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await violations(page, ['color-contrast'])).toEqual([]);
      // A telephone, and a screen of 640 px at a zoom of 200 %.
      const widths: [number, number, number][] = [];
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 700 });
        const [inner = 0, outer = 0] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
        ]);
        widths.push([width, inner, outer]);
      }
      expect(widths.filter(([, inner, outer]) => inner > outer)).toEqual([]);
      if (/^kapitel8\/\d\d-/.test(name)) {
        const traces: string[] = await page.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>('figure.trace')].map(
            ({ dataset }) => new URL(`ablaeufe/${dataset.trace}.js`, location.href).href,
          ),
        );
        // With all traces, though each is only loaded as it comes near the screen.
        expect(wireBytes(new Set([...requested, ...traces]))).toBeLessThan(300_000);
      }
      expect(complaints).toEqual([]);
      await close();
    },
  );

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
