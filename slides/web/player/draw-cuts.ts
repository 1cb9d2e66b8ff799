import { element, line, text } from '../../../grader/feedback/space-time/svg/elements.ts';
import { type Band, cutStretches } from './bands.ts';
import type { Sight } from './draw.ts';
import { type Geometry, laneX, rowY } from './geometry.ts';
import type { Timeline } from './timeline.ts';
import { rowHeight } from './viewport.ts';

/** Between the lines of cuts at the same time, in px; there is room for three. */
const depthGap = 7;
const maxDepth = 2;

/** When the network is cut, behind everything else. */
export function drawCuts(timeline: Timeline, sight: Sight): string[] {
  return [
    ...drawTint(timeline, sight),
    ...timeline.bands.flatMap((band) => drawBand(band, timeline, sight)),
  ];
}

/** A tint behind the lanes while the network is cut, the same for one cut and for two; fainter where it will be. */
function drawTint({ bands }: Timeline, { range, geometry, cursor }: Sight): string[] {
  const [top, bottom] = [range.first * rowHeight, (range.last + 1) * rowHeight];
  const [x, right] = bandSides(geometry);
  return cutStretches(bands).flatMap(({ fromRow, toRow }) => {
    const y = Math.max(rowY(fromRow), top);
    const height = Math.min(rowY(toRow), bottom) - y;
    if (height < 0) return [];
    const later = fromRow > cursor ? ' pl-later' : '';
    return [element('rect', { x, y, width: right - x, height, class: `pl-band${later}` })];
  });
}

/** From a cut to its healing: a line at the side, both edges, and who is on which side. */
function drawBand(band: Band, { lanes }: Timeline, { range, geometry, cursor }: Sight): string[] {
  const [from, to] = [rowY(band.fromRow), rowY(band.toRow)];
  const [top, bottom] = [range.first * rowHeight, (range.last + 1) * rowHeight];
  if (to < top || from > bottom) return [];
  const [outer, right] = bandSides(geometry);
  const left = outer + Math.min(band.depth, maxDepth) * depthGap;
  const y = Math.max(from, top);
  const height = Math.max(0, Math.min(to, bottom) - y);
  const later = band.fromRow > cursor ? ' pl-later' : '';
  const edge = (at: number): string[] =>
    at < top || at > bottom ? [] : [line(left, at, right, at, `st-cut-edge${later}`)];
  const sides = lanes.flatMap((node, lane) => {
    const side = band.groups.findIndex((group) => node !== undefined && group.includes(node));
    if (side < 0 || from < top) return [];
    const letter = String.fromCharCode(65 + (side % 26));
    return [text(laneX(geometry, lane), from - 5, 'st-side', letter)];
  });
  return [line(left, y, left, y + height, `st-cut${later}`), ...edge(from), ...edge(to), ...sides];
}

/** Left and right of what shows that the network is cut. */
function bandSides({ firstLaneX, lanesRight }: Geometry): readonly [number, number] {
  return [firstLaneX - 22, lanesRight + 22];
}
