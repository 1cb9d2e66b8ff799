import type { PropertyResult } from '../results/result.ts';
import type { Trace } from '../simulator/trace.ts';
import type { Counterexample } from '../suites/report.ts';
import { labelOf } from './space-time/label.ts';
import type { Blame } from './space-time/options.ts';
import { clean, formatValue } from './values.ts';
import { counterexampleWording } from './wording/counterexample.ts';

/** A counterexample in words, the same in every report; only the drawing of its trace differs. */
export interface ExplainedCounterexample {
  readonly trace: Trace | undefined;
  /** Sequence numbers to mark in it, the one to blame first. */
  readonly marked: readonly number[];
  readonly blame: Blame;
  /** The calls made, one a line, if there is no trace. */
  readonly calls: readonly string[];
  /** „Nr. 23 bei 150 ms: n2 empfängt …“ */
  readonly step: string | undefined;
  /** Only where neither trace nor calls show it. */
  readonly input: string | undefined;
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

const maxCalls = 40;

/** @param kind the kind of the property that fails on it. */
export function explainCounterexample(
  counterexample: Counterexample,
  kind: PropertyResult['kind'],
): ExplainedCounterexample {
  const trace = counterexample.trace as Trace | undefined;
  const calls = callLines(counterexample.calls ?? []);
  const plain = trace === undefined && calls.length === 0;
  const marked = trace === undefined ? [] : markedIn(trace, counterexample.events);
  const blame = blameOf(counterexample, kind, marked);
  return {
    trace,
    marked,
    blame,
    calls: trace === undefined ? calls : [],
    step: trace && blamedStep(trace, marked, blame),
    input: plain ? formatValue(counterexample.input) : undefined,
    expected:
      counterexample.expected === undefined ? undefined : expectation(counterexample.expected),
    actual: counterexample.actual === undefined ? undefined : formatValue(counterexample.actual),
  };
}

function callLines(calls: NonNullable<Counterexample['calls']>): string[] {
  const lines = calls.slice(0, maxCalls).map((call) => {
    const argumentsList = call.arguments.map((each) => formatValue(each, 200)).join(', ');
    const text = `${call.name}(${argumentsList})`;
    // Nobody asks what an output returned, and what an instance is, its methods show.
    if (call.created || call.name.startsWith('console.')) return text;
    if (call.failed) return `${text}  →  ${counterexampleWording.breaksOff}`;
    const returned = 'returned' in call ? formatValue(call.returned, 200) : undefined;
    return `${text}  →  ${returned ?? counterexampleWording.noReturn}`;
  });
  const hidden = calls.length - maxCalls;
  return hidden > 0 ? [...lines, counterexampleWording.moreCalls(hidden)] : lines;
}

/** Where the check points at nothing, a fault that ended the run is the first wrong step. */
function markedIn(trace: Trace, events: readonly number[]): readonly number[] {
  if (events.length > 0) return events;
  const last = trace.events.findLast((event) => event.kind === 'fault');
  return last === undefined ? [] : [last.seq];
}

/**
 * A rule that demands that something happens is broken by what never came. Where a check points at
 * something a node did, all that can be said is that it shows there.
 */
function blameOf(
  { trace, fault }: Counterexample,
  kind: PropertyResult['kind'],
  [first]: readonly number[],
): Blame {
  const event = first === undefined ? undefined : (trace as Trace | undefined)?.events[first];
  if (event === undefined || fault !== undefined || kind === 'safety') return 'wrong';
  switch (event.kind) {
    case 'send':
    case 'store':
    case 'respond':
    case 'return':
      return 'noticed';
    default:
      return 'missing';
  }
}

function blamedStep(trace: Trace, [first]: readonly number[], blame: Blame): string | undefined {
  const event = first === undefined ? undefined : trace.events[first];
  if (event === undefined) return undefined;
  const { head, detail } = labelOf(event);
  const what = detail === '' ? head : `${head} (${detail})`;
  const step = counterexampleWording.step(event.seq, event.atMs, what);
  return blame === 'missing' ? `${step} ${counterexampleWording.notFollowed}` : step;
}

const bound = /^([<>≤≥] )(.+)$/s;

/**
 * Suites write a bound as `> 3`: that is no text of a program, so it gets no quotes, and what is
 * compared with looks like the value beside it.
 */
function expectation(expected: unknown): string {
  const [, sign, limit] = (typeof expected === 'string' && bound.exec(expected)) || [];
  if (sign === undefined || limit === undefined) return formatValue(expected);
  return sign + formatLimit(limit);
}

function formatLimit(limit: string): string {
  try {
    return formatValue(JSON.parse(limit));
  } catch {
    return clean(limit);
  }
}
