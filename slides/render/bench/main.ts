import { type Browser, chromium } from 'playwright-core';
import { machineLine, renderTable } from '../../../grader/bench/render.ts';
import { loadCatalogue } from '../../../grader/catalogue/catalogue.ts';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import type { Files } from '../book/build-book.ts';
import { browserPath } from '../decks/pdf.ts';
import { buildByCommand, differences } from './build-command.ts';
import { checkTimes, slowest } from './checks.ts';
import { Figures } from './figures.ts';
import { firstPaints, framesPerSecond, type Painted } from './in-browser.ts';
import { type FileServer, serveFiles } from './serve-files.ts';
import { playerAndSimulator, reportPrograms, withGzip } from './sizes.ts';
import { benchWording as words } from './wording.ts';

/**
 * `npm run bench:seite [-- TEIL…]`: all figures of the site; or with only the chapters and exercises whose
 * names contain a part. Exit code 1 if one is not kept, or could not be had.
 */
const parts = process.argv.slice(2);
const isChosen = (name: string): boolean =>
  parts.length === 0 || parts.some((part) => name.includes(part));
const figures = new Figures();
console.log(machineLine());

const { ms: buildMs, files } = await buildByCommand();
await figures.take(words.build, words.atMost(words.seconds(20_000)), async () => {
  return { measured: words.seconds(buildMs), isMet: buildMs <= 20_000 };
});
await figures.take(words.reproducible, words.same, async () => {
  const different = differences(files, (await buildByCommand()).files);
  const isMet = different.length === 0;
  return { measured: isMet ? words.files(files.size) : words.differs(different), isMet };
});
await takeSizes(files);

const browser = await chromium.launch({
  executablePath: browserPath(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
});
const server = await serveFiles(withGzip(files));
try {
  await takePages(browser, server);
  await takeChecks(browser, server);
} finally {
  await server.close();
  await browser.close();
}
console.log(figures.table());
if (!figures.areMet) process.exitCode = 1;

async function takeSizes(site: Files): Promise<void> {
  const decks = [...site].filter(([name]) => name.startsWith('folien/'));
  await figures.take(
    words.deck(decks.length),
    words.atMost(words.kilobytes(1_500_000)),
    async () => {
      const bytes = Math.max(...decks.map(([, html]) => Buffer.byteLength(html)));
      return { measured: words.kilobytes(bytes), isMet: bytes <= 1_500_000 };
    },
  );
  await figures.take(words.code, words.atMost(words.kilobytes(150_000)), async () => {
    const bytes = playerAndSimulator(site);
    return { measured: words.kilobytes(bytes), isMet: bytes <= 150_000 };
  });
  await figures.take(words.report, words.atMost(words.kilobytes(150_000)), async () => {
    const [largest] = [...reportPrograms(site)].sort(([, a], [, b]) => b - a);
    const [exercise, bytes] = largest ?? ['', Number.NaN];
    return { measured: words.of(words.kilobytes(bytes), exercise), isMet: bytes <= 150_000 };
  });
}

async function takePages(browser: Browser, server: FileServer): Promise<void> {
  const chapters = [...files.keys()]
    .filter((name) => /^kapitel8\/\d\d-.*\.html$/.test(name))
    .filter(isChosen);
  const painted = firstPaints(browser, server, chapters);
  // Whoever needs it is told.
  painted.catch(() => undefined);
  const most = async (figure: 'paintMs' | 'bytes'): Promise<Painted> => {
    const [worst] = (await painted).toSorted((a, b) => b[figure] - a[figure]);
    if (worst === undefined) throw new Error('no chapter');
    return worst;
  };
  const wire = words.atMost(words.kilobytes(300_000));
  await figures.take(words.page(chapters.length), wire, async () => {
    const { name, bytes } = await most('bytes');
    return { measured: words.of(words.kilobytes(bytes), name), isMet: bytes <= 300_000 };
  });
  const second = words.atMost(words.milliseconds(1_000));
  await figures.take(words.paint(chapters.length), second, async () => {
    const { name, paintMs } = await most('paintMs');
    return { measured: words.of(words.milliseconds(paintMs), name), isMet: paintMs <= 1_000 };
  });
  await figures.take(words.frames, words.atLeast(words.perSecond(30)), async () => {
    const frames = await framesPerSecond(browser, server, 'kapitel8/08-raft.html');
    return { measured: words.perSecond(frames), isMet: frames >= 30 };
  });
}

async function takeChecks(browser: Browser, server: FileServer): Promise<void> {
  const exercises = (await loadCatalogue(ownLayout()))
    .flatMap((chapter) => chapter.exercises)
    .filter(({ manifest }) => isChosen(manifest.id));
  const { all, problems } = await checkTimes(browser, server, exercises);
  for (const kind of ['again', 'first', 'atOnce'] as const) {
    const { what, target } = words.checks[kind];
    await figures.take(what(exercises.length), target, async () => {
      if (problems.length > 0) throw new Error(problems.join('; '));
      const { exercise, factor } = slowest(all, kind);
      return { measured: words.of(words.factor(factor), exercise), isMet: factor <= 2 };
    });
  }
  console.log(
    renderTable({
      title: words.checksTitle,
      columns: words.checksColumns,
      rows: all.map(({ exercise, commandLine, page }) => [
        exercise,
        ...[
          commandLine.commandMs,
          commandLine.againMs,
          page.againMs,
          page.firstMs,
          page.atOnceMs,
        ].map(words.milliseconds),
      ]),
      notes: [],
    }),
  );
}
