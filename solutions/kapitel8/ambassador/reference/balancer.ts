import type { NodeId } from '#simulator';
import type { Balancer, Member } from './contract.ts';

/**
 * Weighted round robin: a fixed circular schedule in which each node stands as often as its weight says,
 * and a hand that walks along it and passes over whoever is no candidate. The schedule without these is
 * again a schedule with the right shares; so every full turn is exact, whoever is missing.
 */
export function createBalancer(members: readonly Member[]): Balancer {
  const schedule = scheduleOf(members);
  let hand = 0;
  return {
    pick(candidates): NodeId | undefined {
      const allowed = new Set(candidates);
      for (let step = 0; step < schedule.length; step++) {
        const node = schedule[hand] as NodeId;
        hand = (hand + 1) % schedule.length;
        if (allowed.has(node)) return node;
      }
      return undefined;
    },
  };
}

/**
 * One full turn, spread smoothly as nginx does it: every node gains its weight, the highest is chosen and
 * pays the total. Weights 3 and 1 give a a b a rather than a a a b.
 */
function scheduleOf(members: readonly Member[]): readonly NodeId[] {
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const current = new Map(members.map(({ node }) => [node, 0]));
  return Array.from({ length: total }, () => {
    for (const { node, weight } of members) current.set(node, (current.get(node) ?? 0) + weight);
    const [chosen] = [...current].reduce((best, next) => (next[1] > best[1] ? next : best));
    current.set(chosen, (current.get(chosen) ?? 0) - total);
    return chosen;
  });
}
