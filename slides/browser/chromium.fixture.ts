import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath } from '../render/decks/pdf.ts';

/** Debian's `chromium`, see `grader/test/debian-packages.ts`. */
const hasBrowser = existsSync(browserPath());

export interface OpenOptions extends BrowserContextOptions {
  /** What the page may ask for besides files and data; the machine itself, say. */
  readonly mayAsk?: RegExp;
  /** Messages of the console that are no complaint. */
  readonly mayLog?: RegExp;
  /** Run in the page before anything of its own. */
  readonly before?: string;
}

export interface Opened {
  readonly page: Page;
  /** Errors and warnings of the console, errors nobody caught, requests that should not have been or failed. */
  readonly complaints: readonly string[];
  /** Addresses that were asked for. */
  readonly requested: readonly string[];
  /**
   * Goes on to another page, light, as wide as a desk has it, and forgets complaints and requests. That
   * takes a third less of the processor than a tab for each page: this one knows the scripts by then.
   */
  goOn(url: string): Promise<void>;
  close(): Promise<void>;
}

/** The browser of one test file. */
export interface Chromium {
  readonly browser: Browser;
  /** A page in a profile of its own, loaded, its requests and complaints noted from the start. */
  open(url: string, options?: OpenOptions): Promise<Opened>;
}

export interface InChromium {
  /** For each test. */
  readonly timeout: number;
  /** More flags for Chromium. */
  readonly flags?: readonly string[];
}

/**
 * Tests in a real browser: one Chromium for all of them, started before the first and ended after the
 * last. Left out where there is none, which is no excuse where tests must run.
 */
export function inChromium(
  { timeout, flags = [] }: InChromium,
  tests: (chromium: Chromium) => void,
): void {
  test('a missing browser is no excuse where tests must run', () => {
    if (process.env.CI === 'true') expect(hasBrowser).toBe(true);
  });
  describe.skipIf(!hasBrowser)('in Chromium', { timeout }, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: browserPath(),
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...flags],
      });
    }, timeout);
    afterAll(() => browser?.close());
    tests({
      get browser() {
        return browser;
      },
      open: (url, options) => open(browser, url, options),
    });
  });
}

async function open(
  browser: Browser,
  url: string,
  { mayAsk, mayLog, before, ...options }: OpenOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  if (before !== undefined) await context.addInitScript(before);
  const page = await context.newPage();
  page.setDefaultTimeout(240_000);
  const complaints: string[] = [];
  const requested: string[] = [];
  page.on('console', (message) => {
    if (mayLog?.test(message.text())) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => complaints.push('a dialog')));
  page.on('request', (request) => {
    const asked = request.url();
    requested.push(asked);
    if (/^(?:file|data|blob|about):/.test(asked) || mayAsk?.test(asked)) return;
    complaints.push(`asks for ${asked}`);
  });
  page.on('requestfailed', (request) => {
    // Whoever goes on to another page breaks off what the last one still asked for.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
      complaints.push(`cannot load ${request.url()}`);
    }
  });
  await page.goto(url);
  return {
    page,
    complaints,
    requested,
    async goOn(next) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 1280, height: 720 });
      complaints.length = 0;
      requested.length = 0;
      await page.goto(next);
    },
    close: () => context.close(),
  };
}
