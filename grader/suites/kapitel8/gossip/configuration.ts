import type { GossipConfiguration } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { Latency } from '../../../simulator/scenario.ts';

/** Tick of all simulated clusters, in ms. */
export const tickMs = 20;

/** Longer than any run: for experiments in which nobody is to compare digests. */
export const neverMs = 1_000_000;

/**
 * Shorter than a tick, so that what is sent in one round has arrived before the next: then rounds
 * are well defined although nobody counts them.
 */
export const withinTick: Latency = { minMs: 1, maxMs: tickMs - 2 };

/** Every message takes one ms: steps of scripted neighbours stay in order. */
export const oneMs: Latency = { minMs: 1, maxMs: 1 };

/** Believes everything at once, tells `fanout` others, belongs to nobody. */
export const plain: GossipConfiguration = {
  tickMs,
  fanout: 2,
  repeat: 3,
  group: [],
  trusted: [],
  threshold: 1,
  topPercent: 0,
  antiEntropyMs: neverMs,
};

/**
 * Two groups of neighbours that trust each other; everybody else needs `threshold` witnesses. With
 * groups of at least `threshold` members, every value put at one of them gets to all (see healing.ts).
 */
export function grouped(
  nodes: readonly NodeId[],
  others: Partial<GossipConfiguration>,
): Readonly<Record<NodeId, GossipConfiguration>> {
  const half = Math.ceil(nodes.length / 2);
  const groups = [nodes.slice(0, half), nodes.slice(half)];
  return Object.fromEntries(
    groups.flatMap((members) =>
      members.map((node) => {
        const group = members.filter((other) => other !== node);
        return [node, { ...plain, threshold: 2, ...others, group, trusted: group }];
      }),
    ),
  );
}
