import type { NodeId } from '../../../simulator/process.ts';
import type { Trace, TraceEvent } from '../../../simulator/trace.ts';
import { wording } from '../wording.ts';
import { element, line, path, text } from './elements.ts';
import { isEvent, type Layout } from './layout.ts';

/** The nodes' lives from top to bottom: up, down or paused. */
export function drawLanes(
  trace: Trace,
  layout: Layout,
  roles: Readonly<Record<NodeId, string>> = {},
): string[] {
  const nodes = trace.nodes.flatMap((node) => drawLane(trace, node, layout, roles[node]));
  const { clientsX, headY, lanesTop, lanesBottom } = layout;
  const clients = layout.hasClients
    ? [
        text(clientsX, headY, 'st-lane-name', wording.clients),
        line(clientsX, lanesTop, clientsX, lanesBottom, 'st-lane'),
      ]
    : [];
  const gaps = layout.rows
    .filter((placed) => !isEvent(placed))
    .flatMap(({ top, height }) =>
      [...trace.nodes.map(layout.laneX), ...(layout.hasClients ? [clientsX] : [])].map((x) =>
        line(x, top + 3, x, top + height - 3, 'st-gap'),
      ),
    );
  return [...clients, ...nodes, ...gaps];
}

function drawLane(trace: Trace, node: NodeId, layout: Layout, role: string | undefined): string[] {
  const x = layout.laneX(node);
  const parts = [
    text(x, layout.headY, 'st-lane-name', wording.lane(node, trace.scripted.includes(node))),
    ...(role === undefined ? [] : [text(x, layout.lanesTop - 7, 'st-role', role)]),
  ];
  const pauses: string[] = [];
  let from = layout.lanesTop;
  let isUp = true;
  const until = (y: number) => {
    parts.push(line(x, from, x, y, isUp ? 'st-lane' : 'st-down'));
    from = y;
  };
  for (const event of trace.events) {
    if (!('node' in event) || event.node !== node) continue;
    if (event.kind === 'crash' || (event.kind === 'start' && !isUp)) {
      until(layout.yOf(event.seq));
      isUp = event.kind === 'start';
    }
    if (event.kind === 'pause') {
      const end = Math.max(layout.yAtMs(event.untilMs), layout.yOf(event.seq));
      pauses.push(line(x, layout.yOf(event.seq), x, end, 'st-paused'));
    }
  }
  until(layout.lanesBottom);
  return [...parts, ...pauses];
}

/** A bar beside the lanes while the network is cut, and its edges across them. */
export function drawPartitions(trace: Trace, layout: Layout): string[] {
  const right = layout.textX - 12;
  const shown = new Set(layout.rows.filter(isEvent).map(({ row }) => row.event.seq));
  const parts: string[] = [];
  // Cuts may overlap; the bar lasts as long as any of them.
  let open: number[] = [];
  const close = (y: number) => {
    const from = open.shift();
    if (from !== undefined && open.length === 0)
      parts.push(line(layout.cutX, from, layout.cutX, y, 'st-cut'));
    else if (from !== undefined) open = [Math.min(from, open[0] ?? from), ...open.slice(1)];
  };
  for (const event of trace.events) {
    if (event.kind !== 'partition' && event.kind !== 'heal') continue;
    const y = layout.yOf(event.seq);
    if (event.kind === 'partition') open.push(y);
    else close(y);
    if (shown.has(event.seq)) parts.push(line(layout.cutX, y, right, y, 'st-cut-edge'));
    if (event.kind === 'partition' && shown.has(event.seq))
      parts.push(...drawSides(event, trace, layout));
  }
  while (open.length > 0) close(layout.lanesBottom);
  return parts;
}

function drawSides(
  event: Extract<TraceEvent, { kind: 'partition' }>,
  trace: Trace,
  layout: Layout,
): string[] {
  return trace.nodes.flatMap((node) => {
    const side = event.groups.findIndex((group) => group.includes(node));
    if (side < 0) return [];
    const letter = String.fromCharCode(65 + (side % 26));
    return [text(layout.laneX(node), layout.yOf(event.seq) + 4, 'st-side', letter)];
  });
}

/** A sign for what happened on a lane. */
export function drawMarker(event: TraceEvent, x: number, y: number): string {
  switch (event.kind) {
    case 'send':
    case 'deliver':
    case 'request':
    case 'respond':
    case 'invoke':
    case 'return':
      return element('circle', { cx: x, cy: y, r: 4, class: 'st-dot' });
    case 'timer':
      return (
        element('circle', { cx: x, cy: y, r: 5.5, class: 'st-hollow' }) +
        path(`M${x} ${y - 3.5}V${y}H${x + 3}`, 'st-hollow')
      );
    case 'store':
      return element('rect', { x: x - 4.5, y: y - 4.5, width: 9, height: 9, class: 'st-dot' });
    case 'start':
      return path(`M${x} ${y - 6}L${x + 6} ${y + 4}H${x - 6}Z`, 'st-hollow');
    case 'crash':
      return path(cross(x, y, 7), 'st-lost');
    case 'give-up':
      return path(cross(x, y, 4), 'st-lost');
    case 'fault':
      return path(`M${x} ${y - 7}V${y + 1}M${x} ${y + 4}V${y + 7}`, 'st-lost');
    case 'pause':
      return path(`M${x - 3} ${y - 5}V${y + 5}M${x + 3} ${y - 5}V${y + 5}`, 'st-hollow');
    case 'state':
      return path(`M${x} ${y - 5}L${x + 5} ${y}L${x} ${y + 5}L${x - 5} ${y}Z`, 'st-hollow');
    case 'set-timer':
    case 'cancel-timer':
    case 'log':
      return element('circle', { cx: x, cy: y, r: 3, class: 'st-small' });
    case 'drop':
    case 'partition':
    case 'heal':
      return '';
  }
}

export function cross(x: number, y: number, size: number): string {
  return `M${x - size} ${y - size}L${x + size} ${y + size}M${x + size} ${y - size}L${x - size} ${y + size}`;
}
