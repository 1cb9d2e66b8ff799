import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exercise } from '../../../grader/catalogue/catalogue.ts';
import type { Layout } from '../../../grader/catalogue/layout.ts';
import { readSkeleton } from '../../../grader/inspection/skeleton.ts';
import { SuiteStore, suiteFileOf } from '../../../grader/judging/suite-store.ts';
import { describeSuite } from '../../../grader/results/describe-suite.ts';
import type { SuiteMeta } from '../../../grader/results/suite-meta.ts';
import { bundleSuiteModule, suiteModuleFile } from '../../../grader/sandbox/suite-bundle.ts';
import type { Suite } from '../../../grader/suites/suite.ts';
import type { ExercisePackage } from '../../web/machine/contract.ts';
import { Declarations } from './declarations.ts';

/**
 * The scripts `werkstatt/<exercise>.js`, one for each exercise: what a page needs to judge it. In them
 * is what students have in their copy of the workbook; neither references, but for those that
 * others are built on, nor secret properties. Same workbook, same bytes.
 */
export async function exercisePackages(
  layout: Layout,
  exercises: readonly Exercise[],
): Promise<[string, string][]> {
  const suites = new SuiteStore({ withoutSecrets: true });
  const declarations = await Declarations.read(layout);
  return Promise.all(
    exercises.map(async (exercise): Promise<[string, string]> => {
      const content = await packageOf(layout, exercise, suites, declarations);
      const { id } = exercise.manifest;
      const code = `(globalThis.werkstatt??={})[${JSON.stringify(id)}]=${JSON.stringify(content)};\n`;
      return [`werkstatt/${id}.js`, code];
    }),
  );
}

/** @throws if the exercise has no suite, or if its skeleton is nowhere to be found. */
export async function packageOf(
  layout: Layout,
  exercise: Exercise,
  suites: SuiteStore,
  declarations: Declarations,
): Promise<ExercisePackage> {
  const { chapter, manifest, weight, folder } = exercise;
  const [suite, meta, skeleton] = await Promise.all([
    suites.load(layout, exercise),
    metaOf(suiteFileOf(layout, exercise)),
    // Not the folder's own files: somebody may be at work there.
    readSkeleton(folder, folder, manifest),
  ]);
  if (suite === undefined) throw new Error(`${manifest.id}: no suite`);
  if (skeleton === undefined) throw new Error(`${manifest.id}: no skeleton`);
  const contract = manifest.contract.map(async (name) => {
    return [name, await readFile(join(folder, name), 'utf8')] as const;
  });
  return {
    chapter,
    manifest,
    weight,
    suite: { code: suite.code, hash: suite.hash },
    meta,
    uses: suite.references.map(({ exercise: used, solution }) => {
      return { exercise: used, own: false, solution };
    }),
    contract: Object.fromEntries(await Promise.all(contract)),
    skeleton: Object.fromEntries(skeleton),
    types: await declarations.of(exercise),
  };
}

async function metaOf(suiteFile: string): Promise<SuiteMeta> {
  const file = await suiteModuleFile(suiteFile);
  const code =
    file === suiteFile
      ? await bundleSuiteModule(suiteFile, { withoutSecrets: true })
      : await readFile(file, 'utf8');
  const { suite } = (await import(
    `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  )) as { suite: Suite };
  return describeSuite(suite);
}
