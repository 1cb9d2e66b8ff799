import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { gzip } from 'pako';
import { browserBundle } from '../../../grader/judging/browser-bundle.ts';
import type { ScriptName } from '../../web/machine/clerk-calls.ts';

/**
 * The scripts `werkstatt/teile/<part>.js`: what the page loads before its first check. They are large,
 * and the same for all exercises. Same workbook, same bytes.
 */
export async function machineParts(): Promise<[string, string][]> {
  const [clerk, esbuild, typescript] = await Promise.all([
    clerkProgram(),
    packages.esbuild(),
    packages.typescript(),
  ]);
  return [script('clerk', clerk), script('esbuild', esbuild), script('typescript', typescript)];
}

/** Of installed packages alone, and the dearest: made once in a process. */
const packages = {
  esbuild: once(async () => {
    return packed(
      await readFile(createRequire(import.meta.url).resolve('esbuild-wasm/esbuild.wasm')),
    );
  }),
  typescript: once(async () => packed(await typescriptProgram())),
};

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function script(name: ScriptName, content: string): [string, string] {
  const code = `(globalThis.machineParts??={})[${JSON.stringify(name)}]=${JSON.stringify(content)};\n`;
  return [`werkstatt/teile/${name}.js`, code];
}

/** Not by Node's zlib: what that makes depends on the processor. */
function packed(content: Uint8Array | string): string {
  return Buffer.from(gzip(content, { level: 6 })).toString('base64');
}

async function clerkProgram(): Promise<string> {
  const entry = new URL('../../web/machine/clerk/main.ts', import.meta.url);
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    ...browserBundle,
    // The same version makes the same bundles of submissions.
    alias: { esbuild: 'esbuild-wasm/esm/browser.js' },
  });
  return outputFiles[0]?.text ?? '';
}

/** ts-morph's TypeScript as a script that gets `module`, with the types of the language in `module.libs`. */
async function typescriptProgram(): Promise<string> {
  const tsMorph = createRequire(import.meta.url).resolve('ts-morph');
  const common = createRequire(tsMorph).resolve('@ts-morph/common');
  const source = await readFile(join(dirname(common), 'typescript.js'), 'utf8');
  const { code } = await transform(source, {
    minify: true,
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
  });
  const { getLibFiles } = createRequire(tsMorph)('@ts-morph/common') as {
    getLibFiles(): readonly { readonly fileName: string; readonly text: string }[];
  };
  const texts = new Map(getLibFiles().map(({ fileName, text }) => [fileName, text]));
  const wanted = new Set(['lib.es2023.d.ts', 'lib.decorators.d.ts', 'lib.decorators.legacy.d.ts']);
  for (const name of wanted) {
    for (const [, lib] of (texts.get(name) ?? '').matchAll(/<reference lib="([^"]+)"/g)) {
      wanted.add(`lib.${lib}.d.ts`);
    }
  }
  const libs = Object.fromEntries([...wanted].map((name) => [name, texts.get(name) ?? '']));
  return `${code}\nmodule.libs = ${JSON.stringify(libs)};\n`;
}
