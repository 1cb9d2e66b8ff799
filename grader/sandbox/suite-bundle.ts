import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
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

/** Names of what a copy has in a suite's folder in place of its sources. */
export const compiledSuite = {
  /** Program of the child process, see {@link SuiteBundle}. */
  program: 'suite.bundle.js',
  /** A module that exports `suite`, for debugging one's own code. */
  module: 'suite.module.js',
} as const;

/**
 * The one place that knows where a suite's program comes from: its source, or a copy's bundle.
 *
 * @param suiteFile path of a `suite.ts` that exports `suite`; it need not exist.
 * @returns `undefined` if there is neither.
 */
export async function loadSuiteBundle(suiteFile: string): Promise<SuiteBundle | undefined> {
  if (await isThere(suiteFile)) return bundleSuite(suiteFile);
  const compiled = join(dirname(suiteFile), compiledSuite.program);
  return (await isThere(compiled)) ? bundleOf(await readFile(compiled, 'utf8')) : undefined;
}

/** The module that exports `suite`: its source, or a copy's bundle. */
export async function suiteModuleFile(suiteFile: string): Promise<string> {
  const isSource = await isThere(suiteFile);
  return isSource ? suiteFile : join(dirname(suiteFile), compiledSuite.module);
}

/**
 * @throws if it does not bundle: a defect of the grader's.
 */
export async function bundleSuite(
  suiteFile: string,
  options: BundleOptions = {},
): Promise<SuiteBundle> {
  const text = await build(entryFor(suiteFile), 'iife', options);
  return bundleOf(`${text}program.serve(host);`);
}

/** The suite as one minified module, with nothing of the sandbox in it. */
export function bundleSuiteModule(suiteFile: string, options: BundleOptions = {}): Promise<string> {
  return build(`export { suite } from ${JSON.stringify(pathFromHere(suiteFile))};`, 'esm', options);
}

export interface BundleOptions {
  /**
   * Without what `secret-properties.ts` exports: there, and nowhere else, a suite has its secret
   * properties.
   */
  readonly withoutSecrets?: boolean;
}

async function build(
  contents: string,
  format: 'iife' | 'esm',
  { withoutSecrets = false }: BundleOptions,
): Promise<string> {
  const built = await esbuild.build({
    stdin: { contents, resolveDir: here, loader: 'ts', sourcefile: 'entry.ts' },
    bundle: true,
    write: false,
    minify: true,
    format,
    ...(format === 'iife' ? { globalName: 'program' } : {}),
    target: 'es2022',
    platform: 'neutral',
    // Hardening needs it, and a function's body is not strict by itself.
    banner: { js: "'use strict';" },
    mainFields: ['module', 'main'],
    conditions: ['import'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: withoutSecrets ? [noSecrets] : [],
  });
  return built.outputFiles[0]?.text ?? '';
}

const noSecrets: esbuild.Plugin = {
  name: 'without-secrets',
  setup(build) {
    build.onLoad({ filter: /[\\/]secret-properties\.ts$/ }, () => ({
      contents: 'export const secretProperties = [];',
      loader: 'ts',
    }));
  },
};

function bundleOf(code: string): SuiteBundle {
  return { code, hash: createHash('sha256').update(code).digest('hex') };
}

/** Hardening comes first: imports are evaluated in this order. */
function entryFor(suiteFile: string): string {
  return `import './lockdown.ts';
import { suite } from ${JSON.stringify(pathFromHere(suiteFile))};
import { serve as serveSuite } from './child.ts';
export const serve = (host) => serveSuite(suite, host);`;
}

function pathFromHere(file: string): string {
  return `./${relative(here, resolve(file)).split(sep).join('/')}`;
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
