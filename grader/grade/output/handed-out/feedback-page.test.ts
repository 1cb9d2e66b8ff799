import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inChromium } from '../../../../slides/browser/chromium.fixture.ts';
import { violationsInThemes } from '../../../../slides/browser/looks.fixture.ts';
import { ownLayout } from '../../../catalogue/layout.ts';
import { loadPlayer } from '../../../judging/player-program.ts';
import { chapterResultSchema } from '../../../results/result.ts';
import { emptyWorkbook, gradedAttempt, outputRequest } from '../graded-class.fixture.ts';
import { feedbackPage } from './feedback-page.ts';
import { handedOut } from './handed-out.ts';
import { resultFile } from './result-file.ts';

const { run } = outputRequest();
const of = (isPublished: boolean, isJailed: boolean) =>
  handedOut(
    gradedAttempt(),
    { counted: 1 },
    outputRequest({ run: { ...run, isPublished, isJailed } }),
  );
const before = of(false, false);
const after = of(true, true);
const pages = [
  await feedbackPage(before, emptyWorkbook()),
  await feedbackPage(after, emptyWorkbook()),
];
const [early = '', late = ''] = pages;
const player = await loadPlayer(ownLayout().root);
const playing = await feedbackPage(after, emptyWorkbook(player));

describe('feedback.html', () => {
  it('shows nothing of a secret property before everything is published, then its name', () => {
    expect(early).not.toMatch(/der geheimen|geheimnis|marke-|Startwert|>Note<|12,7/i);
    expect(early).toContain('Dazu kommen 10 Punkte aus geheimen Prüfungen; was Sie davon haben');
    expect(late).not.toContain('aus geheimen Prüfungen');
    expect(early).toContain('Vorläufige Rückmeldung');
    expect(late).toContain('Titel der geheimen');
    expect(late).not.toMatch(/Befund der geheimen|Hinweis der geheimen|marke-/);
    expect(late).toContain('12,7 von 31 Punkten');
    expect(late).toContain('1,5 Punkte, weil die Abgabe 2 Tage nach der Frist kam');
  });

  it('says on the page that it was graded without a jail, and only then', () => {
    expect(early).toContain('ohne Gefängnis geprüft');
    expect(late).not.toContain('Gefängnis');
  });

  it('does not blame students for the grader’s own defects', () => {
    for (const page of pages) {
      expect(page).not.toContain('fehler.log');
      expect(page).toContain('geht nicht zu Ihren Lasten');
      expect(page).toContain('Titel defekt</a> <span class="muted">(10/10)');
    }
  });

  it('escapes whatever a submission may have put in, and asks for nothing', () => {
    for (const page of pages) {
      expect(page).not.toMatch(/<script|onerror=|(?:src|href)="(?:https?:)?\/\//);
      expect(page).toContain('&lt;script&gt;');
    }
  });

  it('gives each of its anchors once, and links only to those', () => {
    for (const page of pages) {
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const targets = [...page.matchAll(/(?:aria-labelledby="|href="#)([^"]+)"/g)];
      expect(targets.length).toBeGreaterThan(8);
      for (const [, target] of targets) expect(ids).toContain(target);
      expect(page).not.toContain('index.html');
    }
  });

  it('has the trace player once, named by the policy, and a trace for each counterexample', () => {
    const code = player?.code ?? '';
    expect(code).toContain('trace-player');
    expect(playing.split(code).length - 1).toBe(1);
    expect(playing).toContain(`script-src '${player?.hash}'`);
    const figures = playing.match(/<figure/g)?.length ?? 0;
    expect(figures).toBeGreaterThan(0);
    expect(playing.match(/<script type="application\/json">\{/g)?.length).toBe(figures);
    expect(playing.length - late.length).toBeLessThan(code.length + 20_000);
    expect(playing.replace(code, '')).not.toMatch(
      /<script>(?!<)|onerror=|(?:src|href)="(?:https?:)?\/\//,
    );
  });

  it('is the same again', async () => {
    expect(await feedbackPage(before, emptyWorkbook())).toBe(early);
    expect((await feedbackPage(after, emptyWorkbook(player))) === playing).toBe(true);
  });
});

describe('result.json', () => {
  it('holds the same facts, its result as check writes it', () => {
    for (const each of [before, after]) {
      const { result, ...facts } = JSON.parse(resultFile(each));
      expect(() => chapterResultSchema.parse(result)).not.toThrow();
      expect(facts).toMatchObject({ version: 1, pseudonym: 'a1b2c3', daysLate: 2 });
    }
    expect(resultFile(before)).not.toMatch(/geheim|"grade"|"points": 12.7|marke-/);
    expect(JSON.parse(resultFile(after)).grade).toMatchObject({ points: 12.7, note: '4,0' });
  });
});

inChromium({ timeout: 300_000 }, (chromium) => {
  it('is found in order by axe in both themes, and runs nothing but the player', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rueckmeldung-'));
    for (const [index, text] of [early, playing].entries()) {
      const file = join(folder, `${index}.html`);
      await writeFile(file, text);
      const { page, complaints, close } = await chromium.open(pathToFileURL(file).href);
      const figure = page.locator('figure').first();
      await figure.scrollIntoViewIfNeeded();
      if (text === playing) await page.locator('trace-player .verdict').first().waitFor();
      else expect(await figure.locator('svg').first().isVisible()).toBe(true);
      expect(await violationsInThemes(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await close();
    }
    await rm(folder, { recursive: true, force: true });
  });
});
