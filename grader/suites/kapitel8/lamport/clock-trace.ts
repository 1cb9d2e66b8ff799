import type { ClockRequest } from '../../../../exercises/kapitel8/lamport/contract.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { Trace, TraceEvent } from '../../../simulator/trace.ts';
import { fieldOf, isTimestamp } from './exports.ts';

/** What a client asked for, with all the node did in that handler. */
export interface ClientEvent {
  readonly node: NodeId;
  readonly request: ClockRequest;
  readonly seq: number;
  /** Simulator's vector clock of the request. */
  readonly clock: readonly number[];
  readonly sends: readonly Extract<TraceEvent, { kind: 'send' }>[];
  readonly response?: Extract<TraceEvent, { kind: 'respond' }> | undefined;
  /** The response came in a later handler. */
  readonly isLate?: boolean;
}

/** Splits a trace into handlers: what follows a request on its node belongs to that request. */
export function readClockTrace(events: readonly TraceEvent[]) {
  const clientEvents: (ClientEvent & { sends: Extract<TraceEvent, { kind: 'send' }>[] })[] = [];
  const unasked: Extract<TraceEvent, { kind: 'send' }>[] = [];
  const byOperation = new Map<number, number>();
  let current: number | undefined;
  for (const event of events) {
    switch (event.kind) {
      case 'request': {
        const { node, seq, clock, operation } = event;
        current = clientEvents.length;
        byOperation.set(operation, current);
        const request = event.request as ClockRequest;
        clientEvents.push({ node, seq, clock, request, sends: [] });
        break;
      }
      case 'respond': {
        const index = byOperation.get(event.operation);
        const asked = index === undefined ? undefined : clientEvents[index];
        if (index !== undefined && asked !== undefined) {
          clientEvents[index] = { ...asked, response: event, isLate: index !== current };
        }
        break;
      }
      case 'send':
        if (current === undefined) unasked.push(event);
        else clientEvents[current]?.sends.push(event);
        break;
      case 'start':
      case 'deliver':
      case 'timer':
        current = undefined;
        break;
    }
  }
  return { clientEvents, unasked };
}

/** Happened before, by the simulator's vector clocks: b's node has heard of a. */
export function happenedBefore(trace: Trace, a: ClientEvent, b: ClientEvent): boolean {
  const own = trace.nodes.indexOf(a.node);
  return a.seq < b.seq && (b.clock[own] ?? 0) >= (a.clock[own] ?? 0);
}

/** The timestamp the outside world saw of this event: in the answer, else in the message. */
export function stampOf(event: ClientEvent): number | undefined {
  const seen = [
    fieldOf(event.response?.response, 'time'),
    fieldOf(event.sends[0]?.message, 'time'),
  ];
  return seen.find(isTimestamp);
}

export function isStampedPairAcross(trace: Trace, a: ClientEvent, b: ClientEvent): boolean {
  const isStamped = stampOf(a) !== undefined && stampOf(b) !== undefined;
  return isStamped && a.node !== b.node && happenedBefore(trace, a, b);
}
