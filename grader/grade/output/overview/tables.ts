import { clean } from '../../../feedback/values.ts';
import { formatNumber } from '../../../feedback/wording/numbers.ts';
import { statusSigns } from '../../../feedback/wording/report.ts';
import type { QuizShare, Status } from '../../../results/result.ts';
import type { GradingConfig } from '../../config/schema.ts';
import { attemptName } from '../../judge-people.ts';
import type { OutputRequest, Passage, SimilarPair } from '../../outputs.ts';
import { germanMoment } from '../moment.ts';
import { feedbackPath } from '../paths.ts';
import type { Workbook } from '../workbook.ts';
import { type AttentionItem, attentionKinds } from './attention.ts';
import { type Cohort, shareFailed } from './cohort.ts';
import { attentionTitles, overviewWording as texts } from './wording.ts';

/** Rows for the template: everything is decided here, the template only places it. */

const tones: Readonly<Record<Status, string>> = {
  bestanden: 'good',
  'nicht-bestanden': 'bad',
  unzulaessig: 'bad',
  'nicht-abgeschlossen': 'warn',
  'nicht-auswertbar': 'warn',
  'pruefer-fehler': 'warn',
};

export function factRows(
  { people, maxPoints }: Cohort,
  { absent, refused }: Pick<OutputRequest, 'absent' | 'refused'>,
  toLookAt: number,
) {
  const points = people.map((each) => each.points).sort((a, b) => a - b);
  const row = (label: string, value: string) => ({ label, value });
  return [
    row(texts.people, formatNumber(people.length)),
    row(texts.absent, formatNumber(absent.length)),
    row(texts.refused, formatNumber(refused.length)),
    row(texts.toLookAt, formatNumber(toLookAt)),
    ...(points.length === 0
      ? []
      : [
          row(texts.mean, texts.pointsOf(meanOf(points), maxPoints)),
          row(texts.median, texts.pointsOf(medianOf(points), maxPoints)),
        ]),
  ];
}

/** In the order of the table of `grading.yaml`; `undefined` if there is none. */
export function markRows({ people }: Cohort, table: GradingConfig['noten']) {
  return table?.map(({ note: mark }) => ({
    mark,
    count: people.filter(({ note }) => note === mark).length,
  }));
}

const harmless: ReadonlySet<string> = new Set(['refused', 'late', 'time-unknown']);

export function attentionRows(items: readonly AttentionItem[]) {
  return items.map(({ kind, who, isAttempt, exercise, message }) => ({
    rank: attentionKinds.indexOf(kind),
    kind: attentionTitles[kind],
    tone: harmless.has(kind) ? '' : 'warn',
    who: who.map((name) => ({ name: clean(name), href: isAttempt && feedbackPath(name) })),
    exercise,
    message: clean(message),
  }));
}

export function propertyRows(
  { properties }: Cohort,
  exercises: readonly string[],
  workbook: Workbook,
) {
  return properties
    .filter(({ failed }) => failed > 0)
    .map((tally) => ({
      ...tally,
      title: clean(tally.title),
      order: exercises.indexOf(tally.exercise),
      exercise: workbook.titleOf(tally.exercise),
      visibility: texts.visibilities[tally.visibility],
      ofJudged: texts.ofJudged(tally.failed, tally.judged),
      share: shareFailed(tally),
      percent: texts.percent(shareFailed(tally)),
      width: Math.round(shareFailed(tally) * 100),
    }));
}

export function diagnosisRows(
  { people }: Cohort,
  exercises: readonly string[],
  workbook: Workbook,
) {
  const found = new Map<string, FoundMistake>();
  for (const { pseudonym, counted, diagnoses } of people) {
    for (const { exercise, mutantTitle: title, confidence } of diagnoses) {
      const key = JSON.stringify([exercise, title]);
      const known = found.get(key) ?? { exercise, title, who: [] };
      const href = feedbackPath(attemptName(pseudonym, counted));
      known.who.push({ pseudonym, href, confidence });
      found.set(key, known);
    }
  }
  return [...found.values()]
    .map(({ exercise, title, who }) => ({
      order: exercises.indexOf(exercise),
      exercise: workbook.titleOf(exercise),
      title: clean(title),
      count: who.length,
      // The surest first.
      who: who
        .sort((a, b) => b.confidence - a.confidence || (a.pseudonym < b.pseudonym ? -1 : 1))
        .map(({ confidence, ...person }) => ({ ...person, sure: texts.sure(confidence) })),
    }))
    .sort((a, b) => b.count - a.count || a.order - b.order || (a.title < b.title ? -1 : 1));
}

interface FoundMistake {
  readonly exercise: string;
  readonly title: string;
  readonly who: {
    readonly pseudonym: string;
    readonly href: string;
    readonly confidence: number;
  }[];
}

export function exerciseRows({ people }: Cohort, exercises: readonly string[], workbook: Workbook) {
  const rows = exercises.map((id, order) => {
    const cells = people.flatMap((each) => each.exercises.find((cell) => cell.id === id) ?? []);
    const weight = Math.max(0, ...cells.map(({ maxPoints }) => maxPoints));
    const mean = meanOf(cells.map(({ points }) => points));
    const solved = cells.filter(({ status }) => status === 'bestanden').length;
    const scenarios = Math.round(meanOf(cells.map((cell) => cell.scenarios)));
    const title = workbook.titleOf(id);
    return {
      order,
      title,
      short: title.split(' ')[0],
      weight,
      weightText: formatNumber(weight),
      mean,
      meanText: formatNumber(mean),
      solved,
      solvedText: texts.ofJudged(solved, cells.length),
      scenarios,
      scenariosText: formatNumber(scenarios),
    };
  });
  const quizzes = people.flatMap(({ quiz }) => quiz ?? []);
  return quizzes.length === 0 ? rows : [...rows, quizRow(quizzes, rows.length)];
}

function quizRow(quizzes: readonly QuizShare[], order: number) {
  const weight = quizzes[0]?.maxPoints ?? 0;
  const mean = meanOf(quizzes.map(({ points }) => points));
  const solved = quizzes.filter(({ right, total }) => right === total).length;
  return {
    order,
    title: texts.quiz,
    short: texts.quiz,
    weight,
    weightText: formatNumber(weight),
    mean,
    meanText: formatNumber(mean),
    solved,
    solvedText: texts.ofJudged(solved, quizzes.length),
    scenarios: 0,
    scenariosText: '–',
  };
}

export function peopleRows({ people }: Cohort) {
  return people.map((person) => {
    const { pseudonym, counted, attempts, submittedAt, points, note, daysLate } = person;
    const { exercises, quiz } = person;
    return {
      pseudonym,
      href: feedbackPath(attemptName(pseudonym, counted)),
      attempt: texts.attemptOf(counted, attempts),
      submittedAt,
      submitted: submittedAt === undefined ? '' : germanMoment(submittedAt),
      points,
      pointsText: formatNumber(points),
      note,
      daysLate,
      cells: [...exercises, ...(quiz === undefined ? [] : [quizCell(quiz)])].map((cell) => ({
        points: cell.points,
        pointsText: formatNumber(cell.points),
        sign: statusSigns[cell.status],
        tone: tones[cell.status],
      })),
    };
  });
}

function quizCell({ right, total, points }: QuizShare): { status: Status; points: number } {
  return { status: right === total ? 'bestanden' : 'nicht-bestanden', points };
}

export function pairRows(pairs: readonly SimilarPair[], workbook: Workbook) {
  return pairs.map(({ a, b, exercise, share, fragments }) => ({
    title: texts.pair(a, b, workbook.titleOf(exercise), share),
    fragments: fragments.map((fragment) => [passageRow(a, fragment.a), passageRow(b, fragment.b)]),
  }));
}

function passageRow(who: string, { file, fromLine, toLine, text }: Passage) {
  const caption = texts.passage(who, file, fromLine, toLine);
  const lines = text.replace(/\n$/, '').split(/\r?\n/);
  const width = String(fromLine + lines.length - 1).length;
  const numbered = lines.map((line, index) => {
    const shown = clean(line.replaceAll('\t', '  '));
    return `${String(fromLine + index).padStart(width)}  ${shown}`;
  });
  return { caption, label: caption, text: numbered.join('\n') };
}

/** To hundredths. */
function meanOf(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const hundredths = values.reduce((sum, each) => sum + Math.round(each * 100), 0);
  return Math.round(hundredths / values.length) / 100;
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  if (!Number.isInteger(middle)) return upper;
  return meanOf([sorted[middle - 1] ?? upper, upper]);
}
