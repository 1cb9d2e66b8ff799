import type { Browser, Page } from 'playwright-core';
import { longTrace } from '../../web/player/long-trace.ts';
import type { FileServer } from './serve-files.ts';

export interface Painted {
  readonly name: string;
  /** First contentful paint after the navigation began. */
  readonly paintMs: number;
  /** Over the wire, with the traces that scrolling to the end loads. */
  readonly bytes: number;
}

const openings = 3;

/** Opens each page with an empty cache, several times; the time is the median. */
export async function firstPaints(
  browser: Browser,
  server: FileServer,
  names: readonly string[],
): Promise<Painted[]> {
  const painted: Painted[] = [];
  // The start of the browser itself is nobody's page.
  await inNewPage(browser, (page) => page.goto(server.url + (names[0] ?? '')));
  for (const name of names) {
    const times: number[] = [];
    let bytes = 0;
    for (let i = 0; i < openings; i += 1) {
      await inNewPage(browser, async (page) => {
        server.takeBytes();
        times.push(await openedIn(page, server.url + name));
        bytes = server.takeBytes();
      });
    }
    times.sort((a, b) => a - b);
    painted.push({ name, paintMs: times[openings >> 1] ?? Number.NaN, bytes });
  }
  return painted;
}

async function openedIn(page: Page, url: string): Promise<number> {
  await page.goto(url);
  const paintMs = await page.evaluate<number>(`new Promise((done) =>
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint !== undefined) done(paint.startTime);
        }).observe({ type: 'paint', buffered: true }))`);
  await page.waitForLoadState();
  // The browser makes them ready as they come near the screen.
  await page.evaluate(`(async () => {
        const traces = [...document.querySelectorAll('figure.trace')].map(
          ({ dataset }) => 'ablaeufe/' + dataset.trace + '.js');
        const known = performance.getEntriesByType('resource').map(({ name }) => name);
        const missing = traces.filter((each) => !known.some((name) => name.endsWith(each)));
        await Promise.all(missing.map((each) => fetch(each).then((answer) => answer.text())));
      })()`);
  return paintMs;
}

const events = 10_000;
const steps = 200;

/** Steps through a long trace, one step a frame. */
export async function framesPerSecond(
  browser: Browser,
  server: FileServer,
  name: string,
): Promise<number> {
  let frames = 0;
  await inNewPage(browser, async (page) => {
    await page.goto(server.url + name);
    await page.locator('figure.trace').first().scrollIntoViewIfNeeded();
    await page.locator('trace-player').first().waitFor();
    await page.evaluate(
      `document.querySelector('trace-player').content = ${JSON.stringify({ trace: longTrace(events) })}`,
    );
    const ms = await page.evaluate<number>(`(async () => {
      const player = document.querySelector('trace-player');
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      player.position = Math.floor(player.length / 2);
      await frame();
      const began = performance.now();
      for (let i = 0; i < ${steps}; i += 1) {
        player.position += 1;
        await frame();
      }
      return performance.now() - began;
    })()`);
    frames = (steps * 1000) / ms;
  });
  return frames;
}

async function inNewPage(browser: Browser, act: (page: Page) => Promise<unknown>): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(100_000);
    await act(page);
  } finally {
    await context.close();
  }
}
