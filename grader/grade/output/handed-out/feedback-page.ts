import Handlebars from 'handlebars';
import { isNotBegun } from '../../../feedback/digest.ts';
import { exerciseModel, indexModel } from '../../../feedback/html/model.ts';
import { style } from '../../../feedback/html/style.ts';
import { frameTemplate } from '../../../feedback/html/templates.ts';
import { words } from '../../../feedback/html/words.ts';
import { clean } from '../../../feedback/values.ts';
import type { ExerciseView } from '../../../feedback/view.ts';
import { notBegunSign, pointsOf, reportWording } from '../../../feedback/wording/report.ts';
import type { ExerciseResult } from '../../../results/result.ts';
import { withheldOfChapter } from '../../../results/weighed.ts';
import { germanMoment } from '../moment.ts';
import type { Workbook } from '../workbook.ts';
import { feedbackPartials, feedbackStyle } from './feedback-template.ts';
import type { HandedOut } from './handed-out.ts';
import { handedOutWording as texts } from './wording.ts';

const engine = Handlebars.create();
engine.registerPartial(feedbackPartials);
const render = engine.compile(frameTemplate, { strict: false });

/** Counterexamples beyond so many characters on one page stay pictures: it must open on any machine. */
const maxPlayed = 4_000_000;

/**
 * `feedback.html`: everything about one attempt in one file and without request. The only script there
 * may be is the trace player, once; without it, or where scripts are off, pictures and tables say the same.
 */
export async function feedbackPage(handedOut: HandedOut, workbook: Workbook): Promise<string> {
  const { result, isPublished } = handedOut;
  const views = await Promise.all(result.exercises.map((each) => workbook.viewOf(each)));
  const title = texts.title(workbook.title);
  const index = indexModel(result, title, views);
  const budget = { left: workbook.player === undefined ? 0 : maxPlayed };
  const sections = views.map((view) => sectionOf(view, handedOut, budget));
  const plays = budget.left < maxPlayed && workbook.player !== undefined;
  return render({
    ...index,
    // With a grade, the sum before lateness would only confuse.
    ...(isPublished ? { status: undefined } : {}),
    withheld: withheldText(withheldOfChapter(result.exercises)),
    texts,
    who: whoAndWhen(handedOut),
    notices: noticesFor(handedOut),
    grade: gradeRows(handedOut),
    notes: handedOut.notes.map(clean),
    exercises: index.exercises.map((row, at) => ({ ...row, ...pick(sections[at]) })),
    sections,
    style: style + feedbackStyle,
    words: isPublished ? words : { ...words, provenance: () => texts.provenance(result.suiteHash) },
    seed: result.seed,
    hash: result.suiteHash,
    ...(plays ? { player: workbook.player } : {}),
  });
}

type Section = ReturnType<typeof sectionOf>;

function pick(section: Section | undefined): Partial<Pick<Section, 'anchor' | 'next' | 'status'>> {
  if (section === undefined) return {};
  const { anchor, next, status } = section;
  return { anchor, next, status };
}

/** Whoever has not begun an exercise has done nothing wrong in it. */
const notBegun = { word: reportWording.partNotBegun, sign: notBegunSign, tone: 'muted' };

function isUntouched({ properties }: ExerciseResult): boolean {
  return properties.length > 0 && properties.every(isNotBegun);
}

/** Nobody has to wait for grading any more, but for what is published. */
function withheldText(points: number | undefined): string | false {
  return points !== undefined && points > 0 && texts.withheld(points);
}

/** The exercise's own page as a section: its anchors must not meet those of another. */
function sectionOf(view: ExerciseView, { diagnoses }: HandedOut, budget: { left: number }) {
  const { id, status } = view.result;
  const model = exerciseModel(view);
  const prefix = `${id}-`;
  const own = (anchor: string | undefined) => (anchor === undefined ? undefined : prefix + anchor);
  return {
    ...model,
    texts,
    prefix,
    anchor: `aufgabe-${id}`,
    status: isUntouched(view.result) ? notBegun : model.status,
    withheld: withheldText(view.result.withheldPoints),
    next: status === 'pruefer-fehler' ? texts.nextAfterDefect : model.next,
    diagnoses: diagnoses
      .filter(({ exercise }) => exercise === id)
      .map(({ mutantTitle }) => texts.diagnosis(clean(mutantTitle))),
    parts: model.parts.map((part) => ({
      ...part,
      properties: part.properties.map((each) => ({ ...each, anchor: own(each.anchor) })),
    })),
    failures: model.failures.map((each) => ({
      ...each,
      anchor: own(each.anchor),
      counterexample: withinBudget(each.counterexample, budget),
    })),
  };
}

type Shown = ReturnType<typeof exerciseModel>['failures'][number]['counterexample'];

function withinBudget(shown: Shown, budget: { left: number }) {
  const data = budget.left > 0 && shown?.playerData ? shown.playerData() : '';
  if (data.length > budget.left) return { ...shown, playerData: '' };
  budget.left -= data.length;
  return shown === undefined ? undefined : { ...shown, playerData: data };
}

function whoAndWhen({ pseudonym, attempt, submittedAt, daysLate }: HandedOut): string {
  const pieces = [
    texts.attempt(pseudonym, attempt),
    ...(submittedAt === undefined ? [] : [texts.submitted(germanMoment(submittedAt))]),
    ...(daysLate === 0 ? [] : [texts.late(daysLate)]),
  ];
  return pieces.join(', ');
}

function noticesFor({ isPublished, isJailed }: HandedOut): readonly string[] {
  return [...(isPublished ? [] : [texts.preliminary]), ...(isJailed ? [] : [texts.withoutJail])];
}

function gradeRows({ grade, attempt }: HandedOut) {
  if (grade === undefined) return undefined;
  const { points, maxPoints, note, late, counted } = grade;
  const row = (label: string, value: string) => ({ label, value });
  return [
    row(texts.points, pointsOf(points, maxPoints)),
    ...(note === undefined ? [] : [row(texts.mark, note)]),
    ...(late === undefined ? [] : [row(texts.deducted, texts.deduction(late.deducted, late.days))]),
    row(texts.counts, counted === attempt ? texts.countsThis : texts.countsOther(counted)),
  ];
}
