import { runWording } from './wording.ts';

/** Where the line goes: a terminal, or nothing that would keep it. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const clearLine = '\r\u001b[2K';
const minRedrawMs = 80;
/** An estimate from less than this share of the work would jump about. */
const minShareForEstimate = 0.08;

/** One line that says how far the checks are and how long they may take; only on a terminal. */
export class ProgressLine {
  private readonly shares = new Map<string, number>();
  private readonly startedAtMs: number;
  private lastDrawnAtMs = 0;
  private visible = false;

  constructor(
    private readonly output: ProgressOutput,
    names: readonly string[],
    private readonly nowMs: () => number,
  ) {
    this.startedAtMs = nowMs();
    for (const name of names) this.shares.set(name, 0);
  }

  update(name: string, done: number): void {
    this.shares.set(name, done);
    if (this.output.isTTY !== true) return;
    const now = this.nowMs();
    if (now - this.lastDrawnAtMs < minRedrawMs) return;
    this.lastDrawnAtMs = now;
    const width = Math.max(20, (this.output.columns ?? 80) - 1);
    this.output.write(clearLine + [...this.text(now)].slice(0, width).join(''));
    this.visible = true;
  }

  /** Takes the line away; the next update draws it again. */
  clear(): void {
    if (!this.visible) return;
    this.output.write(clearLine);
    this.visible = false;
    this.lastDrawnAtMs = 0;
  }

  private text(nowMs: number): string {
    const running = [...this.shares].filter(([, done]) => done > 0 && done < 1);
    const items = running.map(([name, done]) => `${name} ${Math.floor(done * 100)} %`);
    return runWording.progress(items, this.remaining(nowMs));
  }

  private remaining(nowMs: number): string | undefined {
    const shares = [...this.shares.values()];
    const total = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
    if (total < minShareForEstimate) return undefined;
    const leftMs = ((nowMs - this.startedAtMs) * (1 - total)) / total;
    return `${Math.max(1, Math.round(leftMs / 1000))} s`;
  }
}
