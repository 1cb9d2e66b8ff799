import type { Trace } from '../simulator/trace.ts';
import type { Counterexample } from '../suites/report.ts';
import { labelOf } from './space-time/label.ts';
import { formatValue } from './values.ts';
import { counterexampleWording } from './wording/counterexample.ts';

/** A counterexample in words, the same in every report; only the drawing of its trace differs. */
export interface ExplainedCounterexample {
  readonly trace: Trace | undefined;
  /** Sequence numbers to mark in it, the first wrong step first. */
  readonly marked: readonly number[];
  /** The calls made, one a line, if there is no trace. */
  readonly calls: readonly string[];
  /** „Nr. 23 bei 150 ms: n2 empfängt …“ */
  readonly firstWrongStep: string | undefined;
  /** Only where neither trace nor calls show it. */
  readonly input: string | undefined;
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

const maxCalls = 40;

export function explainCounterexample(counterexample: Counterexample): ExplainedCounterexample {
  const trace = counterexample.trace as Trace | undefined;
  const calls = callLines(counterexample.calls ?? []);
  const plain = trace === undefined && calls.length === 0;
  const marked = trace === undefined ? [] : markedIn(trace, counterexample.events);
  return {
    trace,
    marked,
    calls: trace === undefined ? calls : [],
    firstWrongStep: trace && firstWrongStep(trace, marked),
    input: plain ? formatValue(counterexample.input) : undefined,
    expected: formatOptional(counterexample, 'expected'),
    actual: formatOptional(counterexample, 'actual'),
  };
}

function callLines(calls: NonNullable<Counterexample['calls']>): string[] {
  const lines = calls.slice(0, maxCalls).map((call) => {
    const argumentsList = call.arguments.map((each) => formatValue(each, 200)).join(', ');
    // Without a value the call broke off; with `undefined` it returned nothing.
    const returned = 'returned' in call ? formatValue(call.returned, 200) : undefined;
    const outcome = returned ?? counterexampleWording.noReturn;
    return `${call.name}(${argumentsList})  →  ${outcome}`;
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

function firstWrongStep(trace: Trace, events: readonly number[]): string | undefined {
  const [first] = events;
  const event = first === undefined ? undefined : trace.events[first];
  if (event === undefined) return undefined;
  const { head, detail } = labelOf(event);
  const what = detail === '' ? head : `${head} (${detail})`;
  return counterexampleWording.step(event.seq, event.atMs, what);
}

function formatOptional(
  counterexample: Counterexample,
  key: 'expected' | 'actual',
): string | undefined {
  return counterexample[key] === undefined ? undefined : formatValue(counterexample[key]);
}
