import { createHash } from 'node:crypto';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

/** The program of the child process: the sandbox's child side, the kernel and one suite. */
export interface SuiteBundle {
  /** Function body with the parameter `host`, see `child.ts`. */
  readonly code: string;
  /** sha-256 of `code`, lower-case hex: the suite's version. Independent of the checkout's path. */
  readonly hash: string;
}

const here = dirname(fileURLToPath(import.meta.url));

/**
 * @param suiteFile path of a `suite.ts` that exports `suite`.
 * @throws if it does not bundle: a defect of the grader's.
 */
export async function bundleSuite(suiteFile: string): Promise<SuiteBundle> {
  const built = await esbuild.build({
    stdin: {
      contents: entryFor(suiteFile),
      resolveDir: here,
      loader: 'ts',
      sourcefile: 'entry.ts',
    },
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    globalName: 'program',
    target: 'es2022',
    platform: 'neutral',
    // Hardening needs it, and a function's body is not strict by itself.
    banner: { js: "'use strict';" },
    mainFields: ['module', 'main'],
    conditions: ['import'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const code = `${built.outputFiles[0]?.text ?? ''}program.serve(host);`;
  return { code, hash: createHash('sha256').update(code).digest('hex') };
}

/** Hardening comes first: imports are evaluated in this order. */
function entryFor(suiteFile: string): string {
  const path = `./${relative(here, resolve(suiteFile)).split(sep).join('/')}`;
  return `import './lockdown.ts';
import { suite } from ${JSON.stringify(path)};
import { serve as serveSuite } from './child.ts';
export const serve = (host) => serveSuite(suite, host);`;
}
