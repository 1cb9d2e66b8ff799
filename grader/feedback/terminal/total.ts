import type { ChapterResult } from '../../results/result.ts';
import { sum } from '../../results/score.ts';
import { isUntouched } from '../../results/standing.ts';
import { combineStatus } from '../../results/status.ts';
import { type Paint, paintStatus } from '../paint.ts';
import {
  notBegunSign,
  pointsOf,
  reportWording,
  statusSigns,
  statusWords,
} from '../wording/report.ts';
import { padEnd, shorten, spread } from './layout.ts';

const width = 80;

/** One line an exercise and the sum, after a check of several. */
export function renderTotal(chapters: readonly ChapterResult[], paint: Paint): readonly string[] {
  const exercises = chapters.flatMap((chapter) => chapter.exercises);
  const status = combineStatus(exercises.map((exercise) => exercise.status));
  const points = sum(exercises.map((exercise) => exercise.points));
  const maxPoints = sum(exercises.map((exercise) => exercise.maxPoints));
  return [
    paint.dim('─'.repeat(width)),
    ...exercises.flatMap((exercise) => {
      const sign = isUntouched(exercise)
        ? paint.dim(notBegunSign)
        : paintStatus(exercise.status, paint)(statusSigns[exercise.status]);
      const name = `${sign} ${padEnd(exercise.number, 4)} ${shorten(exercise.title, 52)}`;
      return spread(name, pointsOf(exercise.points, exercise.maxPoints), width);
    }),
    ...spread(
      `${paintStatus(status, paint)(statusSigns[status])} ${paint.bold(reportWording.total)}: ${statusWords[status]}`,
      paint.bold(pointsOf(points, maxPoints)),
      width,
    ),
  ];
}
