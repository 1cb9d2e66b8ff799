import type { ProgressOutput } from '../command-line/terminal.ts';
import { gradeWording } from './wording.ts';

const clearLine = '\r\u001b[2K';
/** An estimate from fewer attempts would jump about. */
const minDoneForEstimate = 3;

/** Says how many of how many attempts are done, and how long the others may take if that is known. */
export type ProgressSentence = (done: number, total: number, left: string | undefined) => string;

/** One line that is written anew as the work goes on. */
export class GradeProgress {
  private done = 0;
  private isVisible = false;
  private readonly startedAtMs: number;

  constructor(
    private readonly output: ProgressOutput,
    private readonly total: number,
    private readonly nowMs: () => number,
    private readonly sentence: ProgressSentence,
  ) {
    this.startedAtMs = nowMs();
  }

  begin(): void {
    this.draw();
  }

  advance(): void {
    this.done++;
    this.draw();
  }

  /** Takes the line away. */
  clear(): void {
    if (this.isVisible) this.output.write(clearLine);
    this.isVisible = false;
  }

  private draw(): void {
    if (this.output.isTTY !== true || this.total === 0) return;
    const width = Math.max(20, (this.output.columns ?? 80) - 1);
    const text = this.sentence(this.done, this.total, this.estimate());
    this.output.write(clearLine + [...text].slice(0, width).join(''));
    this.isVisible = true;
  }

  private estimate(): string | undefined {
    if (this.done < minDoneForEstimate || this.done === this.total) return undefined;
    const perAttemptMs = (this.nowMs() - this.startedAtMs) / this.done;
    return spokenTime(Math.round((perAttemptMs * (this.total - this.done)) / 1000));
  }
}

/** Seconds as one says them: coarser the more there are. */
export function spokenTime(seconds: number): string {
  if (seconds < 90) return gradeWording.seconds(Math.max(1, seconds));
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return gradeWording.minutes(minutes);
  return gradeWording.hours(Math.floor(minutes / 60), minutes % 60);
}
