import type { NodeId } from '../process.ts';
import {
  type NodeEvent,
  type OutsideEvent,
  type RunEnd,
  type Trace,
  type TraceEvent,
  traceVersion,
} from '../trace.ts';

type Without<Event, Stamp extends string> = Event extends TraceEvent ? Omit<Event, Stamp> : never;
/** A node's event without what the trace adds to it. */
export type NodeEventBody = Without<NodeEvent, 'seq' | 'atMs' | 'node' | 'incarnation' | 'clock'>;

type Clock = readonly number[];

/** Where a recording stood at some moment. */
export interface RecordingMark {
  readonly timeMs: number;
  readonly length: number;
  readonly clocks: readonly Clock[];
}

/** Writes a trace, with vector clocks, and can be rewound: the search goes back more than it runs. */
export class Recording {
  timeMs = 0;
  readonly events: TraceEvent[] = [];
  private clocks: Clock[];

  constructor(
    private readonly nodes: readonly NodeId[],
    private readonly scripted: readonly NodeId[],
  ) {
    this.clocks = nodes.map(() => nodes.map(() => 0));
  }

  onNode(index: number, incarnation: number, event: NodeEventBody): Clock {
    const clock = this.tick(index);
    this.events.push({
      seq: this.events.length,
      atMs: this.timeMs,
      node: this.nodes[index] as NodeId,
      incarnation,
      clock,
      ...event,
    } as NodeEvent);
    return clock;
  }

  /** The node hears of what the sender had heard of. */
  hear(index: number, sent: Clock): void {
    const own = this.clocks[index] as Clock;
    this.clocks[index] = own.map((count, i) => Math.max(count, sent[i] as number));
  }

  /** Returns the event's sequence number. */
  outside(event: Without<OutsideEvent, 'seq' | 'atMs'>): number {
    const seq = this.events.length;
    this.events.push({ seq, atMs: this.timeMs, ...event } as OutsideEvent);
    return seq;
  }

  mark(): RecordingMark {
    return { timeMs: this.timeMs, length: this.events.length, clocks: this.clocks.slice() };
  }

  rewind({ timeMs, length, clocks }: RecordingMark): void {
    this.timeMs = timeMs;
    this.events.length = length;
    this.clocks = clocks.slice();
  }

  /** A trace of its own: it stays as it is when the recording goes on. */
  trace(end: RunEnd): Trace {
    const { nodes, scripted, events, timeMs } = this;
    return {
      version: traceVersion,
      nodes,
      scripted,
      events: events.slice(),
      end,
      endedAtMs: timeMs,
    };
  }

  private tick(index: number): Clock {
    const clock = (this.clocks[index] as Clock).slice();
    clock[index] = (clock[index] as number) + 1;
    this.clocks[index] = clock;
    return clock;
  }
}
