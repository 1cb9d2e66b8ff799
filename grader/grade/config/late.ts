import type { Student } from '../model.ts';
import type { GradingConfig } from './schema.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Days begun after the deadline and its grace period; 0 if in time, or if nobody knows when. */
export function daysLate(
  submittedAt: string | undefined,
  deadline: string | undefined,
  graceMinutes: number,
): number {
  if (submittedAt === undefined || deadline === undefined) return 0;
  const overMs = Date.parse(submittedAt) - Date.parse(deadline) - graceMinutes * minuteMs;
  return overMs > 0 ? Math.ceil(overMs / dayMs) : 0;
}

/** The deadline of an exercise for one person: their extension, where it is later. */
export function deadlineFor(
  { frist, fristen, verlaengerungen }: GradingConfig,
  student: Student,
  exercise: string,
): string | undefined {
  const own = fristen[exercise] ?? frist;
  const extended = namesOf(student).flatMap((name) => verlaengerungen[name] ?? [])[0];
  if (own === undefined || extended === undefined) return own;
  return Date.parse(extended) > Date.parse(own) ? extended : own;
}

/** Points taken off of an exercise's 100 for so many days. */
export function deductionFor(days: number, { verspaetung }: GradingConfig): number {
  return Math.min(days * verspaetung.abzugProTag, verspaetung.hoechstabzug);
}

/** Whether anything can be late at all. */
export function hasDeadline({ frist, fristen }: GradingConfig): boolean {
  return frist !== undefined || Object.keys(fristen).length > 0;
}

/** Names under `verlaengerungen` that are nobody's: most likely mistyped. */
export function extensionsForNobody(
  { verlaengerungen }: GradingConfig,
  students: readonly Student[],
): readonly string[] {
  const known = new Set(students.flatMap(namesOf));
  return Object.keys(verlaengerungen).filter((name) => !known.has(name));
}

/** All that an instructor may call somebody. */
function namesOf({ identifier, email, name, pseudonym }: Student): readonly string[] {
  return [identifier, email, name, pseudonym].filter((each) => each !== undefined);
}
