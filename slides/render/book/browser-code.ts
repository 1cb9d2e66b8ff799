import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { browserBundle } from '../../../grader/judging/browser-bundle.ts';

/** Scripts of the site and what they are built from. */
const entries = {
  theme: 'theme.ts',
  book: 'book.ts',
  player: 'player/player.ts',
  report: 'report/report.ts',
  workshop: 'workshop/workshop.ts',
  scenes: 'scenes/main.ts',
} as const;

/** The browser's scripts, minified. */
export async function bundleBrowserCode(): Promise<[string, string][]> {
  const home = fileURLToPath(new URL('../../web/', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: Object.entries(entries).map(([out, file]) => ({ in: `${home}${file}`, out })),
    outdir: home,
    ...browserBundle,
  });
  return outputFiles.map(({ path, text }) => [path.split(/[\\/]/).at(-1) ?? '', text]);
}
