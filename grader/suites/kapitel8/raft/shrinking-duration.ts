import * as fc from 'fast-check';

/** Candidates for a shorter run, in virtual ms: early violations show in a run that ends early. */
const shorterMs = [400, 600, 800, 1000, 1300, 1700, 2300, 3000];

/**
 * Always the full duration, but it shrinks to a shorter one, before anything else does: a run cut
 * after the violation is easier to read, and whatever is tried next takes less time.
 */
class ShrinkingDuration extends fc.Arbitrary<number> {
  constructor(private readonly fullMs: number) {
    super();
  }

  override generate(): fc.Value<number> {
    return new fc.Value(this.fullMs, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is number {
    return typeof value === 'number' && value <= this.fullMs;
  }

  override shrink(value: number): fc.Stream<fc.Value<number>> {
    const shorter = shorterMs.filter((ms) => ms < value);
    return fc.stream(shorter.map((ms) => new fc.Value(ms, undefined)).values());
  }
}

export function shrinkingDuration(fullMs: number): fc.Arbitrary<number> {
  return new ShrinkingDuration(fullMs);
}
