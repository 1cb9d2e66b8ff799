import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Leaves out of fast-check what nobody uses. The package says of itself that it has no side effects, which
 * esbuild believes of whole files only, and fast-check is one: here each of its constants that calls
 * something is marked as to be dropped where its name is not used. Of its generators of random numbers,
 * one is as large as all else that makes numbers, and only runs with a `randomType` ask for it.
 */
export const leanFastCheck: Plugin = {
  name: 'lean-fast-check',
  setup(build) {
    build.onLoad({ filter: /[\\/]fast-check[\\/]lib[\\/]fast-check\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const call = /^(const [\w$]+ = )((?:new )?[\w$.]+\()/gm;
      return { contents: text.replace(call, '$1/* @__PURE__ */ $2'), loader: 'js' };
    });
    build.onLoad({ filter: /[\\/]pure-rand[\\/].*[\\/]generator[\\/]mersenne\.js$/ }, () => ({
      contents: `export function mersenne() { throw new Error('randomType: left out'); }`,
      loader: 'js',
    }));
  },
};
