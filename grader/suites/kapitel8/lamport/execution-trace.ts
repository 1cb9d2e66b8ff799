import type { NodeId } from '../../../simulator/process.ts';
import { type Trace, type TraceEvent, traceVersion } from '../../../simulator/trace.ts';
import type { Execution } from './execution.ts';
import { localEvent } from './wording-order.ts';

const stepMs = 10;

/** Position in the drawn trace of event `index` of the execution; its stamp follows as a state. */
export function seqOf(index: number): number {
  return 2 * index;
}

/**
 * An execution as a trace, so that it can be drawn like a run.
 *
 * @param stampOf the timestamp to show at an event
 */
export function traceOfExecution(
  { nodes, events }: Execution,
  stampOf: (index: number) => unknown,
): Trace {
  const clocks = new Map<NodeId, number[]>(nodes.map((node) => [node, nodes.map(() => 0)]));
  const sent = new Map<string, { id: number; from: NodeId; clock: readonly number[] }>();
  const drawn: TraceEvent[] = [];

  events.forEach((event, i) => {
    const clock = clocks.get(event.node) ?? [];
    const source = event.kind === 'receive' ? sent.get(event.of) : undefined;
    source?.clock.forEach((entry, k) => {
      clock[k] = Math.max(clock[k] ?? 0, entry);
    });
    const place = () => {
      const own = nodes.indexOf(event.node);
      clock[own] = (clock[own] ?? 0) + 1;
      const atMs = (i + 1) * stepMs;
      return { seq: drawn.length, atMs, node: event.node, incarnation: 0, clock: [...clock] };
    };
    if (event.kind === 'send') {
      const message = { type: event.id };
      const at = place();
      sent.set(event.id, { id: i, from: event.node, clock: at.clock });
      drawn.push({ ...at, kind: 'send', to: event.to, id: i, type: event.id, k: 0, message });
    } else if (event.kind === 'receive') {
      const { id, from } = source ?? { id: i, from: event.node };
      const message = { type: event.of };
      drawn.push({ ...place(), kind: 'deliver', from, id, type: event.of, copy: 0, message });
    } else {
      drawn.push({ ...place(), kind: 'log', level: 'info', text: localEvent(event.id) });
    }
    drawn.push({ ...place(), kind: 'state', state: stampOf(i) });
  });
  return {
    version: traceVersion,
    nodes,
    scripted: [],
    events: drawn,
    end: 'idle',
    endedAtMs: (events.length + 1) * stepMs,
  };
}
