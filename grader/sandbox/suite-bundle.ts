import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import type { AnyProperty } from '../suites/suite.ts';
import { leanFastCheck } from './lean-fast-check.ts';
import { programOptions } from './program-options.ts';

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
export async function loadSuiteBundle(
  suiteFile: string,
  options: BundleOptions = {},
): Promise<SuiteBundle | undefined> {
  if (await isThere(suiteFile)) return bundleSuite(suiteFile, options);
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
  const text = await build(
    entryFor(suiteFile, await withheldBy(suiteFile, options)),
    'iife',
    options,
  );
  return bundleOf(`${text}program.serve(host);`);
}

/** The suite as one minified module, with nothing of the sandbox in it. */
export async function bundleSuiteModule(
  suiteFile: string,
  options: BundleOptions = {},
): Promise<string> {
  const withheld = await withheldBy(suiteFile, options);
  return build(exportOf(suiteFile, withheld), 'esm', options);
}

export interface BundleOptions {
  /**
   * Without what {@link secretFile} exports: there, and nowhere else, a suite has its secret
   * properties. What they alone import is left out with them. How many points are missing, the
   * suite's `withheld` says.
   */
  readonly withoutSecrets?: boolean;
}

/** Source files that only a suite's secret properties need: none of it may be in a student's copy. */
export async function secretSources(suiteFile: string): Promise<string[]> {
  const inputs = async (options: BundleOptions): Promise<string[]> => {
    const { metafile } = await run(exportOf(suiteFile, undefined), 'esm', options);
    return Object.keys(metafile.inputs).map((file) => resolve(file));
  };
  const open = new Set(await inputs({ withoutSecrets: true }));
  const secret = (await inputs({})).filter((file) => !open.has(file));
  const file = join(dirname(suiteFile), secretFile);
  return (await isThere(file)) ? [...new Set([...secret, file])].sort() : secret;
}

async function build(
  contents: string,
  format: 'iife' | 'esm',
  options: BundleOptions,
): Promise<string> {
  return (await run(contents, format, options)).outputFiles[0]?.text ?? '';
}

function run(contents: string, format: 'iife' | 'esm', { withoutSecrets = false }: BundleOptions) {
  return esbuild.build({
    stdin: { contents, resolveDir: here, loader: 'ts', sourcefile: 'entry.ts' },
    ...programOptions,
    format,
    ...(format === 'iife' ? { globalName: 'program' } : {}),
    plugins: withoutSecrets ? [leanFastCheck, noSecrets] : [leanFastCheck],
  });
}

/** Beside a `suite.ts`: exports `secretProperties`. */
const secretFile = 'secret-properties.ts';

/** Points of the properties that are left out, by part; `undefined` if none are. */
async function withheldBy(
  suiteFile: string,
  { withoutSecrets = false }: BundleOptions,
): Promise<Readonly<Record<string, number>> | undefined> {
  const file = join(dirname(suiteFile), secretFile);
  if (!withoutSecrets || !(await isThere(file))) return undefined;
  const code = await build(
    `export { secretProperties } from ${JSON.stringify(pathFromHere(file))};`,
    'esm',
    {},
  );
  const { secretProperties }: { readonly secretProperties: readonly AnyProperty[] } = await import(
    `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  );
  const withheld: Record<string, number> = {};
  for (const { part, points } of secretProperties) withheld[part] = (withheld[part] ?? 0) + points;
  return withheld;
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
function entryFor(
  suiteFile: string,
  withheld: Readonly<Record<string, number>> | undefined,
): string {
  return `import './lockdown.ts';
${importOf(suiteFile, withheld)}import { serve as serveSuite } from './child.ts';
export const serve = (host) => serveSuite(suite, host);`;
}

function exportOf(...[suiteFile, withheld]: Parameters<typeof importOf>): string {
  return `${importOf(suiteFile, withheld)}export { suite };`;
}

function importOf(
  suiteFile: string,
  withheld: Readonly<Record<string, number>> | undefined,
): string {
  const path = JSON.stringify(pathFromHere(suiteFile));
  return withheld === undefined
    ? `import { suite } from ${path};\n`
    : `import { suite as open } from ${path};
const suite = { ...open, withheld: ${JSON.stringify(withheld)} };\n`;
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
