import type { Arrow } from './arrows.ts';
import type { Timeline } from './timeline.ts';

/** What of a timeline can be known at a row: for readers who predict what comes next. */
export function knownAt(timeline: Timeline, row: number): Timeline {
  const begun = <Piece extends { readonly fromRow: number; readonly toRow: number }>(
    pieces: readonly Piece[],
  ): Piece[] =>
    pieces
      .filter(({ fromRow }) => fromRow <= row)
      .map((piece) => ({ ...piece, toRow: Math.min(piece.toRow, row + 0.5) }));
  return {
    ...timeline,
    rows: timeline.rows.slice(0, row + 1),
    arrows: arrowsKnownAt(timeline.arrows, row),
    bands: begun(timeline.bands),
    pieces: begun(timeline.pieces),
  };
}

/** Nobody sees yet when and whether a message that is under way arrives. */
export function arrowsKnownAt(arrows: readonly Arrow[], row: number): Arrow[] {
  return arrows.flatMap((arrow) => {
    if (arrow.fromRow > row) return [];
    if (Math.floor(arrow.toRow) <= row) return [arrow];
    const toRow = arrow.fromRow + 0.5;
    return [{ ...arrow, toRow, reach: 0.6, isLost: false, isPartial: true }];
  });
}

/** Whether a reader should say what comes next before seeing it: it is worth an explanation. */
export function asksBefore({ explained }: Timeline, row: number): boolean {
  return explained.includes(row + 1);
}
