import type { VectorStamp } from '../../../../exercises/kapitel8/lamport/contract.ts';
import type { Trace } from '../../../simulator/trace.ts';
import { type CallRecord, Probe } from '../../submission.ts';
import { type Experiment, holds, type Observation, type Verdict, violated } from '../../suite.ts';
import {
  type Execution,
  type ExecutionInput,
  executionDeletions,
  executionInputs,
  executionOf,
  firstPair,
  pasts,
} from './execution.ts';
import { seqOf, traceOfExecution } from './execution-trace.ts';
import type { LamportExports } from './exports.ts';
import { isVector, orderOf } from './vectors.ts';
import { vectorWording as wording } from './wording-vector.ts';

export interface VectorSeen extends Observation {
  readonly execution: Execution;
  readonly before: readonly ReadonlySet<number>[];
  /** What the call for each event returned, copied at once. */
  readonly stamps: readonly unknown[];
  /** The same objects at the end of the execution. */
  readonly later: readonly unknown[];
  /** Arguments of `receive` at the end, by event. */
  readonly received: ReadonlyMap<number, { given: unknown; later: unknown }>;
  readonly calls: readonly CallRecord[];
  readonly trace: Trace;
}

/** An input spelled out as pairs of node and choice. */
function script(nodes: number, ...pairs: readonly (readonly [number, number])[]): ExecutionInput {
  return { nodes, steps: pairs.map(([node, choice]) => ({ node, choice })) };
}

/** Vector clocks driven through an execution, one a node. */
export const vectorExecutions: Experiment<ExecutionInput, VectorSeen> = {
  id: 'vektoruhr-im-ablauf',
  faults: 'reordering',
  runs: 25,
  inputs: executionInputs(24),
  examples: [
    // n1 and n2 send to n3, which hears of both, one after the other.
    script(3, [0, 7], [1, 8], [2, 2], [2, 2], [2, 0]),
    // What n1 knew reaches n3 by way of n2; n1 goes on alone.
    script(3, [0, 8], [0, 0], [1, 2], [1, 8], [2, 0], [2, 2]),
  ],
  observe(input, submission) {
    const execution = executionOf(input);
    const before = pasts(execution.events);
    const driven = drive(execution, new Probe(submission));
    const trace = traceOfExecution(execution, (i) => driven.stamps[i] ?? null);
    const counts = countPairs(execution, before);
    return { execution, before, ...driven, trace, counts };
  },
  deletions: executionDeletions,
};

function drive({ nodes, events }: Execution, probe: Probe) {
  const create = probe.load<LamportExports['createVectorClock']>('createVectorClock');
  const clocks = new Map(
    nodes.map((node) => {
      const name = `${node} = createVectorClock`;
      return [node, probe.create(name, [node, nodes], () => create(node, [...nodes]))];
    }),
  );
  const stamps: unknown[] = [];
  const raw: unknown[] = [];
  const arguments_ = new Map<number, { given: unknown; own: unknown }>();
  const sent = new Map<string, unknown>();
  events.forEach((event, i) => {
    const clock = clocks.get(event.node);
    if (clock === undefined) return;
    const given = event.kind === 'receive' ? sent.get(event.of) : undefined;
    // The message is a copy of its own, as on a network: sharing is judged apart.
    const own = structureOf(given);
    const method = event.kind === 'local' ? 'tick' : event.kind;
    const args = event.kind === 'receive' ? [given] : [];
    const stamp = probe.call<unknown>(`${event.node}.${method}`, args, () => {
      raw[i] = method === 'receive' ? clock.receive(own as VectorStamp) : clock[method]();
      return raw[i];
    });
    stamps.push(stamp);
    if (event.kind === 'receive') arguments_.set(i, { given, own });
    if (event.kind === 'send') sent.set(event.id, stamp);
  });
  // Read where foreign code may run: the objects are the submission's, or were in its hands.
  const atEnd = probe.call<{ stamps: unknown[]; given: unknown[] }>(
    'alle Stempel am Ende',
    [],
    () => ({
      stamps: raw.map((stamp) => stamp ?? null),
      given: [...arguments_.values()].map(({ own }) => own ?? null),
    }),
  );
  const received = new Map(
    [...arguments_].map(([i, { given }], k) => [i, { given, later: atEnd.given[k] }]),
  );
  const later = atEnd.stamps;
  return { stamps, later, received, calls: probe.calls };
}

/** A copy one level deep: stamps are flat, and what is not is no stamp. */
function structureOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? { ...value } : value;
}

function countPairs({ events }: Execution, before: readonly ReadonlySet<number>[]) {
  let [ordered, concurrent] = [0, 0];
  events.forEach((b, k) => {
    events.slice(0, k).forEach((a, i) => {
      if (a.node === b.node) return;
      if (before[k]?.has(i)) ordered++;
      else concurrent++;
    });
  });
  return { geordnet: ordered, nebenlaeufig: concurrent };
}

/** a → b ⇒ V(a) < V(b). */
export function checkForwards(seen: VectorSeen): Verdict {
  const malformed = checkShape(seen);
  if (malformed !== undefined) return malformed;
  const wrong = firstPair(seen.stamps.length, (a, b) =>
    seen.before[b]?.has(a) && relation(seen, a, b) !== 'before' ? { a, b } : undefined,
  );
  if (wrong === undefined) return holds;
  const { a, b } = wrong;
  return violated(
    wording.notSmaller(nameOf(seen, a), nameOf(seen, b), seen.stamps[a], seen.stamps[b]),
    [seqOf(b), seqOf(a)],
    { expected: `> ${JSON.stringify(seen.stamps[a])}`, actual: seen.stamps[b] },
  );
}

/** V(a) < V(b) ⇒ a → b, and no two events carry the same vector. */
export function checkBackwards(seen: VectorSeen): Verdict {
  const malformed = checkShape(seen);
  if (malformed !== undefined) return malformed;
  const wrong = firstPair(seen.stamps.length, (a, b) => {
    if (seen.before[b]?.has(a) || seen.before[a]?.has(b)) return undefined;
    const found = relation(seen, a, b);
    return found === 'before' || found === 'equal' ? { a, b, found } : undefined;
  });
  if (wrong === undefined) return holds;
  const { a, b, found } = wrong;
  const names = [nameOf(seen, a), nameOf(seen, b)] as const;
  return violated(
    found === 'equal'
      ? wording.equalThoughConcurrent(...names, seen.stamps[a])
      : wording.smallerThoughConcurrent(...names, seen.stamps[a], seen.stamps[b]),
    [seqOf(b), seqOf(a)],
  );
}

function checkShape({ stamps, execution }: VectorSeen): Verdict | undefined {
  const index = stamps.findIndex((stamp) => !isVector(stamp, execution.nodes));
  if (index < 0) return undefined;
  const node = execution.events[index]?.node ?? '';
  return violated(wording.noVector(node, stamps[index], execution.nodes), [seqOf(index)]);
}

function relation({ stamps, execution }: VectorSeen, a: number, b: number) {
  return orderOf(stamps[a] as VectorStamp, stamps[b] as VectorStamp, execution.nodes);
}

function nameOf({ execution }: VectorSeen, index: number): string {
  const event = execution.events[index];
  return event === undefined ? '' : wording.eventName(event.kind, event.id, event.node);
}
