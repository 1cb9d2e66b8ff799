import { causalPast } from '../../../grader/checkers/happened-before.ts';
import type { Trace } from '../../../grader/simulator/trace.ts';

/** The causal past of one event after the other; remembers the last, since a view asks repeatedly. */
export class CausalPast {
  private seq = -1;
  private past: ReadonlySet<number> = new Set();

  constructor(private readonly trace: Trace) {}

  /** Sequence numbers of all that may have influenced an event, itself included. */
  of(seq: number): ReadonlySet<number> {
    if (seq === this.seq) return this.past;
    this.seq = seq;
    // What comes later cannot be part of it.
    const events = this.trace.events.slice(0, seq + 1);
    this.past = causalPast({ ...this.trace, events }, [seq]);
    return this.past;
  }
}
