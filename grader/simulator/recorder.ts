import type { NodeId } from './process.ts';
import type { RunEnd, Trace, TraceEvent } from './trace.ts';
import { traceVersion } from './trace.ts';

/** Writes the trace and keeps the vector clocks (Fidge 1988, Mattern 1989). */
export class Recorder {
  private readonly events: TraceEvent[] = [];
  private readonly clocks: number[][];

  constructor(
    private readonly nodes: readonly NodeId[],
    private readonly maxEvents: number,
  ) {
    this.clocks = nodes.map(() => nodes.map(() => 0));
  }

  /** Sequence number of the next event. */
  get nextSeq(): number {
    return this.events.length;
  }

  get isFull(): boolean {
    return this.events.length >= this.maxEvents;
  }

  add(event: TraceEvent): void {
    this.events.push(event);
  }

  /** Advances the vector clock of the node with this index and returns a copy. */
  tick(index: number): readonly number[] {
    const clock = this.clocks[index] as number[];
    clock[index] = (clock[index] as number) + 1;
    return clock.slice();
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
