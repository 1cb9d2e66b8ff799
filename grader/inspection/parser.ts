import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { Script } from 'node:vm';
import type { ts } from 'ts-morph';

/** The parser that ts-morph brings along. The types of its nodes come with `import type { ts }`. */
export type Ts = typeof ts;

let parser: Promise<Ts> | undefined;

/**
 * Loads the parser once, when somebody asks for it.
 *
 * It is one file of nine megabytes: compiling it takes V8 a third of a second, ten times as long as
 * everything done with it. So the compiled code is kept in `node_modules/.cache`; V8 itself refuses
 * what another version of it has made. If anything about this fails, ts-morph is simply imported.
 */
export function loadParser(): Promise<Ts> {
  parser ??= Promise.resolve()
    .then(() => loadCompiled(packagesCache()))
    .catch(async () => (await import('ts-morph')).ts);
  return parser;
}

/** The same, without falling back on ts-morph, and with the compiled code kept in `cacheFolder`. */
export async function loadCompiled(cacheFolder: string): Promise<Ts> {
  const { file, version } = locateParser();
  const cache = join(cacheFolder, cacheName(version));
  const [source, compiled] = await Promise.all([readFile(file, 'utf8'), readKept(cache)]);
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) {${source}\n})`,
    {
      filename: file,
      ...(compiled === undefined ? {} : { cachedData: compiled }),
    },
  );
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  const loaded = module.exports as Ts;
  // What has been called by then is part of the compiled code: the more, the better.
  loaded.createSourceFile('warm.ts', 'class A { b(): void {} }', loaded.ScriptTarget.ES2023, true);
  if (compiled === undefined || script.cachedDataRejected === true) {
    await keep(cache, script.createCachedData());
  }
  return loaded;
}

/** ts-morph carries TypeScript in the package `@ts-morph/common`. */
function locateParser() {
  const tsMorph = createRequire(import.meta.url).resolve('ts-morph');
  const common = createRequire(tsMorph).resolve('@ts-morph/common');
  const { version } = createRequire(common)('../package.json') as { readonly version: string };
  return { file: join(dirname(common), 'typescript.js'), version };
}

/** `node_modules/.cache`, where tools keep what they can make again. */
function packagesCache(): string {
  const parts = locateParser().file.split(sep);
  const packages = parts.slice(0, parts.lastIndexOf('node_modules') + 1).join(sep);
  return join(packages, '.cache', 'arbeitsbuch');
}

function cacheName(version: string): string {
  const { v8 = '' } = process.versions;
  const key = createHash('sha256').update([version, v8, process.arch].join()).digest('hex');
  return `parser-${key.slice(0, 16)}.bin`;
}

const digestBytes = 32;

function digestOf(compiled: Uint8Array): Buffer {
  return createHash('sha256').update(compiled).digest();
}

/** V8 trusts what it is given, so damage has to be noticed here. */
async function readKept(file: string): Promise<Buffer | undefined> {
  const kept = await readFile(file).catch(() => undefined);
  const compiled = kept?.subarray(digestBytes);
  if (kept === undefined || compiled === undefined) return undefined;
  return digestOf(compiled).equals(kept.subarray(0, digestBytes)) ? compiled : undefined;
}

/** Written aside and renamed, so that nobody reads half of it. */
async function keep(file: string, compiled: Buffer): Promise<void> {
  const aside = `${file}.${process.pid}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(aside, Buffer.concat([digestOf(compiled), compiled]));
    await rename(aside, file);
  } catch {
    // A read-only folder or a full disk: next time it is compiled again.
  }
}
