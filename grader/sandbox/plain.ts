import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { compileFunction } from 'node:vm';
import { layoutAt } from '../catalogue/layout.ts';
import { exerciseManifestSchema } from '../catalogue/manifest.ts';
import type { Guard } from '../simulator/guard.ts';
import type { Submission } from '../suites/submission.ts';
import { bundleSubmission, type SubmissionBundle } from './bundle.ts';
import { capturedConsole } from './console.ts';
import { faultOf } from './fault.ts';
import { locatorOf } from './locate.ts';
import { meteredSubmission } from './metered.ts';
import { readTypeScript } from './plain-files.ts';
import { prepareReference, prepareTrusted } from './prepare.ts';
import { type Reference, referencesFor } from './reference.ts';
import type { SubmissionSources } from './sources.ts';
import { usedSubmissions } from './uses.ts';

/**
 * Runs trusted code without any sandbox: for authors' tests. No step budget, no hardened globals;
 * each `instantiate()` evaluates the bundle anew.
 *
 * @param entryFile the submission's entry module on disk. Contract files come from the exercise's
 *   folder: the entry's own if it has a `manifest.json`, else the one a solution belongs to.
 */
export async function plainSubmission(entryFile: string): Promise<Submission> {
  const directory = dirname(resolve(entryFile));
  const [own, given] = await Promise.all([readTypeScript(directory), givenWith(directory)]);
  const files = new Map([...own, ...given.files]);
  return plainSubmissionOf({ entry: basename(entryFile), files }, given.references);
}

/** The same for files in memory, e.g. a mutant. */
export async function plainSubmissionOf(
  sources: SubmissionSources,
  references: readonly Reference[] = [],
): Promise<Submission> {
  const used = await Promise.all(
    references.map(async ({ exercise, sources: code }) => {
      const bundle = await bundleSubmission(code);
      return { exercise, own: false, bundle };
    }),
  );
  return {
    ...plainCode(await bundleSubmission(sources), 'submission-bundle.js'),
    uses: usedSubmissions(used, ({ bundle }, scriptName) => ({
      ...plainCode(bundle, scriptName),
      uses: {},
    })),
  };
}

function plainCode({ code, map }: SubmissionBundle, scriptName: string): Omit<Submission, 'uses'> {
  const locator = locatorOf(map);
  const reader = {
    scriptName,
    stackOf: (error: Error) => error.stack ?? '',
    locator: () => locator,
  };
  const guard: Guard = { enter() {}, explain: (error) => faultOf(error, reader), onLog: undefined };
  const evaluate = compileFunction(code, ['console'], { filename: scriptName });
  const captured = capturedConsole(() => guard.onLog);
  return { guard, instantiate: () => evaluate(captured) ?? {} };
}

/**
 * The same with step budget and depth limit, for code that may never end. Somewhat slower; still no
 * protection against malice.
 *
 * @throws if the submission would be refused.
 */
export async function plainMeteredSubmissionOf(
  sources: SubmissionSources,
  references: readonly Reference[] = [],
): Promise<Submission> {
  const uses = await Promise.all(references.map(prepareReference));
  return meteredSubmission(await prepareTrusted(sources), uses, {
    evaluate: (code, filename) => compileFunction(`return ${code}`, [], { filename })(),
    stackOf: (error) => error.stack ?? '',
  });
}

interface Given {
  readonly files: ReadonlyMap<string, string>;
  readonly references: readonly Reference[];
}

/** `solutions/<chapter>/<exercise>/…` belongs to `exercises/<chapter>/<exercise>`. */
async function givenWith(directory: string): Promise<Given> {
  const parts = directory.split(sep);
  const at = parts.lastIndexOf('solutions');
  const home = [...parts.slice(0, at), 'exercises', ...parts.slice(at + 1, at + 3)].join(sep);
  for (const exercise of at < 0 ? [directory] : [directory, home]) {
    const manifest = await readFile(join(exercise, 'manifest.json'), 'utf8').catch(() => undefined);
    if (manifest === undefined) continue;
    const parsed = exerciseManifestSchema.parse(JSON.parse(manifest));
    const { contract } = parsed;
    const texts = await Promise.all(contract.map((path) => readFile(join(exercise, path), 'utf8')));
    const place = { chapter: basename(dirname(exercise)), manifest: parsed };
    return {
      files: new Map(contract.map((path, index) => [path, texts[index] ?? ''])),
      references: await referencesFor(layoutAt(join(exercise, '..', '..', '..')), place),
    };
  }
  return { files: new Map(), references: [] };
}
