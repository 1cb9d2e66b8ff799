import type { BucketConfig, TokenBucket } from './contract.ts';

/** The bucket in plain floating point. */
class FloatingBucket implements TokenBucket {
  private filled: number;

  constructor(
    private readonly config: BucketConfig,
    private sinceMs: number,
  ) {
    this.filled = config.capacity;
  }

  tokens(nowMs: number): number {
    if (nowMs <= this.sinceMs) return this.filled;
    const seconds = (nowMs - this.sinceMs) / 1000;
    return Math.min(this.config.capacity, this.filled + seconds * this.config.ratePerSecond);
  }

  take(nowMs: number): boolean {
    this.filled = this.tokens(nowMs);
    if (nowMs > this.sinceMs) this.sinceMs = nowMs;
    const isThere = this.filled >= 1;
    if (isThere) this.filled -= 1;
    return isThere;
  }
}

export function createTokenBucket(config: BucketConfig, nowMs: number): TokenBucket {
  return new FloatingBucket(config, nowMs);
}
