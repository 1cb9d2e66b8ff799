import { chromium } from 'playwright-core';
import { machineLine } from '../../../grader/bench/render.ts';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { buildBook, type Files } from '../book/build-book.ts';
import { browserPath } from '../decks/pdf.ts';
import { firstPaints, framesPerSecond } from './in-browser.ts';
import { serveFiles } from './serve-files.ts';
import { playerAndSimulator, withGzip } from './sizes.ts';
import { benchWording as words } from './wording.ts';

/** `npm run bench:seite [-- TEIL…]`: measures the site, or the chapters whose names contain a part. */
const { root } = ownLayout();
console.log(machineLine());

const began = performance.now();
const first = await filesOf();
const builtMs = performance.now() - began;
const second = await filesOf();
row(words.build, words.seconds(builtMs), words.seconds(20_000), builtMs <= 20_000);
row(words.reproducible, words.files(first.size), words.sameBytes, areSame(first, second));

const decks = [...first].filter(([name]) => name.startsWith('folien/'));
const deck = Math.max(...decks.map(([, html]) => Buffer.byteLength(html)));
row(words.deck, words.kilobytes(deck), words.kilobytes(1_500_000), deck <= 1_500_000);
const code = await playerAndSimulator(String(first.get('player.js')));
row(words.code, words.kilobytes(code), words.kilobytes(150_000), code <= 150_000);

const browser = await chromium.launch({
  executablePath: browserPath(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
});
const server = await serveFiles(withGzip(first));
try {
  const parts = process.argv.slice(2);
  const chapters = [...first.keys()]
    .filter((name) => /^kapitel8\/\d\d-.*\.html$/.test(name))
    .filter((name) => parts.length === 0 || parts.some((part) => name.includes(part)));
  const pages = await firstPaints(browser, server, chapters);
  const slowest = Math.max(...pages.map(({ paintMs }) => paintMs));
  row(
    words.paint(pages.length),
    words.milliseconds(slowest),
    words.milliseconds(1000),
    slowest <= 1000,
  );
  const largest = Math.max(...pages.map(({ bytes }) => bytes));
  row(
    words.page(pages.length),
    words.kilobytes(largest),
    words.kilobytes(300_000),
    largest <= 300_000,
  );
  const frames = await framesPerSecond(browser, server, 'kapitel8/08-raft.html');
  row(words.frames, words.perSecond(frames), words.perSecond(30), frames >= 30);
} finally {
  await server.close();
  await browser.close();
}

async function filesOf(): Promise<Files> {
  const built = await buildBook(root);
  if (built.kind === 'built') return built.files;
  throw built.problems[0];
}

function areSame(a: Files, b: Files): boolean {
  const isSame = ([name, content]: [string, string | Uint8Array]): boolean =>
    Buffer.compare(Buffer.from(content), Buffer.from(b.get(name) ?? '')) === 0;
  return a.size === b.size && [...a].every(isSame);
}

function row(what: string, measured: string, target: string, isMet: boolean): void {
  console.log(words.row(what, measured, target, isMet));
  if (!isMet) process.exitCode = 1;
}
