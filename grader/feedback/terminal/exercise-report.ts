import { isSkeleton, isUntouched } from '../../results/standing.ts';
import { combineStatus } from '../../results/status.ts';
import { isWholeExercise } from '../../results/weighed.ts';
import { coverageOfAll } from '../coverage.ts';
import {
  digestOf,
  type Failure,
  neededSentence,
  type PartDigest,
  sameSentence,
} from '../digest.ts';
import { nextStep } from '../next-step.ts';
import { type Paint, paintStatus } from '../paint.ts';
import { clean } from '../values.ts';
import type { ExerciseView, ReportOptions } from '../view.ts';
import { formatNumber } from '../wording/numbers.ts';
import {
  fraction,
  notBegunSign,
  pointsOf,
  reportWording,
  statusSigns,
  statusWords,
} from '../wording/report.ts';
import { renderFindings } from './findings.ts';
import { labelled, padEnd, padStart, shorten, spread, wholeSentences, wrap } from './layout.ts';
import { commandLine, renderFailure } from './property-report.ts';

/** Columns of every terminal report: fits the narrowest common terminal. */
export const reportWidth = 80;

/** What a student reads about one exercise, as lines of at most {@link reportWidth} columns. */
export function renderExercise(
  view: ExerciseView,
  options: ReportOptions,
  paint: Paint,
): readonly string[] {
  const digest = digestOf(view);
  const { result } = view;
  const judged = result.message === undefined;
  // Then what to do next says it all; remarks on the source would only repeat it.
  const untouched = isUntouched(result);
  const [first, ...rest] = digest.failures;
  const ahead = judged ? digest.ahead : [];
  const inFull = !judged
    ? []
    : options.everythingInFull
      ? [...digest.failures, ...ahead]
      : first
        ? [first]
        : [];
  const inShort = judged && !options.everythingInFull ? rest : [];
  return [
    ...renderTitle(view, paint),
    '',
    ...(judged ? [...renderParts(digest.parts, paint), ''] : []),
    ...(judged ? [] : [...renderMessage(result.message ?? '', paint), '']),
    ...renderFindings(
      result.findings.filter(({ severity }) => !untouched || severity !== 'hinweis'),
      paint,
    ),
    ...inFull.flatMap((failure) => [...renderFailure(failure, view, options, paint), '']),
    ...renderShort(reportWording.alsoFailing, inShort, view, paint),
    ...(judged && !untouched ? renderOpen(digest.open, paint) : []),
    ...(options.everythingInFull ? [] : renderShort(reportWording.ahead, ahead, view, paint)),
    ...labelled(reportWording.next, nextStep(view, digest), {
      indent: 0,
      labelWidth: 14,
      width: reportWidth,
      paintLabel: paint.bold,
    }),
  ];
}

function renderTitle(view: ExerciseView, paint: Paint): string[] {
  const { result } = view;
  const title = paint.bold(`${result.number} ${result.title}`);
  const points = paint.bold(pointsOf(result.points, result.maxPoints));
  const status = isUntouched(result)
    ? paint.dim(
        `${notBegunSign} ${isSkeleton(result) ? reportWording.notBegun : reportWording.begun}`,
      )
    : paintStatus(
        result.status,
        paint,
      )(`${statusSigns[result.status]} ${statusWords[result.status]}`);
  const bonus =
    result.maxBonusPoints > 0
      ? [`${reportWording.bonus} ${pointsOf(result.bonusPoints, result.maxBonusPoints)}`]
      : [];
  const weight = isWholeExercise(result) ? [paint.dim(reportWording.weight(result.weight))] : [];
  const more = [...bonus, ...weight].join(' · ');
  return [
    paint.dim('─'.repeat(reportWidth)),
    ...spread(title, points, reportWidth),
    ...spread(status, more, reportWidth),
    ...(result.withheldPoints === undefined
      ? []
      : [paint.dim(padStart(reportWording.withheld(result.withheldPoints), reportWidth))]),
  ];
}

function renderMessage(message: string, paint: Paint): string[] {
  return wrap(clean(message), reportWidth - 2).map((line) => `  ${paint.bad(line)}`);
}

const widths = { title: 50, points: 7, properties: 15 };

function renderParts(parts: readonly PartDigest[], paint: Paint): string[] {
  const head = [
    padEnd('', 4 + widths.title),
    padStart(reportWording.pointsColumn, widths.points),
    padStart(reportWording.propertiesColumn, widths.properties),
  ];
  return [paint.dim(head.join(' ')), ...parts.flatMap((part) => renderPart(part, paint))];
}

/** `  ✓ Teil 1: Die Lamport-Uhr            6/6             3/3`, below it what was gone through. */
function renderPart(part: PartDigest, paint: Paint): string[] {
  const status = combineStatus(part.properties.map((property) => property.status));
  const notBegun = part.state === 'not-begun' && part.passed === 0;
  const sign = notBegun ? paint.dim(notBegunSign) : paintStatus(status, paint)(statusSigns[status]);
  const count = notBegun
    ? reportWording.partNotBegun
    : `${formatNumber(part.passed)}/${formatNumber(part.properties.length)}`;
  const columns = [
    padEnd(shorten(part.title, widths.title), widths.title),
    padStart(fraction(part.points, part.maxPoints), widths.points),
    padStart(count, widths.properties),
  ];
  const coverage = coverageOfAll(part.properties).flatMap((text) => wrap(text, reportWidth - 4));
  return [`  ${sign} ${columns.join(' ')}`, ...coverage.map((line) => `    ${paint.dim(line)}`)];
}

/** What nothing is wrong with, but which waits for something that is not written yet. */
function renderOpen(open: readonly Failure[], paint: Paint): string[] {
  if (open.length === 0) return [];
  return [
    paint.bold(reportWording.stillOpen),
    ...open.flatMap((failure) => [
      ...spread(
        `  ${paint.dim(notBegunSign)} ${shorten(failure.lead.title, reportWidth - 4)}`,
        paint.dim(failure.lead.id),
        reportWidth,
      ),
      ...[neededSentence(failure), sameSentence(failure) ?? '']
        .filter((text) => text !== '')
        .flatMap((text) => wrap(clean(text), reportWidth - 4).map((line) => `    ${line}`)),
    ]),
    '',
  ];
}

function renderShort(
  heading: string,
  failures: readonly Failure[],
  view: ExerciseView,
  paint: Paint,
): string[] {
  const [first] = failures;
  if (first === undefined) return [];
  const hidden = failures.length - maxListed;
  return [
    paint.bold(heading),
    ...failures
      .slice(0, maxListed)
      .flatMap((failure, index) => renderShortFailure(failure, index < maxWithMessage, paint)),
    ...(hidden > 0 ? [paint.dim(`  ${reportWording.moreFailing(hidden)}`)] : []),
    `  ${reportWording.oneInFull}`,
    commandLine(view.commands.property(first.lead.id)),
    '',
  ];
}

/** After so many, the title must do: what comes first usually causes the rest. */
const maxWithMessage = 3;
const maxListed = 12;
const maxMessage = 160;

function renderShortFailure(failure: Failure, withMessage: boolean, paint: Paint): string[] {
  const { lead } = failure;
  const sign = paintStatus(lead.status, paint)(statusSigns[lead.status]);
  const others = sameSentence(failure) ?? '';
  const message = withMessage ? wholeSentences(clean(lead.message ?? ''), maxMessage) : '';
  return [
    ...spread(`  ${sign} ${shorten(lead.title, reportWidth - 4)}`, paint.dim(lead.id), reportWidth),
    ...[message, others]
      .filter((text) => text !== '')
      .flatMap((text) => wrap(text, reportWidth - 4).map((line) => `    ${line}`)),
  ];
}
