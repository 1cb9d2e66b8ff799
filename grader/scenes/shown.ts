import { rowsOf } from '../feedback/space-time/rows.ts';
import type { Run } from '../simulator/simulate.ts';
import type { TraceEvent } from '../simulator/trace.ts';
import type { Scene } from './scene.ts';

/** What is written beside an event in words of the scene's own. */
export interface Labels {
  readonly labels?: { event: number; text: string }[];
}

/** A scene has its own words for some of the events that it shows. */
export function labelsOf(
  scene: Pick<Scene, 'label'>,
  { trace }: Run,
  shown: readonly number[],
): Labels {
  const labels = shown.flatMap((seq) => {
    const event = trace.events[seq];
    const text = event === undefined ? undefined : scene.label?.(event, trace);
    return text === undefined ? [] : [{ event: seq, text }];
  });
  return labels.length === 0 ? {} : { labels };
}

/** Sequence numbers of the events to see. */
export function shownEvents(
  scene: Pick<Scene, 'leavesOut'>,
  { trace }: Run,
  explained: ReadonlySet<number>,
): number[] {
  const shows = (event: TraceEvent) =>
    explained.has(event.seq) || scene.leavesOut?.events(event, trace) !== true;
  return rowsOf(trace, { shows, maxEvents: trace.events.length }).flatMap((row) =>
    row.kind === 'event' ? [row.event.seq] : [],
  );
}
