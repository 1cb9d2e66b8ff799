import * as fc from 'fast-check';
import type { ExecutionEvent } from '../../../../exercises/kapitel8/lamport/contract.ts';
import { nodeIds } from '../../../simulator/arbitraries.ts';
import { listDeletions } from '../../../simulator/deletions.ts';
import type { NodeId } from '../../../simulator/process.ts';

/**
 * Executions as data, and the suite's own idea of what happened before what. Nothing here uses a
 * clock: the past of an event is the set of events it can have heard of (Lamport 1978, section 1).
 */
export interface Execution {
  readonly nodes: readonly NodeId[];
  readonly events: readonly ExecutionEvent[];
}

/** One step of a generated execution: what `node` does is read off `choice`, see {@link executionOf}. */
export interface Step {
  readonly node: number;
  readonly choice: number;
}

export interface ExecutionInput {
  readonly nodes: number;
  readonly steps: readonly Step[];
}

/** Random executions of 2 to 4 nodes; they shrink to fewer and plainer steps. */
export function executionInputs(maxSteps: number): fc.Arbitrary<ExecutionInput> {
  return fc.record({
    nodes: fc.constantFrom(3, 2, 3, 4),
    steps: fc.array(
      fc.record({ node: fc.integer({ min: 0, max: 3 }), choice: fc.integer({ min: 0, max: 11 }) }),
      { minLength: Math.floor(maxSteps / 2), maxLength: maxSteps, size: 'max' },
    ),
  });
}

export function* executionDeletions(input: ExecutionInput): Iterable<ExecutionInput> {
  for (const steps of listDeletions(input.steps)) yield { ...input, steps };
}

/**
 * Interprets steps: choices 0 and 1 are local events, 2 to 6 receive the oldest or newest message
 * under way (a local event if there is none), the rest send. Messages may overtake each other and stay
 * under way for ever.
 */
export function executionOf(input: ExecutionInput): Execution {
  const nodes = nodeIds(input.nodes);
  const underWay = new Map<NodeId, string[]>(nodes.map((node) => [node, []]));
  const events: ExecutionEvent[] = [];
  for (const step of input.steps) {
    const index = step.node % nodes.length;
    const node = nodes[index] as NodeId;
    const id = `e${events.length + 1}`;
    const waiting = underWay.get(node) as string[];
    if (step.choice >= 7) {
      const to = nodes[(index + 1 + (step.choice % (nodes.length - 1))) % nodes.length] as NodeId;
      events.push({ id, node, kind: 'send', to });
      (underWay.get(to) as string[]).push(id);
      continue;
    }
    const of = step.choice < 2 ? undefined : step.choice === 6 ? waiting.pop() : waiting.shift();
    events.push(of === undefined ? { id, node, kind: 'local' } : { id, node, kind: 'receive', of });
  }
  return { nodes, events };
}

/** For each event the positions of all events that happened before it. */
export function pasts(events: readonly ExecutionEvent[]): readonly ReadonlySet<number>[] {
  const position = new Map(events.map((event, i) => [event.id, i]));
  const last = new Map<NodeId, number>();
  const result: Set<number>[] = [];
  events.forEach((event, i) => {
    const past = new Set<number>();
    const causes = [last.get(event.node)];
    if (event.kind === 'receive') causes.push(position.get(event.of));
    for (const cause of causes) {
      if (cause === undefined) continue;
      past.add(cause);
      for (const earlier of result[cause] ?? []) past.add(earlier);
    }
    result.push(past);
    last.set(event.node, i);
  });
  return result;
}

/** The timestamps of the lecture's clock: from 0, steps of 1, `max + 1` on receipt. */
export function lamportTimes(events: readonly ExecutionEvent[]): readonly number[] {
  const clocks = new Map<NodeId, number>();
  const sent = new Map<string, number>();
  return events.map((event) => {
    const before = clocks.get(event.node) ?? 0;
    const heard = event.kind === 'receive' ? (sent.get(event.of) ?? 0) : 0;
    const time = Math.max(before, heard) + 1;
    clocks.set(event.node, time);
    if (event.kind === 'send') sent.set(event.id, time);
    return time;
  });
}

/** Calls `judge` for each ordered pair of different positions until one returns something. */
export function firstPair<Found>(
  count: number,
  judge: (a: number, b: number) => Found | undefined,
): Found | undefined {
  for (let b = 0; b < count; b++) {
    for (let a = 0; a < count; a++) {
      const found = a === b ? undefined : judge(a, b);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
