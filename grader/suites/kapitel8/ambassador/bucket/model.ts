import type { BucketConfig } from '../../../../../exercises/kapitel8/ambassador/contract.ts';

const parts = 1000;

/**
 * A token bucket in whole thousandths of a token: at whole tokens a second and whole ms it never rounds.
 * Admissions are told to it, so that it follows a bucket that rounds where both answers are right.
 */
export class BucketModel {
  private level: number;
  private asOfMs: number;
  /** Nothing has been added since the bucket overflowed: floats are exact here, too. */
  private isExact = true;

  constructor(
    private readonly config: BucketConfig,
    startMs: number,
  ) {
    this.level = config.capacity * parts;
    this.asOfMs = startMs;
  }

  tokensAt(nowMs: number): number {
    return this.levelAt(nowMs) / parts;
  }

  /** Exactly one token, put together from fractions: rounding may see a little less. */
  isClose(nowMs: number): boolean {
    return this.levelAt(nowMs) === parts && !this.isExactAt(nowMs);
  }

  take(nowMs: number, isAdmitted: boolean): void {
    const level = this.levelAt(nowMs);
    this.isExact = this.isExactAt(nowMs);
    this.level = isAdmitted ? Math.max(0, level - parts) : level;
    this.asOfMs = Math.max(this.asOfMs, nowMs);
  }

  private isExactAt(nowMs: number): boolean {
    if (nowMs <= this.asOfMs) return this.isExact;
    return this.uncapped(nowMs) > this.config.capacity * parts;
  }

  private levelAt(nowMs: number): number {
    return Math.min(this.config.capacity * parts, this.uncapped(nowMs));
  }

  private uncapped(nowMs: number): number {
    const elapsedMs = Math.max(0, nowMs - this.asOfMs);
    return this.level + elapsedMs * this.config.ratePerSecond;
  }
}
