import type { BucketConfig, TokenBucket } from './contract.ts';

/**
 * The generic cell rate algorithm: instead of tokens, the moment at which the bucket would be full. Each
 * token taken puts it off by the time one token needs to come in.
 */
export function createTokenBucket(config: BucketConfig, startMs: number): TokenBucket {
  const perTokenMs = 1000 / config.ratePerSecond;
  const rounding = 1e-9;
  let fullAtMs = startMs;
  let latestMs = startMs;

  const tokens = (nowMs: number): number => {
    const missing = Math.max(0, fullAtMs - Math.max(nowMs, latestMs)) / perTokenMs;
    return Math.max(0, config.capacity - missing);
  };

  return {
    tokens,
    take(nowMs) {
      const isThere = tokens(nowMs) >= 1 - rounding;
      latestMs = Math.max(latestMs, nowMs);
      if (isThere) fullAtMs = Math.max(fullAtMs, latestMs) + perTokenMs;
      return isThere;
    },
  };
}
