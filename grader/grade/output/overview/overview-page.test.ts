import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inChromium } from '../../../../slides/browser/chromium.fixture.ts';
import {
  tooWide,
  violations,
  violationsInThemes,
} from '../../../../slides/browser/looks.fixture.ts';
import type { OutputRequest } from '../../outputs.ts';
import {
  emptyWorkbook,
  gradedAttempt,
  outputRequest,
  people,
  students,
} from '../graded-class.fixture.ts';
import { CohortCollector } from './cohort.ts';
import { binsOf } from './histogram.ts';
import { overviewPage } from './overview-page.ts';
import { timesPage } from './times-page.ts';

function pageOf(request: OutputRequest = outputRequest()): string {
  const collector = new CohortCollector(request.diagnoses);
  for (const person of people) collector.add(person);
  return overviewPage(collector.finish(), request, emptyWorkbook());
}

const html = pageOf();
const text = html
  .slice(html.indexOf('<main'), html.indexOf('</main>'))
  .replace(/<[^>]*>/g, ' ')
  .replace(/\s+/g, ' ');

describe('uebersicht.html', () => {
  it('names nobody: pseudonyms only, also in names of files', () => {
    expect(html).not.toMatch(
      /Änne|Müßig|Muessig|HYPERLINK|Ömer|Fuchs|Zoë|Quast|example\.org|47\d\d/,
    );
    for (const { pseudonym } of students) expect(html).toContain(pseudonym);
    expect(text).toContain('In „(Name verborgen)“: „kapitel8/daten.bin“ ist zu groß.');
  });

  it('escapes whatever a submission may have put in', () => {
    const scripts = html.match(/<script/g);
    expect(scripts).toHaveLength(1);
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).toContain("script-src 'sha256-");
  });

  it('says without a jail that it was so', () => {
    expect(html).toContain('ohne Gefängnis');
    const { run } = outputRequest();
    expect(pageOf(outputRequest({ run: { ...run, isJailed: true } }))).not.toContain('Gefängnis');
  });

  it('ranks what failed by share, leaving out what the grader failed on', () => {
    const section = text.slice(text.indexOf('Die schwersten'), text.indexOf('Die häufigsten'));
    expect(section.match(/3 von 3 100 %/g)).toHaveLength(3);
    expect(section).toContain('Titel der geheimen geheimnis geheim 3 von 3 100 %');
    expect(section).not.toMatch(/defekt/);
  });

  it('counts diagnoses, and shows similar code side by side', () => {
    expect(text).toMatch(/Stimme .* 2 b1b2c3 \(über 99 %\) a1b2c3 \(90 %\)/);
    expect(text).toContain('a1b2c3-1 und b1b2c3-1: raft, 87 % gemeinsam');
    expect(html).toMatch(/<pre[^>]*> 9 {2}const a &#x3D; 1; \/\/ &lt;script&gt;/);
    expect(html).toMatch(/<pre[^>]*>98 {2}const a &#x3D; 1;/);
    expect(html).not.toContain('\u001b');
  });

  it('lists who needs a look, the most urgent first', () => {
    const section = text.slice(text.indexOf('Wer einen Blick'), text.indexOf('Die schwersten'));
    const kinds = ['Manipulation', 'unzulässig', 'ähnlich', 'abgelehnt', 'verspätet'];
    const places = kinds.map((kind) => section.indexOf(kind));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('lists two people once, in however many exercises they resemble each other', () => {
    const pair = (b: string, exercise: string, share: number) => ({
      ...{ a: 'a1b2c3-1', b, exercise, share },
      fragments: [],
    });
    const similarPairs = [
      pair('c1b2c3-1', 'cap', 1),
      pair('b1b2c3-1', 'raft', 0.874),
      pair('b1b2c3-1', '2pc', 0.6),
    ];
    const page = pageOf(outputRequest({ similarPairs }));
    const rows = page.slice(page.indexOf('id="ansehen"')).match(/ähnlich<.*?<\/tr>/g) ?? [];
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/b1b2c3-1.*2pc, raft.*In 2 Aufgaben 60 bis 87 % gemeinsam/);
    expect(rows[1]).toMatch(/c1b2c3-1.*cap.*>100 % gemeinsam/);
  });

  it('says whose time is unknown where there is a deadline', () => {
    const { run } = outputRequest();
    const config = { ...run.config, frist: '2026-06-12T23:59:00+02:00' };
    const request = outputRequest({ run: { ...run, config } });
    const [person] = people;
    if (person === undefined) throw new Error('a person');
    const [{ submittedAt, ...attempt } = gradedAttempt()] = person.attempts;
    const collector = new CohortCollector();
    collector.add({ ...person, attempts: [attempt] });
    const cohort = collector.finish();
    expect(overviewPage(cohort, request, emptyWorkbook())).toContain('ohne Zeitpunkt');
    expect(overviewPage(cohort, outputRequest(), emptyWorkbook())).not.toContain('ohne Zeitpunkt');
  });

  it('is the same again, and does without anybody', () => {
    expect(pageOf()).toBe(html);
    const nobody = new CohortCollector().finish();
    const request = outputRequest({ refused: [], absent: [], notes: new Map(), similarPairs: [] });
    expect(overviewPage(nobody, request, emptyWorkbook())).toContain('Nichts ist aufgefallen.');
  });

  it('counts every person in exactly one bin', () => {
    expect(binsOf([0, 9.99, 10, 99.5, 100, 104], 100).map(({ count }) => count)).toEqual([
      2, 1, 0, 0, 0, 0, 0, 0, 0, 3,
    ]);
    expect(binsOf([0, 0], 0)[0]?.count).toBe(2);
  });
});

inChromium({ timeout: 400_000 }, (chromium) => {
  it('axe finds it in order in both themes; tables sort; paper shows all', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'uebersicht-'));
    const file = join(folder, 'uebersicht.html');
    await writeFile(file, html);
    const url = pathToFileURL(file).href;
    const { page, complaints, close } = await chromium.open(url);
    expect(await violationsInThemes(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    const table = page.locator('table[aria-labelledby="alle"]');
    const order = () => table.locator('tbody th').allTextContents();
    const heading = table.locator('thead th').filter({ hasText: 'Punkte' });
    expect(await order()).toEqual(['a1b2c3', 'b1b2c3', 'c1b2c3']);
    await heading.locator('button').focus();
    await page.keyboard.press('Enter');
    expect(await order()).toEqual(['c1b2c3', 'b1b2c3', 'a1b2c3']);
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    await page.keyboard.press('Enter');
    expect(await order()).toEqual(['a1b2c3', 'b1b2c3', 'c1b2c3']);
    expect(await page.locator('details[open]').count()).toBe(0);
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.locator('details:not([open])').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
    const plain = await chromium.open(url, { javaScriptEnabled: false });
    expect(await plain.page.locator('table[aria-labelledby="alle"] tbody tr').count()).toBe(3);
    await plain.close();
    const times = join(folder, 'zeiten.html');
    await writeFile(times, timesPage(outputRequest(), emptyWorkbook(), 'abcdef'));
    const opened = await chromium.open(pathToFileURL(times).href);
    expect(await violations(opened.page)).toEqual([]);
    expect(await opened.page.locator('tbody tr').allTextContents()).toEqual(['raft21,2 s1,2 s2 s']);
    await opened.close();
    await rm(folder, { recursive: true, force: true });
  });
});
