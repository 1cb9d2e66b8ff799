import { isNotBegun } from '../../../feedback/digest.ts';
import type { ExerciseResult, PropertyResult, QuizShare, Status } from '../../../results/result.ts';
import { chapterPoints } from '../../../results/weighed.ts';
import { attemptName } from '../../judge-people.ts';
import type { GradedAttempt, GradedPerson, Incident } from '../../model.ts';
import type { Diagnosis } from '../../outputs.ts';
import { credited } from '../credited.ts';

/** What the overview says of one person: of the attempt that counts, and what happened in any. */
export interface PersonRow {
  readonly pseudonym: string;
  readonly counted: number;
  readonly attempts: number;
  readonly submittedAt?: string;
  readonly points: number;
  readonly note?: string;
  readonly daysLate: number;
  readonly exercises: readonly ExerciseCell[];
  /** Where the quiz counts. */
  readonly quiz?: QuizShare;
  readonly incidents: readonly { readonly attempt: number; readonly incident: Incident }[];
  readonly diagnoses: readonly Diagnosis[];
}

export interface ExerciseCell {
  readonly id: string;
  readonly status: Status;
  /** Of the chapter's. */
  readonly points: number;
  readonly maxPoints: number;
  readonly scenarios: number;
  /** Why it could not be judged. */
  readonly message?: string;
}

export interface PropertyTally {
  readonly exercise: string;
  readonly id: string;
  readonly title: string;
  readonly visibility: PropertyResult['visibility'];
  /** On how many attempts that count there is a verdict. */
  readonly judged: number;
  readonly failed: number;
  /** Of those failed: nothing is written there yet. */
  readonly notBegun: number;
}

export interface Cohort {
  readonly people: readonly PersonRow[];
  /** The hardest first. */
  readonly properties: readonly PropertyTally[];
  readonly maxPoints: number;
  readonly suiteHash: string;
}

type Counts = { -readonly [Key in keyof PropertyTally]: PropertyTally[Key] };

/** Takes one person after the other and keeps only what the overview needs: traces do not fit into memory. */
export class CohortCollector {
  private readonly people: PersonRow[] = [];
  private readonly tallies = new Map<string, Counts>();
  private maxPoints = 0;
  private suiteHash = '';

  constructor(private readonly diagnoses?: ReadonlyMap<string, readonly Diagnosis[]>) {}

  add({ student, attempts, counted }: GradedPerson): void {
    const attempt = attempts.find((each) => each.attempt === counted);
    if (attempt === undefined) return;
    const { result, submittedAt, note, late, points } = attempt;
    this.maxPoints = Math.max(this.maxPoints, result.maxPoints);
    this.suiteHash = result.suiteHash;
    for (const exercise of result.exercises) {
      for (const property of exercise.properties) this.tally(exercise.id, property);
    }
    this.people.push({
      pseudonym: student.pseudonym,
      counted,
      attempts: attempts.length,
      ...(submittedAt === undefined ? {} : { submittedAt }),
      points,
      ...(note === undefined ? {} : { note }),
      daysLate: late?.days ?? 0,
      exercises: result.exercises.map((each) => cellOf(credited(each))),
      ...(result.quiz === undefined ? {} : { quiz: result.quiz }),
      incidents: attempts.flatMap(incidentsOf),
      diagnoses: this.diagnoses?.get(attemptName(student.pseudonym, counted)) ?? [],
    });
  }

  finish(): Cohort {
    const { people, maxPoints, suiteHash } = this;
    const properties = [...this.tallies.values()].sort(hardestFirst);
    return { people, properties, maxPoints, suiteHash };
  }

  private tally(exercise: string, property: PropertyResult): void {
    const { id, title, visibility, status } = property;
    const key = JSON.stringify([exercise, id]);
    const known = this.tallies.get(key);
    const none = { exercise, id, title, visibility, judged: 0, failed: 0, notBegun: 0 };
    const counts = known ?? none;
    this.tallies.set(key, counts);
    if (status === 'pruefer-fehler') return;
    counts.judged++;
    if (status === 'bestanden') return;
    counts.failed++;
    if (isNotBegun(property)) counts.notBegun++;
  }
}

function cellOf(exercise: ExerciseResult): ExerciseCell {
  const { id, status, weight, points, maxPoints, properties, message } = exercise;
  return {
    id,
    status,
    points: chapterPoints([{ weight, points }]),
    maxPoints: chapterPoints([{ weight, points: maxPoints }]),
    scenarios: properties.reduce((sum, { scenarios }) => sum + scenarios, 0),
    ...(message === undefined ? {} : { message }),
  };
}

function incidentsOf({ attempt, incidents }: GradedAttempt): PersonRow['incidents'] {
  return incidents.map((incident) => ({ attempt, incident }));
}

/** By share; of equals first those that more people failed. The order of the suites decides the rest. */
function hardestFirst(a: PropertyTally, b: PropertyTally): number {
  return shareFailed(b) - shareFailed(a) || b.failed - a.failed;
}

export function shareFailed({ failed, judged }: PropertyTally): number {
  return judged === 0 ? 0 : failed / judged;
}
