import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { packRun } from '../../../grader/judging/pack-run.ts';
import type { PackedRun } from '../../../grader/judging/packed-run.ts';
import type { ChapterResult } from '../../../grader/results/result.ts';
import { inChromium } from '../../browser/chromium.fixture.ts';
import { tooWide, violationsInThemes } from '../../browser/looks.fixture.ts';

/** What `check --html` writes, as a student opens it: with a double click, and without any network. */

const { root, solutions } = ownLayout();
const property = 'clock-condition';
const timeout = 240_000;
let folder: string;

/** Forgets what it receives; and once it has been down, it never comes to an end. */
async function brokenClock(): Promise<string> {
  const source = await readFile(join(solutions, 'kapitel8/lamport/reference/lamport.ts'), 'utf8');
  const edits = [
    ['time = Math.max(time, timestamp) + 1;', 'time += 1;'],
    [
      'const clock = createLamportClock();\n',
      `const clock = createLamportClock();
  if (context.storage.get('born') !== undefined) for (;;);
  context.storage.set('born', true);
`,
    ],
  ] as const;
  return edits.reduce((text, [find, put]) => {
    expect(text).toContain(find);
    return text.replace(find, put);
  }, source);
}

async function check(words: readonly string[]): Promise<string> {
  const all = ['--import', 'tsx', 'grader/cli.ts', 'check', ...words];
  // What is not passed is no reason to stop.
  const { stdout } = await promisify(execFile)(process.execPath, all, {
    cwd: root,
    maxBuffer: 1e8,
  }).catch((error: { stdout: string }) => error);
  return stdout;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bericht-'));
  await writeFile(join(folder, 'lamport.ts'), await brokenClock());
  const words = ['lamport', '--submission', folder, '--property', property, '--runs', '30'];
  await check([...words, '--html', join(folder, 'bericht')]);
}, timeout);
afterAll(() => rm(folder, { recursive: true, force: true }));

const page = (): Promise<string> => readFile(join(folder, 'bericht', 'lamport.html'), 'utf8');
const urlOf = (name: string): string => pathToFileURL(join(folder, 'bericht', name)).href;

function packedIn(html: string): string {
  return /<script type="text\/plain" data-forks>([^<]*)<\/script>/.exec(html)?.[1] ?? '';
}

test('in the page is what runs, and nothing may be loaded or sent', async () => {
  const html = await page();
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  expect(policy.replaceAll(/sha256-[\w+/=]+/g, 'sha256-…')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-…' 'sha256-…' 'unsafe-eval'; worker-src blob:",
  );
  const run = JSON.parse(String(gunzipSync(Buffer.from(packedIn(html), 'base64')))) as PackedRun;
  expect(run).toMatchObject({ chapter: 'kapitel8', exercise: 'lamport', seed: 1 });
  expect(run.options).toBe(`--submission ${folder}`);
  // Where the submission lay is in the commands alone.
  expect(JSON.stringify({ ...run, options: '' })).not.toContain(folder);
  expect(html.length).toBeLessThan(1_000_000);
  console.log(`report of ${property}: ${(html.length / 1000).toFixed(0)} kB`);
});

inChromium({ timeout }, (chromium) => {
  const opened = async (name = 'lamport.html') => {
    const there = await chromium.open(urlOf(name));
    await there.page.locator('figure[data-plays]').scrollIntoViewIfNeeded();
    const player = there.page.locator('trace-player');
    await player.locator('.fork summary').click();
    return { ...there, player };
  };
  const tabs = (player: Locator): Locator => player.locator('[role=tab]');
  const told = async (player: Locator): Promise<string> =>
    (await player.locator('.compared').textContent()) ?? '';

  test('a fork says what the command line says of its token', async () => {
    const { page, player, complaints, requested, close } = await opened();
    // To the first message, and by keyboard.
    await player.locator('.stage').focus();
    await page.keyboard.press('Home');
    const about = player.locator('.fork .about');
    while (!/→/.test((await about.textContent()) ?? '')) await page.keyboard.press('ArrowDown');
    await player.locator('.fork summary').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(
      await page.evaluate('document.activeElement.shadowRoot.activeElement.dataset.fork'),
    ).toBe('duplicate');
    await page.keyboard.press('Enter');
    await tabs(player).nth(1).waitFor();
    const verdict = await told(player);
    expect(verdict).toContain('Verletzt: Uhrenbedingung');

    const command = (await player.locator('.token code').textContent()) ?? '';
    expect(command).toMatch(/^npm run check -- --replay lamport-\S+ --submission /);
    const [, , , , ...words] = command.split(' ');
    const json = join(folder, 'nochmals.json');
    await check([...words, '--json', json]);
    const { exercises } = JSON.parse(await readFile(json, 'utf8')) as ChapterResult;
    const [again] = exercises[0]?.properties ?? [];
    expect(again).toMatchObject({ id: property, status: 'nicht-bestanden', replay: words[1] });
    expect(verdict).toContain(`${again?.title}: ${again?.message}`);
    expect(again?.counterexample?.input).toMatchObject({
      faults: expect.arrayContaining([expect.objectContaining({ kind: 'duplicate' })]),
    });

    expect(await violationsInThemes(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    await player.locator('[data-fork=undo]').click();
    expect(await tabs(player).count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(requested.filter((url) => !/^blob:/.test(url))).toEqual([urlOf('lamport.html')]);
    await close();
  });

  test('code without end at a fork is told of, and the page goes on', async () => {
    const { player, complaints, close } = await opened();
    await player.locator('[data-fork=crash]').click();
    await tabs(player).nth(1).waitFor();
    expect(await told(player)).toMatch(
      /Ihr Programm kommt .*lamport\.ts, Zeile \d+.* zu keinem Ende/,
    );
    await player.locator('[data-fork=undo]').click();
    await player.locator('[data-fork=cut]').click();
    await tabs(player).nth(1).waitFor();
    expect(await told(player)).not.toContain('zu keinem Ende');
    expect(complaints).toEqual([]);
    await close();
  });

  /** The same report with another program in its place: as if the submission had broken out. */
  async function brokenOut(name: string, code: string): Promise<string> {
    const html = await page();
    const packed = packedIn(html);
    const run = JSON.parse(String(gunzipSync(Buffer.from(packed, 'base64')))) as PackedRun;
    const forged = packRun({ ...run, suite: { ...run.suite, code } });
    await writeFile(join(folder, 'bericht', name), html.replace(packed, forged));
    return name;
  }

  test.each([
    ['by another way than the program’s', `self.postMessage('{"kind":"played","seq":0}');`],
    [
      'in another form',
      `host.send({ kind: 'played', meta: { properties: [] }, played: { trace: { events: [] },
        verdicts: [{ id: 'x', outcome: 'bestanden', events: [] }] } });`,
    ],
  ])('a report that is forged %s does not count', async (way, code) => {
    const name = await brokenOut(`gefälscht-${way.length}.html`, code);
    const { player, complaints, close } = await opened(name);
    await player.locator('[data-fork=cut]').click();
    const said = player.locator('.said');
    await expect.poll(() => said.textContent()).toContain('unvollständig oder beschädigt');
    expect(await tabs(player).count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });
});
