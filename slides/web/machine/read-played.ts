import type { SandboxOutcome } from '../../../grader/sandbox/outcome.ts';
import type { SubmissionFault } from '../../../grader/simulator/trace.ts';
import type { PlayReport, PlayVerdict } from '../../../grader/suites/play.ts';
import type { ChamberEnd } from './clerk-calls.ts';
import { type Report, reportSaid } from './said.ts';

export type PlayedEnd =
  | Exclude<SandboxOutcome, { kind: 'completed' }>
  | {
      readonly kind: 'played';
      readonly played: PlayReport;
      /** Of each property, by id. */
      readonly titles: ReadonlyMap<string, string>;
    };

/** How a single run in the chamber ended. */
export function readPlayed(end: ChamberEnd): PlayedEnd {
  if (end.kind === 'not-completed') return end;
  if (end.kind === 'broken') return { kind: 'grader-error', detail: end.detail };
  const said = reportSaid(end, read);
  if (said === undefined) return { kind: 'not-completed', reason: 'garbled' };
  return { kind: 'played', played: said.played, titles: said.titles };
}

interface PlayedReport extends Report {
  readonly played: PlayReport;
  readonly titles: ReadonlyMap<string, string>;
}

/**
 * By hand: every report that can be changed has this code in it, and the smallest library for it is a
 * quarter as large as the player. @throws if it is no report of a single run.
 */
function read(said: unknown): PlayedReport {
  const { nonce, seq, kind, played, meta } = object(said);
  assert(kind === 'played');
  const { trace, verdicts } = object(played);
  // What our own simulator recorded; the suite's report has it unread as well.
  if (trace !== undefined) list(object(trace).events);
  const properties = list(object(meta).properties).map((property): [string, string] => {
    const { id, title } = object(property);
    return [text(id), text(title)];
  });
  return {
    nonce: text(nonce),
    seq: number(seq),
    played: {
      ...(trace === undefined ? {} : { trace: trace as NonNullable<PlayReport['trace']> }),
      verdicts: list(verdicts).map(verdictOf),
    },
    titles: new Map(properties),
  };
}

const outcomes: Readonly<Record<PlayVerdict['outcome'], true>> = {
  holds: true,
  violated: true,
  unknown: true,
  fault: true,
  error: true,
};
const faults: Readonly<Record<SubmissionFault['kind'], true>> = {
  exception: true,
  todo: true,
  'step-budget': true,
  recursion: true,
  'bad-message': true,
  'bad-argument': true,
  asynchronous: true,
  'missing-export': true,
  flood: true,
  'non-deterministic': true,
};

function verdictOf(said: unknown): PlayVerdict {
  const { id, outcome, message, events, fault } = object(said);
  return {
    id: text(id),
    outcome: oneOf(outcomes, outcome),
    events: list(events).map(number),
    ...(message === undefined ? {} : { message: text(message) }),
    ...(fault === undefined ? {} : { fault: faultOf(fault) }),
  };
}

function faultOf(said: unknown): SubmissionFault {
  const { kind, detail, field, node, handler, exercise, location } = object(said);
  for (const each of [field, node, handler, exercise]) if (each !== undefined) text(each);
  if (location !== undefined) {
    const { file, line } = object(location);
    text(file);
    number(line);
  }
  return { ...object(said), kind: oneOf(faults, kind), detail: text(detail) };
}

function oneOf<Name extends string>(known: Readonly<Record<Name, true>>, value: unknown): Name {
  assert(Object.hasOwn(known, text(value)));
  return value as Name;
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  assert(typeof value === 'object' && value !== null);
  return value as Readonly<Record<string, unknown>>;
}

function list(value: unknown): readonly unknown[] {
  assert(Array.isArray(value));
  return value;
}

function text(value: unknown): string {
  assert(typeof value === 'string');
  return value;
}

function number(value: unknown): number {
  assert(Number.isSafeInteger(value));
  return value as number;
}

function assert(isSo: boolean): asserts isSo {
  if (!isSo) throw new TypeError('not what the suite reports');
}
