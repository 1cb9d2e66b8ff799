import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

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
    plugins: [inThePage],
  });
  return outputFiles.map(({ path, text }) => [path.split(/[\\/]/).at(-1) ?? '', text]);
}

/** What a page has in the place of Node. */
const inThePage: Plugin = {
  name: 'in-the-page',
  setup(pluginBuild) {
    pluginBuild.onResolve({ filter: /\/token-codec\.ts$/ }, () => {
      const path = fileURLToPath(new URL('../../web/machine/token-codec.ts', import.meta.url));
      return existsSync(path) ? { path } : { path: 'standin', namespace: 'standin' };
    });
    pluginBuild.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'standin' }));
    pluginBuild.onLoad({ filter: /.*/, namespace: 'standin' }, () => ({
      contents:
        'export const sha256=0,pack=0,unpack=0,createHash=0,constants=0,deflateRawSync=0,inflateRawSync=0;',
    }));
  },
};
