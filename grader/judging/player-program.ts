import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { PlayerProgram } from '../feedback/html/pages.ts';
import { browserBundle } from './browser-bundle.ts';

/** Where the trace player comes from, relative to the workbook's root. */
const source = 'slides/web/player/player.ts';
/** A student's copy has it as a part of the finished book. */
const built = 'buch/player.js';

/** The trace player for the pages of a report; `undefined` in a copy that has neither. */
export async function loadPlayer(root: string): Promise<PlayerProgram | undefined> {
  const code = (await isThere(join(root, source)))
    ? await bundlePlayer(root)
    : await readFile(join(root, built), 'utf8').catch(() => undefined);
  // In a page this would end the script too early.
  if (code === undefined || /<\/script/i.test(code)) return undefined;
  const digest = createHash('sha256').update(code).digest('base64');
  return { code, hash: `sha256-${digest}` };
}

async function bundlePlayer(root: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, source)],
    ...browserBundle,
  });
  return outputFiles[0]?.text ?? '';
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
