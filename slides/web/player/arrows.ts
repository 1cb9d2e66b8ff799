import type { EventRow } from '../../../grader/feedback/space-time/rows.ts';
import type { TraceEvent } from '../../../grader/simulator/trace.ts';

/** A message, or what goes between a client and a node. Rows may be fractions: between two rows. */
export interface Arrow {
  readonly kind: 'message' | 'client';
  readonly fromLane: number;
  readonly toLane: number;
  readonly fromRow: number;
  readonly toRow: number;
  /** Where it ends, as a share of the way: 1 at the other lane. */
  readonly reach: number;
  readonly isLost: boolean;
  /** Only one of its ends is shown, or it is a copy. */
  readonly isPartial: boolean;
  /** The later of its shown events: whoever knows of that knows of the arrow. */
  readonly knownBy: number;
}

type Of<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { kind: Kind }>;
type Lanes = readonly (string | undefined)[];

/** Of an arrow with only one end shown. */
const stub = 0.5;

/** All arrows, in the order of the rows that complete them. */
export function arrowsOf(rows: readonly EventRow[], lanes: Lanes): Arrow[] {
  return new ArrowFinder(rows, lanes).find();
}

class ArrowFinder {
  private readonly sends = new Map<number, number>();
  private readonly arrived = new Set<number>();
  private readonly invokes = new Map<number, number>();
  private readonly returns = new Map<number, number>();
  private readonly lastResponds = new Map<number, number>();
  private readonly laneNumbers: ReadonlyMap<string | undefined, number>;

  constructor(
    private readonly rows: readonly EventRow[],
    lanes: Lanes,
  ) {
    this.laneNumbers = new Map(lanes.map((name, lane) => [name, lane]));
    for (const [row, { event }] of rows.entries()) {
      if (event.kind === 'invoke') this.invokes.set(event.operation, row);
      if (event.kind === 'return') this.returns.set(event.operation, row);
      if (event.kind === 'respond') this.lastResponds.set(event.operation, row);
    }
  }

  find(): Arrow[] {
    const arrows = this.rows.flatMap((each, row) => this.completedBy(each, row));
    return [...arrows, ...this.departures()];
  }

  private completedBy({ event, lost }: EventRow, row: number): Arrow[] {
    switch (event.kind) {
      case 'send':
        this.sends.set(event.id, row);
        if (lost === undefined) return [];
        this.arrived.add(event.id);
        return [{ ...this.message(event, event.node, event.to, row, row), ...lostAtOnce(row) }];
      case 'deliver':
        return [this.delivery(event, row)];
      case 'drop':
        return [this.loss(event, row)];
      case 'request':
        return [this.request(event, row)];
      case 'respond':
        return [this.respond(event, row)];
      default:
        return [];
    }
  }

  private message(
    { seq }: TraceEvent,
    from: string | undefined,
    to: string | undefined,
    fromRow: number,
    toRow: number,
  ): Arrow {
    return {
      kind: from === undefined || to === undefined ? 'client' : 'message',
      fromLane: this.laneNumbers.get(from) ?? 0,
      toLane: this.laneNumbers.get(to) ?? 0,
      fromRow,
      toRow,
      reach: 1,
      isLost: false,
      isPartial: false,
      knownBy: seq,
    };
  }

  private delivery(event: Of<'deliver'>, row: number): Arrow {
    const sent = this.sends.get(event.id);
    this.arrived.add(event.id);
    const arrow = this.message(event, event.from, event.node, sent ?? row - stub, row);
    return { ...arrow, isPartial: sent === undefined || event.copy > 0 };
  }

  private loss(event: Of<'drop'>, row: number): Arrow {
    const sent = this.sends.get(event.id);
    this.arrived.add(event.id);
    const arrow = this.message(event, event.from, event.to, sent ?? row - stub, row);
    return { ...arrow, isLost: true, reach: 0.85 };
  }

  private request(event: Of<'request'>, row: number): Arrow {
    const call = event.attempt === 0 ? this.invokes.get(event.operation) : undefined;
    const arrow = this.message(event, undefined, event.node, call ?? row - stub, row);
    return { ...arrow, isPartial: call === undefined };
  }

  private respond(event: Of<'respond'>, row: number): Arrow {
    const back = this.returns.get(event.operation);
    const arrives =
      back !== undefined && back > row && this.lastResponds.get(event.operation) === row;
    const arrow = this.message(event, event.node, undefined, row, arrives ? back : row + stub);
    const returned = arrives ? this.rows[back]?.event.seq : undefined;
    return { ...arrow, isPartial: !arrives, knownBy: returned ?? event.seq };
  }

  /** Messages whose arrival is not shown, or that were still under way at the end. */
  private departures(): Arrow[] {
    return this.rows.flatMap(({ event }, row) => {
      if (event.kind !== 'send' || this.arrived.has(event.id)) return [];
      const arrow = this.message(event, event.node, event.to, row, row + stub);
      return [{ ...arrow, isPartial: true, reach: 0.6 }];
    });
  }
}

function lostAtOnce(row: number): Partial<Arrow> {
  return { toRow: row + stub, isLost: true, reach: 0.62 };
}

const blockSize = 32;

/** Finds the arrows that touch some rows without looking at all of them. */
export class ArrowIndex {
  private readonly blocks: number[][] = [];

  constructor(private readonly arrows: readonly Arrow[]) {
    for (const [at, { fromRow, toRow }] of arrows.entries()) {
      for (let block = blockOf(fromRow); block <= blockOf(toRow); block += 1) {
        this.blocks[block] ??= [];
        this.blocks[block]?.push(at);
      }
    }
  }

  /** Those that touch a row from `first` to `last`, each once, in their order. */
  touching(first: number, last: number): Arrow[] {
    const found = new Set<number>();
    for (let block = blockOf(first); block <= blockOf(last); block += 1) {
      for (const at of this.blocks[block] ?? []) found.add(at);
    }
    return [...found]
      .sort((a, b) => a - b)
      .flatMap((at) => {
        const arrow = this.arrows[at];
        const isSeen = arrow !== undefined && arrow.toRow >= first && arrow.fromRow <= last;
        return isSeen ? [arrow] : [];
      });
  }
}

function blockOf(row: number): number {
  return Math.max(0, Math.floor(row / blockSize));
}
