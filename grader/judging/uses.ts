import { dirname, join, posix } from 'node:path';
import * as z from 'zod';
import { loadExercise } from '../catalogue/catalogue.ts';
import type { ExerciseManifest } from '../catalogue/manifest.ts';
import type { Finding } from '../results/result.ts';
import type { ExerciseFailure } from '../results/score.ts';
import type { DebugUse } from '../sandbox/debug.ts';
import { type PrepareRequest, prepareSubmission } from '../sandbox/prepare.ts';
import { readText } from '../sandbox/read-sources.ts';
import type { PreparedUse } from '../sandbox/uses.ts';
import { refusalMessage } from '../sandbox/wording.ts';
import type { CheckControls } from './check-exercise.ts';
import { inspectSource } from './inspect-source.ts';
import { sourceFiles, type Target } from './submission-folder.ts';
import type { LoadedSuite } from './suite-store.ts';
import { usesWording } from './wording.ts';

/** The solutions of other exercises for a check, or why there can be none. */
export type PreparedUses = { readonly findings: readonly Finding[] } & (
  | { readonly kind: 'ready'; readonly uses: readonly PreparedUse[] }
  | { readonly kind: 'unusable'; readonly failure: ExerciseFailure }
);

type UsesControls = Pick<CheckControls, 'layout' | 'compilerMs' | 'onCompilerStopped'>;

/** Gets ready what the exercise is built on: the references, or the student's own where wanted. */
export async function prepareUses(
  target: Target,
  { references }: LoadedSuite,
  controls: UsesControls,
): Promise<PreparedUses> {
  const { own, findings } = await readWishes(target);
  const uses: PreparedUse[] = [];
  for (const { exercise, solution } of references) {
    if (!own.has(exercise)) {
      uses.push({ exercise, own: false, solution });
      continue;
    }
    const prepared = await prepareOwn(target, exercise, controls);
    if ('failure' in prepared) return { kind: 'unusable', failure: prepared.failure, findings };
    uses.push(prepared.use);
  }
  return { kind: 'ready', uses, findings };
}

/** The same for a debugger, which steps into one's own solutions as well. */
export async function debugUses(
  target: Target,
  { references }: LoadedSuite,
  { layout }: UsesControls,
): Promise<readonly DebugUse[]> {
  const { own } = await readWishes(target);
  return Promise.all(
    references.map(async (reference) => {
      const { exercise } = reference;
      if (!own.has(exercise)) return { exercise, own: false, reference };
      const { manifest, folder } = await loadExercise(layout, target.exercise.chapter, exercise);
      const request = { sourceDir: ownFolder(target, exercise), exerciseDir: folder, manifest };
      return { exercise, own: true, request };
    }),
  );
}

/** Whether the student wants an exercise to be built on the solution in {@link ownFolder}. */
export async function wantsOwn(target: Target, exercise: string): Promise<boolean> {
  return (await readWishes(target)).own.has(exercise);
}

/** The student's own solution of another exercise lies beside the one that is built on it. */
export function ownFolder({ sourceDir }: Target, exercise: string): string {
  return join(dirname(sourceDir ?? ''), exercise);
}

interface Wishes {
  readonly own: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** All that counts of the manifest beside a solution; what is not wanted here is left unread. */
const wishesSchema = z.object({
  uses: z.array(z.object({ exercise: z.string(), own: z.boolean().default(false) })).default([]),
});

async function readWishes({ sourceDir, exercise }: Target): Promise<Wishes> {
  if (sourceDir === undefined || exercise.manifest.uses.length === 0) return none;
  const text = await readText(sourceDir, manifestName);
  if (typeof text !== 'string') return text.rule === 'missing-file' ? none : broken;
  const parsed = wishesSchema.safeParse(parseJson(text));
  if (!parsed.success) return broken;
  const own = new Set(parsed.data.uses.filter((use) => use.own).map((use) => use.exercise));
  const used = exercise.manifest.uses.map((use) => use.exercise).filter((id) => own.has(id));
  return { own: new Set(used), findings: used.map(ownFinding) };
}

const manifestName = 'manifest.json';

const none: Wishes = { own: new Set(), findings: [] };

const broken: Wishes = {
  own: new Set(),
  findings: [
    {
      rule: 'manifest-broken',
      severity: 'warnung',
      message: usesWording.manifestBroken,
      file: manifestName,
    },
  ],
};

function ownFinding(exercise: string): Finding {
  return {
    rule: 'uses-own',
    severity: 'hinweis',
    message: usesWording.own(exercise),
    file: manifestName,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function prepareOwn(
  target: Target,
  exercise: string,
  controls: UsesControls,
): Promise<{ readonly use: PreparedUse } | { readonly failure: ExerciseFailure }> {
  const { manifest, folder } = await loadExercise(
    controls.layout,
    target.exercise.chapter,
    exercise,
  );
  const sourceDir = ownFolder(target, exercise);
  const shownAs = posix.join(target.shownAs, '..', exercise);
  const failure = (status: ExerciseFailure['status'], message: string) => ({
    failure: { status, message: `${message} ${usesWording.wayOut(exercise)}` },
  });
  if (!(await hasSources(sourceDir, manifest))) {
    return failure('nicht-auswertbar', usesWording.missing(exercise, shownAs));
  }
  const request: PrepareRequest = { sourceDir, exerciseDir: folder, manifest };
  const [inspection, prepared] = await Promise.all([
    inspectSource({
      sourceDir,
      exerciseDir: folder,
      exerciseRelative: shownAs,
      manifest,
      compilerMs: controls.compilerMs,
    }),
    prepareSubmission(request),
  ]);
  if (inspection.isCompilerStopped) controls.onCompilerStopped?.();
  if (inspection.state === 'unveraendert') {
    return failure('nicht-auswertbar', usesWording.notBegun(exercise));
  }
  if (inspection.gate !== 'auswertbar') {
    return failure(inspection.gate, usesWording.unusable(exercise, inspection.message ?? ''));
  }
  if (prepared.kind === 'refused') {
    const [first] = prepared.refusals;
    return failure(first.status, usesWording.unusable(exercise, refusalMessage(first)));
  }
  return { use: { exercise, own: true, solution: prepared.submission } };
}

async function hasSources(folder: string, { files }: ExerciseManifest): Promise<boolean> {
  const present = await sourceFiles(folder);
  return files.some((file) => present.includes(file));
}
