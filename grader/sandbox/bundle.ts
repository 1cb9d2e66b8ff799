import { parse } from 'acorn';
import * as esbuild from 'esbuild';
import type { RefusalRule } from './refusal.ts';
import { resolveRelative } from './resolve.ts';
import type { SourceLocation, SubmissionSources } from './sources.ts';

/** A submission as one piece of JavaScript: the body of a function that returns its exports. */
export interface SubmissionBundle {
  /** Strict function body; free names: the globals of JavaScript and `console`. */
  readonly code: string;
  /** Source map (JSON text, version 3) from `code` to the `.ts` files; `sources` as in the sources' keys. */
  readonly map: string;
}

/** esbuild could not read or link the submission. */
export class BundleFailure extends Error {
  constructor(readonly problems: readonly BundleProblem[]) {
    super(problems.map(describeProblem).join('\n'));
  }
}

export interface BundleProblem {
  readonly rule: ImportRule | 'syntax-error';
  /** What is imported, or esbuild's own words (English) on what it cannot read. */
  readonly text: string;
  readonly location?: SourceLocation;
}

type ImportRule = Extract<
  RefusalRule,
  'unresolved-import' | 'foreign-import' | 'value-import' | 'dynamic-import' | 'require'
>;

const namespace = 'submission';

/**
 * Bundles a submission from memory: nothing outside `sources` can get in.
 *
 * @throws BundleFailure if it does not parse or imports what is not there.
 */
export async function bundleSubmission(sources: SubmissionSources): Promise<SubmissionBundle> {
  const built = await build(sources);
  const script = built.outputFiles.find((file) => file.path.endsWith('.js'));
  const map = built.outputFiles.find((file) => file.path.endsWith('.map'));
  if (script === undefined || map === undefined) throw new Error('esbuild wrote no bundle');
  return { code: returnExports(script.text), map: withPlainSources(map.text) };
}

/**
 * The same as a single small module that exports what the entry module does: for a solution that
 * others are built on, whether or not its sources come along.
 */
export async function minifySubmission(sources: SubmissionSources): Promise<string> {
  const { outputFiles } = await build(sources, { minify: true, sourcemap: false });
  return outputFiles[0]?.text ?? '';
}

async function build(
  sources: SubmissionSources,
  style: Pick<esbuild.BuildOptions, 'minify' | 'sourcemap'> = { sourcemap: 'external' },
) {
  const settings = {
    entryPoints: [sources.entry],
    bundle: true,
    write: false,
    outfile: 'bundle.js',
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    charset: 'utf8',
    banner: { js: "'use strict';" },
    legalComments: 'none',
    ...style,
    sourcesContent: false,
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: { target: 'es2022', useDefineForClassFields: true } },
    plugins: [fromMemory(sources.files)],
  } satisfies esbuild.BuildOptions;
  try {
    return await esbuild.build(settings);
  } catch (error) {
    if (isBuildFailure(error)) throw new BundleFailure(error.errors.map(problemOf));
    throw error;
  }
}

/** Resolves imports among the given files only. Imports of types alone never get here. */
function fromMemory(files: ReadonlyMap<string, string>): esbuild.Plugin {
  return {
    name: 'submission',
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
        if (kind === 'entry-point' && files.has(path)) return { path, namespace };
        const isRelative = /^\.\.?\//.test(path);
        const found = isRelative ? resolveRelative(path, importer, (f) => files.has(f)) : undefined;
        const rule = ruleFor(path, kind, isRelative);
        if (found !== undefined && rule === 'unresolved-import') return { path: found, namespace };
        return { errors: [{ text: path, detail: rule }] };
      });
      build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
        contents: files.get(path) ?? '',
        // The same text can mean another thing: `a<b>(c)` compares in one, and calls in the other.
        loader: path.endsWith('.js') ? 'js' : 'ts',
      }));
    },
  };
}

/** What is wrong with an import that does not lead to one of the submission's files. */
function ruleFor(path: string, kind: esbuild.ImportKind, isRelative: boolean): ImportRule {
  if (kind === 'dynamic-import') return 'dynamic-import';
  if (kind === 'require-call' || kind === 'require-resolve') return 'require';
  if (isTypesModule(path)) return 'value-import';
  return isRelative || kind === 'entry-point' ? 'unresolved-import' : 'foreign-import';
}

/** `#simulator`, `#kapitel8/config-store`: types to write against, without anything to run. */
function isTypesModule(path: string): boolean {
  return /^#(simulator|[a-z0-9-]+\/[a-z0-9-]+)$/.test(path);
}

/** Turns the closing `export { a as b }` into a `return`; the lines before it stay where they are. */
function returnExports(code: string): string {
  const program = parse(code, {
    ecmaVersion: 2023,
    sourceType: 'module',
    allowAwaitOutsideFunction: true,
  });
  let body = code;
  for (const statement of [...program.body].reverse()) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const getters = statement.specifiers.map(({ local, exported }) => {
      if (local.type !== 'Identifier') throw new Error('unexpected form of export');
      const name = exported.type === 'Identifier' ? exported.name : exported.value;
      return `get ${JSON.stringify(name)}() { return ${local.name}; }`;
    });
    body = `${body.slice(0, statement.start)}return { ${getters.join(', ')} };${body.slice(statement.end)}`;
  }
  return body;
}

function withPlainSources(map: string): string {
  const parsed = JSON.parse(map) as { sources: string[] };
  const sources = parsed.sources.map((source) => source.replace(/^.*?submission:/, ''));
  return JSON.stringify({ ...parsed, sources });
}

function isBuildFailure(error: unknown): error is esbuild.BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}

function problemOf({ text, location, detail }: esbuild.Message): BundleProblem {
  const rule = typeof detail === 'string' ? (detail as ImportRule) : 'syntax-error';
  if (location === null) return { rule, text };
  const file = location.file.replace(/^.*?submission:/, '');
  return { rule, text, location: { file, line: location.line, column: location.column + 1 } };
}

function describeProblem({ rule, text, location }: BundleProblem): string {
  const place = location === undefined ? '' : `${location.file}:${location.line}: `;
  return `${place}${rule}: ${text}`;
}
