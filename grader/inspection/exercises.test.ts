import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Exercise, loadCatalogue } from '../catalogue/catalogue.ts';
import { ownLayout } from '../catalogue/layout.ts';
import { inspect } from './inspect.ts';
import { readGiven } from './read-sources.ts';
import { currentSkeletons, readSkeletons } from './skeleton.ts';
import { checkTypes } from './type-check.ts';
import { typeModulesOf } from './type-modules.ts';

const layout = ownLayout();
const chapters = await loadCatalogue(layout);

async function solutionsOf({ chapter, manifest }: Exercise): Promise<string[]> {
  const folder = join(layout.solutions, chapter, manifest.id);
  const alternatives = await readdir(join(folder, 'alternatives')).catch(() => []);
  return ['reference', ...alternatives.map((name) => join('alternatives', name))].map((path) =>
    join(folder, path),
  );
}

describe.each(chapters.flatMap(({ exercises }) => exercises))(
  '$chapter/$manifest.id',
  (exercise) => {
    const { folder, manifest } = exercise;

    test('the skeleton compiles', async () => {
      const files = await readGiven(folder, [...manifest.files, ...manifest.contract]);
      const typeModules = typeModulesOf(folder, manifest);
      expect(await checkTypes({ files, roots: manifest.files, typeModules })).toEqual({
        kind: 'checked',
        diagnostics: [],
      });
    });

    test('the skeleton is known as unchanged', async () => {
      const inspection = await inspect({ sourceDir: folder, exerciseDir: folder, manifest });
      expect(inspection).toMatchObject({ gate: 'auswertbar', state: 'unveraendert' });
      expect(inspection.findings.map(({ rule }) => rule)).toEqual(['skeleton-unchanged']);
    });

    test('no solution meets with more than a hint', async () => {
      for (const sourceDir of await solutionsOf(exercise)) {
        const inspection = await inspect({ sourceDir, exerciseDir: folder, manifest });
        expect(inspection, sourceDir).toMatchObject({ gate: 'auswertbar', state: 'bearbeitet' });
        const serious = inspection.findings.filter(({ severity }) => severity !== 'hinweis');
        expect(serious, sourceDir).toEqual([]);
      }
    });
  },
);

test.each(chapters)(
  'skeletons.json of $manifest.id is up to date (see save-skeletons.ts)',
  async ({ manifest, exercises }) => {
    const folder = join(layout.exercises, manifest.id);
    const manifests = exercises.map((exercise) => exercise.manifest);
    expect(await readSkeletons(folder)).toEqual(await currentSkeletons(folder, manifests));
  },
);
