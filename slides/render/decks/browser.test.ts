import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { inChromium, type Opened, type OpenOptions } from '../../browser/chromium.fixture.ts';
import { drawn, provideAxe, tooWide, violations } from '../../browser/looks.fixture.ts';
import { fontsOf, hasPdfReader, textsOf } from '../../browser/pdf.fixture.ts';
import { sharedSite } from '../../browser/site.fixture.ts';
import { pagesOf, print } from './pdf.ts';

/** The decks as a room sees them: one file each, opened by double click, in a real browser. */

const { files, folder, urlOf } = await sharedSite();
const decks = [...files]
  .filter(([name]) => /^folien\/.*\.html$/.test(name))
  .map(([name, content]) => {
    const html = String(content);
    const slides = new Set(html.match(/ id="folie-\d+"/g)).size;
    return { name, html, slides };
  });

/**
 * What is wrong on the present slide with all its steps, as `theme, rule: element`; run in the page. All
 * rules in the light theme; in the dark one the contrast, for nothing else differs. The other slides are
 * out of the way meanwhile: axe looks at the whole page however little it is asked for.
 */
const judge = `(async () => {
  const found = [];
  const slide = document.querySelector('section.present:not(.stack)');
  const fragments = slide.querySelectorAll('.fragment');
  for (const each of fragments) each.classList.add('visible');
  const others = [...document.querySelectorAll('.slides section')]
    .filter((each) => !each.contains(slide))
    .map((each) => [each, document.createComment('')]);
  for (const [each, place] of others) each.replaceWith(place);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  if (slide.scrollHeight > 724 || slide.scrollWidth > 1284) {
    found.push('too full, ' + slide.scrollWidth + ' × ' + slide.scrollHeight);
  }
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset.theme = theme;
    const rules = theme === 'dark' ? { runOnly: ['color-contrast'] } : {};
    const at = slide.id === 'folie-1' ? document : slide;
    const { violations } = await axe.run(at, { preload: false, resultTypes: ['violations'], ...rules });
    for (const { id, nodes } of violations) {
      for (const { target } of nodes) found.push(theme + ', ' + id + ': ' + target);
    }
  }
  for (const [each, place] of others) place.replaceWith(each);
  return { id: slide.id, found: found.map((each) => slide.id + ': ' + each) };
})()`;

test('there is a deck for each group of chapters', () => {
  expect(decks.length).toBeGreaterThanOrEqual(7);
  for (const { slides } of decks) expect(slides).toBeGreaterThanOrEqual(10);
});

inChromium({ timeout: 240_000 }, (chromium) => {
  async function open(name: string, options: OpenOptions = {}) {
    const opened = await chromium.open(urlOf(name), {
      viewport: { width: 1280, height: 720 },
      ...options,
    });
    await opened.page.waitForSelector('html[data-ready]', { state: 'attached' });
    return opened;
  }

  let tab: Opened;
  beforeAll(async () => {
    tab = await open(decks[0]?.name ?? '');
  });

  test.each(decks)(
    '$name: one key leads through every slide, and none has a complaint, a request, too much text or anything for axe',
    async ({ name, slides }) => {
      const { page, complaints } = tab;
      await tab.goOn(urlOf(name));
      await page.waitForSelector('html[data-ready]', { state: 'attached' });
      expect(await page.getAttribute('html', 'lang')).toBe('de');
      await provideAxe(page);
      const seen = new Set<string>();
      const found: string[] = [];
      for (let i = 0; i < slides; i += 1) {
        const judged = (await page.evaluate(judge)) as { id: string; found: string[] };
        seen.add(judged.id);
        found.push(...judged.found);
        await page.keyboard.press('Space');
      }
      expect({ found, complaints, seen: seen.size }).toEqual({
        found: [],
        complaints: [],
        seen: slides,
      });
    },
  );

  test('controls are named in German, and the deck is no application', async () => {
    const { page, close } = await open(decks[0]?.name ?? '');
    expect(await page.locator('[role=application]').count()).toBe(0);
    const labels = await page
      .locator('.reveal > .controls button')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    expect(labels).toEqual(['vorige Folie', 'nächste Folie', 'Folie darüber', 'Folie darunter']);
    const next = page.locator('.reveal > .controls .navigate-right');
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

  test('a worked trace goes on by one event with each step, and its player turns the deck', async () => {
    const name = decks.find(({ html }) => html.includes('class="curtain'))?.name ?? '';
    const { page, complaints, close } = await open(name);
    const id = await page.locator('section:has(.curtain)').first().getAttribute('id');
    await page.evaluate(`location.hash = '#/${id}'`);
    const slide = page.locator(`#${id}`);
    const player = slide.locator('trace-player');
    await player.waitFor();
    const curtains = await slide.locator('.curtain').count();
    const rows = (): Promise<string[]> => player.locator('.rows .st-nr').allTextContents();
    const shown = async (): Promise<[number, number]> => {
      await drawn(page);
      return [(await rows()).length, await slide.locator('.curtain.visible').count()];
    };
    expect(await shown()).toEqual([1, 0]);
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toEqual([2, 1]);
    await page.keyboard.press('Space');
    expect(await shown()).toEqual([3, 2]);
    await page.keyboard.press('ArrowLeft');
    expect(await shown()).toEqual([2, 1]);
    // A button, the slider and a click step the deck; their own keys do not turn it as well.
    await player.locator('[data-command=next]').focus();
    await page.keyboard.press('Enter');
    expect(await shown()).toEqual([3, 2]);
    await page.keyboard.press('Space');
    expect(await shown()).toEqual([4, 3]);
    await player.locator('input[type=range]').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await shown()).toEqual([3, 2]);
    const box = await player.locator('.rows').boundingBox();
    const height = (box?.height ?? 0) / (curtains + 1);
    await page.mouse.click((box?.x ?? 0) + 90, (box?.y ?? 0) + 1.5 * height);
    expect(await shown()).toEqual([2, 1]);
    await player.locator('[data-command=first]').click();
    expect(await shown()).toEqual([1, 0]);
    // The arrow keys stay the deck's, wherever in the picture the focus is.
    await player.locator('.stage').focus();
    for (let i = 0; i < curtains; i += 1) await page.keyboard.press('ArrowRight');
    expect((await shown())[1]).toBe(curtains);
    await expect
      .poll(() => page.evaluate('location.hash'), { timeout: 20_000 })
      .toBe(`#/${id}/${curtains - 1}`);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.evaluate('location.hash'), { timeout: 20_000 }).not.toContain(id);
    expect(complaints).toEqual([]);
    await close();
  });

  test('on a telephone and at a zoom of 200 % slides are read one below the other', async () => {
    const { page, complaints, close } = await open(decks[3]?.name ?? '', {
      viewport: { width: 360, height: 740 },
    });
    expect(await violations(page)).toEqual([]);
    const wide: string[] = [];
    const unseen: string[] = [];
    for (const { name } of decks) {
      for (const width of [360, 640]) {
        await page.setViewportSize({ width, height: 740 });
        await page.goto(urlOf(name));
        await page.waitForSelector('html[data-reading][data-ready]', { state: 'attached' });
        wide.push(...(await tooWide(page, [width])).map((each) => `${name}, ${each}`));
        const hidden = await page.evaluate<number>(
          `[...document.querySelectorAll('.slides section:not(.stack), .slides .fragment:not(.curtain)')]
            .filter((each) => !each.checkVisibility({ opacityProperty: true, visibilityProperty: true })).length`,
        );
        if (hidden > 0) unseen.push(`${name}, ${width}: ${hidden}`);
      }
    }
    expect({ wide, unseen, complaints }).toEqual({ wide: [], unseen: [], complaints: [] });
    await close();
  });

  test('prints a page for each slide, for each step, and for notes', async () => {
    const deck = decks.find(({ name }) => name.startsWith('folien/07'));
    if (deck === undefined) throw new Error('no deck 07');
    const file = join(folder, deck.name);
    const slides = await print(chromium.browser, file, '');
    expect(pagesOf(slides.bytes)).toBe(deck.slides);
    const steps = await print(chromium.browser, file, '-schritte');
    expect(pagesOf(steps.bytes)).toBe(steps.pages);
    expect(steps.pages).toBeGreaterThan(deck.slides);
    const notes = await print(chromium.browser, file, '-notizen');
    expect(pagesOf(notes.bytes)).toBe(2 * deck.slides);
  });

  test.skipIf(!hasPdfReader)(
    'printed, every font is embedded and every slide’s text can be selected',
    async () => {
      // One with code, formulas and traces.
      const deck = decks.find(({ name }) => name.startsWith('folien/04'));
      if (deck === undefined) throw new Error('no deck 04');
      const home = await mkdtemp(join(tmpdir(), 'druck-'));
      const pdf = join(home, 'folien.pdf');
      await writeFile(pdf, (await print(chromium.browser, join(folder, deck.name), '')).bytes);
      const fonts = fontsOf(pdf);
      expect(fonts.map(({ name }) => name).join()).toMatch(/KaTeX_Main-Regular/);
      expect(fonts.filter(({ isEmbedded, isReadable }) => !isEmbedded || !isReadable)).toEqual([]);
      const texts = textsOf(pdf);
      expect(texts).toHaveLength(deck.slides);
      const names = [...deck.html.matchAll(/<section id="folie-\d+"[^>]* aria-label="([^"]*)"/g)];
      expect(names).toHaveLength(deck.slides);
      for (const [index, [, name]] of names.entries()) expect(texts[index]).toContain(name);
      expect(texts.join(' ')).toContain('this.clock = Math.max(this.clock, timestamp) + 1;');
      await rm(home, { recursive: true, force: true });
    },
  );
});

test('a missing reader of PDF is no excuse where tests must run', () => {
  if (process.env.CI === 'true') expect(hasPdfReader).toBe(true);
});
