import { wording as spaceTime } from '../../../grader/feedback/space-time/wording.ts';
import type { Timeline } from './timeline.ts';
import { rowHeight } from './viewport.ts';

/** Where everything is from left to right, in px. */
export interface Geometry {
  readonly width: number;
  readonly nrX: number;
  readonly timeX: number;
  readonly firstLaneX: number;
  readonly laneGap: number;
  readonly lanesRight: number;
  readonly textX: number;
  /** Characters of text beside an event; 0 where there is no room for words. */
  readonly characters: number;
}

const digitWidth = 7.8;
/** Generous, since fonts differ. */
const characterWidth = 7.7;
const leastText = 130;

/** Lays out for a stage so many px wide; a wider picture is scrolled. */
export function geometryFor(
  { trace, rows, lanes }: Timeline,
  stageWidth: number,
  hasTimes: boolean,
): Geometry {
  const widest = stageWidth < 560 ? 46 : stageWidth < 800 ? 58 : 76;
  const laneGap = Math.min(widest, lanes.length <= 5 ? 76 : lanes.length <= 8 ? 56 : 44);
  const lastNr = spaceTime.number(rows.at(-1)?.event.seq ?? 0);
  const nrX = 14 + digitWidth * lastNr.length;
  const timeX = nrX + 10 + digitWidth * spaceTime.timeWithUnit(trace.endedAtMs).length;
  const firstLaneX = timeX + 34;
  const lanesRight = firstLaneX + (lanes.length - 1) * laneGap;
  const textX = lanesRight + (hasTimes ? 66 : 34);
  const room = stageWidth - textX - 6;
  const hasText = room >= leastText;
  return {
    width: Math.max(stageWidth, hasText ? textX : textX + 4),
    nrX,
    timeX,
    firstLaneX,
    laneGap,
    lanesRight,
    textX,
    characters: hasText ? Math.floor(room / characterWidth) : 0,
  };
}

export function laneX({ firstLaneX, laneGap }: Geometry, lane: number): number {
  return firstLaneX + lane * laneGap;
}

/** The middle of a row. */
export function rowY(row: number): number {
  return (row + 0.5) * rowHeight;
}
