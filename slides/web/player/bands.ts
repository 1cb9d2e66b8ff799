import type { EventRow } from '../../../grader/feedback/space-time/rows.ts';
import type { Trace, TraceEvent } from '../../../grader/simulator/trace.ts';
import { rowAt } from './row-at.ts';

/** The network is cut from one row to another; `toRow` is that of the healing. */
export interface Band {
  readonly fromRow: number;
  readonly toRow: number;
  readonly groups: readonly (readonly string[])[];
  readonly oneWay: boolean;
  /** Cuts at the same time stand side by side: 0 for the first, and so on. */
  readonly depth: number;
}

/** A stretch of a node's lane. */
export interface LanePiece {
  readonly lane: number;
  readonly fromRow: number;
  readonly toRow: number;
  readonly condition: 'down' | 'paused';
}

/** Cuts may overlap; a healing ends the oldest, as in the pictures of the book. */
export function bandsOf(trace: Trace, rows: readonly EventRow[]): Band[] {
  const bands: Band[] = [];
  const open: Omit<Band, 'toRow'>[] = [];
  for (const event of trace.events) {
    if (event.kind === 'partition') {
      const { groups, oneWay } = event;
      const depth = leastFree(open.map((band) => band.depth));
      open.push({ fromRow: placeOf(rows, event), groups, oneWay, depth });
    }
    const ended = event.kind === 'heal' ? open.shift() : undefined;
    if (ended !== undefined) bands.push({ ...ended, toRow: placeOf(rows, event) });
  }
  return [...bands, ...open.map((band) => ({ ...band, toRow: rows.length }))];
}

function leastFree(taken: readonly number[]): number {
  let depth = 0;
  while (taken.includes(depth)) depth += 1;
  return depth;
}

/** The rows at which the network is cut at all, however often: what overlaps is one stretch. */
export function cutStretches(
  bands: readonly Pick<Band, 'fromRow' | 'toRow'>[],
): readonly Pick<Band, 'fromRow' | 'toRow'>[] {
  const stretches: { fromRow: number; toRow: number }[] = [];
  for (const { fromRow, toRow } of [...bands].sort((a, b) => a.fromRow - b.fromRow)) {
    const last = stretches.at(-1);
    if (last !== undefined && fromRow <= last.toRow) last.toRow = Math.max(last.toRow, toRow);
    else stretches.push({ fromRow, toRow });
  }
  return stretches;
}

/** When nodes were down or stood still; at all other times they were up. */
export function lanePiecesOf(
  trace: Trace,
  rows: readonly EventRow[],
  lanes: readonly (string | undefined)[],
): LanePiece[] {
  const pieces: LanePiece[] = [];
  const crashed = new Map<string, number>();
  for (const event of trace.events) {
    if (event.kind === 'crash') crashed.set(event.node, placeOf(rows, event));
    const from = event.kind === 'start' ? crashed.get(event.node) : undefined;
    if (event.kind === 'start' && from !== undefined) {
      crashed.delete(event.node);
      pieces.push(piece(event.node, from, placeOf(rows, event), 'down'));
    }
    if (event.kind === 'pause') {
      const woken = rows.findIndex(({ event: { atMs } }) => atMs >= event.untilMs);
      const until = woken < 0 ? rows.length : woken;
      pieces.push(piece(event.node, placeOf(rows, event), until, 'paused'));
    }
  }
  for (const [node, from] of crashed) pieces.push(piece(node, from, rows.length, 'down'));
  return pieces;

  function piece(
    node: string,
    fromRow: number,
    toRow: number,
    condition: LanePiece['condition'],
  ): LanePiece {
    return { lane: lanes.indexOf(node), fromRow, toRow, condition };
  }
}

/** The row of an event, or between two if it is not shown. */
function placeOf(rows: readonly EventRow[], { seq }: TraceEvent): number {
  const row = rowAt(rows, seq);
  return rows[row]?.event.seq === seq ? row : row + 0.5;
}
