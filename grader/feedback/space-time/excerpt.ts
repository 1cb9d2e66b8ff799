import { causalPast } from '../../checkers/happened-before.ts';
import type { Trace, TraceEvent } from '../../simulator/trace.ts';
import type { SpaceTimeOptions } from './options.ts';

export const defaultMaxEvents = 60;

/**
 * Chooses what to show of the visible events, in order; numbers say how many were left out between.
 *
 * A short trace is shown whole. Of a long one, in this order until it is full: the marked events,
 * what befell machines and network shortly before, the nearest of the causal past, whatever else is
 * near. Without marks the end counts as marked, since that is where runs go wrong.
 */
export function excerpt(
  trace: Trace,
  visible: readonly TraceEvent[],
  { marked = [], causalPastOnly = false, maxEvents = defaultMaxEvents }: SpaceTimeOptions,
): (TraceEvent | number)[] {
  const last = visible[visible.length - 1];
  const focus = marked.length > 0 ? marked : last === undefined ? [] : [last.seq];
  const past = causalPast(trace, focus);
  const isAllowed = (event: TraceEvent) => !causalPastOnly || past.has(event.seq) || isFate(event);
  const allowed = visible.filter(isAllowed);
  if (allowed.length <= maxEvents) return withGaps(visible, new Set(allowed), isAllowed);
  const chosen = new Set<TraceEvent>();
  const take = (events: readonly TraceEvent[], atMost: number) => {
    for (const event of events) {
      if (chosen.size >= atMost) return;
      chosen.add(event);
    }
  };
  const until = focus.reduce((latest, seq) => Math.max(latest, seq), 0);
  const nearest = allowed.filter(({ seq }) => seq <= until).reverse();
  take(
    focus.flatMap((seq) => visible.filter((event) => event.seq === seq)),
    maxEvents,
  );
  take(nearest.filter(isFate), Math.max(chosen.size, Math.floor(maxEvents / 4)));
  take(
    nearest.filter(({ seq }) => past.has(seq)),
    Math.floor((maxEvents * 7) / 8),
  );
  take(nearest, maxEvents);
  take(allowed, maxEvents);
  return withGaps(visible, chosen, isAllowed);
}

/** What befalls nodes and network from outside: without it a story is often not to be understood. */
function isFate({ kind }: TraceEvent): boolean {
  return kind === 'crash' || kind === 'partition' || kind === 'heal' || kind === 'pause';
}

/** A gap of a single event takes as much room as the event, so that one is shown. */
function withGaps(
  visible: readonly TraceEvent[],
  chosen: ReadonlySet<TraceEvent>,
  mayFill: (event: TraceEvent) => boolean,
): (TraceEvent | number)[] {
  const parts: (TraceEvent | number)[] = [];
  let gap: TraceEvent[] = [];
  const closeGap = () => {
    const [only] = gap;
    if (gap.length === 1 && only !== undefined && mayFill(only)) parts.push(only);
    else if (gap.length > 0) parts.push(gap.length);
    gap = [];
  };
  for (const event of visible) {
    if (!chosen.has(event)) {
      gap.push(event);
      continue;
    }
    closeGap();
    parts.push(event);
  }
  closeGap();
  return parts;
}
