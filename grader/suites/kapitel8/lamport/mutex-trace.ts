import type { NodeId } from '../../../simulator/process.ts';
import type { TraceEvent } from '../../../simulator/trace.ts';

type Of<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { kind: Kind }>;

/** One passage through the critical section, as client and network saw it. */
export interface Visit {
  readonly node: NodeId;
  readonly acquire: Of<'request'>;
  /** Messages sent while the node handled `acquire`. */
  readonly sends: readonly Of<'send'>[];
  /** The answer to `acquire`, whatever it says. */
  readonly granted?: Of<'respond'>;
  readonly release?: Of<'request'>;
  readonly released?: Of<'respond'>;
  /** The answer to `release` came in a later handler. */
  readonly isReleasedLate?: boolean;
}

/** A message with the number of the handler that sent it. */
export interface MutexMessageEvent {
  readonly send: Of<'send'>;
  readonly handler: number;
}

type MutableVisit = { -readonly [Key in keyof Visit]: Visit[Key] } & { sends: Of<'send'>[] };

/** Sorts a trace by visits. Handlers run to their end, so what follows a call belongs to it. */
export function readMutexTrace(events: readonly TraceEvent[]): {
  readonly visits: readonly Visit[];
  readonly messages: readonly MutexMessageEvent[];
} {
  const visits: MutableVisit[] = [];
  const messages: MutexMessageEvent[] = [];
  /** The visit each operation of a client belongs to. */
  const byOperation = new Map<number, MutableVisit>();
  const latest = new Map<NodeId, MutableVisit>();
  let handler = 0;
  let asking: MutableVisit | undefined;
  /** The operation whose request is being handled. */
  let current: number | undefined;

  for (const event of events) {
    switch (event.kind) {
      case 'start':
      case 'deliver':
      case 'timer':
        handler++;
        asking = undefined;
        current = undefined;
        break;
      case 'request': {
        handler++;
        asking = undefined;
        current = event.operation;
        if ((event.request as { type: string }).type === 'acquire') {
          asking = { node: event.node, acquire: event, sends: [] };
          visits.push(asking);
          latest.set(event.node, asking);
        } else {
          const visit = latest.get(event.node);
          if (visit !== undefined) visit.release = event;
        }
        const visit = latest.get(event.node);
        if (visit !== undefined) byOperation.set(event.operation, visit);
        break;
      }
      case 'respond': {
        const visit = byOperation.get(event.operation);
        if (visit === undefined) break;
        if (event.operation === visit.acquire.operation) visit.granted = event;
        else {
          visit.released = event;
          visit.isReleasedLate = event.operation !== current;
        }
        break;
      }
      case 'send':
        messages.push({ send: event, handler });
        asking?.sends.push(event);
        break;
    }
  }
  return { visits, messages };
}
