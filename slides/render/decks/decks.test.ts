import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { sharedSite } from '../../browser/site.fixture.ts';
import { BrokenText } from '../book/render-text.ts';
import { buildDecks, listDecks } from './build-decks.ts';
import { parseDeck } from './deck.ts';
import { applyFragments, markFragments } from './fragments.ts';
import { serveDecks } from './serve.ts';

const { root } = ownLayout();

test('each deck has at most 1.5 MB, with 10 to 20 slides and notes on all', async () => {
  const decks = [...(await sharedSite()).files].filter(([name]) => name.startsWith('folien/'));
  expect(decks.map(([name]) => name.slice('folien/'.length))).toEqual(
    (await listDecks(root)).map((file) => basename(file).replace(/\.md$/, '.html')),
  );
  for (const [name, content] of decks) {
    const html = String(content);
    const slides = html.match(/<section id="folie-\d+"/g)?.length ?? 0;
    expect(Buffer.byteLength(html), name).toBeLessThanOrEqual(1_500_000);
    expect(slides, name).toBeGreaterThanOrEqual(10);
    expect(slides, name).toBeLessThanOrEqual(20);
    expect(html.split('<aside class="notes">').length - 1, name).toBe(slides);
    expect(html, name).not.toMatch(
      /<(?:script|img|iframe)[^>]*\ssrc=|<link[^>]*href="(?!data:)|@import|url\(["']?http/,
    );
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(
      ids.filter((id, at) => ids.indexOf(id) !== at),
      name,
    ).toEqual([]);
  }
});

const head = "---\ntitle: Probe\nnumber: '8.0'\n---\n";

function problemOf(text: string): [number, string] {
  try {
    parseDeck('probe.md', text);
  } catch (error) {
    if (error instanceof BrokenText) return [error.line, error.message];
  }
  throw new Error('no problem found');
}

test('slides, columns and notes are taken apart; what is fenced stays whole', () => {
  const deck = parseDeck(
    'probe.md',
    `${head}# Eins\n\n:::notizen\nAha\n:::\n\n---\n\n## Zwei\n\n\`\`\`yaml\n---\n:::notizen\n\`\`\`\n\n----\n\n## Darunter\n`,
  );
  expect(deck.columns.map((column) => column.length)).toEqual([1, 2]);
  expect(deck.columns[0]?.[0]).toMatchObject({ line: 5, notes: { markdown: 'Aha', line: 8 } });
  expect(deck.columns[1]?.[0]?.markdown).toContain(':::notizen');
});

test.each([
  ['# Ohne Kopf', 1, 'beginnt nicht mit einem Kopf'],
  ['---\ntitle: Probe\n---\n# Eins', 1, '„number“'],
  [`${head}# Eins\n\n:::notizen\nAha`, 7, 'enden nicht'],
  [`${head}# Eins\n\n---\n\n---\n# Drei`, 8, 'leer'],
  [`${head}# Eins\n\n:::simulation\n:::`, 7, ':::simulation'],
  [`${head}# Eins\n\n:::notizen\nAha\n:::\nNoch etwas`, 10, 'Hinter den Notizen'],
  [`${head}# Eins\n\n\`\`\`ts\nconst a = 1;\n\n---\n\n# Zwei`, 7, 'nicht geschlossen'],
])('a broken deck is told its line and what to do: %#', (text, line, words) => {
  const [found, message] = problemOf(text);
  expect(found).toBe(line);
  expect(message).toContain(words);
});

test('a list with + and a paragraph with {.fragment} appear step by step', () => {
  expect(markFragments('+ eins\n+ zwei\n\n```\n+ bleibt\n```')).toBe(
    '- {.fragment} eins\n- {.fragment} zwei\n\n```\n+ bleibt\n```',
  );
  expect(applyFragments('<ul><li>{.fragment} eins</li></ul><p>zwei <b>b</b> {.fragment}</p>')).toBe(
    '<ul><li class="fragment">eins</li></ul><p class="fragment">zwei <b>b</b></p>',
  );
  expect(() => applyFragments('<h2>Nein {.fragment}</h2>')).toThrow('wirkt nur');
});

test('rendering names file and line of an unknown trace, a broken formula and a missing heading', async () => {
  const copy = await workbook();
  try {
    const file = join(copy, 'slides/kapitel8/01-probe.md');
    const problems = async (body: string) => {
      await writeFile(file, `${head}${body}`);
      const built = await buildDecks(copy);
      return built.kind === 'broken'
        ? built.problems.map(({ line, message }) => [line, message])
        : [];
    };
    expect(await problems('# A\n\n![x](../../chapters/kapitel8/ablaeufe/nichts.svg)')).toEqual([
      [7, expect.stringContaining('nichts.svg')],
    ]);
    expect(
      await problems('# A\n\n![x](../../chapters/kapitel8/ablaeufe/raft-wahl.svg#nr=3-4)'),
    ).toEqual([[7, expect.stringContaining('Er zeigt die Nummern 3, 6')]]);
    expect(await problems('# A\n\nText\n\n$\\frac{$')).toEqual([
      [9, expect.stringContaining('KaTeX')],
    ]);
    expect(await problems('Kein Titel')).toEqual([
      [5, expect.stringContaining('keine Überschrift')],
    ]);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});

test('the server is for this machine only, and tells of a change within a second', async () => {
  const copy = await workbook();
  const lines: string[] = [];
  const server = await serveDecks(copy, 0, (line) => lines.push(line));
  try {
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    expect(await (await fetch(server.url)).text()).toContain('Probe');
    const events = await fetch(`${server.url}neues`);
    const reader = events.body?.getReader();
    await reader?.read();
    await writeFile(join(copy, 'slides/kapitel8/01-probe.md'), `${head}# Geändert\n`);
    const news = await reader?.read();
    expect(new TextDecoder().decode(news?.value as Uint8Array)).toBe('data: neu\n\n');
    expect(await (await fetch(`${server.url}01-probe.html`)).text()).toContain('Geändert');
    // The machine may be busy; the work itself is what takes less than a second.
    const [, spent] = /(\d+) ms/.exec(lines.at(-1) ?? '') ?? [];
    expect(Number(spent)).toBeLessThan(1000);
    await reader?.cancel();
  } finally {
    await server.close();
    await rm(copy, { recursive: true, force: true });
  }
});

/** A workbook with one small deck and one trace. */
async function workbook(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'folien-'));
  const trace = 'chapters/kapitel8/ablaeufe/raft-wahl.svg';
  await cp(join(root, trace), join(copy, trace), { recursive: true });
  await cp(
    join(root, 'slides/render/decks/wording.ts'),
    join(copy, 'slides/kapitel8/ohne-belang.ts'),
  );
  await writeFile(join(copy, 'slides/kapitel8/01-probe.md'), `${head}# Probe\n`);
  expect(await listDecks(copy)).toEqual(['slides/kapitel8/01-probe.md']);
  expect((await readFile(join(copy, trace), 'utf8')).length).toBeGreaterThan(0);
  return copy;
}
