import type { NodeId } from '../../../simulator/process.ts';
import type { Trace } from '../../../simulator/trace.ts';
import { joined } from '../label.ts';
import type { SpaceTimeSvgOptions } from '../options.ts';
import type { EventRow, Row } from '../rows.ts';
import { wrapText } from '../text.ts';
import { wording } from '../wording.ts';

/** A row with its place; `y` is where its event happens in the lanes. */
export interface PlacedRow {
  readonly row: Row;
  readonly top: number;
  readonly height: number;
  readonly y: number;
  readonly lines: readonly string[];
  /** The explanation below it. */
  readonly captionLines: readonly string[];
}

export type PlacedEvent = PlacedRow & { readonly row: EventRow };

/** Where everything is, in px. Time runs downwards, a row an event: the distances are not to scale. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nrX: number;
  readonly timeX: number;
  /** The bar that shows how long the network is partitioned. */
  readonly cutX: number;
  /** Where the heads of the columns are. */
  readonly headY: number;
  readonly lanesTop: number;
  readonly lanesBottom: number;
  readonly textX: number;
  readonly rows: readonly PlacedRow[];
  readonly noteLines: readonly string[];
  /** Whether there is a lane for the clients. */
  readonly hasClients: boolean;
  laneX(node: NodeId): number;
  readonly clientsX: number;
  /** Where an event is or, if it is not shown, where it would be. */
  yOf(seq: number): number;
  /** Where the first event at or after this time is. */
  yAtMs(atMs: number): number;
}

const minWidth = 900;
const minTextWidth = 400;
const firstLane = 152;
/** More room for times of a second and more. */
const wideTime = 18;
const headHeight = 44;
const rowHeight = 23;
const lineHeight = 16;
const captionHeight = 17;
/** Room for what the nodes are, below their names. */
const roleHeight = 14;
/** Sets an explained event apart from the next. */
const explanationGap = 5;
const maxExplanationLines = 8;
const footHeight = 34;
/** Generous, since fonts differ: an average character of the text at 13 px. */
const characterWidth = 7.1;

export function layOutRows(
  trace: Trace,
  rows: readonly Row[],
  { roles, captions, note }: SpaceTimeSvgOptions = {},
): Layout {
  const hasClients = trace.events.some((event) => 'client' in event);
  const lanes = trace.nodes.length + (hasClients ? 1 : 0);
  const gap = lanes <= 4 ? 84 : lanes <= 6 ? 68 : lanes <= 9 ? 50 : 36;
  const wider = trace.endedAtMs < 1_000 ? 0 : wideTime;
  const lanesLeft = firstLane + wider;
  // The word „Clients“ needs room even where lanes are close.
  const nodesLeft = lanesLeft + (hasClients ? Math.max(gap, 60) : 0);
  const textX = nodesLeft + (trace.nodes.length - 1) * gap + 34;
  const width = Math.max(minWidth, textX + minTextWidth);
  const top = headHeight + (roles === undefined ? 0 : roleHeight);
  const characters = Math.floor((width - textX - 8) / characterWidth);
  const placed = place(rows, top, characters, captions);
  const noteLines = note === undefined ? [] : wrapText(note, characters, maxExplanationLines);
  const last = placed[placed.length - 1];
  const lanesBottom = (last === undefined ? top : last.top + last.height) + 8;
  const footLines = (trace.scripted.length > 0 ? 1 : 0) + noteLines.length;
  const x = new Map(trace.nodes.map((node, lane) => [node, nodesLeft + lane * gap]));
  return {
    width,
    height: lanesBottom + footHeight + footLines * lineHeight,
    nrX: 44,
    timeX: 104 + wider,
    cutX: 116 + wider,
    headY: headHeight - 20,
    lanesTop: top - 12,
    lanesBottom,
    textX,
    rows: placed,
    noteLines,
    hasClients,
    laneX: (node) => x.get(node) ?? lanesLeft,
    clientsX: lanesLeft,
    yOf: (seq) => yOf(placed, seq, top),
    yAtMs: (atMs) =>
      placed.filter(isEvent).find(({ row }) => row.event.atMs >= atMs)?.y ?? lanesBottom,
  };
}

export function isEvent(placed: PlacedRow): placed is PlacedEvent {
  return placed.row.kind === 'event';
}

function place(
  rows: readonly Row[],
  firstTop: number,
  characters: number,
  captions: SpaceTimeSvgOptions['captions'],
): PlacedRow[] {
  let top = firstTop;
  return rows.map((row) => {
    const explanation = row.kind === 'event' ? captions?.(row.event) : undefined;
    const captionLines =
      explanation === undefined ? [] : wrapText(explanation, characters, maxExplanationLines);
    const lines = linesOf(row, characters);
    const caption = row.kind === 'event' && row.mark !== 'none' ? captionHeight : 0;
    const below = captionLines.length === 0 ? 0 : explanationGap;
    const height =
      rowHeight + caption + (lines.length - 1 + captionLines.length) * lineHeight + below;
    const placed = { row, top, height, y: top + caption + rowHeight / 2, lines, captionLines };
    top += height;
    return placed;
  });
}

function linesOf(row: Row, characters: number): string[] {
  if (row.kind === 'omitted') return [wording.omitted(row.count)];
  return wrapText(joined(row.label), characters, row.mark === 'none' ? 2 : 4);
}

function yOf(placed: readonly PlacedRow[], seq: number, top: number): number {
  let y = top;
  for (const at of placed) {
    if (isEvent(at) && at.row.event.seq > seq) return y;
    y = at.y;
    if (isEvent(at) && at.row.event.seq === seq) return y;
  }
  return y;
}
