import { setTimeout } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { median } from '../../../grader/bench/table.ts';
import type { Exercise } from '../../../grader/catalogue/catalogue.ts';
import { statusWords } from '../../../grader/feedback/wording/report.ts';
import { workshopTarget } from '../workshop/build-workshops.ts';
import type { Texts } from './command-line.ts';
import type { FileServer } from './serve-files.ts';

/** How long a reader waits in the workshop, from *Prüfen* to the verdict on the reference. */
export interface WorkshopTimes {
  /** Page just opened, *Prüfen* pressed as soon as it can be. */
  readonly atOnceMs: number;
  /** The first check after somebody wrote for {@link writingMs}. */
  readonly firstMs: number;
  readonly againMs: number;
}

/** Nobody writes anything worth a check in less. */
export const writingMs = 5_000;
const times = 3;

/** Each opening has an empty cache. */
export async function inWorkshop(
  browser: Browser,
  server: FileServer,
  exercise: Exercise,
  texts: Texts,
): Promise<WorkshopTimes> {
  const atOnce: number[] = [];
  const first: number[] = [];
  const again: number[] = [];
  const url = server.url + workshopTarget(exercise);
  for (let i = 0; i < times; i += 1) {
    await opened(browser, url, exercise, texts, async (page) => {
      atOnce.push(await checked(page));
    });
    await opened(browser, url, exercise, texts, async (page) => {
      await page.locator('.cm-content').focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.type('\n// Noch einmal gelesen.');
      await setTimeout(writingMs);
      first.push(await checked(page));
      for (let more = 0; more < times; more += 1) again.push(await checked(page));
    });
  }
  return { atOnceMs: median(atOnce), firstMs: median(first), againMs: median(again) };
}

async function opened(
  browser: Browser,
  url: string,
  { chapter, manifest }: Exercise,
  texts: Texts,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  try {
    // As a reader finds it who comes back to their work.
    const key = JSON.stringify(`arbeitsbuch-kapitel8:werkstatt:${chapter}/${manifest.id}`);
    const work = JSON.stringify(JSON.stringify(texts));
    await context.addInitScript(
      // Not in the frames in which code is run: those have no storage.
      `if (location.protocol === 'http:') localStorage.setItem(${key}, ${work});`,
    );
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(url);
    await page.waitForSelector('.cm-content');
    await act(page);
  } finally {
    await context.close();
  }
}

/** @throws if the verdict is not that the reference passes. */
async function checked(page: Page): Promise<number> {
  const [ms, said] = await page.evaluate<[number, string]>(`(async () => {
    const button = document.querySelector('[data-check]');
    const began = performance.now();
    button.click();
    while (button.disabled) await new Promise((done) => requestAnimationFrame(done));
    return [performance.now() - began, document.querySelector('[data-status]').textContent];
  })()`);
  // „nicht bestanden“ ends alike.
  if (said.includes(`: ${statusWords.bestanden},`)) return ms;
  throw new Error(`${page.url()}: ${said}`);
}
