import { AskedProcess } from '../asked-process.ts';
import type { FromComparer, ToComparer } from './messages.ts';

export interface ComparerLimits {
  /** For one attempt. */
  readonly addMs: number;
  /** For comparing all of them, and for the process to begin. */
  readonly compareMs: number;
  /** Old generation of the heap, in MiB. */
  readonly heapMiB: number;
}

/** 1,000 different attempts at the largest exercise, most of them alike, took 9 s of CPU and 0.5 GiB. */
export const defaultComparerLimits: ComparerLimits = {
  addMs: 60_000,
  compareMs: 1_200_000,
  heapMiB: 2048,
};

const program = new URL('./compare-process.ts', import.meta.url);

/** A process that compares attempts at one exercise. */
export class Comparer {
  private readonly process: AskedProcess<ToComparer, FromComparer>;

  constructor(private readonly limits: ComparerLimits) {
    this.process = new AskedProcess(program, limits.heapMiB);
  }

  /** @throws ProcessLost, after which this one is of no use. */
  ask(message: ToComparer, signal: AbortSignal): Promise<FromComparer> {
    const { addMs, compareMs } = this.limits;
    return this.process.ask(message, message.kind === 'add' ? addMs : compareMs, signal);
  }

  kill(): void {
    this.process.kill();
  }
}
