import type { NodeId } from '../../simulator/process.ts';
import type { TraceEvent } from '../../simulator/trace.ts';
import type { EventRow } from './rows.ts';
import { wording } from './wording.ts';

const signs: Record<TraceEvent['kind'], string> = {
  start: '▲',
  send: '●',
  deliver: '●',
  timer: '○',
  'set-timer': '·',
  'cancel-timer': '·',
  store: '■',
  request: '▼',
  respond: '▲',
  log: '·',
  state: '·',
  crash: '†',
  fault: '!',
  drop: '×',
  partition: '',
  heal: '',
  pause: '=',
  invoke: '',
  return: '',
  'give-up': '',
};

/** The lanes of a terminal table: one column a node, drawn with box characters. */
export class LaneArt {
  private readonly down = new Set<NodeId>();
  private readonly pausedUntil = new Map<NodeId, number>();
  /** Columns from one lane to the next. */
  private readonly gap: number;

  constructor(
    private readonly nodes: readonly NodeId[],
    private readonly scripted: readonly NodeId[],
  ) {
    this.gap = nodes.length <= 3 ? 6 : nodes.length <= 5 ? 5 : nodes.length <= 7 ? 4 : 3;
  }

  get width(): number {
    return this.nodes.length * this.gap;
  }

  /** More than ten lanes leave no room for words. */
  get fits(): boolean {
    return this.nodes.length <= 10;
  }

  heads(): string {
    const names = this.nodes.map((node) => wording.lane(node, this.scripted.includes(node)));
    return names.map((name) => name.slice(0, this.gap).padEnd(this.gap)).join('');
  }

  /** Lanes without an event, as they are at this time. */
  plain(atMs: number): string {
    return this.base(atMs).join('');
  }

  /** Lanes with an event; what it changes holds from the next line on. */
  draw({ event, lost }: EventRow): string {
    const cells = this.base(event.atMs);
    if (event.kind === 'send') {
      this.line(cells, event.node, event.to, '─', lost === undefined ? undefined : '×');
    }
    if (event.kind === 'deliver') this.line(cells, event.from, event.node, '╌', undefined);
    if (event.kind === 'drop') this.line(cells, event.from, event.to, '─', '×');
    if (event.kind === 'partition') this.groups(cells, event.groups, event.oneWay);
    if ('node' in event) this.put(cells, this.center(event.node), signs[event.kind]);
    this.follow(event);
    return cells.join('');
  }

  /** Events that are not drawn still change what the lanes look like. */
  follow(event: TraceEvent): void {
    if (event.kind === 'crash') this.down.add(event.node);
    if (event.kind === 'start') this.down.delete(event.node);
    if (event.kind === 'pause') this.pausedUntil.set(event.node, event.untilMs);
  }

  private base(atMs: number): string[] {
    const cells = new Array<string>(this.width).fill(' ');
    for (const node of this.nodes) {
      const paused = atMs < (this.pausedUntil.get(node) ?? 0);
      this.put(cells, this.center(node), this.down.has(node) ? ' ' : paused ? '┆' : '│');
    }
    return cells;
  }

  private line(cells: string[], from: NodeId, to: NodeId, dash: string, end?: string): void {
    const [start, stop] = [this.center(from), this.center(to)];
    if (start < 0 || stop < 0 || start === stop) return;
    const step = stop > start ? 1 : -1;
    for (let at = start + step; at !== stop; at += step) {
      this.put(cells, at, cells[at] === ' ' ? dash : '┼');
    }
    this.put(cells, stop - step, end ?? (step > 0 ? '►' : '◄'));
  }

  /** A letter for each side, a dot for who is cut off alone or not concerned. */
  private groups(cells: string[], groups: readonly (readonly NodeId[])[], oneWay: boolean): void {
    for (const node of this.nodes) {
      const side = groups.findIndex((group) => group.includes(node));
      const letter = side < 0 ? (oneWay ? '│' : '·') : String.fromCharCode(65 + (side % 26));
      this.put(cells, this.center(node), letter);
    }
  }

  private center(node: NodeId): number {
    const lane = this.nodes.indexOf(node);
    return lane < 0 ? -1 : lane * this.gap;
  }

  private put(cells: string[], at: number, character: string): void {
    if (at >= 0 && character !== '') cells[at] = character;
  }
}
