import type { Context } from '#simulator';

/** Many deadlines on one timer: it is always set to the earliest. */
export class Deadlines {
  private readonly pending: { readonly atMs: number; readonly act: () => void }[] = [];

  constructor(private readonly context: Context<never>) {}

  /** Calls `act` in so many ms. Who no longer wants it must see that for himself. */
  after(ms: number, act: () => void): void {
    this.pending.push({ atMs: this.context.now() + ms, act });
    this.arm();
  }

  onTimer(): void {
    const nowMs = this.context.now();
    const due = this.pending.filter(({ atMs }) => atMs <= nowMs);
    const later = this.pending.filter(({ atMs }) => atMs > nowMs);
    this.pending.splice(0, this.pending.length, ...later);
    for (const { act } of due) act();
    this.arm();
  }

  private arm(): void {
    if (this.pending.length === 0) return;
    const firstMs = Math.min(...this.pending.map(({ atMs }) => atMs));
    this.context.setTimer('wake', Math.max(0, firstMs - this.context.now()));
  }
}
