/** Primes, small enough that a product of two residues is exact. */
const moduli = [67_108_859, 33_554_393] as const;
const base = 1_000_003;

/**
 * A hash of 51 bits for each run of `length` tokens, in order (Karp & Rabin 1987). That two different
 * ones among a million agree by chance has a probability below 1 in 1,000.
 */
export function rollingHashes(tokens: readonly string[], length: number): Float64Array {
  const hashes = new Float64Array(Math.max(0, tokens.length + 1 - length));
  const own = tokens.map(hashOf);
  for (const [which, modulus] of moduli.entries()) {
    let highest = 1;
    for (let k = 1; k < length; k++) highest = (highest * base) % modulus;
    let sum = 0;
    for (const [end, hash] of own.entries()) {
      const gone = end < length ? 0 : (own[end - length] ?? 0) % modulus;
      sum = (((sum - ((gone * highest) % modulus) + modulus) * base) % modulus) + (hash % modulus);
      sum %= modulus;
      const start = end + 1 - length;
      if (start < 0) continue;
      hashes[start] = which === 0 ? sum : (hashes[start] ?? 0) * modulus + sum;
    }
  }
  return hashes;
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
