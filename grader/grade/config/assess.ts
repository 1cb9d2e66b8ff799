import { type ChapterScoring, scoreChapter } from '../../results/chapter-result.ts';
import type { ChapterResult, ExerciseResult } from '../../results/result.ts';
import { chapterPoints, fullPoints } from '../../results/weighed.ts';
import type { Late, Student } from '../model.ts';
import { daysLate, deadlineFor, deductionFor } from './late.ts';
import type { GradingConfig } from './schema.ts';

/** What `grading.yaml` makes of a verdict. */
export interface Assessment {
  readonly points: number;
  readonly late?: Late;
  readonly note?: string;
}

/**
 * Points of an attempt after lateness and bonus, and the grade. A property on which the grader itself
 * failed counts as earned until somebody has looked: it is never charged to the student.
 */
export function assess(
  result: ChapterResult,
  student: Student,
  submittedAt: string | undefined,
  config: GradingConfig,
): Assessment {
  const judged = result.exercises.map((exercise) => {
    const deadline = deadlineFor(config, student, exercise.id);
    const days = daysLate(submittedAt, deadline, config.verspaetung.nachfristMinuten);
    const earned = creditedPoints(exercise, false);
    const taken = Math.min(earned, deductionFor(days, config));
    return { weight: exercise.weight, earned, taken, bonus: creditedPoints(exercise, true), days };
  });
  const quiz = assessQuiz(result.quiz, submittedAt, student, config);
  const weighed = (field: 'earned' | 'taken' | 'bonus') =>
    hundredths(
      chapterPoints(judged.map((each) => ({ weight: each.weight, points: each[field] }))) +
        quiz[field],
    );
  const deducted = weighed('taken');
  const bonus = config.bonus.anrechnen ? Math.min(weighed('bonus'), most(config)) : 0;
  const sum = hundredths(weighed('earned') - deducted + bonus);
  const points = config.bonus.ueberVolle ? sum : Math.min(sum, result.maxPoints);
  const days = Math.max(quiz.days, ...judged.map((each) => each.days));
  const note = markFor(points, result.maxPoints, config);
  return {
    points,
    ...(days === 0 ? {} : { late: { days, deducted } }),
    ...(note === undefined ? {} : { note }),
  };
}

/**
 * A quiz that is part of the chapter's points is like one more exercise with the general deadline; as a
 * bonus it is like any other.
 */
function assessQuiz(
  quiz: ChapterResult['quiz'],
  submittedAt: string | undefined,
  student: Student,
  config: GradingConfig,
) {
  if (quiz === undefined) return { earned: 0, taken: 0, bonus: 0, days: 0 };
  const { counts, points, maxPoints } = quiz;
  if (counts === 'bonus') return { earned: 0, taken: 0, bonus: points, days: 0 };
  const deadline = deadlineFor(config, student, '');
  const days = daysLate(submittedAt, deadline, config.verspaetung.nachfristMinuten);
  const deduction = hundredths((deductionFor(days, config) * maxPoints) / fullPoints);
  return { earned: points, taken: Math.min(points, deduction), bonus: 0, days };
}

function most({ bonus }: GradingConfig): number {
  return bonus.hoechstens ?? Number.POSITIVE_INFINITY;
}

function creditedPoints({ properties }: ExerciseResult, bonus: boolean): number {
  const earned = properties
    .filter((property) => property.bonus === bonus)
    .map(({ status, points, maxPoints }) => (status === 'pruefer-fehler' ? maxPoints : points));
  return hundredths(earned.reduce((sum, each) => sum + each, 0));
}

function markFor(points: number, maxPoints: number, { noten }: GradingConfig): string | undefined {
  if (noten === undefined || maxPoints === 0) return undefined;
  // Compared in hundredths of a point: 95 % of 100 is 95, whatever binary fractions say.
  const reached = Math.round(points * 100) * 100;
  return noten.find(({ ab }) => reached >= Math.round(ab * Math.round(maxPoints * 100)))?.note;
}

function hundredths(points: number): number {
  return Math.round(points * 100) / 100;
}

/** The exercises' verdicts as one chapter, with these weights in place of its own. */
export function chapterOf(
  exercises: readonly ExerciseResult[],
  chapter: Omit<ChapterScoring, 'exercises'>,
  weights: Readonly<Record<string, number>>,
): ChapterResult {
  const weighed = exercises.map((each) => ({ ...each, weight: weights[each.id] ?? each.weight }));
  return scoreChapter({ ...chapter, exercises: weighed });
}
