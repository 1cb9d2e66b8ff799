import type { NodeId } from '#simulator';
import type { Balancer, Member } from './contract.ts';

/**
 * A ring in which each node stands as often as its weight says, spread evenly. There is no hand: the
 * ring itself turns, and whoever is chosen goes to the end with all that were passed over.
 */
export function createBalancer(members: readonly Member[]): Balancer {
  let ring: readonly NodeId[] = members
    .flatMap(({ node, weight }, m) =>
      Array.from({ length: weight }, (_, k) => ({ node, at: (k + 0.5) / weight, m })),
    )
    .sort((a, b) => a.at - b.at || a.m - b.m)
    .map(({ node }) => node);

  return {
    pick(candidates) {
      const wanted = new Set(candidates);
      const i = ring.findIndex((node) => wanted.has(node));
      const picked = ring[i];
      if (picked !== undefined) ring = [...ring.slice(i + 1), ...ring.slice(0, i + 1)];
      return picked;
    },
  };
}
