import { formatNumber } from '../../../feedback/wording/numbers.ts';
import { chapterPoints } from '../../../results/weighed.ts';
import type { GradedAttempt, GradedPerson, RefusedInput, Student } from '../../model.ts';
import type { OutputRequest } from '../../outputs.ts';
import { credited } from '../credited.ts';
import { listWording as texts } from './wording.ts';

/** One person in a list to import. */
export interface GradebookRow {
  readonly student: Student;
  /** Absent where nothing was graded: an import leaves such a person alone. */
  readonly points?: number;
  /** German, shown to the student with the points. */
  readonly comment: string;
}

/** Everybody who is known: graded, refused, or without a hand-in; in the order of their names. */
export class GradebookRows {
  private readonly rows = new Map<string, GradebookRow>();

  constructor(private readonly request: Pick<OutputRequest, 'run' | 'refused' | 'absent'>) {}

  add(person: GradedPerson): void {
    const attempt = person.attempts.find((each) => each.attempt === person.counted);
    if (attempt === undefined) return;
    const { student } = person;
    const comment = this.commentOn(attempt, person);
    this.rows.set(student.pseudonym, { student, points: attempt.points, comment });
  }

  finish(): readonly GradebookRow[] {
    for (const refused of this.request.refused) this.addRefused(refused);
    for (const student of this.request.absent) this.addUngraded(student, '');
    return [...this.rows.values()].sort(byName);
  }

  private addRefused({ student, reason }: RefusedInput): void {
    if (student !== undefined) this.addUngraded(student, texts.refused(reason));
  }

  private addUngraded(student: Student, comment: string): void {
    if (this.rows.has(student.pseudonym)) return;
    this.rows.set(student.pseudonym, { student, comment });
  }

  /** Before everything is published, only what tells nothing of secret properties. */
  private commentOn(
    { attempt, note, late, result }: GradedAttempt,
    { attempts, student }: GradedPerson,
  ): string {
    const { isPublished } = this.request.run;
    const whose = texts.whose(student.pseudonym);
    if (!isPublished) return whose;
    const graded = result.exercises.map(credited);
    const exercises = graded.map(({ number, title, weight, points, maxPoints }) => {
      const [reached, most] = [points, maxPoints].map((each) =>
        formatNumber(chapterPoints([{ weight, points: each }])),
      );
      return texts.exercise(`${number} ${title}`, reached ?? '', most ?? '');
    });
    const { quiz } = result;
    if (quiz !== undefined) {
      const [reached, most] = [quiz.points, quiz.maxPoints].map(formatNumber);
      exercises.push(texts.exercise(texts.quiz, reached ?? '', most ?? ''));
    }
    const facts = [
      ...(note === undefined ? [] : [texts.mark(note)]),
      ...(late === undefined ? [] : [texts.late(late.days, late.deducted)]),
      ...(attempts.length === 1 ? [] : [texts.attempt(attempt, attempts.length)]),
      `${exercises.join(', ')}.`,
      whose,
    ];
    return facts.join(' ');
  }
}

/** By code points: the engine's rules for languages change between its versions. */
function byName({ student: a }: GradebookRow, { student: b }: GradebookRow): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.pseudonym < b.pseudonym ? -1 : 1;
}
