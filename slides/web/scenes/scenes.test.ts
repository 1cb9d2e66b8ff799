import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { loadCatalogue, loadExercise } from '../../../grader/catalogue/catalogue.ts';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { readSkeleton } from '../../../grader/inspection/skeleton.ts';
import { loadMutants, loadReferenceSources, mutate } from '../../../grader/verify/variants.ts';
import { inChromium } from '../../browser/chromium.fixture.ts';
import { drawn, tooWide, violationsInThemes } from '../../browser/looks.fixture.ts';
import { sharedSite } from '../../browser/site.fixture.ts';
import { sceneScripts } from '../../render/scenes/scene-scripts.ts';
import { addressOf, faultsIn, isOwnIn, sceneIn } from './address.ts';
import { sceneWording as words } from './wording.ts';

/** A scene of the book with the reader's code, opened from a file, in a real browser. */

const layout = ownLayout();
const site = await sharedSite();
const chapter = 'kapitel8/08-raft.html';
const key = 'arbeitsbuch-kapitel8:werkstatt:kapitel8/raft';
const exercise = await loadExercise(layout, 'kapitel8', 'raft');
const reference = await loadReferenceSources(layout, exercise);
const home = join(layout.solutions, 'kapitel8', 'raft');

test('an address says again what was put into it', () => {
  const fault = { kind: 'drop', message: { from: 'n1', to: 'n2', type: 'Wähler?', k: 0 } } as const;
  const address = addressOf('raft-wahl', true, [fault]);
  expect([sceneIn(address), isOwnIn(address)]).toEqual(['raft-wahl', true]);
  expect(faultsIn(address)).toEqual([fault]);
  expect(address).toMatch(/^#[\w=&-]+$/);
  expect(isOwnIn(addressOf('raft-wahl', false, []))).toBe(false);
  expect(faultsIn(`${address}%`)).toBeUndefined();
  expect(sceneIn('#wahl')).toBeUndefined();
});

inChromium({ timeout: 300_000 }, (chromium) => {
  /** The chapter as it is when the reader has written `files`. */
  const open = async (files: Readonly<Record<string, string>> | undefined, url: string) => {
    const kept = JSON.stringify(JSON.stringify(files));
    // Not in the chamber, which has no store.
    const before = `if (location.protocol === 'file:') localStorage.setItem('${key}', ${kept});`;
    const opened = await chromium.open(url, files === undefined ? {} : { before });
    const player = opened.page.locator('trace-player').first();
    await opened.page.locator('figure.trace').first().scrollIntoViewIfNeeded();
    await player.waitFor();
    return { ...opened, player };
  };
  const textsOf = (files: ReadonlyMap<string, string>) =>
    Object.fromEntries([...files].filter(([name]) => !exercise.manifest.contract.includes(name)));
  const tabs = (player: Locator) => player.locator('[role=tab]');
  const vote = 'RequestVoteReply';
  const goToVote = async (page: Page, player: Locator): Promise<void> => {
    await player.evaluate((element, type) => {
      const rows = [...(element.shadowRoot?.querySelectorAll('tr[data-seq]') ?? [])];
      const row = rows.find(({ textContent }) => textContent?.includes(` ${type}`));
      const { seq } = (row as HTMLElement).dataset;
      (element as HTMLElement & { goTo(seq: number): void }).goTo(Number(seq));
    }, vote);
    await drawn(page);
    expect(await player.locator('.fork .about').textContent()).toContain(vote);
  };
  const tableOf = (player: Locator) =>
    player.locator('.table tbody tr').evaluateAll((rows) => {
      return rows.map((row) => row.textContent);
    });

  test('own code plays the scene, forks, and the address shows the same again', async () => {
    const own = textsOf(reference.files);
    const { page, player, complaints, close } = await open(own, site.urlOf(chapter));
    expect(await player.locator('.fork').count()).toBe(0);
    await player.locator('[data-own]').click();
    await tabs(player).nth(2).waitFor();
    expect(await tabs(player).last().textContent()).toBe('Meine Lösung');
    expect(await player.locator('.compared').textContent()).toContain('gleich');
    expect(await player.locator('.own-said').textContent()).toContain('genauso wie die Referenz');
    expect(new URL(page.url()).hash).toBe(addressOf('raft-wahl', true, []));

    await player.locator('.fork summary').click();
    await goToVote(page, player);
    await player.locator('[data-fork=drop]').click();
    await tabs(player).nth(3).waitFor();
    expect(await tabs(player).last().textContent()).toContain(`${vote} verloren`);
    await drawn(page);
    expect(await player.locator('.differs').textContent()).toContain('„Meine Lösung“');
    // No suite knows this run, so no command line replays it.
    expect(await player.locator('.fork').textContent()).not.toContain('--replay');
    const { hash } = new URL(page.url());
    expect(faultsIn(hash)).toEqual([
      { kind: 'drop', message: { from: 'n2', to: 'n1', type: vote, k: 0 } },
    ]);
    expect(await player.locator('.token a').getAttribute('href')).toBe(hash);
    expect(await violationsInThemes(page, 'trace-player')).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 720 });
    const table = await tableOf(player);
    const names = await tabs(player).allTextContents();

    await player.locator('[data-fork=undo]').click();
    expect(await tabs(player).count()).toBe(3);
    expect(new URL(page.url()).hash).toBe(addressOf('raft-wahl', true, []));
    await tabs(player).first().click();
    expect(new URL(page.url()).hash).toBe('');

    // As if the address had been followed from somewhere else.
    await page.evaluate((address) => {
      location.hash = address;
    }, hash);
    await tabs(player).nth(3).waitFor();
    expect(await tabs(player).allTextContents()).toEqual(names);
    expect(await tableOf(player)).toEqual(table);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a mistake of one’s own is compared with the reference', async () => {
    const mutants = await loadMutants(home);
    const mutant = mutants.find(({ id }) => id === 'quorum-too-large');
    if (mutant === undefined) throw new Error('no such mutant');
    const own = textsOf(mutate(reference, mutant).files);
    const address = addressOf('raft-wahl', true, []);
    const { page, player, complaints, close } = await open(own, site.urlOf(chapter) + address);
    await tabs(player).nth(2).waitFor();
    expect(await player.locator('.own-said').textContent()).toContain('weicht');
    await drawn(page);
    expect(await player.locator('.differs').textContent()).toContain('„Referenz“');
    const mistaken = await tableOf(player);
    await tabs(player).nth(1).click();
    // The book shows the same mistake.
    const rows = (texts: (string | null)[]) => texts.map((text) => text?.replace(/Erster.*$/, ''));
    expect(rows(await tableOf(player))).toEqual(rows(mistaken));
    expect(complaints).toEqual([]);
    await close();
  });

  test('who has written nothing, or nothing that runs, is told so, with the way to the workshop', async () => {
    const skeleton = await readSkeleton(exercise.folder, exercise.folder, exercise.manifest);
    const { page, player, complaints, close } = await open(undefined, site.urlOf(chapter));
    const said = player.locator('.own-said');
    const link = said.locator('a');
    const play = async (texts: Readonly<Record<string, string>> | undefined): Promise<string> => {
      await page.evaluate(
        ([name, text]) => {
          if (text !== undefined) localStorage.setItem(name as string, text);
        },
        [key, texts === undefined ? undefined : JSON.stringify(texts)] as const,
      );
      await player.locator('[data-own]').click();
      await link.waitFor();
      return (await said.textContent()) ?? '';
    };
    expect(await play(undefined)).toContain(words.nothingWritten([exercise.manifest.title]));
    expect(await link.getAttribute('href')).toBe(site.urlOf('kapitel8/werkstatt/raft.html'));
    const given = Object.fromEntries(skeleton ?? []);
    expect(await play(given)).toMatch(/Hier fehlt noch Ihre Lösung .*raft\.ts, Zeile \d+/);
    const entry = exercise.manifest.files[0] ?? '';
    expect(await play({ ...given, [entry]: 'export const x: = 1;\n' })).toMatch(
      /lässt sich nicht ausführen \(raft\.ts, Zeile 1\)/,
    );
    expect(
      await play({ ...given, [entry]: 'export function createRaft() { for (;;) {} }\n' }),
    ).toContain('Das Budget an Schritten ist verbraucht');
    expect(await tabs(player).count()).toBe(2);
    expect(await violationsInThemes(page, 'trace-player')).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('an address that is no good is no harm', async () => {
    const at = site.urlOf(chapter);
    const { page, player, complaints, close } = await open(
      undefined,
      `${at}#szene=raft-wahl&mit=eigen&stoerungen=W3sia2luZCI6ImJvb20ifV0`,
    );
    const said = player.locator('.own-said');
    await expect.poll(() => said.textContent()).toContain(words.brokenAddress);
    await page.evaluate(
      (address) => {
        location.hash = address;
      },
      addressOf('raft-wahl', false, []),
    );
    await expect.poll(() => said.textContent()).toContain(words.noReferences);
    expect(complaints).toEqual([]);
    await close();
  });

  /** What of the site the page needs, with the scripts of the edition for the lecture room. */
  const lectureRoom = async (folder: string): Promise<void> => {
    const exercises = (await loadCatalogue(layout)).flatMap((each) => each.exercises);
    const { files, offers } = await sceneScripts(layout, exercises, { withReferences: true });
    const path = 'kapitel8/ablaeufe/raft-wahl';
    const offer = `globalThis.sceneOffers['raft-wahl']=${JSON.stringify(offers.get(path))};`;
    const needed = /^(?:[\w.-]+\.(?:js|css)|katex\/.*|kapitel8\/08-raft\.html)$/;
    const all = new Map<string, string | Uint8Array>([
      ...[...site.files].filter(([name]) => needed.test(name)),
      ...files,
      [`${path}.js`, `${site.files.get(`${path}.js`)}${offer}`],
    ]);
    for (const [name, content] of all) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
  };

  test('with the references the reference forks at once, and the address says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hoersaal-'));
    await lectureRoom(folder);
    const url = pathToFileURL(join(folder, chapter)).href;
    const { page, player, complaints, requested, close } = await open(undefined, url);
    expect(await tabs(player).first().textContent()).toBe('Referenz');
    await player.locator('.fork summary').click();
    expect(await player.locator('.fork').textContent()).toContain('der Musterlösung');
    await goToVote(page, player);
    await player.locator('[data-fork=drop]').click();
    await tabs(player).nth(2).waitFor();
    expect(await player.locator('.compared').textContent()).toContain('„Referenz“');
    const { hash } = new URL(page.url());
    expect(isOwnIn(hash)).toBe(false);
    // Nothing had to be translated.
    expect(requested.filter((each) => each.includes('werkstatt/'))).toEqual([]);
    const table = await tableOf(player);
    await page.reload();
    await player.waitFor();
    await tabs(player).nth(2).waitFor();
    expect(await tableOf(player)).toEqual(table);
    expect(complaints).toEqual([]);
    await close();
    await rm(folder, { recursive: true, force: true });
  });
});
