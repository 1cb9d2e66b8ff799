import type { Standing } from '../../results/standing.ts';
import { type Paint, paintStatus } from '../paint.ts';
import { listingWording } from '../wording/listing.ts';
import { notBegunSign, pointsOf, statusSigns } from '../wording/report.ts';
import { padEnd, shorten, spread, wrap } from './layout.ts';

const width = 80;

/** The catalogue as far as a list needs it. */
export interface ListedChapter {
  readonly manifest: { readonly id: string; readonly title: string };
  readonly exercises: readonly { readonly manifest: ListedExercise }[];
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
  return [
    paint.bold(`${manifest.id} · ${manifest.title}`),
    '',
    ...exercises.flatMap((exercise) =>
      renderEntry(
        exercise.manifest,
        standing.exercises[`${manifest.id}/${exercise.manifest.id}`],
        paint,
      ),
    ),
  ];
}

type Entry = Standing['exercises'][string];

function renderEntry(manifest: ListedExercise, entry: Entry | undefined, paint: Paint): string[] {
  const sign =
    entry === undefined
      ? paint.dim(notBegunSign)
      : paintStatus(entry.status, paint)(statusSigns[entry.status]);
  const points =
    entry === undefined
      ? paint.dim(listingWording.unchecked)
      : pointsOf(entry.points, entry.maxPoints);
  const head = `  ${sign} ${manifest.number} ${paint.bold(padEnd(manifest.id, 10))} ${shorten(manifest.title, 40)}`;
  const bonus =
    entry !== undefined && entry.bonusPoints > 0 ? [listingWording.bonus(entry.bonusPoints)] : [];
  const after = manifest.after.length === 0 ? [] : [listingWording.after(manifest.after)];
  return [
    ...spread(head, points, width),
    ...[manifest.summary, ...after, ...bonus].flatMap((text) =>
      wrap(text, width - 8).map((line) => `        ${paint.dim(line)}`),
    ),
    '',
  ];
}
