import type { BuildOptions } from 'esbuild';

/** How every program is made that runs hardened: a suite with the child's side, or a scene with its stage. */
export const programOptions = {
  bundle: true,
  write: false,
  metafile: true,
  minify: true,
  target: 'es2022',
  platform: 'neutral',
  // Hardening needs it, and a function's body is not strict by itself.
  banner: { js: "'use strict';" },
  mainFields: ['module', 'main'],
  conditions: ['import'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'silent',
} satisfies BuildOptions;
