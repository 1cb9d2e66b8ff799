import type { NodeId } from './process.ts';
import type { RunEnd, Trace, TraceEvent } from './trace.ts';
import { traceVersion } from './trace.ts';

/** A trace event as its writer gives it; place, time and clock are the recorder's. */
type Stamp = 'seq' | 'atMs' | 'node' | 'incarnation' | 'clock';
type Bare<Event> = Event extends TraceEvent ? Omit<Event, Stamp> : never;
export type BareNodeEvent = Bare<Extract<TraceEvent, { incarnation: number }>>;
export type BareOutsideEvent =
  | Bare<Exclude<TraceEvent, { incarnation: number } | { kind: 'pause' }>>
  | { kind: 'pause'; node: NodeId; untilMs: number };

/** Writes the trace and keeps the vector clocks (Fidge 1988, Mattern 1989). */
export class Recorder {
  readonly events: TraceEvent[] = [];
  private readonly clocks: number[][];

  constructor(
    private readonly nodes: readonly NodeId[],
    private readonly maxEvents: number,
  ) {
    this.clocks = nodes.map(() => nodes.map(() => 0));
  }

  get isFull(): boolean {
    return this.events.length >= this.maxEvents;
  }

  /** Records an event on the node with this index and returns its vector clock. */
  onNode(
    index: number,
    incarnation: number,
    atMs: number,
    event: BareNodeEvent,
  ): readonly number[] {
    const clock = this.clocks[index] as number[];
    clock[index] = (clock[index] as number) + 1;
    const stamped = event as unknown as Record<string, unknown>;
    const copied = clock.slice();
    stamped.seq = this.events.length;
    stamped.atMs = atMs;
    stamped.node = this.nodes[index];
    stamped.incarnation = incarnation;
    stamped.clock = copied;
    this.events.push(stamped as unknown as TraceEvent);
    return copied;
  }

  outside(atMs: number, event: BareOutsideEvent): number {
    const seq = this.events.length;
    const stamped = event as unknown as Record<string, unknown>;
    stamped.seq = seq;
    stamped.atMs = atMs;
    this.events.push(stamped as unknown as TraceEvent);
    return seq;
  }

  /** What the receiver of a message has now heard of. */
  merge(index: number, received: readonly number[]): void {
    const clock = this.clocks[index] as number[];
    for (let i = 0; i < clock.length; i++) {
      const other = received[i] as number;
      if (other > (clock[i] as number)) clock[i] = other;
    }
  }

  finish(end: RunEnd, endedAtMs: number): Trace {
    return { version: traceVersion, nodes: this.nodes, events: this.events, end, endedAtMs };
  }
}
