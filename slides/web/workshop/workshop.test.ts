import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
import { inChromium, type Opened, type OpenOptions } from '../../browser/chromium.fixture.ts';
import { tooWide, violationsInThemes } from '../../browser/looks.fixture.ts';
import { type Site, sharedSite } from '../../browser/site.fixture.ts';
import { workshopWording as words } from './wording.ts';

/** The workshop as a student uses it: in the book, opened from a file, in a real browser. */

const layout = ownLayout();
const suites = new SuiteStore({ withoutSecrets: true });
const solution = readFileSync(
  join(layout.solutions, 'kapitel8/lamport/reference/lamport.ts'),
  'utf8',
);
const lamport = 'kapitel8/werkstatt/lamport.html';
let site: Site;
let exercise: Exercise;
/** For what tests save. */
let scratch: string;

inChromium({ timeout: 480_000 }, (chromium) => {
  beforeAll(async () => {
    site = await sharedSite();
    const exercises = (await loadCatalogue(layout)).flatMap((chapter) => chapter.exercises);
    exercise = exercises.find(({ manifest }) => manifest.id === 'lamport') as Exercise;
    scratch = await mkdtemp(join(tmpdir(), 'werkstatt-'));
  }, 480_000);
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  async function open(options: OpenOptions = {}, url = site.urlOf(lamport)) {
    const opened = await chromium.open(url, {
      mayAsk: /^http:\/\/127\.0\.0\.1:/,
      // The editor says so when it is slow to settle; it settles all the same.
      mayLog: /^Measure loop restarted/,
      ...options,
    });
    await opened.page.waitForSelector('.cm-content');
    return opened;
  }

  /** Puts a text in the place of all that the editor shows. */
  async function write(page: Page, text: string): Promise<void> {
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
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
    expect(await violationsInThemes(page)).toEqual([]);
    // The token replays this run alone, with what is in the editor now.
    const token = result.properties.find(({ id }) => id === 'clock-condition')?.replay;
    const replay = section.getByRole('link', { name: words.replayHere });
    expect(await replay.getAttribute('href')).toBe(`#wiederholen=${token}`);
    await write(page, solution);
    expect(await page.locator('.stale').count()).toBe(1);
    await replay.click();
    await page.getByText(words.holdsNow).waitFor();
    await page.getByText(words.playedHolds).waitFor();
    const played = page.locator(`section:has(> h3:text-is("${words.playedTitle}")) trace-player`);
    expect(
      await played.evaluate((element) => (element as HTMLElement & { length: number }).length),
    ).toBeGreaterThan(3);
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
    const zip = join(scratch, 'meine.zip');
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

  test('a module of one’s own is added, judged with the others, saved, removed and taken back', async () => {
    const { page, complaints, close } = await open();
    const tabs = page.locator('[data-tabs] [role=tab]');
    await page.click('[data-archive] summary');
    const ask = async (name: string): Promise<void> => {
      await page.fill('[data-add] input', name);
      await page.click('[data-add] button:not([data-remove])');
    };
    await ask('contract.ts');
    await page.getByText(words.cannotAdd('contract.ts')).waitFor();
    await ask('schritt');
    await page.getByText(words.added('schritt.ts')).waitFor();
    await write(page, 'export const step = 1;\n');
    await tabs.first().click();
    const split = `import { step } from './schritt.ts';\n${solution}`;
    await write(page, split.replace('time = time + 1;', 'time = time + step;'));
    await page.click('[data-check]');
    await page.locator('[data-result] .verdict .good').waitFor();
    expect((await tabs.allTextContents()).at(-1)).toBe('schritt.ts');
    await page.reload();
    await tabs.last().click();
    await expect.poll(() => page.locator('.cm-content').textContent()).toContain('step = 1');
    await page.click('[data-archive] summary');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('[data-download]'),
    ]);
    const zip = join(scratch, 'mit-helfer.zip');
    await download.saveAs(zip);
    const read = await readSubmissions([zip], { exercises: [exercise], secret: 's' });
    expect([...(read.submissions[0]?.attempts[0]?.files.keys() ?? [])]).toEqual([
      'lamport/lamport.ts',
      'lamport/schritt.ts',
    ]);
    await page.getByRole('button', { name: words.remove('schritt.ts') }).click();
    expect(await tabs.count()).toBe(2);
    await page.getByRole('button', { name: words.undo }).click();
    expect((await tabs.allTextContents()).at(-1)).toBe('schritt.ts');
    expect(complaints).toEqual([]);
    await close();
  });

  test('says so where the browser keeps nothing', async () => {
    const denied = `Object.defineProperty(globalThis, 'localStorage', {
      get: () => { throw new DOMException('denied', 'SecurityError'); } });`;
    const { page, close } = await open({ before: denied });
    await page.getByText(words.notSaved).waitFor();
    await close();
  });

  test('what judges is loaded when the page is calm; for who saves data, when somebody writes', async () => {
    const isLoaded = ({ requested }: Opened): boolean =>
      requested.some((url) => url.endsWith('werkstatt/teile/esbuild.js'));
    const calm = await open();
    await expect.poll(() => isLoaded(calm)).toBe(true);
    await calm.close();
    const saving = await open({
      before: `Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) });`,
    });
    for (let i = 0; i < 3; i += 1) {
      await saving.page.evaluate('new Promise((done) => requestIdleCallback(() => done()))');
    }
    expect(isLoaded(saving)).toBe(false);
    await saving.page.locator('.cm-content').focus();
    await expect.poll(() => isLoaded(saving)).toBe(true);
    expect([...calm.complaints, ...saving.complaints]).toEqual([]);
    await saving.close();
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
    const names = [...site.files.keys()].filter((name) => /\/werkstatt\/[^/]+\.html$/.test(name));
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
        await page.goto(site.urlOf(name));
        await page.waitForSelector('.cm-content');
        expect([name, await tooWide(page, [width])]).toEqual([name, []]);
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
    const book = { read: async (path: string) => site.files.get(path) };
    const server = await servePractice(book, new Map([['kapitel8/lamport', followed]]), 0);
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
    // A module of one's own belongs to it as well.
    await writeFile(join(own, 'schritt.ts'), 'export const step = 1;\n');
    await writeFile(join(own, 'lamport.ts'), solution);
    await page.waitForSelector('[data-result] .verdict .good');
    await page.getByRole('tab', { name: 'schritt.ts' }).waitFor();
    expect(await page.locator('.cm-content').textContent()).toContain('Reference for exercise');
    expect(await page.evaluate(() => (globalThis as { isSamePage?: boolean }).isSamePage)).toBe(
      true,
    );
    expect(await readFile(join(own, 'lamport.ts'), 'utf8')).toBe(solution);
    // An address with a token plays its run with the files on disk, also in a page that has none yet.
    const { properties } = await judged(await mutant('receive-overwrites'));
    const token = properties.find(({ id }) => id === 'clock-condition')?.replay;
    const replayed = await open({}, `${server.url}${lamport}#wiederholen=${token}`);
    await replayed.page.getByText(words.holdsNow).waitFor();
    await replayed.page.getByText(words.playedHolds).waitFor();
    await replayed.page.locator('[data-result] trace-player').waitFor();
    expect(replayed.complaints).toEqual([]);
    // A verdict on what is saved then takes its place.
    await writeFile(join(own, 'lamport.ts'), `${solution}\n`);
    await replayed.page.locator('[data-result] trace-player').waitFor({ state: 'detached' });
    await replayed.close();
    expect(complaints).toEqual([]);
    await close();
    await server.close();
    await rm(home, { recursive: true, force: true });
  });
});
