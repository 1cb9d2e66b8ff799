import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { type BuiltDeck, buildDecks } from './build-decks.ts';
import { browserPath, PrintProblem, printDecks } from './pdf.ts';
import { serveDecks } from './serve.ts';
import { deckWording as wording } from './wording.ts';

/** `npm run slides`: builds the decks. Exit code 0 built, 1 a deck is broken, 2 wrong usage or not writable. */
const program = new Command('slides')
  .description(wording.description)
  .option('--out <ordner>', wording.out, 'folien')
  .option('--pdf', wording.pdf)
  .option('--serve', wording.serve)
  .option('--port <nummer>', wording.port, '8008')
  .helpOption('-h, --help', wording.helpOption);
program.parse();
const options = program.opts<{ out: string; pdf?: true; serve?: true; port: string }>();
const { root } = ownLayout();

if (options.serve === true) await serve(options.port);
else await build(resolve(options.out), options.pdf === true);

async function serve(port: string): Promise<void> {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return fail(wording.badPort(port), 2);
  try {
    const server = await serveDecks(root, Number(port), (line) => console.log(line));
    console.log(wording.serving(server.url));
    process.once('SIGINT', () => void server.close());
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!isTaken) throw error;
    fail(wording.portTaken(port), 2);
  }
}

async function build(folder: string, isPrinted: boolean): Promise<void> {
  if (isPrinted && !existsSync(browserPath())) return fail(wording.noBrowser(browserPath()), 2);
  const built = await buildDecks(root);
  if (built.kind === 'broken') {
    for (const { file, line, message } of built.problems) {
      console.error(wording.problem(file, line, message));
    }
    return fail(wording.broken(built.problems.length), 1);
  }
  if (built.decks.length === 0) return fail(wording.noDecks, 2);
  const shown = relative(process.cwd(), folder) || '.';
  try {
    await write(folder, built.decks);
    console.log(wording.built(built.decks.length, shown));
    if (!isPrinted) return;
    await printDecks(folder, built.decks, ({ file, pages }) => {
      console.log(wording.printed(join(shown, file), pages));
    });
  } catch (error) {
    if (error instanceof PrintProblem) fail(error.message, 1);
    else if (error instanceof Error && 'code' in error) {
      fail(wording.notWritable(shown, String(error.code)), 2);
    } else throw error;
  }
}

async function write(folder: string, decks: readonly BuiltDeck[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, html } of decks) await writeFile(join(folder, name), html);
}

function fail(message: string, code: number): void {
  console.error(message);
  process.exitCode = code;
}
