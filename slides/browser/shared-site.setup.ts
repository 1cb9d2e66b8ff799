import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the first test file that needs the site puts it, for all test files of this run. */
    sharedFolder: string;
  }
}

/** Before any test of a run: a folder for what its test files share. Nothing is built here. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tests-'));
  const remove = (name = ''): Promise<void> =>
    rm(join(folder, name), { recursive: true, force: true });
  project.provide('sharedFolder', folder);
  // With `vitest --watch` something has changed.
  project.onTestsRerun(() => remove('site'));
  return () => remove();
}
