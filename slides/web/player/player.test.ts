import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadExercise } from '../../../grader/catalogue/catalogue.ts';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { renderPages as renderReport } from '../../../grader/feedback/html/pages.ts';
import {
  everything,
  type Step,
  traceOf,
} from '../../../grader/feedback/space-time/sample-trace.ts';
import {
  counterexample,
  exerciseView,
  propertyResult,
  shortTrace,
} from '../../../grader/feedback/view.fixture.ts';
import { checkExercise } from '../../../grader/judging/check-exercise.ts';
import { loadPlayer } from '../../../grader/judging/player-program.ts';
import { parseToken, type Replay } from '../../../grader/judging/replay-token.ts';
import { SuiteStore } from '../../../grader/judging/suite-store.ts';
import { scoreChapter } from '../../../grader/results/chapter-result.ts';
import type { PropertyResult } from '../../../grader/results/result.ts';
import type { SceneResult } from '../../../grader/scenes/result.ts';
import { loadMutants, loadReferenceSources, mutate } from '../../../grader/verify/variants.ts';
import { inChromium, type OpenOptions } from '../../browser/chromium.fixture.ts';
import { drawn, violations, violationsInThemes } from '../../browser/looks.fixture.ts';
import { sharedSite } from '../../browser/site.fixture.ts';
import { longTrace } from './long-trace.ts';

/** The player as a reader uses it: in the book, opened from a file, in a real browser. */

const layout = ownLayout();
const { root } = layout;
const { files, urlOf } = await sharedSite();
const raft = JSON.parse(
  readFileSync(join(root, 'chapters/kapitel8/ablaeufe/raft-wahl.json'), 'utf8'),
) as SceneResult;
const chapter = 'kapitel8/08-raft.html';
/** For pages that are not of the site. */
let scratch: string;

/** What a page of the tests sees of a player. */
interface Player extends HTMLElement {
  position: number;
  readonly length: number;
  content: object;
  goTo(seq: number): void;
}

test('only pages with traces load the player, and it is small', () => {
  const loads = [...files].filter(([, text]) => String(text).includes('player.js"'));
  expect(loads.length).toBeGreaterThan(10);
  for (const [name, text] of loads) {
    expect([name, String(text).includes('figure class="trace"')]).toEqual([name, true]);
  }
  expect(String(files.get('index.html'))).not.toContain('player.js');
  expect(gzipSync(String(files.get('player.js'))).length).toBeLessThan(40_000);
});

inChromium({ timeout: 240_000 }, (chromium) => {
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'ablauf-'));
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  async function open(options: OpenOptions = {}, name = chapter) {
    const opened = await chromium.open(urlOf(name), options);
    await opened.page.locator('figure.trace').first().scrollIntoViewIfNeeded();
    const player = opened.page.locator('trace-player').first();
    await player.waitFor();
    return { ...opened, player };
  }

  const seqShown = async (page: Page): Promise<number> => {
    await drawn(page);
    const text = await page.locator('trace-player .where').first().textContent();
    return Number(/Nr\. ([\d.]+)/.exec(text ?? '')?.[1]?.replaceAll('.', ''));
  };

  test('its steps are the events of the trace, and each explanation stands at its event', async () => {
    const { player, complaints, close } = await open();
    const captions = new Map(raft.steps.map(({ event, caption }) => [event, caption]));
    await player.locator('[data-command=first]').click({ force: true });
    // In the page itself: a click for each of some fifty events from here takes its time.
    const walked = await player.evaluate(async (element, steps) => {
      const root = element.shadowRoot;
      const seen: [string, string[]][] = [];
      for (let i = 0; i < steps; i += 1) {
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const texts = [...(root?.querySelectorAll('.explanation') ?? [])];
        seen.push([
          root?.querySelector('.where')?.textContent ?? '',
          texts.map(({ textContent }) => textContent ?? ''),
        ]);
        root?.querySelector<HTMLElement>('[data-command=next]')?.click();
      }
      return seen;
    }, raft.shown.length);
    const seen = walked.map(([where]) => Number(/Nr\. (\d+)/.exec(where)?.[1]));
    expect(walked.map(([, explained]) => explained)).toEqual(
      raft.shown.map((seq) => (captions.has(seq) ? [captions.get(seq)] : [])),
    );
    expect(seen).toEqual(raft.shown);
    await player.locator('summary').click();
    const rows = await player
      .locator('tbody tr')
      .evaluateAll((all) => all.map((row) => Number(row.getAttribute('data-seq'))));
    expect(rows).toEqual(raft.shown);
    expect(await player.locator('tr[aria-current=step]').count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  test('shows what was left out on request, and stays where it was', async () => {
    const { page, player, close } = await open();
    await player.evaluate((element) => (element as Player).goTo(53));
    await player.locator('[data-everything]').check();
    expect(await seqShown(page)).toBe(53);
    const length = await player.evaluate((element) => (element as Player).length);
    expect(length).toBeGreaterThan(raft.shown.length);
    expect(await player.locator('[data-everything]').isChecked()).toBe(true);
    await close();
  });

  test('a keyboard alone goes through it; the focus is seen everywhere', async () => {
    const { page, player, complaints, close } = await open();
    await player.locator('[data-command=first]').focus();
    const visited: string[] = [];
    for (let i = 0; i < 14; i += 1) {
      const [name, outline] = await player.evaluate((element) => {
        const active = element.shadowRoot?.activeElement;
        if (active == null) return ['', ''];
        const label = active.getAttribute('aria-label') ?? active.textContent ?? '';
        return [label.trim(), getComputedStyle(active).outlineStyle];
      });
      if (name === '') break;
      visited.push(name ?? '');
      expect([name, outline]).toEqual([name, 'solid']);
      await page.keyboard.press('Tab');
    }
    expect(visited.slice(0, 8)).toEqual([
      'Zum Anfang',
      'Ein Ereignis zurück',
      'Abspielen',
      'Ein Ereignis weiter',
      'Zum Ende',
      'Nächste Erklärung',
      'Zum ersten Unterschied',
      'Stelle im Ablauf',
    ]);
    expect(visited[8]).toMatch(/^Raum-Zeit-Diagramm/);

    const press = async (...keys: string[]): Promise<number> => {
      for (const key of keys) await page.keyboard.press(key);
      return seqShown(page);
    };
    await player.locator('.stage').focus();
    const { shown } = raft;
    expect(await press('Home')).toBe(shown[0]);
    expect(await press('ArrowDown', 'ArrowDown')).toBe(shown[2]);
    expect(await press('ArrowUp')).toBe(shown[1]);
    expect(await press('End')).toBe(shown.at(-1));
    expect(await press('ArrowDown')).toBe(shown.at(-1));
    const slider = player.locator('input[type=range]');
    await slider.focus();
    expect(await press('Home', 'ArrowRight')).toBe(shown[1]);
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^Ereignis 2 von 52 \(Nr\. 6\)/);
    await player.locator('[data-command=explained]').focus();
    expect(await press('Enter')).toBe(raft.steps[1]?.event);
    expect(complaints).toEqual([]);
    await close();
  });

  test('takes no key from fields, nor those with Ctrl, Alt or Meta', async () => {
    const { page, player, close } = await open();
    await player.locator('.stage').focus();
    await page.keyboard.press('Home');
    const first = raft.shown[0];
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('Alt+ArrowDown');
    expect(await seqShown(page)).toBe(first);
    await page.focus('#suche');
    await page.keyboard.type('uhr');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.querySelector('input')?.selectionStart)).toBe(1);
    expect(await seqShown(page)).toBe(first);
    await close();
  });

  test('a click goes to the event it hits, and a finger does too', async () => {
    const { page, player, close } = await open({ hasTouch: true });
    await player.locator('[data-command=first]').click({ force: true });
    const stage = await player.locator('.rows').boundingBox();
    if (stage === null) throw new Error('no stage');
    await page.mouse.click(stage.x + 60, stage.y + 28 * 3 + 10);
    expect(await seqShown(page)).toBe(raft.shown[3]);
    await page.touchscreen.tap(stage.x + 60, stage.y + 28 * 5 + 10);
    expect(await seqShown(page)).toBe(raft.shown[5]);
    await close();
  });

  test('axe finds nothing in either theme, neither at the start nor at a crash', async () => {
    const { page, player, complaints, close } = await open();
    expect(await violationsInThemes(page, 'figure.trace')).toEqual([]);
    await player.evaluate((element) => (element as Player).goTo(53));
    await player.locator('summary').click();
    await drawn(page);
    expect(await violationsInThemes(page, 'figure.trace')).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('360 px wide: nothing scrolls sideways, every button can be hit, the lanes are seen', async () => {
    const { page, player, close } = await open({ viewport: { width: 360, height: 740 } });
    const [inner, outer] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(inner).toBeLessThanOrEqual(outer ?? 0);
    for (const button of await player.locator('button').all()) {
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(38);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    }
    const names = await player.locator('.heads .st-lane-name').allTextContents();
    expect(names).toEqual(['Clients', 'n1', 'n2', 'n3']);
    await close();
  });

  test('the picture stays: as a choice, and for paper', async () => {
    const { page, player, close } = await open();
    const picture = page.locator('figure.trace > .scroll').first();
    expect(await picture.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect([await picture.isVisible(), await player.isVisible()]).toEqual([true, false]);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Als Bild zeigen' }).first().click();
    expect([await picture.isVisible(), await player.isVisible()]).toEqual([true, false]);
    await close();
  });

  test('every kind of event can be shown, and the blamed one is named in words', async () => {
    const { page, player, complaints, close } = await open();
    await player.evaluate(
      (element, content) => {
        (element as Player).content = content;
      },
      { trace: everything, marked: [18, 12], blame: 'wrong' },
    );
    expect(await seqShown(page)).toBe(18);
    expect(await player.locator('.verdict').textContent()).toMatch(/Erster falscher Schritt/);
    await player.locator('[data-command=last]').click({ force: true });
    await player.locator('[data-command=blamed]').click();
    expect(await seqShown(page)).toBe(18);
    expect(complaints).toEqual([]);
    await close();
  });

  test('who wants to predict sees nothing of what comes, and is asked before it is explained', async () => {
    const { page, player, complaints, close } = await open();
    expect(await player.locator('.questions').isVisible()).toBe(false);
    await player.locator('[data-predict]').check();
    const links = await player
      .locator('.questions a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links).toContain('#quiz-raft-ablauf-eintrag-zwei');
    for (const link of links) expect(await page.locator(`form${link}`).count()).toBe(1);
    const explained = new Set(raft.steps.map(({ event }) => event));
    for (const [row, seq] of raft.shown.slice(0, 12).entries()) {
      expect(await seqShown(page)).toBe(seq);
      expect(await player.locator('.rows .st-nr').allTextContents()).toEqual(
        raft.shown.slice(0, row + 1).map(String),
      );
      expect(await player.locator('.ask').count()).toBe(
        explained.has(raft.shown[row + 1] ?? -1) ? 1 : 0,
      );
      await player.locator('[data-command=next]').click({ force: true });
    }
    expect(complaints).toEqual([]);
    await close();
  });

  test('a typical mistake is compared with the reference: tabs, the first difference, in words', async () => {
    const { page, player, complaints, close } = await open({}, 'kapitel8/09-paxos.html');
    const tabs = player.locator('[role=tab]');
    expect(await tabs.allTextContents()).toEqual([
      'Referenz',
      'Typischer Fehler: Promise nennt nie etwas Angenommenes',
    ]);
    await player.evaluate((element) => (element as Player).goTo(46));
    await tabs.first().focus();
    await page.keyboard.press('ArrowRight');
    // As far as both are alike the reader stays where they were.
    expect(await seqShown(page)).toBe(46);
    expect(await tabs.nth(1).getAttribute('aria-selected')).toBe('true');
    expect(await player.locator('.compared').textContent()).toMatch(
      /^Die ersten 36 Ereignisse sind dieselben wie in „Referenz“\. n2 hat „rot“/,
    );
    await player.locator('[data-command=difference]').click();
    expect(await seqShown(page)).toBe(73);
    expect(await player.locator('.differs').textContent()).toContain('zugestimmt: (2, n1) „rot“');
    expect(await player.locator('.pl-differs').count()).toBe(1);
    await player.locator('summary').click();
    expect(await player.locator('tr[data-seq="73"]').textContent()).toMatch(/Erster Unterschied/);
    await player.evaluate((element) => (element as Player).goTo(85));
    await tabs.first().click();
    // Behind the difference the time counts.
    expect(await player.locator('.where').textContent()).toMatch(/bei 235 ms/);
    expect(await violations(page, { at: 'figure.trace' })).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a counterexample forks: same beginning, first difference, undo, and the command line replays its token', async () => {
    const exercise = await loadExercise(layout, 'kapitel8', 'lamport');
    const home = join(layout.solutions, 'kapitel8/lamport');
    const mutant = (await loadMutants(home)).find(({ id }) => id === 'process-ignores-receipt');
    if (mutant === undefined) throw new Error('no such mutant');
    const reference = await loadReferenceSources(layout, exercise);
    const text = mutate(reference, mutant).files.get('lamport.ts') ?? '';
    const sourceDir = await mkdtemp(join(tmpdir(), 'abgabe-'));
    await writeFile(join(sourceDir, 'lamport.ts'), text);
    const suites = new SuiteStore({ withoutSecrets: true });
    const judged = async (replay?: Replay): Promise<PropertyResult | undefined> => {
      const { result } = await checkExercise(
        { exercise: { ...exercise, chapterTitle: '', weight: 1 }, sourceDir, shownAs: 'lamport' },
        { seed: replay?.seed ?? 1, properties: ['clock-condition'], replay },
        { layout, suites, signal: new AbortController().signal, onProgress: () => undefined },
      );
      return result.properties.find(({ id }) => id === 'clock-condition');
    };
    const found = await judged();
    expect(found?.status).toBe('nicht-bestanden');

    const workshop = 'kapitel8/werkstatt/lamport.html';
    const key = JSON.stringify('arbeitsbuch-kapitel8:werkstatt:kapitel8/lamport');
    const work = JSON.stringify(JSON.stringify({ 'lamport.ts': text }));
    const { page, complaints, close } = await chromium.open(
      `${urlOf(workshop)}#wiederholen=${found?.replay}`,
      // Not in the frames in which code is run: those have no storage.
      { before: `if (location.protocol === 'file:') localStorage.setItem(${key}, ${work});` },
    );
    await page.locator('figure[data-plays]').first().scrollIntoViewIfNeeded({ timeout: 90_000 });
    const player = page.locator('trace-player').first();
    await player.locator('.fork summary').click();
    const events = found?.counterexample?.trace?.events ?? [];
    const send = events.find((event) => event.kind === 'send');
    await player.evaluate((element, seq) => (element as Player).goTo(seq), send?.seq ?? 0);
    await drawn(page);
    expect(await player.locator('.fork .about').textContent()).toContain(`${send?.type}`);
    await player.locator('[data-fork=drop]').click();
    const tabs = player.locator('[role=tab]');
    await tabs.nth(1).waitFor({ timeout: 90_000 });
    expect(await tabs.allTextContents()).toEqual([
      'Vor der Gabelung',
      expect.stringMatching(/^Gabelung: Nachricht n\d → n\d \w+ verloren$/),
    ]);
    expect(await seqShown(page)).toBeLessThanOrEqual((send?.seq ?? 0) + 1);
    expect(await player.locator('.compared').textContent()).toMatch(/Verletzt|Keine Eigenschaft/);
    expect(await violations(page, { at: 'trace-player' })).toEqual([]);

    const command = (await player.locator('.token code').textContent()) ?? '';
    const token = command.replace('npm run check -- --replay ', '');
    expect(await page.evaluate(() => location.hash)).toBe(`#wiederholen=${token}`);
    const parsed = parseToken(token);
    if (parsed.kind !== 'replay') throw new Error('no token');
    expect(parsed.replay.input).toMatchObject({ faults: [{ kind: 'drop' }] });
    const again = await judged(parsed.replay);
    const isViolated = /Verletzt/.test((await player.locator('.compared').textContent()) ?? '');
    expect(again?.status).toBe(isViolated ? 'nicht-bestanden' : 'bestanden');
    if (isViolated) {
      const { events: replayed } = again?.counterexample?.trace ?? {};
      const shownSeqs = await player.evaluate((element) => (element as Player).length);
      expect(replayed?.length).toBeGreaterThanOrEqual(shownSeqs);
    }

    await player.locator('[data-fork=undo]').click();
    expect(await tabs.count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
    await rm(sourceDir, { recursive: true, force: true });
  });

  test('playing goes on by itself, and a reader’s own step ends it', async () => {
    const { page, player, close } = await open();
    await player.locator('[data-command=play]').click();
    await expect
      .poll(() => seqShown(page), { timeout: 30_000 })
      .toBeGreaterThan(raft.shown[1] ?? 0);
    await player.locator('.stage').focus();
    await page.keyboard.press('Home');
    expect(await player.locator('[data-command=play]').getAttribute('aria-label')).toBe(
      'Abspielen',
    );
    await page.waitForTimeout(1200);
    expect(await seqShown(page)).toBe(raft.shown[0]);
    await close();
  });

  describe('in the report of a check', () => {
    const evil = '</script><img src=x onerror=alert(1)>';
    const shown = traceOf(shortTrace.nodes, [
      ...shortTrace.events.map((event) => ({ ...event }) as Step),
      { kind: 'log', atMs: 99, node: 'n1', level: 'log', text: evil },
    ]);
    const view = exerciseView([
      propertyResult('b', { counterexample: counterexample({ trace: shown, events: [2] }) }),
    ]);
    const chapterResult = scoreChapter({
      chapter: 'kapitel8',
      seed: 1,
      suiteHash: 'abcdef0123456789',
      exercises: [view.result],
    });
    const report = async (): Promise<string> => {
      const program = await loadPlayer(root);
      // Compared as a whole, since a difference of minified code helps nobody.
      expect(program?.code === files.get('player.js')).toBe(true);
      const programs = program === undefined ? {} : { player: program };
      const pages = renderReport(chapterResult, 'Titel', [view], programs);
      const page = pages.get('raft.html') ?? '';
      expect(page).toContain(`script-src '${program?.hash}'`);
      expect(page).not.toContain('<img');
      await writeFile(join(scratch, 'bericht.html'), page);
      return pathToFileURL(join(scratch, 'bericht.html')).href;
    };

    test('it runs under the strict policy, starts at the blamed event, and axe is content', async () => {
      const { page, complaints, close } = await chromium.open(await report());
      await page.locator('figure').first().scrollIntoViewIfNeeded();
      await page.locator('trace-player').waitFor();
      expect(await seqShown(page)).toBe(2);
      expect(await page.locator('trace-player .verdict').count()).toBe(1);
      expect(await page.locator('details.events').isVisible()).toBe(false);
      expect(complaints).toEqual([]);
      expect(await violationsInThemes(page)).toEqual([]);
      await close();
    });

    test('without scripts picture and table are there as ever', async () => {
      const { page, close } = await chromium.open(await report(), { javaScriptEnabled: false });
      expect(await page.locator('figure svg').isVisible()).toBe(true);
      expect(await page.locator('details.events').isVisible()).toBe(true);
      expect(await page.locator('trace-player').count()).toBe(0);
      await close();
    });
  });

  test('10,000 events: only what is seen is drawn, and steps keep up with the eye', async () => {
    const { page, player, complaints, close } = await open();
    await player.evaluate(
      (element, content) => {
        (element as Player).content = content;
      },
      { trace: longTrace(10_000) },
    );
    const steps = 100;
    // The processor's time, not the clock's: other programs must not decide this test.
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const spent = async (): Promise<number> => {
      const { metrics } = await cdp.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    };
    const before = await spent();
    const drawn = await player.evaluate(async (element, count) => {
      const target = element as Player;
      target.position = Math.floor(target.length / 2);
      for (let i = 0; i < count; i += 1) {
        target.position += 1;
        await new Promise((done) => requestAnimationFrame(done));
      }
      return target.shadowRoot?.querySelectorAll('.rows svg *').length ?? 0;
    }, steps);
    const msPerStep = ((await spent()) - before) * (1000 / steps);
    console.log(`10,000 events: ${msPerStep.toFixed(1)} ms of processor a step, ${drawn} elements`);
    expect(await player.evaluate((element) => (element as Player).length)).toBeGreaterThan(9_000);
    expect(drawn).toBeLessThan(700);
    expect(msPerStep).toBeLessThan(1000 / 30);
    expect(complaints).toEqual([]);
    await close();
  });
});
