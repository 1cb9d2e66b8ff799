import type { BucketConfig, TokenBucket } from './contract.ts';

/** Counts in thousandths of a token: exactly `ratePerSecond` of them come each ms. */
export function createTokenBucket(config: BucketConfig, nowMs: number): TokenBucket {
  const full = config.capacity * 1000;
  let filled = { milli: full, ms: nowMs };

  const at = (ms: number) =>
    ms <= filled.ms
      ? filled
      : { milli: Math.min(full, filled.milli + (ms - filled.ms) * config.ratePerSecond), ms };

  return {
    take(ms) {
      const now = at(ms);
      const granted = now.milli >= 1000;
      filled = granted ? { ...now, milli: now.milli - 1000 } : now;
      return granted;
    },
    tokens: (ms) => at(ms).milli / 1000,
  };
}
