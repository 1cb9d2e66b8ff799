import type { ProgressOutput } from '../command-line/terminal.ts';
import { runWording } from './wording.ts';

const clearLine = '\r\u001b[2K';
const minRedrawMs = 80;
/** An estimate from less than this share of the work would jump about. */
const minShareForEstimate = 0.08;

/** One line that says how far the checks are and how long they may take; only on a terminal. */
export class ProgressLine {
  /** Shares in [0, 1] of what has begun; what has ended counts 1. */
  private readonly shares = new Map<string, number>();
  private readonly ended = new Set<string>();
  private readonly startedAtMs: number;
  private lastDrawnAtMs = Number.NEGATIVE_INFINITY;
  private visible = false;

  constructor(
    private readonly output: ProgressOutput,
    /** How many checks there will be. */
    private readonly count: number,
    private readonly nowMs: () => number,
  ) {
    this.startedAtMs = nowMs();
  }

  update(name: string, done: number): void {
    this.shares.set(name, done);
    this.draw();
  }

  end(name: string): void {
    this.shares.set(name, 1);
    this.ended.add(name);
    this.draw();
  }

  /** Takes the line away; the next update draws it again. */
  clear(): void {
    if (this.visible) this.output.write(clearLine);
    this.visible = false;
    this.lastDrawnAtMs = Number.NEGATIVE_INFINITY;
  }

  private draw(): void {
    if (this.output.isTTY !== true || this.ended.size === this.count) return;
    const now = this.nowMs();
    if (now - this.lastDrawnAtMs < minRedrawMs) return;
    this.lastDrawnAtMs = now;
    const width = Math.max(20, (this.output.columns ?? 80) - 1);
    this.output.write(clearLine + [...this.text(now)].slice(0, width).join(''));
    this.visible = true;
  }

  private text(nowMs: number): string {
    const running = [...this.shares].filter(([name]) => !this.ended.has(name));
    // The search for a small counterexample comes after all runs: never 100 % while it goes on.
    const items = running.map(([name, done]) =>
      runWording.share(name, Math.min(99, Math.floor(done * 100))),
    );
    return runWording.progress(items, this.remainingSeconds(nowMs));
  }

  private remainingSeconds(nowMs: number): number | undefined {
    const total = [...this.shares.values()].reduce((sum, share) => sum + share, 0) / this.count;
    if (total < minShareForEstimate || total > 0.99) return undefined;
    const leftMs = ((nowMs - this.startedAtMs) * (1 - total)) / total;
    return Math.max(1, Math.round(leftMs / 1000));
  }
}
