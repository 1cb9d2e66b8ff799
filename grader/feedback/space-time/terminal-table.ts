import type { Trace } from '../../simulator/trace.ts';
import { type Paint, plainPaint } from '../paint.ts';
import { joined } from './label.ts';
import { LaneArt } from './lane-art.ts';
import type { SpaceTimeOptions } from './options.ts';
import { type EventRow, type Row, rowsOf, scriptedLegend } from './rows.ts';
import { padStart, wrapText } from './text.ts';
import { wording } from './wording.ts';

export interface TerminalTableOptions extends SpaceTimeOptions {
  /** Columns, 80 unless told; at least 60. */
  readonly width?: number;
  /** Colours; none unless given. They never carry a meaning of their own. */
  readonly paint?: Paint;
}

const defaultMaxEvents = 40;
const maxLinesPerEvent = 3;
const signs = { none: ' ', ...wording.signs } as const;

/** A trace as a table for the terminal: a line an event, a lane a node. Ends without a newline. */
export function renderSpaceTimeTable(trace: Trace, options: TerminalTableOptions = {}): string {
  const rows = rowsOf(trace, { maxEvents: defaultMaxEvents, ...options });
  const table = new Table(trace, rows, options.paint ?? plainPaint, options.width ?? 80);
  return table.render().join('\n');
}

class Table {
  private readonly lanes: LaneArt;
  private readonly nrWidth: number;
  private readonly timeWidth: number;
  private readonly textWidth: number;
  private shownUntil = -1;

  constructor(
    private readonly trace: Trace,
    private readonly rows: readonly Row[],
    private readonly paint: Paint,
    width: number,
  ) {
    this.lanes = new LaneArt(trace.nodes, trace.scripted);
    const last = trace.events[trace.events.length - 1];
    this.nrWidth = Math.max(wording.nrColumn.length, wording.number(last?.seq ?? 0).length);
    this.timeWidth = Math.max(4, wording.number(trace.endedAtMs).length);
    const lanes = this.lanes.fits ? this.lanes.width + 1 : 0;
    this.textWidth = Math.max(60, width) - (2 + this.nrWidth + 1 + this.timeWidth + 2 + lanes);
  }

  render(): string[] {
    if (this.rows.length === 0) return [wording.noEvents];
    const heads = this.join(' ', wording.nrColumn, wording.msColumn, this.lanes.heads(), [
      wording.eventColumn,
    ]);
    const body: string[] = [];
    let before = Number.NaN;
    for (const row of this.rows) {
      body.push(...(row.kind === 'omitted' ? this.omitted(row.count) : this.event(row, before)));
      before = row.kind === 'omitted' ? Number.NaN : row.event.atMs;
    }
    return [...heads.map(this.paint.bold), ...body, ...this.footer()];
  }

  private event(row: EventRow, before: number): string[] {
    const { event, label, mark } = row;
    this.catchUp(event.seq);
    const lanes = this.lanes.draw(row);
    this.shownUntil = event.seq;
    const time = event.atMs === before ? '' : wording.number(event.atMs);
    const lines = wrapText(joined(label), this.textWidth, maxLinesPerEvent);
    const drawn = this.join(
      signs[mark],
      wording.number(event.seq),
      time,
      lanes,
      lines,
      this.lanes.plain(event.atMs),
    );
    if (mark === 'none') return drawn;
    return drawn.map(mark === 'also' ? this.paint.warn : this.paint.bad);
  }

  private omitted(count: number): string[] {
    const empty = ' '.repeat(this.lanes.width);
    return this.join('', '', '', empty, [wording.omitted(count)]).map(this.paint.dim);
  }

  /** Crashes and pauses among what is left out show in the lanes below. */
  private catchUp(seq: number): void {
    for (const event of this.trace.events.slice(this.shownUntil + 1, seq)) this.lanes.follow(event);
  }

  private join(
    sign: string,
    nr: string,
    time: string,
    lanes: string,
    text: readonly string[],
    lanesBelow = ' '.repeat(this.lanes.width),
  ): string[] {
    return text.map((part, line) => {
      const left =
        line === 0
          ? `${sign.padEnd(2)}${padStart(nr, this.nrWidth)} ${padStart(time, this.timeWidth)}  `
          : ' '.repeat(this.nrWidth + this.timeWidth + 5);
      const middle = this.lanes.fits ? `${line === 0 ? lanes : lanesBelow} ` : '';
      return `${left}${middle}${part}`.trimEnd();
    });
  }

  private footer(): string[] {
    const marks = new Set(this.rows.map((row) => (row.kind === 'event' ? row.mark : 'none')));
    const legend = (['wrong', 'missing', 'noticed', 'also'] as const)
      .filter((mark) => marks.has(mark))
      .map((mark) => `${signs[mark]} ${wording.legends[mark]}`)
      .join('   ');
    const end = wording.end(this.trace.end, this.trace.endedAtMs);
    const scripted = scriptedLegend(this.trace);
    return [
      ...(legend === '' ? [] : [legend]),
      ...(scripted === undefined ? [] : [scripted]),
      end,
    ].map(this.paint.dim);
  }
}
