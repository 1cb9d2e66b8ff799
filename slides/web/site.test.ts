import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { inChromium, type Opened, type OpenOptions } from '../browser/chromium.fixture.ts';
import { tooWide, violationsInThemes } from '../browser/looks.fixture.ts';
import { sharedSite } from '../browser/site.fixture.ts';

/** The book as a reader sees it: built, opened from a file, in a real browser. */

const { files, folder, urlOf } = await sharedSite();
// Decks are judged in slides/render/decks, the workshop in slides/web/workshop.
const pages = [...files.keys()].filter(
  (name) => name.endsWith('.html') && !name.startsWith('folien/') && !name.includes('/werkstatt/'),
);

test('the book has its pages', () => {
  expect(pages.length).toBeGreaterThan(25);
});

inChromium({ timeout: 240_000 }, (chromium) => {
  const open = (name: string, options?: OpenOptions) => chromium.open(urlOf(name), options);

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

  let tab: Opened;
  beforeAll(async () => {
    tab = await open('index.html');
  });

  test.each(pages)(
    '%s: no complaint, no request, nothing for axe in either theme, no scrolling sideways, small',
    async (name) => {
      const { page, complaints, requested } = tab;
      await tab.goOn(urlOf(name));
      expect(await page.getAttribute('html', 'lang')).toBe('de');
      expect(await violationsInThemes(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
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
