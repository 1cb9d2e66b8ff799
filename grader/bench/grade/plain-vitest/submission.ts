import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plainMeteredSubmissionOf } from '../../../sandbox/plain.ts';
import { readTypeScript } from '../../../sandbox/plain-files.ts';
import { referencesFor } from '../../../sandbox/reference.ts';
import { runSuite } from '../../../suites/run-suite.ts';
import { loadSuite } from '../../../verify/trial.ts';
import { exerciseOf, layout, suiteFile } from '../../subjects.ts';
import { plainVariables } from './variables.ts';

/** One test for each property of each exercise, under the seed of the class. */
const { [plainVariables.folder]: folder = '', [plainVariables.exercises]: exercises = '' } =
  process.env;
const seed = 8;

for (const id of exercises.split(',')) {
  const exercise = await exerciseOf(id);
  const { files, contract } = exercise.manifest;
  const given = contract.map(async (path) => {
    return [path, await readFile(join(exercise.folder, path), 'utf8')] as const;
  });
  const own = await readTypeScript(join(folder, id));
  const sources = {
    entry: files[0] ?? '',
    files: new Map([...own, ...(await Promise.all(given))]),
  };
  const submission = await plainMeteredSubmissionOf(sources, await referencesFor(layout, exercise));
  const report = runSuite(await loadSuite(suiteFile(id)), submission, { seed });
  describe(id, () => {
    for (const { id: property, outcome } of report.properties) {
      test(property, () => expect(outcome).toBe('holds'));
    }
  });
}
