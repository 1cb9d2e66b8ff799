import type { Run } from '../simulator/simulate.ts';
import type { TraceEvent } from '../simulator/trace.ts';
import { fits, type Pattern } from './pattern.ts';

type Of<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { kind: Kind }>;

/** All events of a kind, in order; with `fields`, those that have them. */
export function eventsOf<Kind extends TraceEvent['kind']>(
  run: Run,
  kind: Kind,
  fields: Readonly<Record<string, unknown>> = {},
): Of<Kind>[] {
  const pattern: Pattern = { ...fields, kind };
  return run.trace.events.filter((event): event is Of<Kind> => fits(pattern, event));
}

/**
 * What is there, for facts that must not come out empty.
 *
 * @throws if nothing is
 */
export function only<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`nothing of the kind in this run: ${what}`);
  return value;
}

/** What a client was told last, or `undefined` if it got no answer. */
export function answerOf(run: Run, client: string): unknown {
  return run.history.filter((each) => each.client === client).at(-1)?.returned?.response;
}
