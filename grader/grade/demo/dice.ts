import { createHash } from 'node:crypto';

/** Chance that is always the same: every draw depends on the seed and on what it is for. */
export class Dice {
  constructor(private readonly seed: string) {}

  /** Dice for a part of the whole, whose draws depend on no other part. */
  for(part: string): Dice {
    return new Dice(`${this.seed}/${part}`);
  }

  /** A number from 0 up to `below`, exclusive. */
  below(below: number, what: string): number {
    const hash = createHash('sha256').update(`${this.seed}/${what}`).digest();
    return hash.readUIntBE(0, 6) % below;
  }

  pick<Item>(items: readonly [Item, ...Item[]], what: string): Item {
    return items[this.below(items.length, what)] ?? items[0];
  }

  /** All items in another order. */
  shuffle<Item>(items: readonly Item[], what: string): Item[] {
    const keyed = items.map((item, index) => ({
      item,
      key: this.below(2 ** 48, `${what}/${index}`),
      index,
    }));
    return keyed.sort((a, b) => a.key - b.key || a.index - b.index).map(({ item }) => item);
  }
}
