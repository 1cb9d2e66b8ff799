import type { ChapterResult, ExerciseResult, QuizShare } from '../../results/result.ts';
import { sum } from '../../results/score.ts';
import { isUntouched } from '../../results/standing.ts';
import { chapterPoints, fullPoints, withheldOfChapter } from '../../results/weighed.ts';
import { type Paint, paintStatus } from '../paint.ts';
import {
  fraction,
  notBegunSign,
  pointsOf,
  reportWording,
  statusSigns,
  statusWords,
} from '../wording/report.ts';
import { padEnd, padStart, shorten, spread, wrap } from './layout.ts';

const width = 80;
const columns = { title: 50, own: 10, chapter: 12 };

/** One line an exercise and the sum of the chapter, after a check of several. */
export function renderTotal(chapters: readonly ChapterResult[], paint: Paint): readonly string[] {
  return chapters.flatMap((chapter) => renderChapter(chapter, paint));
}

function renderChapter(chapter: ChapterResult, paint: Paint): string[] {
  const { status, points, maxPoints, bonusPoints, maxBonusPoints } = chapter;
  const head =
    padEnd('', width - columns.own - columns.chapter) +
    padStart(reportWording.exerciseColumn, columns.own) +
    padStart(reportWording.chapterColumn, columns.chapter);
  const withheld = withheldOfChapter(chapter.exercises);
  const notes = [
    ...(withheld === 0 ? [] : [reportWording.withheldOfChapter(withheld)]),
    ...(sum([maxPoints, withheld]) === fullPoints ? [] : [reportWording.partOfChapter(maxPoints)]),
  ];
  const bonus = `${reportWording.bonus}: ${pointsOf(bonusPoints, maxBonusPoints)}`;
  return [
    paint.dim('─'.repeat(width)),
    paint.dim(head),
    ...chapter.exercises.map((exercise) => renderLine(exercise, paint)),
    ...(chapter.quiz === undefined ? [] : [renderQuiz(chapter.quiz, paint)]),
    ...spread(
      `${paintStatus(status, paint)(statusSigns[status])} ${paint.bold(reportWording.total)}: ${statusWords[status]}`,
      paint.bold(pointsOf(points, maxPoints)),
      width,
    ),
    ...(maxBonusPoints === 0 ? [] : [padStart(bonus, width)]),
    ...notes.flatMap((note) => wrap(note, width - 2)).map((line) => `  ${paint.dim(line)}`),
  ];
}

/** `✗ 8.8  Raft: ein replizierter Schlüssel-Wert-Speicher          81/100    17,82/22` */
function renderLine(exercise: ExerciseResult, paint: Paint): string {
  const { number, title, points, maxPoints, weight } = exercise;
  const sign = isUntouched(exercise)
    ? paint.dim(notBegunSign)
    : paintStatus(exercise.status, paint)(statusSigns[exercise.status]);
  const name = `${sign} ${padEnd(number, 4)} ${shorten(title, columns.title)}`;
  const inChapter = fraction(
    chapterPoints([{ weight, points }]),
    chapterPoints([{ weight, points: maxPoints }]),
  );
  return (
    padEnd(name, width - columns.own - columns.chapter) +
    padStart(fraction(points, maxPoints), columns.own) +
    padStart(inChapter, columns.chapter)
  );
}

/** `✗ Quiz (Bonus)                                               97/126       3,85/5` */
function renderQuiz({ counts, right, total, points, maxPoints }: QuizShare, paint: Paint): string {
  const status = right === total ? 'bestanden' : 'nicht-bestanden';
  const sign = paintStatus(status, paint)(statusSigns[status]);
  const name = `${sign} ${counts === 'bonus' ? reportWording.quizBonus : reportWording.quiz}`;
  return (
    padEnd(name, width - columns.own - columns.chapter) +
    padStart(fraction(right, total), columns.own) +
    padStart(fraction(points, maxPoints), columns.chapter)
  );
}
