import type { Inspection } from '../inspection/inspection.ts';
import type { ExerciseResult, Finding } from '../results/result.ts';
import { type ExerciseFailure, scoreExercise } from '../results/score.ts';
import { resultWording } from '../results/wording.ts';
import type { SandboxOutcome } from '../sandbox/outcome.ts';
import type { Preparation, PreparedSubmission } from '../sandbox/prepare-sources.ts';
import type { Refusal } from '../sandbox/refusal.ts';
import type { SuiteBundle } from '../sandbox/suite-bundle.ts';
import type { PreparedUse } from '../sandbox/uses.ts';
import { outcomeMessage, refusalMessage } from '../sandbox/wording.ts';
import type { CheckOptions } from './check-options.ts';
import { type EncodedReplay, encodeReplay } from './replay-token.ts';
import type { Target } from './submission-folder.ts';
import type { Description, LoadedSuite } from './suite-store.ts';
import type { PreparedUses } from './uses.ts';

export interface CheckedExercise {
  readonly target: Target;
  readonly result: ExerciseResult;
  readonly suiteHash: string;
  readonly replays: readonly EncodedReplay[];
  /** Ids of all properties of the suite, also of those not asked for. */
  readonly known: readonly string[];
  /** Our own defects, English, for `fehler.log`. */
  readonly defects: readonly string[];
  /** What was run, where anything was, to be run again otherwise. */
  readonly ran?: RanCode;
}

export interface RanCode {
  readonly suite: Pick<LoadedSuite, 'code' | 'hash' | 'isOpen'>;
  readonly submission: PreparedSubmission;
  readonly uses: readonly PreparedUse[];
}

/** What is known of a submission; what did not come to pass is absent. */
export interface Evidence {
  readonly failure?: ExerciseFailure;
  readonly prepared?: Preparation;
  readonly inspection?: Inspection;
  readonly used?: PreparedUses;
  readonly outcome?: SandboxOutcome | undefined;
}

/** Gives points for what is known, makes replay tokens and collects our own defects. */
export function conclude(
  target: Target,
  suite: Pick<SuiteBundle, 'hash'>,
  options: CheckOptions,
  description: Description,
  evidence: Evidence,
): CheckedExercise {
  const { outcome } = evidence;
  const replays: EncodedReplay[] = [];
  const wanted = options.properties;
  const reports = outcome?.kind === 'completed' ? outcome.report.properties : [];
  const result = scoreExercise({
    manifest: target.exercise.manifest,
    weight: target.exercise.weight,
    properties: description.meta.properties.filter(({ id }) => wanted?.includes(id) ?? true),
    reports,
    // Whoever asks for single properties does not ask for a sum.
    withheld: wanted === undefined ? description.meta.withheld : undefined,
    findings: findingsOf(evidence),
    failure: failureOf(evidence),
    replayToken: (property, counterexample) => {
      const encoded = encodeReplay({
        chapter: target.exercise.chapter,
        exercise: target.exercise.manifest.id,
        suite: suite.hash,
        property,
        experiment: counterexample.experiment,
        seed: options.seedOf?.(property) ?? options.seed,
        input: counterexample.input,
      });
      replays.push(encoded);
      return encoded.token;
    },
  });
  const broken = reports.filter((report) => report.outcome === 'error');
  const defects = [
    ...description.defects,
    ...(outcome?.kind === 'grader-error' ? [outcome.detail] : []),
    ...broken.map((report) => `${report.id}: ${report.message ?? 'no message'}`),
  ].map((detail) => `${target.exercise.manifest.id}: ${detail}`);
  const known = description.meta.properties.map(({ id }) => id);
  return { target, result, suiteHash: suite.hash, replays, known, defects };
}

/** Why the exercise as a whole gets no verdict, the earliest reason first. */
function failureOf({
  failure,
  prepared,
  inspection,
  used,
  outcome,
}: Evidence): ExerciseFailure | undefined {
  if (failure !== undefined) return failure;
  if (inspection !== undefined && inspection.gate !== 'auswertbar') {
    return { status: inspection.gate, message: inspection.message ?? '' };
  }
  if (prepared?.kind === 'refused') {
    const [first] = prepared.refusals;
    return { status: first.status, message: refusalMessage(first) };
  }
  if (used?.kind === 'unusable') return used.failure;
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
function findingsOf({ prepared, inspection, used }: Evidence): readonly Finding[] {
  const findings = [...(inspection?.findings ?? []), ...(used?.findings ?? [])];
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
