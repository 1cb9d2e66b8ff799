import { dirname, relative } from 'node:path';
import type { Exercise } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import { UsageProblem } from '../command-line/problem.ts';
import { suiteFileOf } from '../judging/suite-store.ts';
import { bundleReference, referenceBundleFile } from '../sandbox/reference.ts';
import { bundleSuite, bundleSuiteModule, compiledSuite } from '../sandbox/suite-bundle.ts';
import type { Suite } from '../suites/suite.ts';
import { handoutWording as wording } from './wording.ts';

/**
 * The compiled suites, and the compiled solutions that others are built on: minified, without
 * comments or source maps, without secret properties.
 *
 * @throws UsageProblem if a secret property stands where it would not be left out.
 */
export async function compiledSuites(
  layout: Layout,
  exercises: readonly Exercise[],
): Promise<[string, string][]> {
  const used = new Map<string, Exercise>();
  for (const { manifest, chapter } of exercises) {
    for (const { exercise } of manifest.uses) {
      const found = exercises.find(
        (each) => each.chapter === chapter && each.manifest.id === exercise,
      );
      if (found !== undefined) used.set(`${chapter}/${exercise}`, found);
    }
  }
  const suites = await Promise.all(exercises.map((exercise) => compileSuite(layout, exercise)));
  const references = await Promise.all(
    [...used.values()].map(async ({ chapter, manifest }): Promise<[string, string]> => {
      const code = (await bundleReference(layout, chapter, manifest.id)) ?? '';
      return [inWorkbook(layout, referenceBundleFile(layout, chapter, manifest.id)), code];
    }),
  );
  return [...suites.flat(), ...references];
}

async function compileSuite(layout: Layout, exercise: Exercise): Promise<[string, string][]> {
  const file = suiteFileOf(layout, exercise);
  const options = { withoutSecrets: true };
  const [program, module] = await Promise.all([
    bundleSuite(file, options),
    bundleSuiteModule(file, options),
  ]);
  const { suite } = (await import(
    `data:text/javascript;base64,${Buffer.from(module).toString('base64')}`
  )) as { suite: Suite };
  const secret = suite.properties.filter(({ visibility }) => visibility === 'geheim');
  if (secret.length > 0) {
    const ids = secret.map(({ id }) => id);
    throw new UsageProblem(wording.strayedSecrets(exercise.manifest.id, ids));
  }
  const folder = inWorkbook(layout, dirname(file));
  return [
    [`${folder}/${compiledSuite.program}`, program.code],
    [`${folder}/${compiledSuite.module}`, module],
  ];
}

function inWorkbook({ root }: Layout, path: string): string {
  return relative(root, path).replaceAll('\\', '/');
}
