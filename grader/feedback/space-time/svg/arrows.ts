import type { TraceEvent } from '../../../simulator/trace.ts';
import { coordinate, line, path } from './elements.ts';
import { cross } from './lanes.ts';
import { isEvent, type Layout, type PlacedEvent } from './layout.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

type Of<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { kind: Kind }>;

/** Height of an arrow of which only one end is shown. */
const stub = 13;

/** All messages, lost ones ending in ×, and what goes between clients and nodes. */
export function drawArrows(layout: Layout): string[] {
  const events = layout.rows.filter(isEvent);
  return [...new Messages(events, layout).draw(), ...new Calls(events, layout).draw()];
}

class Messages {
  private readonly sends = new Map<number, Point>();
  private readonly arrived = new Set<number>();

  constructor(
    private readonly events: readonly PlacedEvent[],
    private readonly layout: Layout,
  ) {}

  draw(): string[] {
    const arrows: string[] = [];
    for (const { row, y } of this.events) {
      const { event } = row;
      if (event.kind === 'send') {
        const from = { x: this.layout.laneX(event.node), y };
        this.sends.set(event.id, from);
        if (row.lost !== undefined) {
          this.arrived.add(event.id);
          const to = { x: this.layout.laneX(event.to), y: y + stub };
          arrows.push(lost(from, along(from, to, 0.62)));
        }
      }
      if (event.kind === 'deliver') arrows.push(this.delivery(event, y));
      if (event.kind === 'drop') arrows.push(this.loss(event, y));
    }
    return [...arrows, ...this.departures()];
  }

  private delivery({ id, from, node, copy }: Of<'deliver'>, y: number): string {
    const to = { x: this.layout.laneX(node), y };
    const sent = this.sends.get(id);
    this.arrived.add(id);
    if (sent !== undefined) return arrow(sent, to, 'message', copy > 0);
    const start = along(to, { x: this.layout.laneX(from), y: y - stub }, 0.4);
    return arrow({ x: start.x, y: y - stub }, to, 'message', true);
  }

  private loss({ id, from, to }: Of<'drop'>, y: number): string {
    const start = this.sends.get(id) ?? { x: this.layout.laneX(from), y: y - stub };
    this.arrived.add(id);
    return lost(start, { ...along(start, { x: this.layout.laneX(to), y }, 0.85), y });
  }

  /** Messages whose arrival is not shown, or that were still under way at the end. */
  private departures(): string[] {
    return this.events.flatMap(({ row: { event }, y }) => {
      if (event.kind !== 'send' || this.arrived.has(event.id)) return [];
      const from = { x: this.layout.laneX(event.node), y };
      const to = along(from, { x: this.layout.laneX(event.to), y }, 0.6);
      return [arrow(from, { x: to.x, y: y + stub }, 'message', true)];
    });
  }
}

/** Requests and responses: clients share one lane. */
class Calls {
  constructor(
    private readonly events: readonly PlacedEvent[],
    private readonly layout: Layout,
  ) {}

  draw(): string[] {
    return this.events.flatMap(({ row: { event }, y }) => {
      if (event.kind === 'request') return [this.request(event, y)];
      if (event.kind === 'respond') return [this.respond(event, y)];
      return [];
    });
  }

  private request({ node, operation, attempt }: Of<'request'>, y: number): string {
    const to = { x: this.layout.laneX(node), y };
    const call = this.find('invoke', operation);
    const isFirst = attempt === 0 && call !== undefined;
    const from = { x: this.layout.clientsX, y: isFirst ? call.y : y - stub };
    return arrow(from, to, 'client', !isFirst);
  }

  private respond({ node, operation, seq }: Of<'respond'>, y: number): string {
    const from = { x: this.layout.laneX(node), y };
    const back = this.find('return', operation);
    const later = this.events.some(
      ({ row: { event } }) =>
        event.kind === 'respond' && event.operation === operation && event.seq > seq,
    );
    const isLast = back !== undefined && back.y > y && !later;
    return arrow(
      from,
      { x: this.layout.clientsX, y: isLast ? back.y : y + stub },
      'client',
      !isLast,
    );
  }

  private find(kind: 'invoke' | 'return', operation: number): PlacedEvent | undefined {
    return this.events.find(
      ({ row: { event } }) => event.kind === kind && event.operation === operation,
    );
  }
}

function along(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function arrow(from: Point, to: Point, kind: 'message' | 'client', isPartial: boolean): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 12) return '';
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  // The tip stops short of the marker.
  const tip = { x: to.x - dx * 5, y: to.y - dy * 5 };
  const base = { x: tip.x - dx * 9, y: tip.y - dy * 9 };
  const corners = [
    `${coordinate(tip.x)} ${coordinate(tip.y)}`,
    `${coordinate(base.x - dy * 4)} ${coordinate(base.y + dx * 4)}`,
    `${coordinate(base.x + dy * 4)} ${coordinate(base.y - dx * 4)}`,
  ];
  const style = `st-${kind}${isPartial ? ' st-partial' : ''}`;
  return (
    line(from.x, from.y, base.x, base.y, style) + path(`M${corners.join('L')}Z`, `st-${kind}-tip`)
  );
}

function lost(from: Point, to: Point): string {
  const [x, y] = [Math.round(to.x), Math.round(to.y)];
  return line(from.x, from.y, to.x, to.y, 'st-message') + path(cross(x, y, 5), 'st-lost');
}
