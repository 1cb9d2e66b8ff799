import type { Standing } from '../../results/standing.ts';
import { chapterPoints } from '../../results/weighed.ts';
import { type Paint, paintStatus } from '../paint.ts';
import { listingWording } from '../wording/listing.ts';
import { notBegunSign, pointsOf, statusSigns } from '../wording/report.ts';
import { padEnd, shorten, spread, textWidth, wrap } from './layout.ts';

const width = 80;

/** The catalogue as far as a list needs it. */
export interface ListedChapter {
  readonly manifest: { readonly id: string; readonly title: string };
  readonly exercises: readonly { readonly manifest: ListedExercise; readonly weight: number }[];
}

export interface ListedExercise {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly summary: string;
  /** Ids of exercises that should be done before. */
  readonly after: readonly string[];
}

/** What there is, and how far one is. */
export function renderListing(
  chapters: readonly ListedChapter[],
  standing: Standing,
  paint: Paint,
): readonly string[] {
  const example = chapters[0]?.exercises[0]?.manifest.id ?? '';
  const chapter = chapters[0]?.manifest.id ?? '';
  return [
    ...chapters.flatMap((each) => renderChapter(each, standing, paint)),
    ...listingWording
      .usage(chapter, example)
      .flatMap(([command, what]) => [`  ${padEnd(command, 36)} ${what}`]),
  ];
}

function renderChapter(
  { manifest, exercises }: ListedChapter,
  standing: Standing,
  paint: Paint,
): string[] {
  const entries = exercises.map((exercise) => ({
    exercise: exercise.manifest,
    weight: exercise.weight,
    entry: standing.exercises[`${manifest.id}/${exercise.manifest.id}`],
  }));
  const idWidth = Math.max(...exercises.map((each) => textWidth(each.manifest.id)));
  const reached = entries.flatMap(({ weight, entry }) =>
    entry === undefined ? [] : [{ ...entry, weight }],
  );
  const sum = listingWording.standing(
    chapterPoints(reached),
    chapterPoints(reached.map((each) => ({ weight: each.weight, points: each.bonusPoints }))),
  );
  return [
    paint.bold(`${manifest.id} · ${manifest.title}`),
    ...(reached.length === 0 ? [] : [sum]),
    '',
    ...entries.flatMap((each) => renderEntry(each, idWidth, paint)),
  ];
}

interface Entry {
  readonly exercise: ListedExercise;
  readonly weight: number;
  /** `undefined` if it has not been checked yet. */
  readonly entry: Standing['exercises'][string] | undefined;
}

/** What is left for a title beside sign, number, id and points. */
const titleWidth = width - 31;

function renderEntry({ exercise, weight, entry }: Entry, idWidth: number, paint: Paint): string[] {
  const sign =
    entry === undefined
      ? paint.dim(notBegunSign)
      : paintStatus(entry.status, paint)(statusSigns[entry.status]);
  const points =
    entry === undefined
      ? paint.dim(listingWording.unchecked)
      : pointsOf(entry.points, entry.maxPoints);
  const id = paint.bold(padEnd(exercise.id, idWidth));
  const title = shorten(exercise.title, titleWidth - idWidth);
  const bonus =
    entry !== undefined && entry.bonusPoints > 0 ? [listingWording.bonus(entry.bonusPoints)] : [];
  const after = exercise.after.length === 0 ? [] : [listingWording.after(exercise.after)];
  const remarks = [listingWording.weight(weight), ...after, ...bonus].join(' ');
  return [
    ...spread(`  ${sign} ${padEnd(exercise.number, 4)} ${id} ${title}`, points, width),
    ...[exercise.summary, remarks].flatMap((text) =>
      wrap(text, width - 9).map((line) => `         ${paint.dim(line)}`),
    ),
    '',
  ];
}
