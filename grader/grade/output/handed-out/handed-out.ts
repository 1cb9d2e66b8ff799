import { scoreChapter } from '../../../results/chapter-result.ts';
import type { ChapterResult, ExerciseResult, PropertyResult } from '../../../results/result.ts';
import { attemptName } from '../../judge-people.ts';
import type { GradedAttempt, GradedPerson, Late } from '../../model.ts';
import type { Diagnosis, OutputRequest } from '../../outputs.ts';
import { visibleResult } from '../../visibility.ts';
import { credited } from '../credited.ts';
import { handedOutWording } from './wording.ts';

/** All that may leave the instructor's hands about one attempt: what students get is made of this alone. */
export interface HandedOut {
  readonly pseudonym: string;
  readonly attempt: number;
  readonly submittedAt?: string;
  /** Whole days begun after the deadline. */
  readonly daysLate: number;
  readonly isPublished: boolean;
  readonly isJailed: boolean;
  /** Without what is secret. */
  readonly result: ChapterResult;
  /** German: what was put right in the files. */
  readonly notes: readonly string[];
  /** Only once everything is published: points depend on secret properties. */
  readonly grade?: PublishedGrade;
  /** Likewise. */
  readonly diagnoses: readonly Diagnosis[];
}

export interface PublishedGrade {
  /** After lateness and bonus. */
  readonly points: number;
  readonly maxPoints: number;
  readonly note?: string;
  readonly late?: Late;
  /** Number of the attempt that counts. */
  readonly counted: number;
}

export function handedOut(
  attempt: GradedAttempt,
  { counted }: Pick<GradedPerson, 'counted'>,
  { run, notes, diagnoses }: Pick<OutputRequest, 'run' | 'notes' | 'diagnoses'>,
): HandedOut {
  const { isPublished, isJailed } = run;
  const { pseudonym, attempt: number, submittedAt, late, note, points } = attempt;
  const name = attemptName(pseudonym, number);
  const grade: PublishedGrade = {
    points,
    maxPoints: attempt.result.maxPoints,
    ...(note === undefined ? {} : { note }),
    ...(late === undefined ? {} : { late }),
    counted,
  };
  return {
    pseudonym,
    attempt: number,
    ...(submittedAt === undefined ? {} : { submittedAt }),
    daysLate: late?.days ?? 0,
    isPublished,
    isJailed,
    result: forStudents(visibleResult(attempt.result, isPublished)),
    notes: notes.get(name) ?? [],
    ...(isPublished ? { grade } : {}),
    diagnoses: (isPublished ? diagnoses?.get(name) : undefined) ?? [],
  };
}

/** In sentences for somebody who cannot check again, and who has no log file of ours. */
function forStudents(result: ChapterResult): ChapterResult {
  const exercises = result.exercises.map((each) => exerciseForStudents(credited(each)));
  return { ...scoreChapter({ ...result, exercises }), seed: result.seed };
}

function exerciseForStudents(exercise: ExerciseResult): ExerciseResult {
  const properties = exercise.properties.map(propertyForStudents);
  const { message } = exercise;
  if (message === undefined || exercise.status !== 'pruefer-fehler') {
    return { ...exercise, properties };
  }
  return { ...exercise, message: handedOutWording.defect, properties };
}

function propertyForStudents(property: PropertyResult): PropertyResult {
  const { status, visibility, message } = property;
  if (status === 'pruefer-fehler') {
    const { counterexample, replay, ...rest } = property;
    return { ...rest, message: handedOutWording.defect };
  }
  if (visibility === 'geheim' && status !== 'bestanden' && message === undefined) {
    return { ...property, message: handedOutWording.secret };
  }
  return property;
}
