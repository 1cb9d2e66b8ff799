import { type EventRow, rowsOf } from '../../../grader/feedback/space-time/rows.ts';
import type { Trace } from '../../../grader/simulator/trace.ts';
import { type Arrow, arrowsOf } from './arrows.ts';
import { type Band, bandsOf, type LanePiece, lanePiecesOf } from './bands.ts';
import type { PlayerContent } from './content.ts';

/** A trace as the player shows it: a row an event, the distances not to scale. */
export interface Timeline {
  readonly trace: Trace;
  readonly rows: readonly EventRow[];
  /** Names of the lanes from left to right; `undefined` is that of all clients. */
  readonly lanes: readonly (string | undefined)[];
  readonly arrows: readonly Arrow[];
  readonly bands: readonly Band[];
  readonly pieces: readonly LanePiece[];
  /** Rows that are explained, ascending. */
  readonly explained: readonly number[];
  /** The row to blame, if a verdict points at one. */
  readonly blamed: number | undefined;
}

/** @param everything also what the content leaves out */
export function timelineOf(content: PlayerContent, everything = false): Timeline {
  const { trace, shown, captions, labels, marked = [], blame = 'wrong' } = content;
  const chosen = shown === undefined || everything ? undefined : new Set(shown);
  const rows = rowsOf(trace, {
    marked,
    blame,
    maxEvents: Number.POSITIVE_INFINITY,
    labels: ({ seq }) => labels?.get(seq),
    ...(chosen === undefined ? {} : { shows: ({ seq }) => chosen.has(seq) }),
  }).flatMap((row) => (row.kind === 'event' ? [row] : []));
  const hasClients = trace.events.some((event) => 'client' in event);
  const lanes = hasClients ? [undefined, ...trace.nodes] : [...trace.nodes];
  const blamed = rows.findIndex(({ mark }) => mark !== 'none' && mark !== 'also');
  return {
    trace,
    rows,
    lanes,
    arrows: arrowsOf(rows, lanes),
    bands: bandsOf(trace, rows),
    pieces: lanePiecesOf(trace, rows, lanes),
    explained: rows.flatMap(({ event }, row) => (captions?.has(event.seq) === true ? [row] : [])),
    blamed: blamed < 0 ? undefined : blamed,
  };
}

/** Which lane an event is on, if any. */
export function laneOf({ event }: EventRow, lanes: Timeline['lanes']): number | undefined {
  if ('node' in event) return lanes.indexOf(event.node);
  return 'client' in event ? lanes.indexOf(undefined) : undefined;
}
