import type { NodeId } from './process.ts';
import type { NodeEvent, OutsideEvent, RunEnd, Trace, TraceEvent } from './trace.ts';
import { traceVersion } from './trace.ts';

type NodeStamp = 'seq' | 'atMs' | 'node' | 'incarnation' | 'clock';
type Without<Event, Stamp extends string> = Event extends TraceEvent ? Omit<Event, Stamp> : never;

/** The machine an event happens on. */
interface Place {
  readonly index: number;
  readonly id: NodeId;
  readonly incarnation: number;
}

/** Events kept of a run that never ends by itself. */
const floodBeginning = 5_000;

/** Writes the trace and keeps virtual time and the vector clocks (Fidge 1988, Mattern 1989). */
export class Recorder {
  timeMs = 0;
  private events: TraceEvent[] = [];
  private readonly clocks: number[][];

  constructor(
    private readonly nodes: readonly NodeId[],
    private readonly maxEvents: number,
    private readonly scripted: readonly NodeId[],
  ) {
    this.clocks = nodes.map(() => nodes.map(() => 0));
  }

  get isFull(): boolean {
    return this.events.length >= this.maxEvents;
  }

  /** Records an event on a node; its vector clock advances. */
  onNode(place: Place, event: Without<NodeEvent, NodeStamp>): void {
    this.events.push({
      seq: this.events.length,
      atMs: this.timeMs,
      node: place.id,
      incarnation: place.incarnation,
      clock: this.tick(place.index),
      ...event,
    } as NodeEvent);
  }

  /** Records an event outside the nodes and returns its sequence number. */
  outside(event: Without<OutsideEvent, 'seq' | 'atMs'>): number {
    const seq = this.events.length;
    this.events.push({ seq, atMs: this.timeMs, ...event } as OutsideEvent);
    return seq;
  }

  // The events that make up most of a trace are spelled out: a literal is many times faster.

  send(
    place: Place,
    to: NodeId,
    id: number,
    type: string,
    k: number,
    message: unknown,
  ): readonly number[] {
    const clock = this.tick(place.index);
    this.events.push({
      seq: this.events.length,
      atMs: this.timeMs,
      node: place.id,
      incarnation: place.incarnation,
      clock,
      kind: 'send',
      to,
      id,
      type,
      k,
      message,
    });
    return clock;
  }

  deliver(
    place: Place,
    from: NodeId,
    id: number,
    type: string,
    copy: number,
    message: unknown,
    sent: readonly number[],
  ): void {
    this.merge(place.index, sent);
    this.events.push({
      seq: this.events.length,
      atMs: this.timeMs,
      node: place.id,
      incarnation: place.incarnation,
      clock: this.tick(place.index),
      kind: 'deliver',
      from,
      id,
      type,
      copy,
      message,
    });
  }

  store(place: Place, key: string, value: unknown): void {
    this.events.push({
      seq: this.events.length,
      atMs: this.timeMs,
      node: place.id,
      incarnation: place.incarnation,
      clock: this.tick(place.index),
      kind: 'store',
      key,
      value,
    });
  }

  timer(place: Place, name: string): void {
    this.events.push({
      seq: this.events.length,
      atMs: this.timeMs,
      node: place.id,
      incarnation: place.incarnation,
      clock: this.tick(place.index),
      kind: 'timer',
      name,
    });
  }

  request(
    place: Place,
    client: string,
    operation: number,
    attempt: number,
    request: unknown,
  ): void {
    this.events.push({
      seq: this.events.length,
      atMs: this.timeMs,
      node: place.id,
      incarnation: place.incarnation,
      clock: this.tick(place.index),
      kind: 'request',
      client,
      operation,
      attempt,
      request,
    });
  }

  respond(
    place: Place,
    client: string,
    operation: number,
    attempt: number,
    response: unknown,
  ): void {
    this.events.push({
      seq: this.events.length,
      atMs: this.timeMs,
      node: place.id,
      incarnation: place.incarnation,
      clock: this.tick(place.index),
      kind: 'respond',
      client,
      operation,
      attempt,
      response,
    });
  }

  invoke(client: string, operation: number, request: unknown): number {
    const seq = this.events.length;
    this.events.push({ seq, atMs: this.timeMs, kind: 'invoke', client, operation, request });
    return seq;
  }

  returned(client: string, operation: number, response: unknown): number {
    const seq = this.events.length;
    this.events.push({ seq, atMs: this.timeMs, kind: 'return', client, operation, response });
    return seq;
  }

  /**
   * The trace, once: its events are given away, so that they can go when their user is done with them
   * (see the kernel's release). Of a flood only the beginning: nothing is judged by it, and several
   * whole ones do not fit into a submission's memory.
   */
  finish(end: RunEnd, endedAtMs: number): Trace {
    const { nodes, scripted } = this;
    const events = end === 'flood' ? this.events.slice(0, floodBeginning) : this.events;
    this.events = [];
    return { version: traceVersion, nodes, scripted, events, end, endedAtMs };
  }

  private tick(index: number): readonly number[] {
    const clock = this.clocks[index] as number[];
    clock[index] = (clock[index] as number) + 1;
    return clock.slice();
  }

  /** What the receiver of a message has now heard of. */
  private merge(index: number, received: readonly number[]): void {
    const clock = this.clocks[index] as number[];
    for (let i = 0; i < clock.length; i++) {
      const other = received[i] as number;
      if (other > (clock[i] as number)) clock[i] = other;
    }
  }
}
