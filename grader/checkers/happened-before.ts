import type { NodeId } from '../simulator/process.ts';
import type { NodeEvent, Trace, TraceEvent } from '../simulator/trace.ts';

/** What is needed of an event to tell what it knows of; every event on a node has it. */
export interface Stamped {
  readonly seq: number;
  readonly node: NodeId;
  readonly clock: readonly number[];
}

/**
 * Lamport's → (1978): a may have influenced b. Read off the vector clocks that the simulator keeps
 * (Fidge, Mattern 1988), never off those of a submission. Not true of an event and itself.
 */
export function happenedBefore({ nodes }: Pick<Trace, 'nodes'>, a: Stamped, b: Stamped): boolean {
  // Each event ticks its node's own entry, so b knows of a exactly if it knows of that tick.
  const own = nodes.indexOf(a.node);
  if (own < 0) throw new RangeError(`no node ${a.node} in this trace`);
  return a.seq !== b.seq && (a.clock[own] ?? 0) <= (b.clock[own] ?? 0);
}

/** Neither a → b nor b → a. */
export function areConcurrent(trace: Pick<Trace, 'nodes'>, a: Stamped, b: Stamped): boolean {
  return a.seq !== b.seq && !happenedBefore(trace, a, b) && !happenedBefore(trace, b, a);
}

/** Whether an event happened on a node, and so has a vector clock. */
export function isOnNode(event: TraceEvent): event is NodeEvent {
  return 'clock' in event;
}

/**
 * Sequence numbers of everything that may have influenced one of the given events, themselves
 * included. Clients pass influence on too: from an answer to their next call, from a call to its
 * attempts. So does a lost message, whose loss follows from its being sent.
 */
export function causalPast(trace: Trace, seqs: Iterable<number>): ReadonlySet<number> {
  const past = new Set<number>();
  const wanted = new Set(seqs);
  const known: Known = { ticks: new Map(), clients: new Map() };
  const causes = outsideCauses(trace.events);
  for (const event of trace.events.toReversed()) {
    if (!wanted.has(event.seq) && !isKnown(event, trace.nodes, known)) continue;
    past.add(event.seq);
    if (isOnNode(event)) {
      for (const [column, tick] of event.clock.entries()) raise(known.ticks, column, tick);
    }
    if ('client' in event) raise(known.clients, event.client, event.seq);
    const cause = causes.get(event.seq);
    if (cause !== undefined) wanted.add(cause);
  }
  return past;
}

/** What the events found so far know of, by node (own ticks) and by client (sequence numbers). */
interface Known {
  readonly ticks: Map<number, number>;
  readonly clients: Map<string, number>;
}

function isKnown(event: TraceEvent, nodes: readonly NodeId[], known: Known): boolean {
  if (isOnNode(event)) {
    const own = nodes.indexOf(event.node);
    return (event.clock[own] ?? 0) <= (known.ticks.get(own) ?? 0);
  }
  return 'client' in event && event.seq < (known.clients.get(event.client) ?? 0);
}

function raise<Key>(highest: Map<Key, number>, key: Key, value: number): void {
  highest.set(key, Math.max(highest.get(key) ?? 0, value));
}

/** The event that a loss or a client's return follows from, though no vector clock says so. */
function outsideCauses(events: readonly TraceEvent[]): Map<number, number> {
  const causes = new Map<number, number>();
  const sends = new Map<number, number>();
  const responses = new Map<number, number>();
  for (const event of events) {
    if (event.kind === 'send') sends.set(event.id, event.seq);
    if (event.kind === 'respond') responses.set(event.operation, event.seq);
    const cause =
      event.kind === 'drop'
        ? sends.get(event.id)
        : event.kind === 'return'
          ? responses.get(event.operation)
          : undefined;
    if (cause !== undefined) causes.set(event.seq, cause);
  }
  return causes;
}
