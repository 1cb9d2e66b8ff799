import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Exercise, loadExercise } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import { minifySubmission } from './bundle.ts';
import { readTypeScript } from './plain-files.ts';
import type { SubmissionSources } from './sources.ts';

/** The workbook's own solution of an exercise, as others are built on it. */
export interface Reference {
  readonly exercise: string;
  readonly sources: SubmissionSources;
  /** sha-256 of its code, lower-case hex: part of the version of every suite built on it. */
  readonly hash: string;
}

/** Where a copy without `solutions/` has the code of a reference. */
export function referenceBundleFile(layout: Layout, chapter: string, exercise: string): string {
  return join(layout.suites, chapter, exercise, bundleName);
}

const bundleName = 'reference.bundle.js';

/** The references that an exercise names in `uses`. @throws if one is not to be had. */
export function referencesFor(
  layout: Layout,
  { chapter, manifest }: Pick<Exercise, 'chapter' | 'manifest'>,
): Promise<readonly Reference[]> {
  return Promise.all(manifest.uses.map(({ exercise }) => loadReference(layout, chapter, exercise)));
}

/**
 * The one place that knows where a reference comes from. It runs as its minified module, with the
 * sources at hand or not: so results and their versions are the same in every copy.
 */
export async function loadReference(
  layout: Layout,
  chapter: string,
  exercise: string,
): Promise<Reference> {
  const code =
    (await bundleReference(layout, chapter, exercise)) ??
    (await readFile(referenceBundleFile(layout, chapter, exercise), 'utf8'));
  return {
    exercise,
    sources: { entry: bundleName, files: new Map([[bundleName, code]]) },
    hash: createHash('sha256').update(code).digest('hex'),
  };
}

/** The code of a reference, from its sources; `undefined` in a copy that does not have them. */
export async function bundleReference(
  layout: Layout,
  chapter: string,
  exercise: string,
): Promise<string | undefined> {
  const folder = join(layout.solutions, chapter, exercise, 'reference');
  const isPresent = await stat(folder).then(
    () => true,
    () => false,
  );
  if (!isPresent) return undefined;
  const { manifest, folder: given } = await loadExercise(layout, chapter, exercise);
  const contract = await Promise.all(
    manifest.contract.map(async (path) => {
      return [path, await readFile(join(given, path), 'utf8')] as const;
    }),
  );
  const files = new Map([...(await readTypeScript(folder)), ...contract]);
  return minifySubmission({ entry: manifest.files[0] ?? '', files });
}
