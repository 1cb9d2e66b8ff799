import type { PropertyResult } from '../../results/result.ts';
import { type ExplainedCounterexample, explainCounterexample } from '../counterexample.ts';
import { type Failure, hintsFor, sameSentence } from '../digest.ts';
import { type Paint, paintStatus } from '../paint.ts';
import { readingLine } from '../places.ts';
import { renderSpaceTimeTable } from '../space-time/terminal-table.ts';
import { clean } from '../values.ts';
import type { ExerciseView, ReportOptions } from '../view.ts';
import { natureOf, pointsOf, reportWording, statusSigns } from '../wording/report.ts';
import { indentBy, labelled, spread, wrap } from './layout.ts';

const width = 80;

/** One failing property in full. */
export function renderFailure(
  failure: Failure,
  view: ExerciseView,
  options: ReportOptions,
  paint: Paint,
): string[] {
  const { lead } = failure;
  const row = (label: string, text: string) =>
    labelled(label, text, { indent: 2, labelWidth: 11, width, paintLabel: paint.bold });
  const colour = paintStatus(lead.status, paint);
  return [
    ...spread(
      colour(`${statusSigns[lead.status]} ${lead.title}`),
      pointsOf(lead.points, lead.maxPoints),
      width,
    ),
    paint.dim(`  ${lead.id} · ${natureOf(lead)}`),
    '',
    ...row(reportWording.rule, clean(lead.rule)),
    ...row(reportWording.finding, clean(lead.message ?? '')),
    ...sameFault(failure, row),
    ...renderCounterexample(lead, options, paint, row),
    ...(lead.counterexample === undefined ? [] : ['']),
    ...renderHints(lead, options, row),
    ...renderPointers(lead, view, row),
    ...renderCommands(lead, view, options, row),
  ];
}

type Row = (label: string, text: string) => string[];

function sameFault(failure: Failure, row: Row): string[] {
  const sentence = sameSentence(failure);
  return sentence === undefined ? [] : row('', sentence);
}

function renderCounterexample(
  property: PropertyResult,
  options: ReportOptions,
  paint: Paint,
  row: Row,
): string[] {
  const { counterexample } = property;
  if (counterexample === undefined) return [];
  const shown = explainCounterexample(counterexample, property.kind);
  const heading = options.replayed
    ? reportWording.counterexampleReplayed
    : reportWording.counterexample(counterexample.foundInRun, counterexample.minimised);
  const figure = figureOf(shown, paint);
  return [
    '',
    `  ${paint.bold(heading)}`,
    ...(figure.length === 0 ? [] : ['', ...figure]),
    '',
    ...(shown.step === undefined ? [] : row(reportWording.step, shown.step)),
    ...(shown.input === undefined ? [] : row(reportWording.input, shown.input)),
    ...(shown.expected === undefined ? [] : row(reportWording.expected, shown.expected)),
    ...(shown.actual === undefined ? [] : row(reportWording.actual, shown.actual)),
  ];
}

/** About one screen; the pages show the whole run. */
const maxEvents = 30;

function figureOf(
  { trace, marked, blame, calls }: ExplainedCounterexample,
  paint: Paint,
): string[] {
  if (trace !== undefined)
    return renderSpaceTimeTable(trace, { marked, blame, paint, width, maxEvents }).split('\n');
  return indentBy(
    calls.flatMap((call) => wrap(call, width - 4)),
    4,
  );
}

function renderHints(property: PropertyResult, options: ReportOptions, row: Row): string[] {
  const hints = hintsFor(property);
  return shownHints(hints, options).flatMap((hint, index) =>
    row(index === 0 ? reportWording.hint : '', hints.length > 1 ? `${index + 1}. ${hint}` : hint),
  );
}

function shownHints(hints: readonly string[], { allHints }: ReportOptions): readonly string[] {
  return allHints ? hints : hints.slice(0, 1);
}

function renderPointers(property: PropertyResult, view: ExerciseView, row: Row): string[] {
  const reading = view.readings.get(property.chapter);
  return [
    ...(reading === undefined ? [] : row(reportWording.reading, readingLine(reading))),
    ...row(reportWording.source, property.source),
  ];
}

function renderCommands(
  property: PropertyResult,
  view: ExerciseView,
  options: ReportOptions,
  row: Row,
): string[] {
  const hints = hintsFor(property);
  const replay = view.commands.replay(property);
  const debug = view.commands.debug(property);
  const more = hints.length > shownHints(hints, options).length;
  const commands = [
    ...(more ? command(reportWording.moreHints, view.commands.hints, row) : []),
    ...(replay === undefined ? [] : command(reportWording.replay, replay, row)),
    ...(debug === undefined ? [] : command(reportWording.debug, debug, row)),
  ];
  return commands.length === 0 ? [] : ['', ...commands];
}

/** Always on a line of its own and never broken: it must survive being copied. */
function command(label: string, text: string, row: Row): string[] {
  return [...row(label, '').map((line) => line.trimEnd()), commandLine(text)];
}

export function commandLine(text: string): string {
  return `    ${text}`;
}
