import type { QuizProgress } from '../../quiz/progress.ts';
import type { ExerciseEntry, Standing } from '../../results/standing.ts';
import { chapterPoints } from '../../results/weighed.ts';
import { type Paint, paintStatus } from '../paint.ts';
import { nextOnTheWay, type WayExercise, type WayText } from '../way.ts';
import { listingWording } from '../wording/listing.ts';
import { notBegunSign, pointsOf, statusSigns } from '../wording/report.ts';
import { relativeTime } from '../wording/times.ts';
import { padEnd, shorten, spread, textWidth, wrap } from './layout.ts';

const width = 80;

/** The catalogue as far as a list needs it. */
export interface ListedChapter {
  readonly manifest: { readonly id: string; readonly title: string };
  readonly exercises: readonly { readonly manifest: ListedExercise; readonly weight: number }[];
  /** The chapter's texts in their order, with how far one is in the quiz of each. */
  readonly texts?: readonly ListedText[];
}

export interface ListedExercise {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  /** Its text, `08-raft.md`, maybe with a section. */
  readonly chapter?: string;
  /** Ids of exercises that should be done before. */
  readonly after: readonly string[];
}

export interface ListedText {
  readonly file: string;
  readonly path: string;
  readonly number: string;
  readonly title: string;
  readonly quiz: QuizProgress;
}

/** The way through the book: what there is, how far one is, what comes next. */
export function renderListing(
  chapters: readonly ListedChapter[],
  standing: Standing,
  paint: Paint,
  now: number,
): readonly string[] {
  const example = chapters[0]?.exercises[0]?.manifest.id ?? '';
  const chapter = chapters[0]?.manifest.id ?? '';
  const ways = chapters.map((each) => wayOf(each, standing));
  return [
    ...chapters.flatMap((each, index) =>
      renderChapter(each, ways[index] ?? [], standing, paint, now),
    ),
    ...renderNext(ways.flat(), paint),
    ...listingWording
      .usage(chapter, example)
      .map(([command, what]) => paint.dim(`  ${padEnd(command, 36)} ${what}`)),
  ];
}

/** Each text with its exercises; exercises whose text is missing come last, without one. */
function wayOf({ manifest, exercises, texts = [] }: ListedChapter, standing: Standing): WayText[] {
  const all = exercises.map(
    ({ manifest: exercise, weight }): WayExercise => ({
      exercise,
      weight,
      entry: standing.exercises[`${manifest.id}/${exercise.id}`],
    }),
  );
  const fileOf = ({ exercise }: WayExercise) => exercise.chapter?.split('#')[0];
  const rest = all.filter((each) => !texts.some(({ file }) => file === fileOf(each)));
  return [
    ...texts.map((text) => ({
      text,
      exercises: all.filter((each) => fileOf(each) === text.file),
    })),
    ...(rest.length === 0 ? [] : [{ exercises: rest }]),
  ];
}

function renderChapter(
  { manifest }: ListedChapter,
  way: readonly WayText[],
  standing: Standing,
  paint: Paint,
  now: number,
): string[] {
  const exercises = way.flatMap((each) => each.exercises);
  const lines = way.flatMap(({ text, exercises: own }) => [
    ...(text === undefined ? [] : renderText(text, own, paint)),
    ...own.flatMap((each) => renderExercise(each, paint, now)),
  ]);
  return [
    paint.bold(`${manifest.id} · ${manifest.title}`),
    ...renderStanding(exercises, standing, way, now),
    '',
    ...lines,
    '',
  ];
}

function renderStanding(
  exercises: readonly WayExercise[],
  standing: Standing,
  way: readonly WayText[],
  now: number,
): string[] {
  const reached = exercises.flatMap(({ weight, entry }) =>
    entry === undefined ? [] : [{ ...entry, weight }],
  );
  const points = listingWording.standing(
    chapterPoints(reached),
    chapterPoints(reached.map((each) => ({ weight: each.weight, points: each.bonusPoints }))),
  );
  const quizzes = way.flatMap(({ text }) => text?.quiz ?? []);
  const sum = (of: (quiz: QuizProgress) => number) =>
    quizzes.reduce((total, quiz) => total + of(quiz), 0);
  const total = sum((quiz) => quiz.total);
  const asked = total - sum((quiz) => quiz.fresh);
  const quiz = listingWording.quiz(
    sum(({ right }) => right),
    total,
    sum(({ due }) => due),
  );
  const last =
    standing.at === undefined
      ? []
      : [listingWording.lastWork(relativeTime(Date.parse(standing.at), now))];
  const begun = [...(asked === 0 ? [] : [quiz]), ...last].join(' ');
  return [...(reached.length === 0 ? [] : [points]), ...(begun === '' ? [] : wrap(begun, width))];
}

/** `✓ 8.7  Logische Uhren                                    Quiz 7/9 · 2 fällig` */
function renderText(
  { number, title, quiz }: ListedText,
  exercises: readonly WayExercise[],
  paint: Paint,
): string[] {
  const isDone =
    quiz.right === quiz.total && exercises.every(({ entry }) => entry?.status === 'bestanden');
  const isBegun = quiz.fresh < quiz.total || exercises.some(({ entry }) => entry !== undefined);
  const sign = isDone
    ? paint.good(listingWording.doneSign)
    : paint.dim(isBegun ? listingWording.begunSign : notBegunSign);
  const share = quiz.total === 0 ? '' : listingWording.quizShare(quiz.right, quiz.total, quiz.due);
  const free = width - textWidth(share) - 12;
  const left = `  ${sign} ${padEnd(number, 5)} ${shorten(title, free)}`;
  return spread(left, quiz.due > 0 ? paint.warn(share) : paint.dim(share), width);
}

function renderExercise(
  { exercise, weight, entry }: WayExercise,
  paint: Paint,
  now: number,
): string[] {
  const sign =
    entry === undefined
      ? paint.dim(notBegunSign)
      : paintStatus(entry.status, paint)(statusSigns[entry.status]);
  const points =
    entry === undefined
      ? paint.dim(listingWording.unchecked)
      : pointsOf(entry.points, entry.maxPoints);
  const remarks = [`${exercise.title}.`, ...remarksOf(exercise, weight, entry, now)].join(' ');
  return [
    ...spread(`          ${sign} ${paint.bold(exercise.id)}`, points, width),
    ...wrap(remarks, width - 12).map((line) => `            ${paint.dim(line)}`),
  ];
}

function remarksOf(
  exercise: ListedExercise,
  weight: number,
  entry: ExerciseEntry | undefined,
  now: number,
): string[] {
  const { points = 0, bonusPoints = 0, best, at } = entry ?? {};
  return [
    listingWording.weight(weight),
    ...(exercise.after.length === 0 || entry !== undefined
      ? []
      : [listingWording.after(exercise.after)]),
    ...(bonusPoints > 0 ? [listingWording.bonus(bonusPoints)] : []),
    ...(best !== undefined && best.points > points ? [listingWording.best(best.points)] : []),
    ...(at === undefined ? [] : [listingWording.checked(relativeTime(Date.parse(at), now))]),
  ];
}

/** One thing to do, and what is to be repeated before. */
function renderNext(way: readonly WayText[], paint: Paint): string[] {
  const step = nextOnTheWay(way);
  const due = way.reduce((sum, { text }) => sum + (text?.quiz.due ?? 0), 0);
  const block = (lead: string, sentence: string, commands: readonly string[]) => [
    ...wrap(`${paint.bold(lead)} ${sentence}`, width),
    // Commands and paths stay whole: they are there to be copied.
    ...commands.map((command) => `    ${command}`),
    '',
  ];
  const { next, repeat } = listingWording;
  return [
    ...(due === 0 ? [] : block(repeat.lead, repeat.due(due), [repeat.command])),
    ...(step.kind === 'read'
      ? block(next.lead, next.read(step.text.number, step.text.title), [
          step.text.path,
          next.quizCommand(step.text.number),
        ])
      : []),
    ...(step.kind === 'quiz'
      ? block(next.lead, next.quiz(step.text.number, step.text.title, step.text.quiz.fresh), [
          next.quizCommand(step.text.number),
        ])
      : []),
    ...(step.kind === 'begin'
      ? block(next.lead, next.begin(step.exercise.number, step.exercise.title), [
          next.checkCommand(step.exercise.id),
        ])
      : []),
    ...(step.kind === 'continue'
      ? block(next.lead, next.goOn(step.exercise.number, step.exercise.title), [
          next.checkCommand(step.exercise.id),
        ])
      : []),
    ...(step.kind === 'done' ? block(next.lead, next.done, []) : []),
  ];
}
