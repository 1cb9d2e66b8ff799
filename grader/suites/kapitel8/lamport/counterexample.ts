import * as fc from 'fast-check';
import type {
  CounterexampleTask,
  ExecutionEvent,
} from '../../../../exercises/kapitel8/lamport/contract.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { Trace } from '../../../simulator/trace.ts';
import { type CallRecord, Probe } from '../../submission.ts';
import { type Experiment, holds, type Observation, type Verdict, violated } from '../../suite.ts';
import { lamportTimes, pasts } from './execution.ts';
import { seqOf, traceOfExecution } from './execution-trace.ts';
import { fieldOf, type LamportExports } from './exports.ts';
import { counterexampleWording as wording } from './wording-order.ts';

export interface CounterexampleSeen extends Observation {
  readonly a: unknown;
  readonly b: unknown;
  /** A well-formed execution, or the German sentence that says why it is none. */
  readonly events: readonly ExecutionEvent[] | string;
  readonly calls: readonly CallRecord[];
  readonly trace?: Trace;
}

/** What to ask for, and for whom the same is asked before: the first answer must not be remembered. */
export interface CounterexampleInput extends CounterexampleTask {
  readonly before?: readonly NodeId[];
}

const maxEvents = 200;

/** Names other than n1 to n6 too, in any order: the answer must be made from the task. */
const tasks: fc.Arbitrary<CounterexampleTask> = fc.record({
  nodes: fc.shuffledSubarray(['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7'], {
    minLength: 2,
    maxLength: 6,
  }),
  gap: fc.integer({ min: 1, max: 12 }),
});

export const counterexamples: Experiment<CounterexampleInput, CounterexampleSeen> = {
  id: 'gegenbeispiel',
  faults: 'none',
  runs: 20,
  inputs: tasks,
  examples: [
    { nodes: ['n1', 'n2'], gap: 1 },
    { nodes: ['n1', 'n2', 'n3'], gap: 5 },
    // As large as it gets.
    { nodes: ['n1', 'n2', 'n3', 'n4', 'n5', 'n6'], gap: 12 },
    // Names of which one begins like the other: who makes ids of name and number needs a gap.
    { nodes: ['n2', 'n1', 'n11'], gap: 12 },
    { nodes: ['n1', 'n11', 'n2'], gap: 12 },
    { nodes: ['n11', 'n1'], gap: 12 },
    { nodes: ['n3', 'n4'], gap: 3, before: ['n1', 'n2'] },
    { nodes: ['n2', 'n1', 'n3'], gap: 4, before: ['n1', 'n2', 'n7'] },
  ],
  observe(task, submission) {
    const probe = new Probe(submission);
    const find = probe.load<LamportExports['findCounterexample']>('findCounterexample');
    const ask = (nodes: readonly NodeId[]) => {
      const given = { nodes: [...nodes], gap: task.gap };
      const shown = { nodes, gap: task.gap };
      return probe.call<unknown>('findCounterexample', [shown], () => find(given));
    };
    if (task.before !== undefined) ask(task.before);
    const answer = ask(task.nodes);
    const [a, b] = [fieldOf(answer, 'a'), fieldOf(answer, 'b')];
    const events = wellFormed(fieldOf(answer, 'events'), task);
    const seen = { a, b, events, calls: probe.calls };
    if (typeof events === 'string') return seen;
    const times = lamportTimes(events);
    const trace = traceOfExecution({ nodes: task.nodes, events }, (i) => ({
      L: times[i],
      ...(events[i]?.id === a ? { ereignis: 'a' } : {}),
      ...(events[i]?.id === b ? { ereignis: 'b' } : {}),
    }));
    return { ...seen, trace };
  },
};

/** The list of events if it is an execution of the task's nodes, else what is wrong with it. */
function wellFormed(value: unknown, task: CounterexampleTask): readonly ExecutionEvent[] | string {
  if (!Array.isArray(value)) return wording.notAnExecution();
  if (value.length > maxEvents) return wording.tooLong(value.length, maxEvents);
  const events: ExecutionEvent[] = [];
  const known = new Map<string, ExecutionEvent>();
  const received = new Set<string>();
  for (const [i, item] of (value as readonly unknown[]).entries()) {
    const event = parseEvent(item);
    if (event === undefined) return wording.badEvent(i, item);
    if (known.has(event.id)) return wording.duplicateId(event.id);
    const named = event.kind === 'send' ? [event.node, event.to] : [event.node];
    const strange = named.find((node) => !task.nodes.includes(node));
    if (strange !== undefined) return wording.strangeNode(event.id, strange);
    if (event.kind === 'send' && event.to === event.node) return wording.sentToSelf(event.id);
    if (event.kind === 'receive') {
      const source = known.get(event.of);
      if (source?.kind !== 'send') return wording.receivedTooEarly(event.id, event.of);
      if (source.to !== event.node) {
        return wording.receivedElsewhere(event.id, event.node, source.to);
      }
      if (received.has(event.of)) return wording.receivedTwice(event.id, event.of);
      received.add(event.of);
    }
    known.set(event.id, event);
    events.push(event);
  }
  return events;
}

function parseEvent(item: unknown): ExecutionEvent | undefined {
  const [id, node, kind] = [fieldOf(item, 'id'), fieldOf(item, 'node'), fieldOf(item, 'kind')];
  if (typeof id !== 'string' || typeof node !== 'string') return undefined;
  const [to, of] = [fieldOf(item, 'to'), fieldOf(item, 'of')];
  if (kind === 'local') return { id, node, kind };
  if (kind === 'send' && typeof to === 'string') return { id, node, kind, to };
  if (kind === 'receive' && typeof of === 'string') return { id, node, kind, of };
  return undefined;
}

/** The answer is an execution in which every node takes part in a message that arrives. */
export function checkExecution({ events }: CounterexampleSeen, task: CounterexampleTask): Verdict {
  if (typeof events === 'string') return violated(events);
  const connected = new Set<string>();
  for (const event of events) {
    if (event.kind !== 'receive') continue;
    connected.add(event.node);
    const source = events.find((other) => other.id === event.of);
    if (source !== undefined) connected.add(source.node);
  }
  const lonely = task.nodes.find((node) => !connected.has(node));
  return lonely === undefined ? holds : violated(wording.lonely(lonely));
}

/** L(b) exceeds L(a) by the gap, and neither happened before the other. */
export function checkRefutes(seen: CounterexampleSeen, task: CounterexampleTask): Verdict {
  const { events } = seen;
  if (typeof events === 'string') return violated(events);
  const a = events.findIndex((event) => event.id === seen.a);
  const b = events.findIndex((event) => event.id === seen.b);
  if (a < 0) return violated(wording.unknownEvent('a', seen.a));
  if (b < 0) return violated(wording.unknownEvent('b', seen.b));
  if (a === b) return violated(wording.sameEvent(), [seqOf(a)]);
  const before = pasts(events);
  if (before[b]?.has(a)) return violated(wording.ordered('a', 'b'), [seqOf(b), seqOf(a)]);
  if (before[a]?.has(b)) return violated(wording.ordered('b', 'a'), [seqOf(a), seqOf(b)]);
  const times = lamportTimes(events);
  const [timeA, timeB] = [times[a] ?? 0, times[b] ?? 0];
  if (timeB >= timeA + task.gap) return holds;
  return violated(wording.tooClose(timeA, timeB, task.gap), [seqOf(b), seqOf(a)], {
    expected: `≥ ${timeA + task.gap}`,
    actual: timeB,
  });
}
