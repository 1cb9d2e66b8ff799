import type { ExerciseManifest } from '../catalogue/manifest.ts';
import { type Preparation, prepareSources, prepareTrusted, refused } from './prepare-sources.ts';
import { readSources } from './read-sources.ts';
import type { Reference } from './reference.ts';
import type { PreparedUse } from './uses.ts';

export * from './prepare-sources.ts';

export interface PrepareRequest {
  /** The folder with the student's files. */
  readonly sourceDir: string;
  /** The exercise's folder: contract files come from here. */
  readonly exerciseDir: string;
  readonly manifest: Pick<ExerciseManifest, 'files' | 'contract'>;
}

/** Reads, checks, bundles and instruments a submission. Throws only for the grader's own defects. */
export async function prepareSubmission(request: PrepareRequest): Promise<Preparation> {
  const read = await readSources(request);
  return 'refusals' in read ? refused(read.refusals) : prepareSources(read);
}

/** A reference, to run beside what is built on it. */
export async function prepareReference({ exercise, sources }: Reference): Promise<PreparedUse> {
  return { exercise, own: false, solution: await prepareTrusted(sources) };
}
