import * as fc from 'fast-check';
import type { NodeId } from './process.ts';
import type { ClientScript, Fault, Latency, MessageIdentity, Scenario } from './scenario.ts';
import { armedMs } from './scenario.ts';

/** What goes wrong in a scenario; each level has its own mix of faults. */
export type FaultMix = 'none' | 'loss' | 'reordering' | 'partition' | 'crash' | 'everything';

export interface FaultOptions {
  readonly nodes: number;
  readonly mix: FaultMix;
  /** No fault begins before `fromMs`, and all are over at `untilMs`: what crashed is up again. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** Types of messages that single drops, delays and duplicates may hit. */
  readonly messageTypes?: readonly string[];
  /** At most so many faults; 6 by default. */
  readonly maxFaults?: number;
}

/** Lists of faults that shrink to fewer, shorter and simpler ones. */
export function faultsArbitrary(options: FaultOptions): fc.Arbitrary<Fault[]> {
  const kinds = faultKinds(options);
  if (kinds.length === 0) return fc.constant([]);
  return fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: options.maxFaults ?? 6 });
}

export interface ScenarioOptions<Request> extends FaultOptions {
  readonly durationMs: number;
  /** 1–5 ms by default; equal bounds keep every link in order. */
  readonly latency?: Latency;
  readonly clients?: fc.Arbitrary<ClientScript<Request>[]>;
}

/** Whole scenarios. The seed does not shrink: another seed would be another scenario. */
export function scenarioArbitrary<Request = never>(
  options: ScenarioOptions<Request>,
): fc.Arbitrary<Scenario<Request>> {
  return fc.record({
    nodes: fc.constant(options.nodes),
    seed: fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff })),
    latency: fc.constant(options.latency ?? { minMs: 1, maxMs: 5 }),
    durationMs: fc.constant(options.durationMs),
    faults: faultsArbitrary(options),
    clients: options.clients ?? fc.constant<ClientScript<Request>[]>([]),
  });
}

/** Names of the nodes of a scenario: `n1` … `nN`. */
export function nodeIds(count: number): NodeId[] {
  return Array.from({ length: count }, (_, i) => `n${i + 1}`);
}

function faultKinds(options: FaultOptions): fc.Arbitrary<Fault>[] {
  switch (options.mix) {
    case 'none':
      return [];
    case 'loss':
      return [unreliable(options, 'loss'), ...single(options, ['drop'])];
    case 'reordering':
      return [unreliable(options, 'reordering'), ...single(options, ['delay', 'duplicate'])];
    case 'partition':
      return [partition(options), partition(options), oneWay(options), unreliable(options, 'loss')];
    case 'crash':
      return [crash(options), crash(options), crashInHandler(options), pause(options)];
    case 'everything':
      return [
        crash(options),
        crashInHandler(options),
        pause(options),
        drift(options),
        partition(options),
        oneWay(options),
        unreliable(options, 'everything'),
        ...single(options, ['drop', 'delay', 'duplicate']),
      ];
  }
}

/** A span of at least `minMs` within the options' time. */
function span(
  { fromMs, untilMs }: FaultOptions,
  minMs: number,
): fc.Arbitrary<{ fromMs: number; untilMs: number }> {
  const longest = Math.max(1, untilMs - fromMs);
  const shortest = Math.min(minMs, longest);
  return fc
    .tuple(
      fc.integer({ min: 0, max: longest - shortest }),
      fc.integer({ min: shortest, max: longest }),
    )
    .map(([offset, length]) => ({
      fromMs: fromMs + offset,
      untilMs: Math.min(untilMs, fromMs + offset + length),
    }));
}

function node(options: FaultOptions): fc.Arbitrary<NodeId> {
  return fc.constantFrom(...nodeIds(options.nodes));
}

function unreliable(
  options: FaultOptions,
  kind: 'loss' | 'reordering' | 'everything',
): fc.Arbitrary<Fault> {
  const share = (isUsed: boolean, max: number) =>
    isUsed ? fc.integer({ min: 50, max }) : fc.constant(0);
  return fc
    .tuple(
      span(options, 50),
      share(kind !== 'reordering', 500),
      share(kind !== 'loss', 300),
      share(kind !== 'loss', 500),
      fc.integer({ min: 5, max: 200 }),
    )
    .map(([time, dropPerMille, duplicatePerMille, delayPerMille, maxExtraDelayMs]) => ({
      kind: 'unreliable' as const,
      ...time,
      dropPerMille,
      duplicatePerMille,
      delayPerMille,
      maxExtraDelayMs,
    }));
}

function single(
  options: FaultOptions,
  kinds: readonly ('drop' | 'delay' | 'duplicate')[],
): fc.Arbitrary<Fault>[] {
  const types = options.messageTypes ?? [];
  if (types.length === 0 || options.nodes < 2) return [];
  const ids = nodeIds(options.nodes);
  const message: fc.Arbitrary<MessageIdentity> = fc
    .tuple(
      fc.nat({ max: ids.length - 1 }),
      fc.nat({ max: ids.length - 2 }),
      fc.constantFrom(...types),
      fc.nat({ max: 12 }),
    )
    .map(([from, step, type, k]) => ({
      from: ids[from] as NodeId,
      to: ids[(from + 1 + step) % ids.length] as NodeId,
      type,
      k,
    }));
  const { untilMs } = options;
  const extentMs = fc.integer({ min: 1, max: 200 });
  const byKind: Record<'drop' | 'delay' | 'duplicate', fc.Arbitrary<Fault>> = {
    drop: message.map((identity) => ({ kind: 'drop', message: identity, untilMs })),
    delay: fc
      .tuple(message, extentMs)
      .map(([identity, byMs]) => ({ kind: 'delay', message: identity, untilMs, byMs })),
    duplicate: fc
      .tuple(message, extentMs)
      .map(([identity, afterMs]) => ({ kind: 'duplicate', message: identity, untilMs, afterMs })),
  };
  return kinds.map((kind) => byKind[kind]);
}

function partition(options: FaultOptions): fc.Arbitrary<Fault> {
  const ids = nodeIds(options.nodes);
  return fc
    .tuple(span(options, 100), fc.subarray(ids, { minLength: 1, maxLength: ids.length - 1 }))
    .map(([time, group]) => ({
      kind: 'partition' as const,
      ...time,
      groups: [group, ids.filter((id) => !group.includes(id))],
    }));
}

function oneWay(options: FaultOptions): fc.Arbitrary<Fault> {
  const ids = nodeIds(options.nodes);
  return fc
    .tuple(span(options, 100), fc.subarray(ids, { minLength: 1, maxLength: ids.length - 1 }))
    .map(([time, senders]) => ({
      kind: 'one-way-partition' as const,
      ...time,
      senders,
      receivers: ids.filter((id) => !senders.includes(id)),
    }));
}

function crash(options: FaultOptions): fc.Arbitrary<Fault> {
  return fc.tuple(node(options), span(options, 20)).map(([id, time]) => ({
    kind: 'crash' as const,
    node: id,
    atMs: time.fromMs,
    downMs: time.untilMs - time.fromMs,
  }));
}

function crashInHandler(options: FaultOptions): fc.Arbitrary<Fault> {
  // The crash may strike any time while it is armed: leave room so that the node is up in the end.
  const untilMs = Math.max(options.fromMs + 21, options.untilMs - armedMs);
  return fc
    .tuple(node(options), span({ ...options, untilMs }, 20), fc.nat({ max: 6 }))
    .map(([id, time, afterEffects]) => ({
      kind: 'crash' as const,
      node: id,
      atMs: time.fromMs,
      afterEffects,
      downMs: time.untilMs - time.fromMs,
    }));
}

function pause(options: FaultOptions): fc.Arbitrary<Fault> {
  return fc
    .tuple(node(options), span(options, 50))
    .map(([id, time]) => ({ kind: 'pause' as const, node: id, ...time }));
}

function drift(options: FaultOptions): fc.Arbitrary<Fault> {
  return fc
    .tuple(node(options), fc.integer({ min: 900, max: 1100 }))
    .map(([id, ratePerMille]) => ({ kind: 'drift' as const, node: id, ratePerMille }));
}
