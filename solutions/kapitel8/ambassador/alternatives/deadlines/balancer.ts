import type { NodeId } from '#simulator';
import type { Balancer, Member } from './contract.ts';

/**
 * A deck of cards for each set of candidates that has ever been asked for: every card names a node, and
 * the same order is dealt again and again.
 */
export function createBalancer(members: readonly Member[]): Balancer {
  const decks = new Map<string, { readonly cards: readonly NodeId[]; next: number }>();
  return {
    pick(candidates) {
      if (candidates.length === 0) return undefined;
      const names = [...new Set(candidates)].sort();
      const key = names.join('|');
      let deck = decks.get(key);
      if (deck === undefined) {
        deck = { cards: shuffled(members.filter(({ node }) => names.includes(node))), next: 0 };
        decks.set(key, deck);
      }
      const card = deck.cards[deck.next % deck.cards.length];
      deck.next += 1;
      return card;
    },
  };
}

/** Round by round: in the k-th, everybody whose weight is at least k. */
function shuffled(members: readonly Member[]): readonly NodeId[] {
  const highest = Math.max(...members.map(({ weight }) => weight));
  const cards: NodeId[] = [];
  for (let round = highest; round >= 1; round--) {
    for (const { node, weight } of members) if (weight >= round) cards.push(node);
  }
  return cards;
}
