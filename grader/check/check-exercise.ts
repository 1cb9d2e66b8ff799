import { join } from 'node:path';
import type { Layout } from '../catalogue/layout.ts';
import type { Inspection } from '../inspection/inspection.ts';
import type { ExerciseResult, Finding } from '../results/result.ts';
import { type ExerciseFailure, scoreExercise } from '../results/score.ts';
import type { SuiteMeta } from '../results/suite-meta.ts';
import { resultWording } from '../results/wording.ts';
import type { SandboxOutcome } from '../sandbox/outcome.ts';
import {
  emptySubmission,
  type Preparation,
  type PreparedSubmission,
  prepareSubmission,
} from '../sandbox/prepare.ts';
import type { Refusal } from '../sandbox/refusal.ts';
import { runInSandbox } from '../sandbox/run-in-sandbox.ts';
import type { SuiteBundle } from '../sandbox/suite-bundle.ts';
import { outcomeMessage, refusalMessage } from '../sandbox/wording.ts';
import { UsageProblem } from './problem.ts';
import { assertSameSuite } from './replay.ts';
import { type EncodedReplay, encodeReplay, type Replay } from './replay-token.ts';
import type { Target } from './submission-folder.ts';
import type { SuiteStore } from './suite-store.ts';
import { runWording, submissionWording } from './wording.ts';

/** What to run; everything that may influence a verdict is in here. */
export interface CheckOptions {
  readonly seed: number;
  readonly runs?: number | undefined;
  /** Only these properties; ids that the exercise does not have are ignored. */
  readonly properties?: readonly string[] | undefined;
  /** Exactly this counterexample, if it was made by the same version of the suite. */
  readonly replay?: Replay | undefined;
}

export interface CheckControls {
  readonly layout: Layout;
  readonly suites: SuiteStore;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

export interface CheckedExercise {
  readonly target: Target;
  readonly result: ExerciseResult;
  readonly suiteHash: string;
  readonly replays: readonly EncodedReplay[];
  /** Ids of all properties of the suite, also of those not asked for. */
  readonly known: readonly string[];
  /** Our own defects, English, for `fehler.log`. */
  readonly defects: readonly string[];
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
    const suite = await loading;
    const message = submissionWording.notHandedIn(target.shownAs);
    return conclude(target, suite, options, controls, {
      failure: { status: 'nicht-auswertbar', message },
    });
  }
  const place = { sourceDir: target.sourceDir, exerciseDir: target.exercise.folder };
  const [suite, prepared] = await Promise.all([
    loading,
    prepareSubmission({ ...place, manifest: target.exercise.manifest }),
  ]);
  const running =
    prepared.kind === 'prepared' ? run(suite, prepared.submission, options, controls) : undefined;
  // Whatever happens to the inspection, the child's outcome is awaited below or its abort is silent.
  running?.catch(() => undefined);
  const inspection = await inspectSource(target, place);
  const outcome = await running;
  return conclude(target, suite, options, controls, { prepared, inspection, outcome });
}

async function inspectSource(
  target: Target,
  place: { readonly sourceDir: string; readonly exerciseDir: string },
): Promise<Inspection> {
  // The compiler behind it takes long to load, so it loads while the child already runs.
  const { inspect } = await import('../inspection/inspect.ts');
  return inspect({
    ...place,
    exerciseRelative: target.shownAs,
    manifest: target.exercise.manifest,
  });
}

async function loadSuite(
  target: Target,
  { replay }: CheckOptions,
  { layout, suites }: CheckControls,
): Promise<SuiteBundle> {
  const { chapter, manifest } = target.exercise;
  const file = join(layout.suites, chapter, manifest.id, 'suite.ts');
  const suite = await suites.load(file);
  if (suite === undefined) throw new UsageProblem(runWording.suiteMissing(manifest.id));
  if (replay !== undefined) assertSameSuite(replay, suite.hash);
  return suite;
}

async function run(
  suite: SuiteBundle,
  submission: PreparedSubmission,
  options: CheckOptions,
  controls: Pick<CheckControls, 'signal' | 'onProgress'>,
): Promise<SandboxOutcome> {
  const { seed, runs, properties, replay } = options;
  const outcome = await runInSandbox(
    {
      suite,
      submission,
      options: {
        seed,
        ...(runs === undefined ? {} : { runs }),
        ...(properties === undefined ? {} : { properties }),
        ...(replay === undefined
          ? {}
          : { replay: { experiment: replay.experiment, input: replay.input } }),
      },
    },
    { signal: controls.signal, onProgress: controls.onProgress },
  );
  if (outcome.kind === 'aborted') throw new CheckAborted();
  return outcome;
}

interface Evidence {
  readonly failure?: ExerciseFailure;
  readonly prepared?: Preparation;
  readonly inspection?: Inspection;
  readonly outcome?: SandboxOutcome | undefined;
}

async function conclude(
  target: Target,
  suite: SuiteBundle,
  options: CheckOptions,
  controls: CheckControls,
  evidence: Evidence,
): Promise<CheckedExercise> {
  const { outcome } = evidence;
  const described =
    outcome?.kind === 'completed'
      ? { meta: outcome.meta, defects: [] }
      : await describe(suite, controls);
  const replays: EncodedReplay[] = [];
  const wanted = options.properties;
  const reports = outcome?.kind === 'completed' ? outcome.report.properties : [];
  const result = scoreExercise({
    manifest: target.exercise.manifest,
    properties: described.meta.properties.filter(({ id }) => wanted?.includes(id) ?? true),
    reports,
    findings: findingsOf(evidence),
    failure: evidence.failure ?? failureOf(evidence),
    replayToken: (property, counterexample) => {
      const encoded = encodeReplay({
        chapter: target.exercise.chapter,
        exercise: target.exercise.manifest.id,
        suite: suite.hash,
        property,
        experiment: counterexample.experiment,
        seed: options.seed,
        input: counterexample.input,
      });
      replays.push(encoded);
      return encoded.token;
    },
  });
  const broken = reports.filter((report) => report.outcome === 'error');
  const defects = [
    ...described.defects,
    ...(outcome?.kind === 'grader-error' ? [outcome.detail] : []),
    ...broken.map((report) => `${report.id}: ${report.message ?? 'no message'}`),
  ].map((detail) => `${target.exercise.manifest.id}: ${detail}`);
  const known = described.meta.properties.map(({ id }) => id);
  return { target, result, suiteHash: suite.hash, replays, known, defects };
}

/** The suite's description where no run brought it: from a run of no property on an empty module. */
async function describe(
  suite: SuiteBundle,
  controls: CheckControls,
): Promise<{ readonly meta: SuiteMeta; readonly defects: readonly string[] }> {
  const quiet = { ...controls, onProgress: () => undefined };
  const outcome = await run(suite, emptySubmission, { seed: 0, properties: [] }, quiet);
  if (outcome.kind === 'completed') return { meta: outcome.meta, defects: [] };
  const detail = outcome.kind === 'grader-error' ? outcome.detail : outcome.kind;
  return { meta: { exercise: '', properties: [] }, defects: [`description: ${detail}`] };
}

/** Why the exercise as a whole gets no verdict, the earliest reason first. */
function failureOf({ prepared, inspection, outcome }: Evidence): ExerciseFailure | undefined {
  if (inspection !== undefined && inspection.gate !== 'auswertbar') {
    return { status: inspection.gate, message: inspection.message ?? '' };
  }
  if (prepared?.kind === 'refused') {
    const [first] = prepared.refusals;
    return { status: first.status, message: refusalMessage(first) };
  }
  switch (outcome?.kind) {
    case 'not-completed':
      return { status: 'nicht-abgeschlossen', message: outcomeMessage(outcome) };
    case 'grader-error':
      return { status: 'pruefer-fehler', message: resultWording.graderDefect };
    default:
      return undefined;
  }
}

/** The inspection speaks of the same faults in more words; refusals only where it found none. */
function findingsOf({ prepared, inspection }: Evidence): readonly Finding[] {
  const findings = inspection?.findings ?? [];
  if (prepared?.kind !== 'refused' || findings.some(({ severity }) => severity === 'fehler')) {
    return findings;
  }
  return [...prepared.refusals.map(refusalFinding), ...findings];
}

function refusalFinding(refusal: Refusal): Finding {
  const { rule, file, line, column } = refusal;
  return {
    rule,
    severity: 'fehler',
    message: refusalMessage(refusal),
    file,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}
