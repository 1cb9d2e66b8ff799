import type { Trace } from '../simulator/trace.ts';
import type { Counterexample } from '../suites/report.ts';
import type { ChapterResult } from './result.ts';

/** So many events after the last one to blame are kept: what came of it right away. */
const aftermath = 20;
/** Where nothing is to blame, so many events from the beginning. */
const beginning = 400;

/**
 * The result for a file: of each trace what led to the failure, and a little after. The rest is in
 * the run that the replay token repeats. `endedAtMs` still says when the whole run ended.
 */
export function withShortTraces(result: ChapterResult): ChapterResult {
  return {
    ...result,
    exercises: result.exercises.map((exercise) => ({
      ...exercise,
      properties: exercise.properties.map((property) =>
        property.counterexample === undefined
          ? property
          : { ...property, counterexample: withShortTrace(property.counterexample) },
      ),
    })),
  };
}

function withShortTrace(counterexample: Counterexample): Counterexample {
  const trace = counterexample.trace as Trace | undefined;
  if (trace === undefined) return counterexample;
  const broken = counterexample.fault && trace.events.findLast(({ kind }) => kind === 'fault');
  const blamed = [...counterexample.events, ...(broken === undefined ? [] : [broken.seq])];
  const length = blamed.length === 0 ? beginning : Math.max(...blamed) + 1 + aftermath;
  return { ...counterexample, trace: { ...trace, events: trace.events.slice(0, length) } };
}
