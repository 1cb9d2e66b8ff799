import type { BucketConfig, TokenBucket } from './contract.ts';

const partsPerToken = 1000;

/**
 * A token bucket, filled as it is looked at. It counts thousandths: at a whole number of tokens a second,
 * exactly `ratePerSecond` of them come each ms, so nothing is ever rounded.
 */
export function createTokenBucket(config: BucketConfig, nowMs: number): TokenBucket {
  const capacity = config.capacity * partsPerToken;
  let level = capacity;
  let asOfMs = nowMs;

  function levelAt(atMs: number): number {
    // A clock set back adds nothing; it must not take anything either.
    const elapsedMs = Math.max(0, atMs - asOfMs);
    return Math.min(capacity, level + elapsedMs * config.ratePerSecond);
  }

  return {
    take(atMs): boolean {
      level = levelAt(atMs);
      // The clock moves on even if the bucket is full: waiting at the brim earns nothing.
      asOfMs = Math.max(asOfMs, atMs);
      if (level < partsPerToken) return false;
      level -= partsPerToken;
      return true;
    },

    tokens: (atMs) => levelAt(atMs) / partsPerToken,
  };
}
