import { hashText, randomSequence } from '../simulator/random.ts';

/** The indices 0 … count − 1 in an order that depends on the seed only (Fisher–Yates). */
export function shuffledIndices(count: number, seed: string): number[] {
  const indices = Array.from({ length: count }, (_, index) => index);
  const random = randomSequence(hashText(seed));
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [indices[last], indices[other]] = [indices[other] ?? 0, indices[last] ?? 0];
  }
  return indices;
}

/** A shuffle that is not the order written, where that is the answer. */
export function disarrangedIndices(count: number, seed: string): number[] {
  for (let attempt = 0; ; attempt++) {
    const indices = shuffledIndices(count, `${seed}/${attempt}`);
    if (count < 2 || indices.some((value, index) => value !== index)) return indices;
  }
}
