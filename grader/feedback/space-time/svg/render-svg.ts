import type { Trace } from '../../../simulator/trace.ts';
import { escapeMarkup } from '../escape.ts';
import { joined } from '../label.ts';
import type { SpaceTimeSvgOptions } from '../options.ts';
import { type Mark, rowsOf, scriptedLegend } from '../rows.ts';
import { wording } from '../wording.ts';
import { drawArrows } from './arrows.ts';
import { element, text } from './elements.ts';
import { drawLanes, drawMarker, drawPartitions } from './lanes.ts';
import { isEvent, type Layout, layOutRows, type PlacedEvent, type PlacedRow } from './layout.ts';
import { captionStyle, style } from './style.ts';

const lineHeight = 16;

/**
 * A trace as a space-time diagram: nodes as vertical lanes, time downwards, messages as arrows, and
 * each event in words beside it. One self-contained `<svg>` element; equal traces give equal bytes.
 */
export function renderSpaceTimeSvg(trace: Trace, options: SpaceTimeSvgOptions = {}): string {
  const rows = rowsOf(trace, options);
  const layout = layOutRows(trace, rows, options);
  const { width, height } = layout;
  const { title = wording.title, description, roles, captions } = options;
  const isIllustrated = roles !== undefined || captions !== undefined;
  const about = [...(description === undefined ? [] : [description]), describe(trace, layout)];
  const parts = [
    element('title', {}, escapeMarkup(title)),
    element('desc', {}, escapeMarkup(about.join(' '))),
    element('style', {}, isIllustrated ? `${style}\n${captionStyle}` : style),
    ...layout.rows.flatMap((placed) => drawBand(placed, layout)),
    ...drawHeads(layout),
    ...drawLanes(trace, layout, roles),
    ...drawPartitions(trace, layout),
    ...drawArrows(layout),
    ...layout.rows.flatMap((placed, place) => drawRow(placed, layout.rows[place - 1], layout)),
    ...drawFooter(trace, layout),
  ];
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'space-time',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    lang: 'de',
  };
  return element('svg', attributes, `\n${parts.join('\n')}\n`);
}

function describe(trace: Trace, layout: Layout): string {
  const shown = layout.rows.filter(isEvent);
  const blamed = shown.find(({ row }) => row.mark !== 'none' && row.mark !== 'also');
  const summary = wording.summary(trace.nodes.length, shown.length, trace.events.length);
  if (blamed === undefined || blamed.row.mark === 'none') return summary;
  const { event, label, mark } = blamed.row;
  const caption = wording.captions[mark];
  return `${summary} ${wording.markedSentence(caption, event.seq, event.atMs, joined(label))}`;
}

function drawHeads(layout: Layout): string[] {
  const y = layout.headY;
  return [
    text(layout.nrX, y, 'st-end st-nr', wording.nrColumn),
    text(layout.timeX, y, 'st-end', wording.timeColumn),
    text(layout.textX, y, 'st-head', wording.eventColumn),
  ];
}

/** The marked events stand out by a band, a caption and a sign. */
function drawBand(placed: PlacedRow, layout: Layout): string[] {
  if (!isEvent(placed) || placed.row.mark === 'none') return [];
  const { mark } = placed.row;
  const style = styleOf(mark);
  const { top, height } = placed;
  const band = { x: 4, y: top + 1, width: layout.width - 8, height: height - 2, rx: 4 };
  return [
    element('rect', { ...band, class: `st-${style}-band` }),
    text(10, placed.y + 5, `st-${style}-text`, wording.signs[mark]),
    text(layout.textX, top + 15, `st-${style}-text`, wording.captions[mark]),
  ];
}

/** The first marked event stands out most, whatever is said of it. */
function styleOf(mark: Mark): 'first' | 'also' {
  return mark === 'also' ? 'also' : 'first';
}

function drawRow(placed: PlacedRow, before: PlacedRow | undefined, layout: Layout): string[] {
  if (!isEvent(placed)) {
    return placed.lines.map((line) => text(layout.textX, placed.y + 4, 'st-omitted', line));
  }
  const { event, mark } = placed.row;
  const x = placeOf(placed, layout);
  const isSameTime =
    before !== undefined && isEvent(before) && before.row.event.atMs === event.atMs;
  return [
    text(layout.nrX, placed.y + 4, 'st-end st-nr', wording.number(event.seq)),
    ...(isSameTime
      ? []
      : [text(layout.timeX, placed.y + 4, 'st-end', wording.timeWithUnit(event.atMs))]),
    ...(x === undefined ? [] : [drawMarker(event, x, placed.y)]),
    ...(x === undefined || mark === 'none'
      ? []
      : [element('circle', { cx: x, cy: placed.y, r: 9, class: `st-${styleOf(mark)}-ring` })]),
    ...drawText(placed, layout),
  ].filter((part) => part !== '');
}

function drawText({ row, lines, captionLines, y }: PlacedEvent, layout: Layout): string[] {
  const { head } = row.label;
  const event = lines.map((line, place) => {
    const isSplit = place === 0 && line.startsWith(head);
    const inside = isSplit
      ? element('tspan', { class: 'st-head' }, escapeMarkup(head)) +
        escapeMarkup(line.slice(head.length))
      : escapeMarkup(line);
    return element('text', { x: layout.textX, y: y + 4 + place * lineHeight }, inside);
  });
  const explanation = captionLines.map((line, place) =>
    text(layout.textX, y + 4 + (lines.length + place) * lineHeight, 'st-caption', line),
  );
  return [...event, ...explanation];
}

/** The lane an event belongs to, if any. */
function placeOf({ row: { event } }: PlacedEvent, layout: Layout): number | undefined {
  if ('node' in event) return layout.laneX(event.node);
  return 'client' in event ? layout.clientsX : undefined;
}

function drawFooter(trace: Trace, layout: Layout): string[] {
  const sentence =
    layout.rows.length === 0 ? wording.noEvents : wording.end(trace.end, trace.endedAtMs);
  const scripted = scriptedLegend(trace);
  const footer = [sentence, ...(scripted === undefined ? [] : [scripted]), ...layout.noteLines];
  return footer.map((line, place) =>
    text(layout.textX, layout.lanesBottom + 18 + place * lineHeight, 'st-soft', line),
  );
}
