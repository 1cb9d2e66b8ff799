/**
 * For authors, after every change to a skeleton: `npx tsx grader/inspection/save-skeletons.ts`.
 * Writes `skeletons.json` of each chapter below `exercises/`.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import { ownLayout } from '../catalogue/layout.ts';
import { currentSkeletons, skeletonsFile } from './skeleton.ts';

const layout = ownLayout();
for (const { manifest, exercises } of await loadCatalogue(layout)) {
  const folder = join(layout.exercises, manifest.id);
  const skeletons = await currentSkeletons(
    folder,
    exercises.map((exercise) => exercise.manifest),
  );
  await writeFile(join(folder, skeletonsFile), `${JSON.stringify(skeletons, null, 2)}\n`);
}
