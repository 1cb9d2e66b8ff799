import * as fc from 'fast-check';
import { nodeIds } from '../../../simulator/arbitraries.ts';
import { listDeletions } from '../../../simulator/deletions.ts';
import type { NodeId } from '../../../simulator/process.ts';
import { armedMs, type ClientScript, type Fault } from '../../../simulator/scenario.ts';
import type { Trace } from '../../../simulator/trace.ts';
import { storeNode } from './store-node.ts';

/**
 * Faults of the recipes' runs. Only messages between nodes and store are lost, doubled and delayed,
 * one by one: a client's own requests always reach its node, so that it is asked in turn.
 */
export interface RecipeFaults {
  readonly nodes: number;
  readonly faults: readonly Fault[];
  /** Only in this time are the nodes asked; all the time if absent. For small counterexamples. */
  readonly asked?: { readonly fromMs: number; readonly untilMs: number };
}

/** Names of the nodes on which the submission runs. */
export function recipeNodes(nodes: number): NodeId[] {
  return nodeIds(nodes).filter((id) => id !== storeNode);
}

const maxNodes = 4;
/** No run is longer. */
const longestMs = 16_000;

/** How long a message takes that nothing delays. */
export const latency = { minMs: 1, maxMs: 5 };

/** Faults for `nodes` nodes, all of them over at `untilMs`. `maxMs` is how long one may last. */
export function recipeFaults(untilMs: number, maxMs: number): fc.Arbitrary<readonly Fault[]> {
  const node = fc.constantFrom(...recipeNodes(maxNodes));
  const span = fc
    .tuple(fc.integer({ min: 0, max: untilMs - 100 }), fc.integer({ min: 100, max: maxMs }))
    .map(([fromMs, lengthMs]) => ({ fromMs, untilMs: Math.min(untilMs, fromMs + lengthMs) }));
  const identity = fc
    .tuple(node, fc.boolean(), fc.nat({ max: 30 }))
    .map(([id, isRequest, k]) =>
      isRequest
        ? { from: id, to: storeNode, type: 'StoreRequest', k }
        : { from: storeNode, to: id, type: 'StoreReply', k },
    );
  const extentMs = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 100, max: maxMs }));
  const single = fc.oneof(
    identity.map((message): Fault => ({ kind: 'drop', message })),
    fc
      .tuple(identity, extentMs)
      .map(([message, byMs]): Fault => ({ kind: 'delay', message, byMs })),
    fc
      .tuple(identity, extentMs)
      .map(([message, afterMs]): Fault => ({ kind: 'duplicate', message, afterMs })),
  );
  const large = fc.oneof(
    fc.tuple(node, span).map(([id, time]): Fault => {
      const others = nodeIds(maxNodes).filter((other) => other !== id);
      return { kind: 'partition', ...time, groups: [[id], others] };
    }),
    fc.tuple(node, span, fc.boolean()).map(([id, time, isDeaf]): Fault => {
      const [senders, receivers] = isDeaf ? [[storeNode], [id]] : [[id], [storeNode]];
      return { kind: 'one-way-partition', ...time, senders, receivers };
    }),
    fc.tuple(node, span).map(([id, time]): Fault => ({ kind: 'pause', node: id, ...time })),
    fc.tuple(node, span, fc.option(fc.nat({ max: 4 }), { nil: undefined })).map(
      ([id, time, afterEffects]): Fault => ({
        kind: 'crash',
        node: id,
        atMs: time.fromMs,
        downMs: time.untilMs - time.fromMs,
        ...(afterEffects === undefined ? {} : { afterEffects }),
      }),
    ),
  );
  const drift = fc
    .tuple(node, fc.constantFrom(900, 950, 1100))
    .map(([id, ratePerMille]): Fault => ({ kind: 'drift', node: id, ratePerMille }));
  return fc
    .tuple(
      fc.array(single, { maxLength: 16, size: 'max' }),
      fc.array(large, { maxLength: 3 }),
      fc.array(drift, { maxLength: 2 }),
    )
    .map((kinds) => kinds.flat());
}

/** Only what concerns nodes that there are. */
export function faultsFor({ nodes, faults }: RecipeFaults): readonly Fault[] {
  const known = new Set(nodeIds(nodes));
  return faults.flatMap((fault): Fault[] => {
    switch (fault.kind) {
      case 'drop':
      case 'delay':
      case 'duplicate':
        return known.has(fault.message.from) && known.has(fault.message.to) ? [fault] : [];
      case 'crash':
      case 'pause':
      case 'drift':
        return known.has(fault.node) ? [fault] : [];
      case 'one-way-partition':
        return [...fault.senders, ...fault.receivers].every((id) => known.has(id)) ? [fault] : [];
      case 'partition': {
        const groups = fault.groups.map((group) => group.filter((id) => known.has(id)));
        return groups.every((group) => group.length > 0) ? [{ ...fault, groups }] : [];
      }
      default:
        return [fault];
    }
  });
}

/** A time in which something is disturbed: until it is over nobody is to blame for being late. */
export interface Disturbance {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** All disturbances of a run; those of single messages only where such a message was sent. */
export function disturbancesOf(
  trace: Trace,
  faults: readonly Fault[],
  waitsForRestart: boolean,
): Disturbance[] {
  const found: Disturbance[] = [];
  const struck = new Map<string, number>();
  for (const fault of faults) {
    switch (fault.kind) {
      case 'drift':
        break;
      case 'crash': {
        const latestMs = fault.atMs + (fault.afterEffects === undefined ? 0 : armedMs);
        const untilMs = latestMs + (waitsForRestart ? (fault.downMs ?? 0) : 0);
        found.push({ fromMs: fault.atMs, untilMs });
        break;
      }
      case 'drop':
      case 'delay':
      case 'duplicate': {
        const { from, to, type, k } = fault.message;
        const extentMs =
          fault.kind === 'drop' ? 0 : fault.kind === 'delay' ? fault.byMs : fault.afterMs;
        const key = `${from}>${to}:${type}:${k}`;
        // Several faults may meet the same message: their extents add up.
        struck.set(key, (struck.get(key) ?? 0) + extentMs);
        break;
      }
      default:
        found.push({ fromMs: fault.fromMs, untilMs: fault.untilMs });
    }
  }
  for (const event of trace.events) {
    if (event.kind !== 'send') continue;
    const extentMs = struck.get(`${event.node}>${event.to}:${event.type}:${event.k}`);
    if (extentMs === undefined) continue;
    found.push({ fromMs: event.atMs, untilMs: event.atMs + extentMs + latency.maxMs });
  }
  return found;
}

/** When the last disturbance has passed. */
export function calmFromMs(
  trace: Trace,
  faults: readonly Fault[],
  waitsForRestart: boolean,
): number {
  const ends = disturbancesOf(trace, faults, waitsForRestart).map(({ untilMs }) => untilMs);
  return Math.max(0, ...ends);
}

/**
 * Clients that ask each node the same question again and again. While a node may be down it is not
 * asked: whoever asked would wait for its answer, and ask no more.
 */
export function monitors<Request>(
  nodes: readonly NodeId[],
  faults: readonly Fault[],
  everyMs: number,
  durationMs: number,
  request: Request,
  asked: RecipeFaults['asked'] = { fromMs: 0, untilMs: durationMs },
): ClientScript<Request>[] {
  return nodes.flatMap((target) => {
    const gaps = faults.flatMap((fault) =>
      fault.kind === 'crash' && fault.node === target
        ? [
            {
              fromMs: fault.atMs - 20,
              untilMs: fault.atMs + armedMs + (fault.downMs ?? durationMs),
            },
          ]
        : [],
    );
    const segments: number[][] = [[]];
    for (let atMs = everyMs; atMs < durationMs - 20; atMs += everyMs) {
      if (atMs < asked.fromMs || atMs > asked.untilMs) continue;
      if (gaps.some(({ fromMs, untilMs }) => atMs >= fromMs && atMs <= untilMs)) segments.push([]);
      else segments.at(-1)?.push(atMs);
    }
    return segments
      .filter((times) => times.length > 0)
      .map((times, i) => ({
        id: `frage-${target}-${i + 1}`,
        requests: times.map((atMs) => ({ atMs, target, request })),
      }));
  });
}

export interface SentCount {
  readonly node: NodeId;
  readonly sent: number;
  readonly allowed: number;
  /** The first request too many. */
  readonly seq: number;
}

/** Nodes that asked the store more often than the contract allows. */
export function overspending(trace: Trace): SentCount | undefined {
  const sent = new Map<NodeId, number>();
  for (const event of trace.events) {
    if (event.kind !== 'send' || event.node === storeNode) continue;
    const count = (sent.get(event.node) ?? 0) + 1;
    sent.set(event.node, count);
    const allowed = 30 + Math.ceil((6 * trace.endedAtMs) / 1000);
    if (count > allowed) return { node: event.node, sent: count, allowed, seq: event.seq };
  }
  return undefined;
}

/** Inputs with fewer nodes, faults and (by `lists`) other things. */
export function* recipeDeletions<Input extends RecipeFaults>(input: Input): Generator<Input> {
  const { fromMs, untilMs } = input.asked ?? { fromMs: 0, untilMs: longestMs };
  const halfMs = Math.floor((fromMs + untilMs) / 2);
  if (untilMs - fromMs > 200) {
    yield { ...input, asked: { fromMs, untilMs: halfMs } };
    yield { ...input, asked: { fromMs: halfMs, untilMs } };
    const quarterMs = Math.floor((untilMs - fromMs) / 4);
    yield { ...input, asked: { fromMs: fromMs + quarterMs, untilMs: untilMs - quarterMs } };
  }
  for (let nodes = 2; nodes < input.nodes; nodes++) yield { ...input, nodes };
  for (const faults of listDeletions(input.faults)) yield { ...input, faults };
}
