import type { Layout } from '../catalogue/layout.ts';
import type { RunJob, SandboxJob } from '../sandbox/job.ts';
import type { Launcher } from '../sandbox/launch.ts';
import type { SandboxOutcome } from '../sandbox/outcome.ts';
import { emptySubmission, prepareSubmission } from '../sandbox/prepare.ts';
import { runInSandbox } from '../sandbox/run-in-sandbox.ts';
import type { SuiteBundle } from '../sandbox/suite-bundle.ts';
import type { CheckOptions } from './check-options.ts';
import { type CheckedExercise, conclude } from './conclude.ts';
import { inspectSource } from './inspect-source.ts';
import { assertSameSuite } from './same-suite.ts';
import type { Target } from './submission-folder.ts';
import type { Description, LoadedSuite, SuiteStore } from './suite-store.ts';
import { prepareUses } from './uses.ts';
import { submissionWording, suiteWording } from './wording.ts';

export interface CheckControls {
  readonly layout: Layout;
  readonly suites: SuiteStore;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
  /** How the child that runs the submission is started; plainly if none is given. */
  readonly launch?: Launcher;
  /** Wall clock after which the compiler is stopped. */
  readonly compilerMs?: number;
  /** The compiler was stopped, which may be the machine's fault. */
  readonly onCompilerStopped?: () => void;
  /** Runs the suite in place of one call of `runInSandbox`, e.g. several times or in a session. */
  readonly runJob?: RunJob;
}

/** The user pressed Ctrl-C, or a newer check of the same exercise has begun. */
export class CheckAborted extends Error {}

/**
 * Inspects and runs one submission, and gives points. The child process runs while the parent
 * inspects the source.
 */
export async function checkExercise(
  target: Target,
  options: CheckOptions,
  controls: CheckControls,
): Promise<CheckedExercise> {
  const loading = loadSuite(target, options, controls);
  if (target.sourceDir === undefined) {
    const loaded = await loading;
    if (loaded.kind === 'unusable') return withoutSuite(target, options, loaded);
    const { suite } = loaded;
    const message = submissionWording.notHandedIn(target.shownAs);
    const failure = { status: 'nicht-auswertbar', message } as const;
    return conclude(target, suite, options, await describe(suite, controls), { failure });
  }
  const { exercise, sourceDir, shownAs: exerciseRelative } = target;
  const place = { sourceDir, exerciseDir: exercise.folder, manifest: exercise.manifest };
  const [loaded, prepared] = await Promise.all([loading, prepareSubmission(place)]);
  if (loaded.kind === 'unusable') return withoutSuite(target, options, loaded);
  const { suite } = loaded;
  const used = await prepareUses(target, suite, controls);
  const running =
    prepared.kind === 'prepared' && used.kind === 'ready'
      ? run({ suite, submission: prepared.submission, uses: used.uses }, options, controls)
      : undefined;
  // Whatever happens to the inspection, the child's outcome is awaited below or its abort is silent.
  running?.catch(() => undefined);
  const { compilerMs } = controls;
  const inspection = await inspectSource({ ...place, exerciseRelative, compilerMs });
  if (inspection.isCompilerStopped) controls.onCompilerStopped?.();
  const outcome = await running;
  const description =
    outcome?.kind === 'completed'
      ? { meta: outcome.meta, defects: [] }
      : await describe(suite, controls);
  const evidence = { prepared, inspection, used, outcome };
  const checked = conclude(target, suite, options, description, evidence);
  if (prepared.kind === 'refused' || used.kind === 'unusable') return checked;
  return { ...checked, ran: { suite, submission: prepared.submission, uses: used.uses } };
}

type Loaded =
  | { readonly kind: 'loaded'; readonly suite: LoadedSuite }
  | { readonly kind: 'unusable'; readonly message: string; readonly defect: string };

/** A suite that is missing or does not bundle spoils its own exercise only. */
async function loadSuite(
  target: Target,
  { replay }: CheckOptions,
  { layout, suites }: CheckControls,
): Promise<Loaded> {
  const { manifest } = target.exercise;
  let suite: LoadedSuite | undefined;
  try {
    suite = await suites.load(layout, target.exercise);
  } catch (error) {
    const defect = error instanceof Error ? error.message : String(error);
    return { kind: 'unusable', message: suiteWording.broken(manifest.id), defect };
  }
  if (suite === undefined) {
    const message = suiteWording.missing(manifest.id);
    return { kind: 'unusable', message, defect: 'suite.ts is missing' };
  }
  if (replay !== undefined) assertSameSuite(replay, suite.hash);
  return { kind: 'loaded', suite };
}

function withoutSuite(
  target: Target,
  options: CheckOptions,
  { message, defect }: Extract<Loaded, { kind: 'unusable' }>,
): CheckedExercise {
  const failure = { status: 'pruefer-fehler', message } as const;
  const description = { meta: { exercise: '', properties: [] }, defects: [defect] };
  return conclude(target, { hash: '' }, options, description, { failure });
}

async function run(
  job: Omit<SandboxJob, 'options'>,
  options: CheckOptions,
  controls: Pick<CheckControls, 'signal' | 'onProgress' | 'launch' | 'runJob'>,
): Promise<SandboxOutcome> {
  const { seed, runs, properties, replay } = options;
  const outcome = await (controls.runJob ?? runInSandbox)(
    {
      ...job,
      options: {
        seed,
        ...(runs === undefined ? {} : { runs }),
        ...(properties === undefined ? {} : { properties }),
        ...(replay === undefined
          ? {}
          : { replay: { experiment: replay.experiment, input: replay.input } }),
      },
    },
    {
      signal: controls.signal,
      onProgress: controls.onProgress,
      ...(controls.launch === undefined ? {} : { launch: controls.launch }),
    },
  );
  if (outcome.kind === 'aborted') throw new CheckAborted();
  return outcome;
}

/**
 * The suite's description where no run brought it: from a run of no property on an empty module.
 * It says nothing of a submission, so one run is enough for all of them.
 */
function describe(suite: SuiteBundle, controls: CheckControls): Promise<Description> {
  return controls.suites.describe(suite, async () => {
    const { signal, launch } = controls;
    const quiet = { signal, onProgress: () => undefined, ...(launch && { launch }) };
    const job = { suite, submission: emptySubmission };
    const outcome = await run(job, { seed: 0, properties: [] }, quiet);
    if (outcome.kind === 'completed') return { meta: outcome.meta, defects: [] };
    const detail = outcome.kind === 'grader-error' ? outcome.detail : outcome.kind;
    return { meta: { exercise: '', properties: [] }, defects: [`description: ${detail}`] };
  });
}
