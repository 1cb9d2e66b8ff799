import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Exercise, loadCatalogue } from '../../../grader/catalogue/catalogue.ts';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { StateFolder } from '../../../grader/check/state-folder.ts';
import { plainPaint } from '../../../grader/feedback/paint.ts';
import { statusWords } from '../../../grader/feedback/wording/report.ts';
import { readSubmissions } from '../../../grader/grade/input/read-submissions.ts';
import { checkExercise } from '../../../grader/judging/check-exercise.ts';
import { SuiteStore } from '../../../grader/judging/suite-store.ts';
import { FollowedExercise } from '../../../grader/practice/follow.ts';
import { servePractice } from '../../../grader/practice/server.ts';
import type { ExerciseResult } from '../../../grader/results/result.ts';
import { loadVariants } from '../../../grader/verify/variants.ts';
import { buildBook } from '../../render/book/build-book.ts';
import { workshopWording as words } from './wording.ts';

/** The workshop as a student uses it: in the book, opened from a file, in a real browser. */

const executable = '/usr/bin/chromium';
const hasBrowser = existsSync(executable);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const layout = ownLayout();
const suites = new SuiteStore({ withoutSecrets: true });
const solution = readFileSync(
  join(layout.solutions, 'kapitel8/lamport/reference/lamport.ts'),
  'utf8',
);
const lamport = 'kapitel8/werkstatt/lamport.html';
let files: ReadonlyMap<string, string | Uint8Array>;
let exercise: Exercise;
let folder: string;
let browser: Browser;

test('a missing browser is no excuse where tests must run', () => {
  if (process.env.CI === 'true') expect(hasBrowser).toBe(true);
});

describe.skipIf(!hasBrowser)('in Chromium', { timeout: 480_000 }, () => {
  beforeAll(async () => {
    const built = await buildBook(layout.root);
    if (built.kind === 'broken') throw built.problems[0];
    files = built.files;
    const exercises = (await loadCatalogue(layout)).flatMap((chapter) => chapter.exercises);
    exercise = exercises.find(({ manifest }) => manifest.id === 'lamport') as Exercise;
    folder = await mkdtemp(join(tmpdir(), 'werkstatt-'));
    for (const [name, content] of files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    browser = await chromium.launch({
      executablePath: executable,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
    });
  }, 480_000);
  afterAll(async () => {
    await browser?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  const urlOf = (name: string): string => pathToFileURL(join(folder, name)).href;

  async function open(options: BrowserContextOptions = {}, url = urlOf(lamport)) {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(240_000);
    const complaints: string[] = [];
    page.on('console', (message) => {
      // The editor says so when it is slow to settle; it settles all the same.
      if (message.text().startsWith('Measure loop restarted')) return;
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      const isOurs = /^(?:file|data|blob|about):$/.test(protocol) || hostname === '127.0.0.1';
      if (!isOurs) complaints.push(`asks for ${request.url()}`);
    });
    await page.goto(url);
    await page.waitForSelector('.cm-content');
    return { page, complaints, close: () => context.close() };
  }

  /** Puts a text in the place of all that the editor shows. */
  async function write(page: Page, text: string): Promise<void> {
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
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
      return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
    }, rules);
  }

  /** What the command line says of these files. */
  async function judged(text: string): Promise<ExerciseResult> {
    const sourceDir = await mkdtemp(join(tmpdir(), 'abgabe-'));
    await writeFile(join(sourceDir, 'lamport.ts'), text);
    const { result } = await checkExercise(
      { exercise, sourceDir, shownAs: 'exercises/kapitel8/lamport' },
      { seed: 1 },
      { layout, suites, signal: new AbortController().signal, onProgress: () => undefined },
    );
    await rm(sourceDir, { recursive: true, force: true });
    return result;
  }

  async function mutant(id: string): Promise<string> {
    const variants = await loadVariants(layout, exercise);
    const found = variants.find((variant) => variant.id === id);
    return found?.sources.files.get('lamport.ts') ?? '';
  }

  test('solves an exercise by keyboard alone, with the command line’s points', async () => {
    const { page, complaints, close } = await open();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const focused = () =>
      page.evaluate(() => {
        const active = document.activeElement;
        return active?.getAttribute('role') ?? active?.tagName ?? '';
      });
    for (let i = 0; i < 60 && (await focused()) !== 'tab'; i++) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('[role=tab][aria-selected=true]').textContent()).toMatch(
      /^contract\.ts/,
    );
    await page.keyboard.press('Home');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('textbox');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(solution);
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('[data-status] a');
    const { points, maxPoints, status } = await judged(solution);
    expect(status).toBe('bestanden');
    expect(await page.textContent('[data-status]')).toContain(
      words.done(statusWords[status], `${points} von ${maxPoints} Punkten`),
    );
    // Tab indents, Escape and Tab leaves.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('BUTTON');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => location.hash)).toBe('#ergebnis');
    expect(complaints).toEqual([]);
    await close();
  });

  test('a typical mistake: the same words, its counterexample in the player, hints, replay', async () => {
    const { page, complaints, close } = await open({ viewport: { width: 1280, height: 900 } });
    const text = await mutant('receive-overwrites');
    await write(page, text);
    await page.click('[data-check]');
    await page.waitForSelector('section.property');
    const result = await judged(text);
    for (const { id, message, title, rule } of result.properties) {
      const section = page.locator(`section.property:has(#eigenschaft-${id})`);
      if ((await section.count()) === 0) continue;
      const said = (await section.textContent()) ?? '';
      for (const part of [title, message, rule]) expect(said).toContain(part?.split(' `')[0]);
    }
    expect(await page.locator('section.property').count()).toBeGreaterThan(1);
    const section = page.locator('section.property:has(#eigenschaft-clock-condition)');
    await section.scrollIntoViewIfNeeded();
    const player = section.locator('trace-player');
    await player.waitFor();
    expect(
      await player.evaluate((element) => (element as HTMLElement & { length: number }).length),
    ).toBeGreaterThan(3);
    const hints = section.locator('> details:not(.events):visible');
    expect(await hints.count()).toBe(1);
    await section.getByRole('button', { name: words.nextHint(2, 3) }).click();
    expect(await hints.count()).toBe(2);
    expect(await section.getByRole('link', { name: /^„/ }).first().getAttribute('href')).toMatch(
      /^\.\.\/07-lamport\.html#/,
    );
    expect(await violations(page)).toEqual([]);
    // The theme changes nothing but colours.
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page, ['color-contrast'])).toEqual([]);
    // The token replays this run alone, with what is in the editor now.
    const token = result.properties.find(({ id }) => id === 'clock-condition')?.replay;
    const replay = section.getByRole('link', { name: words.replayHere });
    expect(await replay.getAttribute('href')).toBe(`#wiederholen=${token}`);
    await write(page, solution);
    expect(await page.locator('.stale').count()).toBe(1);
    await replay.click();
    await page.getByText(words.holdsNow).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('findings lead into the editor; hostile code leaves the page alive', async () => {
    const { page, close } = await open();
    await write(page, `import { x } from 'node:fs';\n${solution}`);
    await page.click('[data-check]');
    const place = page.locator('[data-result] button.place').first();
    await place.waitFor();
    await page.getByRole('tab', { name: /contract/ }).click();
    await place.click();
    expect(await page.locator('[role=tab][aria-selected=true]').textContent()).toBe('lamport.ts');
    expect(await page.locator('.cm-lint-marker').count()).toBeGreaterThan(0);
    await write(page, solution.replace('time = time + 1;', 'for (;;) time = time + 1;'));
    await page.click('[data-check]');
    await page.locator('[data-status] a').waitFor();
    expect(await page.textContent('[data-status]')).toContain(statusWords['nicht-abgeschlossen']);
    await page.click('[data-check]');
    await page.click('[data-cancel]');
    await page.getByText(words.cancelled).waitFor();
    await close();
  });

  test('work survives a reload, can be reset and taken back, saved as a hand-in and loaded', async () => {
    const { page, close } = await open();
    await write(page, '// Meine Lösung äöü\n');
    await page.getByText(words.saved).waitFor();
    await page.reload();
    const text = () => page.locator('.cm-content').textContent();
    await expect.poll(text).toContain('Meine Lösung äöü');
    await page.click('[data-archive] summary');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('[data-download]'),
    ]);
    const zip = join(folder, 'meine.zip');
    await download.saveAs(zip);
    const read = await readSubmissions([zip], { exercises: [exercise], secret: 's' });
    const [attempt] = read.submissions[0]?.attempts ?? [];
    const handedIn = attempt?.files.get('lamport/lamport.ts') ?? new Uint8Array();
    expect(Buffer.from(handedIn).toString('utf8')).toBe('// Meine Lösung äöü\n');
    await page.click('[data-reset]');
    await expect.poll(text).toContain('Aufgabe 8.7');
    await page.getByRole('button', { name: words.undo }).click();
    await expect.poll(text).toContain('Meine Lösung äöü');
    await page.click('[data-reset]');
    await page.setInputFiles('[data-chosen]', zip);
    await page.getByText(words.loaded(['lamport.ts'])).waitFor();
    await expect.poll(text).toContain('Meine Lösung äöü');
    await close();
  });

  test('says so where the browser keeps nothing', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'localStorage', {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await page.goto(urlOf(lamport));
    await page.getByText(words.notSaved).waitFor();
    await context.close();
  });

  test('our types are proposed with what their authors wrote, and explained at a key', async () => {
    const { page, close } = await open();
    await write(
      page,
      'export function createMutexProcess(context: Context<MutexMessage>) {\n  context.',
    );
    await page.keyboard.type('se');
    const proposal = page.locator('.cm-tooltip-autocomplete li', { hasText: 'send' }).first();
    await proposal.waitFor();
    expect(await proposal.textContent()).toBe('send(to: NodeId, message: Message): void');
    expect(await page.locator('.cm-tooltip-autocomplete li').allTextContents()).not.toContain(
      'Set',
    );
    await page.keyboard.press('Escape');
    await page.keyboard.type('lf;\n  const stamp: Stam');
    await page.locator('.cm-tooltip-autocomplete li', { hasText: 'Stamp' }).first().waitFor();
    await page.waitForTimeout(150);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('.cm-content').textContent())
      .toContain("import type { Stamp } from './contract.ts'");
    await page.keyboard.press('Control+i');
    expect(await page.locator('.cm-explained').first().textContent()).toContain(
      'Ein Zeitstempel der Lamport-Uhr samt dem Knoten',
    );
    await close();
  });

  test('workshops open without complaint, at 360 px and at 200 %, nothing sideways', async () => {
    const names = [...files.keys()].filter((name) => /\/werkstatt\/[^/]+\.html$/.test(name));
    expect(names).toHaveLength(9);
    // 320 px is what 200 % leaves of 640; where it fits, 360 px do too.
    for (const [width, deviceScaleFactor, opened] of [
      // Their tasks are judged on pages of their own.
      [320, 2, names.filter((_, i) => i % 3 === 0)],
      [360, 1, [lamport]],
    ] as const) {
      const options = { viewport: { width, height: 700 }, deviceScaleFactor };
      const { page, complaints, close } = await open(options);
      for (const name of opened) {
        await page.goto(urlOf(name));
        await page.waitForSelector('.cm-content');
        const [inner = 0, outer = 0] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
        ]);
        expect([name, Math.max(inner, outer)]).toEqual([name, outer]);
      }
      expect(await page.locator('[data-check]').isEnabled()).toBe(true);
      await page.click('[data-fold]');
      expect(await page.locator('.task-text').isVisible()).toBe(true);
      expect(complaints).toEqual([]);
      await close();
    }
  });

  test('practice: a file saved on disk brings its verdict without a reload', async () => {
    const home = await mkdtemp(join(tmpdir(), 'uebung-'));
    const own = join(home, 'lamport');
    await cp(exercise.folder, own, { recursive: true });
    const followed = new FollowedExercise(
      { ...exercise, folder: own },
      {
        layout,
        suites,
        state: new StateFolder(join(home, '.kapitel')),
        terminal: {
          paint: plainPaint,
          progressOutput: { write: () => true },
          print: () => undefined,
          complain: () => undefined,
        },
        signal: new AbortController().signal,
        nowMs: () => performance.now(),
      },
      (error) => {
        throw error;
      },
    );
    const site = { read: async (path: string) => files.get(path) };
    const server = await servePractice(site, new Map([['kapitel8/lamport', followed]]), 0);
    const { page, complaints, close } = await open({}, server.url + lamport);
    await page.evaluate(() => {
      (globalThis as { isSamePage?: boolean }).isSamePage = true;
    });
    await page.getByText(words.practice).waitFor();
    await page.locator('[data-status] a').waitFor();
    expect(await page.textContent('[data-result]')).toContain('0 von');
    expect(await page.locator('[data-check]').isVisible()).toBe(false);
    await page.locator('.cm-content').focus();
    await page.keyboard.type('nichts');
    expect(await page.locator('.cm-content').textContent()).not.toContain('nichts');
    await writeFile(join(own, 'lamport.ts'), solution);
    await page.waitForSelector('[data-result] .verdict .good');
    expect(await page.locator('.cm-content').textContent()).toContain('Reference for exercise');
    expect(await page.evaluate(() => (globalThis as { isSamePage?: boolean }).isSamePage)).toBe(
      true,
    );
    expect(await readFile(join(own, 'lamport.ts'), 'utf8')).toBe(solution);
    expect(complaints).toEqual([]);
    await close();
    await server.close();
    await rm(home, { recursive: true, force: true });
  });
});

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}
