import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Scripts of the site and what they are built from. */
const entries = {
  theme: 'theme.ts',
  book: 'book.ts',
  player: 'player/player.ts',
  workshop: 'workshop/workshop.ts',
} as const;

/** The browser's scripts, minified. Classic scripts: modules do not load from a file. */
export async function bundleBrowserCode(): Promise<[string, string][]> {
  const home = fileURLToPath(new URL('../../web/', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: Object.entries(entries).map(([out, file]) => ({ in: `${home}${file}`, out })),
    outdir: home,
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022'],
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles.map(({ path, text }) => [path.split(/[\\/]/).at(-1) ?? '', text]);
}
