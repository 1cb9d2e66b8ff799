import type {
  ChapterResult,
  ExerciseResult,
  PropertyResult,
  Status,
} from '../../results/result.ts';
import { sum } from '../../results/score.ts';
import {
  chapterPoints,
  fullPoints,
  isWholeExercise,
  withheldOfChapter,
} from '../../results/weighed.ts';
import { explainCounterexample } from '../counterexample.ts';
import { coverageOf } from '../coverage.ts';
import {
  type Digest,
  digestOf,
  type Failure,
  hintsFor,
  isNotBegun,
  sameSentence,
} from '../digest.ts';
import { isForkable } from '../forkable.ts';
import { nextStep } from '../next-step.ts';
import { placeOf, readingLine } from '../places.ts';
import { renderSpaceTimeHtmlTable } from '../space-time/html-table.ts';
import { renderSpaceTimeSvg } from '../space-time/svg/render-svg.ts';
import { clean } from '../values.ts';
import type { ExerciseView } from '../view.ts';
import { scriptedRun } from '../wording/forks.ts';
import {
  fraction,
  natureOf,
  notBegunSign,
  pointsOf,
  reportWording,
  statusSigns,
  statusWords,
} from '../wording/report.ts';
import { renderMarkdown } from './markdown.ts';
import { words } from './words.ts';

/** Plain data for the templates: everything is decided here, the templates only place it. */

const tones: Record<Status, 'good' | 'bad' | 'warn'> = {
  bestanden: 'good',
  'nicht-bestanden': 'bad',
  unzulaessig: 'bad',
  'nicht-abgeschlossen': 'warn',
  'nicht-auswertbar': 'warn',
  'pruefer-fehler': 'warn',
};

function statusModel(status: Status) {
  return { word: statusWords[status], sign: statusSigns[status], tone: tones[status] };
}

const notBegun = { word: reportWording.partNotBegun, sign: notBegunSign, tone: 'muted' };

export function indexModel(chapter: ChapterResult, title: string, views: readonly ExerciseView[]) {
  const withheld = withheldOfChapter(chapter.exercises);
  return {
    words,
    title,
    status: statusModel(chapter.status),
    points: pointsOf(chapter.points, chapter.maxPoints),
    bonus: bonusOf(chapter),
    part: partOf(chapter),
    withheld: withheld > 0 && reportWording.withheldOfChapter(withheld),
    quiz: quizModel(chapter),
    exercises: views.map((view) => {
      const { result } = view;
      return {
        file: pageName(result.id),
        number: result.number,
        title: result.title,
        status: statusModel(result.status),
        points: fraction(result.points, result.maxPoints),
        bonusPoints:
          result.maxBonusPoints === 0 ? '–' : fraction(result.bonusPoints, result.maxBonusPoints),
        chapterPoints: chapterShare(result),
        next: nextStep(view, digestOf(view)),
      };
    }),
  };
}

/** A line below the exercises, where the quiz counts. */
function quizModel({ quiz }: ChapterResult) {
  if (quiz === undefined) return undefined;
  const share = fraction(quiz.points, quiz.maxPoints);
  const isBonus = quiz.counts === 'bonus';
  return {
    title: isBonus ? reportWording.quizBonus : reportWording.quiz,
    status: statusModel(quiz.right === quiz.total ? 'bestanden' : 'nicht-bestanden'),
    points: fraction(quiz.right, quiz.total),
    bonusPoints: isBonus ? share : '–',
    chapterPoints: isBonus ? '–' : share,
  };
}

function partOf({ maxPoints, exercises }: ChapterResult): string | false {
  const isWhole = sum([maxPoints, withheldOfChapter(exercises)]) === fullPoints;
  return !isWhole && reportWording.partOfChapter(maxPoints);
}

type Bonus = Pick<ExerciseResult, 'bonusPoints' | 'maxBonusPoints'>;

function bonusOf({ bonusPoints, maxBonusPoints }: Bonus): string | false {
  return maxBonusPoints > 0 && `${words.bonus}: ${pointsOf(bonusPoints, maxBonusPoints)}`;
}

/** What an exercise brings to its chapter. */
function chapterShare({ weight, points, maxPoints }: ExerciseResult): string {
  return fraction(
    chapterPoints([{ weight, points }]),
    chapterPoints([{ weight, points: maxPoints }]),
  );
}

export function pageName(exercise: string): string {
  return `${exercise}.html`;
}

export interface ModelOptions {
  /** Readers can change counterexamples; where they cannot, the page says why. */
  readonly offersForks?: boolean;
}

export function exerciseModel(view: ExerciseView, options: ModelOptions = {}) {
  const { result } = view;
  const digest = digestOf(view);
  const judged = result.message === undefined;
  return {
    words,
    judged,
    number: result.number,
    title: result.title,
    status: statusModel(result.status),
    points: pointsOf(result.points, result.maxPoints),
    bonus: bonusOf(result),
    weight: isWholeExercise(result) && reportWording.weight(result.weight),
    withheld: result.withheldPoints !== undefined && reportWording.withheld(result.withheldPoints),
    message: result.message,
    next: nextStep(view, digest),
    findings: result.findings.map((finding) => ({
      severity: reportWording.severities[finding.severity],
      tone: finding.severity === 'fehler' ? 'bad' : 'warn',
      place: placeOf(finding),
      message: clean(finding.message),
    })),
    parts: partModels(digest),
    failures: judged ? wrongIn(digest).map((each) => failureModel(each, view, options)) : [],
  };
}

/** A page has room for all of it. */
function wrongIn({ failures, ahead }: Digest): readonly Failure[] {
  return [...failures, ...ahead];
}

function partModels(digest: Digest) {
  const leads = new Map(
    wrongIn(digest).flatMap(({ lead, same }) =>
      [lead, ...same].map((property) => [property.id, lead.id] as const),
    ),
  );
  return digest.parts.map((part) => ({
    title: part.title,
    points: fraction(part.points, part.maxPoints),
    properties: part.properties.map((property) => {
      const lead = leads.get(property.id);
      return {
        title: property.title,
        status: isNotBegun(property) ? notBegun : statusModel(property.status),
        points: fraction(property.points, property.maxPoints),
        anchor: lead && anchorOf(lead),
        coverage: coverageOf(property),
      };
    }),
  }));
}

function anchorOf(id: string): string {
  return `eigenschaft-${id}`;
}

function failureModel(failure: Failure, view: ExerciseView, options: ModelOptions) {
  const { lead } = failure;
  const reading = view.readings.get(lead.chapter);
  return {
    words,
    id: lead.id,
    anchor: anchorOf(lead.id),
    title: lead.title,
    nature: natureOf(lead),
    status: statusModel(lead.status),
    points: pointsOf(lead.points, lead.maxPoints),
    ruleHtml: renderMarkdown(lead.rule),
    finding: clean(lead.message ?? ''),
    same: sameSentence(failure),
    counterexample: counterexampleModel(lead, options),
    hints: hintsFor(lead).map((hint, index) => ({
      label: words.hintLabel(index + 1, lead.hints.length),
      html: renderMarkdown(hint),
      open: index === 0,
    })),
    reading: reading && readingLine(reading),
    source: lead.source,
    replay: view.commands.replay(lead),
  };
}

function counterexampleModel(property: PropertyResult, options: ModelOptions) {
  const { counterexample, kind, title } = property;
  if (counterexample === undefined) return undefined;
  const { trace, marked, blame, calls, ...values } = explainCounterexample(counterexample, kind);
  return {
    heading: reportWording.counterexample(counterexample.foundInRun, counterexample.minimised),
    ...values,
    stepLabel: words.steps[blame],
    calls: calls.join('\n'),
    svg: trace && renderSpaceTimeSvg(trace, { marked, blame }),
    table: trace && renderSpaceTimeHtmlTable(trace, { marked, blame, maxEvents }),
    // Only asked for where the page has a player.
    playerData:
      trace && (() => inScript({ title, trace, marked, blame, ...forkData(property, options) })),
  };
}

/** What a counterexample is played from, or why it cannot be changed. */
function forkData(property: PropertyResult, { offersForks = false }: ModelOptions): object {
  const { counterexample } = property;
  if (!offersForks || counterexample === undefined) return {};
  if (!isForkable(property)) return { noFork: scriptedRun };
  const { experiment, input } = counterexample;
  return { fork: { property: property.id, experiment, input } };
}

/** JSON in a script element, where only a tag could be misread. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** The table is for reading up: longer than the picture. */
const maxEvents = 400;
