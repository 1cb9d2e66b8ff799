import { escapeMarkup } from '../../../grader/feedback/space-time/escape.ts';
import { joined } from '../../../grader/feedback/space-time/label.ts';
import type { EventRow } from '../../../grader/feedback/space-time/rows.ts';
import { element, line, path, text } from '../../../grader/feedback/space-time/svg/elements.ts';
import { cross, drawMarker } from '../../../grader/feedback/space-time/svg/lanes.ts';
import { wording as spaceTime } from '../../../grader/feedback/space-time/wording.ts';
import type { Arrow } from './arrows.ts';
import { drawCuts } from './draw-cuts.ts';
import { type Geometry, laneX, rowY } from './geometry.ts';
import { laneOf, type Timeline } from './timeline.ts';
import { type RowRange, rowHeight } from './viewport.ts';

/** Width of a character of a role, in px. */
const roleCharacter = 6;

/** What a drawing depends on besides the timeline. */
export interface Sight {
  readonly range: RowRange;
  readonly cursor: number;
  readonly past: ReadonlySet<number>;
  readonly arrows: readonly Arrow[];
  readonly geometry: Geometry;
  readonly explained: ReadonlySet<number>;
  /** The row at which this run and the one it is compared with part. */
  readonly differs?: number;
  /** Logical times by row. */
  readonly times: ReadonlyMap<number, string>;
}

/** The rows in sight as the inside of an `<svg>`; nothing else of a long trace is drawn. */
export function drawRows(timeline: Timeline, sight: Sight): string {
  const { range, arrows } = sight;
  const rows = timeline.rows.slice(range.first, range.last + 1);
  const numbered = rows.map((row, i): [EventRow, number] => [row, range.first + i]);
  return [
    ...drawCursor(sight),
    ...numbered.flatMap(([row, at]) => drawMark(row, at, sight)),
    ...drawCuts(timeline, sight),
    ...drawLanes(timeline, sight),
    ...arrows.map((arrow) => drawArrow(arrow, sight)),
    ...numbered.flatMap(([row, at]) => drawRow(row, at, timeline, sight)),
    ...drawDifference(timeline, sight),
  ].join('');
}

/** The names above the lanes. */
export function drawHeads(
  { lanes, trace }: Timeline,
  geometry: Geometry,
  roles: Readonly<Record<string, string>> = {},
): string {
  const fit = rolesFit(
    lanes.map((node) => roles[node ?? ''] ?? ''),
    geometry,
  );
  const heads = lanes.flatMap((node, lane) => {
    const x = laneX(geometry, lane);
    const name =
      node === undefined ? spaceTime.clients : spaceTime.lane(node, trace.scripted.includes(node));
    const role = node === undefined || !fit ? undefined : roles[node];
    return [
      text(x, 17, 'st-lane-name', name),
      ...(role === undefined ? [] : [text(x, 32, 'pl-role', role)]),
    ];
  });
  return [
    text(geometry.nrX, 17, 'st-end st-nr', spaceTime.nrColumn),
    text(geometry.timeX, 17, 'st-end', spaceTime.timeColumn),
    ...heads,
    ...(geometry.characters === 0
      ? []
      : [text(geometry.textX, 17, 'st-head', spaceTime.eventColumn)]),
  ].join('');
}

/** Whether no role runs into its neighbour's; where one does, the cards of the nodes say them. */
function rolesFit(roles: readonly string[], { laneGap }: Geometry): boolean {
  const halves = roles.map(({ length }) => (length * roleCharacter) / 2);
  return halves.every((half, lane) => lane === 0 || half + (halves[lane - 1] ?? 0) <= laneGap);
}

function drawCursor({ cursor, geometry, range }: Sight): string[] {
  if (cursor < range.first || cursor > range.last) return [];
  const y = cursor * rowHeight;
  const place = { x: 1, y: y + 1, width: geometry.width - 2, height: rowHeight - 2, rx: 4 };
  return [
    element('rect', { ...place, class: 'pl-cursor' }),
    path(`M4 ${y + 8}L10 ${y + rowHeight / 2}L4 ${y + rowHeight - 8}Z`, 'pl-pointer'),
  ];
}

/** A line across: above it both runs are alike. */
function drawDifference({ rows }: Timeline, { differs, range, geometry, cursor }: Sight): string[] {
  if (differs === undefined || differs < range.first || differs > range.last) return [];
  if (rows[differs] === undefined) return [];
  const y = differs * rowHeight;
  return [
    line(0, y, geometry.width, y, 'pl-differs'),
    ...(differs === cursor ? [] : [text(3, rowY(differs) + 5, 'pl-differs-sign', '≠')]),
  ];
}

function drawMark({ mark }: EventRow, row: number, { geometry, cursor }: Sight): string[] {
  if (mark === 'none') return [];
  const style = mark === 'also' ? 'also' : 'first';
  const y = row * rowHeight;
  const place = { x: 3, y: y + 3, width: geometry.width - 6, height: rowHeight - 6, rx: 3 };
  return [
    element('rect', { ...place, class: `st-${style}-band` }),
    ...(row === cursor ? [] : [text(3, rowY(row) + 5, `st-${style}-text`, spaceTime.signs[mark])]),
  ];
}

function drawLanes({ lanes, pieces, rows }: Timeline, sight: Sight): string[] {
  const { range, geometry } = sight;
  const top = range.first * rowHeight;
  const bottom = (range.last + 1) * rowHeight;
  const end = rows.length * rowHeight;
  const whole = lanes.map((_, lane) => {
    const x = laneX(geometry, lane);
    return line(x, top, x, Math.min(bottom, end), 'st-lane');
  });
  const parts = pieces.flatMap(({ lane, fromRow, toRow, condition }) => {
    const [from, to] = [Math.max(rowY(fromRow), top), Math.min(rowY(toRow), bottom)];
    if (from >= to) return [];
    const x = laneX(geometry, lane);
    if (condition === 'paused') return [line(x, from, x, to, 'st-paused')];
    return [line(x, from, x, to, 'pl-erase'), line(x, from, x, to, 'st-down')];
  });
  return [...whole, ...parts];
}

function drawArrow(arrow: Arrow, { geometry, cursor, past }: Sight): string {
  const from = { x: laneX(geometry, arrow.fromLane), y: rowY(arrow.fromRow) };
  const end = laneX(geometry, arrow.toLane);
  const to = { x: from.x + (end - from.x) * arrow.reach, y: rowY(arrow.toRow) };
  const style = [
    `st-${arrow.kind}`,
    arrow.isPartial ? 'st-partial' : '',
    arrow.fromRow > cursor ? 'pl-later' : '',
    past.has(arrow.knownBy) ? 'pl-past' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (arrow.isLost) {
    const at = path(cross(Math.round(to.x), Math.round(to.y), 5), 'st-lost');
    return line(from.x, from.y, to.x, to.y, style) + at;
  }
  if (length < 12) return '';
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  // The tip stops short of the marker.
  const tip = { x: to.x - dx * 5, y: to.y - dy * 5 };
  const base = { x: tip.x - dx * 9, y: tip.y - dy * 9 };
  const corner = (side: number): string =>
    `${Math.round((base.x + side * dy * 4) * 10) / 10} ${Math.round((base.y - side * dx * 4) * 10) / 10}`;
  const tipX = Math.round(tip.x * 10) / 10;
  const tipY = Math.round(tip.y * 10) / 10;
  const later = arrow.fromRow > cursor ? ' pl-later' : '';
  return (
    line(from.x, from.y, base.x, base.y, style) +
    path(`M${tipX} ${tipY}L${corner(1)}L${corner(-1)}Z`, `st-${arrow.kind}-tip${later}`)
  );
}

function drawRow(row: EventRow, at: number, timeline: Timeline, sight: Sight): string[] {
  const { geometry, cursor, past, explained } = sight;
  const { event, mark } = row;
  const y = rowY(at);
  const lane = laneOf(row, timeline.lanes);
  const x = lane === undefined ? undefined : laneX(geometry, lane);
  const isLater = at > cursor;
  const isPast = past.has(event.seq);
  const isSameTime = timeline.rows[at - 1]?.event.atMs === event.atMs && at !== sight.range.first;
  const time = x === undefined ? undefined : sight.times.get(at);
  const parts = [
    text(geometry.nrX, y + 4, 'st-end st-nr', spaceTime.number(event.seq)),
    isSameTime ? '' : text(geometry.timeX, y + 4, 'st-end', spaceTime.timeWithUnit(event.atMs)),
  ];
  if (x !== undefined) {
    if (isPast) parts.push(element('circle', { cx: x, cy: y, r: 9, class: 'pl-halo' }));
    parts.push(element('g', isLater ? { class: 'pl-later' } : {}, drawMarker(event, x, y)));
    if (mark !== 'none') {
      const style = mark === 'also' ? 'also' : 'first';
      parts.push(element('circle', { cx: x, cy: y, r: 11, class: `st-${style}-ring` }));
    }
  }
  if (time !== undefined && x !== undefined) parts.push(text(x + 10, y - 4, 'pl-time', time));
  if (geometry.characters > 0) {
    const style = isLater ? 'pl-text-later' : isPast ? 'pl-text-past' : 'pl-text';
    parts.push(drawText(row, y, style, explained.has(at), geometry));
  }
  return parts.filter((part) => part !== '');
}

/** One line; all of it stands below the diagram once the cursor is there. */
function drawText(
  { label }: EventRow,
  y: number,
  style: string,
  isExplained: boolean,
  { textX, characters }: Geometry,
): string {
  const whole = joined(label);
  const short = whole.length <= characters ? whole : `${whole.slice(0, characters - 1)}…`;
  // A little speech balloon: there is an explanation.
  const balloon = isExplained
    ? path(`M${textX - 15} ${y - 5}h11v8h-6l-3 3v-3h-2z`, 'pl-balloon')
    : '';
  return balloon + element('text', { x: textX, y: y + 4, class: style }, escapeMarkup(short));
}
