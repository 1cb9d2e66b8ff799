import type { NodeId } from '../simulator/process.ts';
import type { NodeEvent, Trace } from '../simulator/trace.ts';

export type Delivery = Extract<NodeEvent, { kind: 'deliver' }>;

/** When a node first held a value. */
export interface Learnt {
  readonly node: NodeId;
  readonly atMs: number;
  /** The event by which it learnt the value. */
  readonly seq: number;
}

/**
 * Who held a value when, read off the wire and never off a node's own word: a node holds what it was
 * sent. In the order in which they learnt it, the origins first.
 *
 * @param carries whether a message brings the value to its receiver
 */
export function spreadOf(
  trace: Trace,
  origins: readonly Learnt[],
  carries: (delivery: Delivery) => boolean,
): Learnt[] {
  const learnt = new Map(origins.map((origin) => [origin.node, origin]));
  for (const event of trace.events) {
    if (event.kind !== 'deliver' || learnt.has(event.node) || !carries(event)) continue;
    learnt.set(event.node, { node: event.node, atMs: event.atMs, seq: event.seq });
  }
  return [...learnt.values()];
}

/** `informed[r]`: how many nodes held the value before round r + 1, for so many rounds. */
export function informedByRound(
  learnt: readonly Learnt[],
  roundMs: number,
  rounds: number,
): number[] {
  return Array.from(
    { length: rounds },
    (_, round) => learnt.filter(({ atMs }) => atMs < (round + 1) * roundMs).length,
  );
}

/**
 * The smallest value that at least this share of the values does not exceed (nearest rank). What
 * never happened counts as `Infinity`, so that failed runs make a quantile worse, not better.
 */
export function quantile(values: readonly (number | undefined)[], share: number): number {
  if (!(share > 0 && share <= 1)) throw new RangeError(`not a share: ${share}`);
  const sorted = values
    .map((value) => value ?? Number.POSITIVE_INFINITY)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const value = sorted[Math.ceil(share * sorted.length) - 1];
  if (value === undefined) throw new RangeError('no values');
  return value;
}

/** Messages for each node that had to be informed: 1 would be a perfect broadcast. */
export function redundancy(messages: number, nodes: number): number {
  return messages / (nodes - 1);
}
