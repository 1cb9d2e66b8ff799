import type { BuildOptions } from 'esbuild';

/** How every program for a browser is made: a classic script, since modules do not load from a file. */
export const browserBundle = {
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022'],
  platform: 'browser',
  charset: 'utf8',
  legalComments: 'none',
  write: false,
  logLevel: 'silent',
} satisfies BuildOptions;
