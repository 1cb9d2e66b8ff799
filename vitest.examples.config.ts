import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/**
 * `npm run examples [-- raft]`: the visible example tests against your own solution. Authors set
 * EXAMPLES_VARIANT=reference (or alternatives/NAME) to run them against a solution of the workbook.
 */
const root = dirname(fileURLToPath(import.meta.url));
const variant = process.env.EXAMPLES_VARIANT;

/** Sends the example tests' relative imports to the variant's files. */
function useVariant(folder: string): Plugin {
  return {
    name: 'examples-variant',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!source.startsWith('./') || importer === undefined) return null;
      const [top, chapter, exercise] = relative(root, importer).split(sep);
      if (top !== 'exercises' || chapter === undefined || exercise === undefined) return null;
      const file = join(root, 'solutions', chapter, exercise, folder, basename(source));
      return existsSync(file) ? file : null;
    },
  };
}

export default defineConfig({
  plugins: variant === undefined ? [] : [useVariant(variant)],
  test: { include: ['exercises/**/*.test.ts'], testTimeout: 20_000, maxWorkers: 2 },
});
