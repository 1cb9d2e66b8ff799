import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Exercise } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import { skeletonsFile } from '../inspection/skeleton.ts';
import type { SuiteStore } from '../judging/suite-store.ts';
import type { Attempt } from './model.ts';

/** What everybody is judged with: the same suites and seeds. */
export interface Plan {
  readonly chapter: string;
  readonly exercises: readonly PlannedExercise[];
  readonly seeds: readonly [number, ...number[]];
}

export interface PlannedExercise {
  readonly exercise: Exercise;
  /** `''` if there is no suite or it does not load. */
  readonly suiteHash: string;
  /** Hash of all that a verdict depends on besides the submission. */
  readonly base: string;
}

export interface PlanRequest {
  readonly exercises: readonly [Exercise, ...Exercise[]];
  readonly seeds: readonly [number, ...number[]];
  /** Hash of the grader's own code, see `grader-version.ts`. */
  readonly version: string;
}

export async function makePlan(
  { exercises, seeds, version }: PlanRequest,
  layout: Layout,
  suites: SuiteStore,
): Promise<Plan> {
  const planned = exercises.map(async (exercise) => {
    // A suite that does not load is a verdict, too: `pruefer-fehler` for its exercise.
    const suiteHash = (await suites.load(layout, exercise).catch(() => undefined))?.hash ?? '';
    const given = await hashOfGiven(exercise);
    const base = hashOf(['1', version, exercise.chapter, suiteHash, given, seeds.join(',')]);
    return { exercise, suiteHash, base };
  });
  return { chapter: exercises[0].chapter, exercises: await Promise.all(planned), seeds };
}

/** Contract, manifest and skeleton: what inspection and bundling read besides the submission. */
async function hashOfGiven({ folder, manifest }: Exercise): Promise<string> {
  const paths = [...manifest.contract, ...manifest.files, 'manifest.json'].map((name) =>
    join(folder, name),
  );
  const files = [...paths, join(dirname(folder), skeletonsFile)];
  const contents = files.map((file) => readFile(file).catch(() => Buffer.alloc(0)));
  return hashOf((await Promise.all(contents)).map(hashOfBytes));
}

/**
 * Names the verdict on one exercise of one attempt: with the same key it is the same verdict. Files of
 * exercises it may be built upon belong to it, since the student can ask for their own to be used.
 */
export function verdictKey({ exercise, base }: PlannedExercise, { files }: Attempt): string {
  const { id, uses } = exercise.manifest;
  const folders = [id, ...uses.map((use) => use.exercise)];
  const own = [...files]
    .filter(([path]) => folders.some((folder) => path.startsWith(`${folder}/`)))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return hashOf([base, ...own.flatMap(([path, bytes]) => [path, hashOfBytes(bytes)])]);
}

function hashOf(pieces: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(pieces)).digest('hex');
}

function hashOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Of the whole chapter, as `check` computes it. */
export function chapterSuiteHash(
  exercises: readonly { readonly id: string; readonly suiteHash: string }[],
): string {
  const hash = createHash('sha256');
  for (const { id, suiteHash } of exercises) hash.update(`${id}:${suiteHash}\n`);
  return hash.digest('hex');
}
