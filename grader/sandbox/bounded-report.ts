import type { PlayReport } from '../suites/play.ts';
import type { Counterexample, SuiteReport } from '../suites/report.ts';

// Characters of JSON. A readable counterexample has some tens of thousands; a flood has millions.
const maxTraceLength = 2_000_000;
const maxLengthOfAllTraces = 24_000_000;
const maxCallsLength = 200_000;
const maxValueLength = 100_000;

/**
 * The report, small enough to travel whatever the submission did: of a trace the beginning, of calls
 * the end, of single values nothing if they are too large.
 */
export function boundedReport(report: SuiteReport): SuiteReport {
  const failed = report.properties.filter(({ counterexample }) => counterexample !== undefined);
  const share = Math.min(maxTraceLength, Math.floor(maxLengthOfAllTraces / failed.length));
  const properties = report.properties.map(({ counterexample, ...property }) =>
    counterexample === undefined
      ? property
      : { ...property, counterexample: boundedCounterexample(counterexample, share) },
  );
  return { ...report, properties };
}

/** The same for a run that was only played. */
export function boundedPlay({ trace, verdicts }: PlayReport): PlayReport {
  if (trace === undefined) return { verdicts };
  const kept = keepFirst(trace.events, maxTraceLength);
  return {
    trace: { ...trace, events: trace.events.slice(0, kept) },
    verdicts: verdicts.map((verdict) => ({
      ...verdict,
      events: verdict.events.filter((seq) => seq < kept),
    })),
  };
}

function boundedCounterexample(
  counterexample: Counterexample,
  traceLength: number,
): Counterexample {
  const { trace, calls, expected, actual, events, ...rest } = counterexample;
  const kept = isTrace(trace) ? keepFirst(trace.events, traceLength) : 0;
  return {
    ...rest,
    events: isTrace(trace) ? events.filter((seq) => seq < kept) : events,
    ...(isTrace(trace) ? { trace: { ...trace, events: trace.events.slice(0, kept) } } : {}),
    ...(calls === undefined
      ? {}
      : { calls: calls.slice(-keepFirst(calls.toReversed(), maxCallsLength)) }),
    ...(fits(expected) ? { expected } : {}),
    ...(fits(actual) ? { actual } : {}),
  };
}

function isTrace(trace: unknown): trace is { readonly events: readonly unknown[] } {
  return (
    typeof trace === 'object' && trace !== null && 'events' in trace && Array.isArray(trace.events)
  );
}

/** How many of the values, at least one, have together no more than `maxLength` characters. */
function keepFirst(values: readonly unknown[], maxLength: number): number {
  let length = 0;
  for (const [index, value] of values.entries()) {
    length += lengthOf(value);
    if (length > maxLength) return Math.max(1, index);
  }
  return values.length;
}

function fits(value: unknown): boolean {
  return value !== undefined && lengthOf(value) <= maxValueLength;
}

function lengthOf(value: unknown): number {
  try {
    return JSON.stringify(value)?.length ?? 0;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
