import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { ForkKit, PlayerProgram } from '../feedback/html/pages.ts';
import { chamberScript } from '../sandbox/chamber-page.ts';
import { browserBundle } from './browser-bundle.ts';

interface Place {
  /** Relative to the workbook's root. */
  readonly source: string;
  /** A student's copy has it as a part of the finished book. */
  readonly built: string;
}

const player: Place = { source: 'slides/web/player/player.ts', built: 'buch/player.js' };
const forks: Place = { source: 'slides/web/report/report.ts', built: 'buch/report.js' };

/** The trace player for the pages of a report; `undefined` in a copy that has neither. */
export function loadPlayer(root: string): Promise<PlayerProgram | undefined> {
  return load(root, player);
}

/** The program of pages in which runs can be changed; `undefined` in a copy that has neither. */
export async function loadForkProgram(root: string): Promise<Omit<ForkKit, 'packed'> | undefined> {
  const program = await load(root, forks);
  return program && { program, frameHash: hashOf(chamberScript) };
}

async function load(root: string, { source, built }: Place): Promise<PlayerProgram | undefined> {
  const code = (await isThere(join(root, source)))
    ? await bundle(join(root, source))
    : await readFile(join(root, built), 'utf8').catch(() => undefined);
  // In a page this would end the script too early.
  if (code === undefined || /<\/script/i.test(code)) return undefined;
  return { code, hash: hashOf(code) };
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({ ...browserBundle, entryPoints: [entry] });
  return outputFiles[0]?.text ?? '';
}

/** As a Content-Security-Policy names it. */
function hashOf(code: string): string {
  return `sha256-${createHash('sha256').update(code).digest('base64')}`;
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
