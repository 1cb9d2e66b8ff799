import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { buildDecks } from './build-decks.ts';
import { browserPath, pagesOf, print } from './pdf.ts';

/** The decks as a room sees them: one file each, opened by double click, in a real browser. */

const hasBrowser = existsSync(browserPath());
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const built = await buildDecks(ownLayout().root);
const decks = built.kind === 'built' ? built.decks : [];
let folder: string;
let browser: Browser;

/**
 * What is wrong on the slides, as `slide, theme, rule: element`; run in the page. All rules in the light
 * theme; in the dark one the contrast, for nothing else differs.
 */
const judge = (slides: number) => `(async () => {
  const found = [];
  for (let nr = 1; nr <= ${slides}; nr++) {
    location.hash = '#/folie-' + nr;
    const slide = document.getElementById('folie-' + nr);
    for (let i = 0; i < 500 && !slide.classList.contains('present'); i++) {
      await new Promise((done) => setTimeout(done, 10));
    }
    if (!slide.classList.contains('present')) { found.push(nr + ': cannot be reached'); continue; }
    for (const each of slide.querySelectorAll('.fragment')) {
      if (each.classList.contains('curtain')) each.remove();
      else each.classList.add('visible');
    }
    if (slide.scrollHeight > 724 || slide.scrollWidth > 1284) {
      found.push(nr + ': too full, ' + slide.scrollWidth + ' × ' + slide.scrollHeight);
    }
    for (const theme of ['light', 'dark']) {
      document.documentElement.dataset.theme = theme;
      const rules = theme === 'dark' ? { runOnly: ['color-contrast'] } : {};
      const { violations } = await axe.run(nr === 1 ? document : slide, { preload: false, resultTypes: ['violations'], ...rules });
      for (const { id, nodes } of violations) {
        for (const { target } of nodes) found.push(nr + ', ' + theme + ', ' + id + ': ' + target);
      }
    }
  }
  return found;
})()`;

test('there is a deck for each group of chapters, and a missing browser is no excuse where tests must run', () => {
  expect(decks.length).toBeGreaterThanOrEqual(7);
  if (process.env.CI === 'true') expect(hasBrowser).toBe(true);
});

describe.skipIf(!hasBrowser)('in Chromium', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'folien-'));
    for (const { name, html } of decks) await writeFile(join(folder, name), html);
    browser = await chromium.launch({
      executablePath: browserPath(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  async function open(
    name: string,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<{ page: Page; complaints: string[]; close(): Promise<void> }> {
    const context = await browser.newContext({
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 720 },
      ...options,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(?:file|data|blob):/.test(request.url())) complaints.push(`asks ${request.url()}`);
    });
    await page.goto(pathToFileURL(join(folder, name)).href);
    await page.waitForSelector('html[data-ready]', { state: 'attached' });
    return { page, complaints, close: () => context.close() };
  }

  test.each(decks)(
    '$name: on no slide a complaint, a request, too much text or anything for axe, in either theme',
    async ({ name, slides }) => {
      const { page, complaints, close } = await open(name);
      await page.evaluate(axe);
      expect({ found: await page.evaluate(judge(slides)), complaints }).toEqual({
        found: [],
        complaints: [],
      });
      expect(await page.getAttribute('html', 'lang')).toBe('de');
      await close();
    },
  );

  test.each(decks)(
    '$name: one key leads through every slide to the last',
    async ({ name, slides }) => {
      const { page, close } = await open(name);
      const seen = new Set<unknown>();
      const place = 'document.querySelector("section.present:not(.stack)").id';
      // Never more steps than slides and fragments together.
      const steps = slides + (await page.locator('.fragment').count());
      for (let i = 0; i < steps; i++) {
        seen.add(await page.evaluate(place));
        await page.keyboard.press('Space');
      }
      expect(seen.size).toBe(slides);
      await close();
    },
  );

  test('controls are named in German, and the deck is no application', async () => {
    const { page, close } = await open(decks[0]?.name ?? '');
    expect(await page.locator('[role=application]').count()).toBe(0);
    const labels = await page
      .locator('.controls button')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    expect(labels).toEqual(['vorige Folie', 'nächste Folie', 'Folie darüber', 'Folie darunter']);
    const next = page.locator('.controls .navigate-right');
    await next.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('location.hash')).toBe('#/folie-2');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).not.toBe(
      'none',
    );
    await close();
  });

  test('keys: theme, list of keys, overview and all slides in one scroll', async () => {
    const { page, complaints, close } = await open(decks[0]?.name ?? '', { colorScheme: 'light' });
    await page.keyboard.press('t');
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
    await page.keyboard.press('?');
    expect(await page.locator('dialog.keys').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog.keys').isVisible()).toBe(false);
    await page.keyboard.press('o');
    await page.waitForSelector('.reveal.overview');
    await page.keyboard.press('o');
    await page.keyboard.press('a');
    await page.waitForSelector('.reveal-scroll');
    expect(complaints).toEqual([]);
    await close();
  });

  test('nothing moves for those who asked for calm', async () => {
    const { page, close } = await open(decks[0]?.name ?? '');
    await page.keyboard.press('ArrowRight');
    const duration = await page.evaluate(
      'getComputedStyle(document.querySelector("section.present")).transitionDuration',
    );
    expect(duration).toMatch(/^0s/);
    await close();
  });

  test('the notes have their own window, which follows', async () => {
    const { page, close } = await open(decks[0]?.name ?? '');
    const [notes] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('s')]);
    await expect.poll(() => notes.textContent('main')).toMatch(/\S/);
    const before = await notes.textContent('strong');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => notes.textContent('strong')).not.toBe(before);
    await close();
  });

  test('a worked trace shows one event more with each step', async () => {
    const name = decks.find(({ html }) => html.includes('class="curtain'))?.name ?? '';
    const { page, close } = await open(name);
    const slide = await page.locator('section:has(.curtain)').first().getAttribute('id');
    await page.evaluate(`location.hash = '#/${slide}'`);
    const hidden = (): Promise<number> => page.locator(`#${slide} .curtain:not(.visible)`).count();
    const before = await hidden();
    await page.keyboard.press('Space');
    expect(before - (await hidden())).toBe(1);
    await close();
  });

  test('prints a page for each slide, for each step, and for notes; fonts embedded, text selectable', async () => {
    const deck = decks.find(({ name }) => name.startsWith('07'));
    if (deck === undefined) throw new Error('no deck 07');
    const file = join(folder, deck.name);
    const slides = await print(browser, file, '');
    expect(pagesOf(slides.bytes)).toBe(deck.slides);
    const source = slides.bytes.toString('latin1');
    expect(source).toMatch(/\/FontFile[23]/);
    expect(source).toMatch(/\/ToUnicode/);
    const steps = await print(browser, file, '-schritte');
    expect(pagesOf(steps.bytes)).toBe(steps.pages);
    expect(steps.pages).toBeGreaterThan(deck.slides);
    const notes = await print(browser, file, '-notizen');
    expect(pagesOf(notes.bytes)).toBe(2 * deck.slides);
  });
});
