import type { ExerciseManifest } from '../catalogue/manifest.ts';
import type { SubmissionFault } from '../simulator/trace.ts';
import type { Counterexample, PropertyReport } from '../suites/report.ts';
import type { ExerciseResult, Finding, PropertyResult, Status } from './result.ts';
import { combineStatus, statusOfReport } from './status.ts';
import type { PropertyMeta } from './suite-meta.ts';
import { faultSentence, resultWording } from './wording.ts';

export interface ScoringInput {
  readonly manifest: Pick<ExerciseManifest, 'id' | 'number' | 'title' | 'parts'>;
  /** Of the exercise in its chapter. */
  readonly weight: number;
  /** The properties that were to be judged, in the suite's order. */
  readonly properties: readonly PropertyMeta[];
  readonly reports: readonly PropertyReport[];
  /** Points of the secret properties that are judged elsewhere, by part. */
  readonly withheld?: Readonly<Record<string, number>> | undefined;
  readonly findings: readonly Finding[];
  /** Set if the exercise as a whole could not be judged: no property earns a point then. */
  readonly failure?: ExerciseFailure | undefined;
  /** Token that replays a counterexample of this property. */
  readonly replayToken?: (property: string, counterexample: Counterexample) => string;
}

export interface ExerciseFailure {
  readonly status: Status;
  /** German, complete sentences: why, and what to do. */
  readonly message: string;
}

/** Gives points: all of a property's if it holds, none otherwise. Bonus parts count apart. */
export function scoreExercise(input: ScoringInput): ExerciseResult {
  const bonusParts = new Set(
    input.manifest.parts.filter((part) => part.bonus).map((part) => part.id),
  );
  const reports = new Map(input.reports.map((report) => [report.id, report]));
  const properties = input.properties.map((meta) =>
    scoreProperty(meta, reports.get(meta.id), bonusParts.has(meta.part), input),
  );
  const regular = properties.filter((property) => !property.bonus);
  const bonus = properties.filter((property) => property.bonus);
  const withheldPoints = sum(
    Object.entries(input.withheld ?? {}).map(([part, points]) =>
      bonusParts.has(part) ? 0 : points,
    ),
  );
  return {
    id: input.manifest.id,
    number: input.manifest.number,
    title: input.manifest.title,
    status: input.failure?.status ?? statusOfExercise(properties, regular),
    points: sum(regular.map((property) => property.points)),
    maxPoints: sum(regular.map((property) => property.maxPoints)),
    bonusPoints: sum(bonus.map((property) => property.points)),
    maxBonusPoints: sum(bonus.map((property) => property.maxPoints)),
    ...(withheldPoints === 0 ? {} : { withheldPoints }),
    weight: input.weight,
    ...(input.failure === undefined ? {} : { message: input.failure.message }),
    findings: [...input.findings],
    properties,
  };
}

/** A bonus that is not earned fails nobody; a grader's defect in it is still one. */
function statusOfExercise(all: readonly PropertyResult[], regular: readonly PropertyResult[]) {
  if (all.some((property) => property.status === 'pruefer-fehler')) return 'pruefer-fehler';
  const deciding = regular.length > 0 ? regular : all;
  return combineStatus(deciding.map((property) => property.status));
}

function scoreProperty(
  meta: PropertyMeta,
  report: PropertyReport | undefined,
  bonus: boolean,
  input: ScoringInput,
): PropertyResult {
  const { failure } = input;
  const status = failure?.status ?? (report ? statusOfReport(report) : 'nicht-abgeschlossen');
  const message = failure?.message ?? (report ? messageOf(report) : resultWording.notReported);
  const counterexample = failure === undefined ? report?.counterexample : undefined;
  const replay = counterexample && input.replayToken?.(meta.id, counterexample);
  const passed = status === 'bestanden';
  return {
    id: meta.id,
    part: meta.part,
    title: meta.title,
    rule: meta.rule,
    source: meta.source,
    status,
    points: passed ? meta.points : 0,
    maxPoints: meta.points,
    bonus,
    kind: meta.kind,
    visibility: meta.visibility,
    faults: meta.faults,
    scenarios: report?.scenarios ?? 0,
    ...(report?.coverage === undefined ? {} : { coverage: report.coverage }),
    ...(message === undefined ? {} : { message }),
    ...(counterexample === undefined ? {} : { counterexample }),
    ...(passed || meta.hints[0] === undefined ? {} : { hint: meta.hints[0] }),
    hints: passed ? [] : meta.hints,
    chapter: meta.chapter,
    ...(replay === undefined ? {} : { replay }),
  };
}

function messageOf(report: PropertyReport): string | undefined {
  switch (report.outcome) {
    case 'holds':
      return undefined;
    case 'violated':
      return report.counterexample?.message ?? resultWording.violatedWithoutMessage;
    case 'vacuous':
      return report.message ?? resultWording.vacuous;
    case 'unknown':
      return report.message ?? resultWording.unknown;
    case 'fault': {
      const fault = report.counterexample?.fault;
      return fault === undefined
        ? (report.counterexample?.message ?? resultWording.violatedWithoutMessage)
        : faultSentence(fault as SubmissionFault);
    }
    case 'error':
      return resultWording.graderDefect;
  }
}

/** Adds points without the dust of binary fractions: points are multiples of 0.01 at the finest. */
export function sum(points: readonly number[]): number {
  return Math.round(points.reduce((total, each) => total + each, 0) * 100) / 100;
}
