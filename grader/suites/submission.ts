import type { Guard } from '../simulator/guard.ts';
import type { SubmissionFault } from '../simulator/trace.ts';

/** A student's code as a suite sees it; the sandbox, a plain run and the debugger each make one. */
export interface Submission {
  readonly guard: Guard;
  /**
   * A fresh copy of the submission's entry module: module-level state belongs to this copy alone.
   * Throws what the module throws when it is evaluated.
   */
  instantiate(): Readonly<Record<string, unknown>>;
}

/** Thrown by {@link SubmissionCall.call}; a suite never catches it, the runner does. */
export class SubmissionFailure extends Error {
  constructor(readonly fault: SubmissionFault) {
    super(fault.detail);
  }
}

/** One call into a submission, recorded so that a failure can be shown. */
export interface CallRecord {
  /** As a student would write it: `merge`, `clock.receive`. */
  readonly name: string;
  readonly arguments: readonly unknown[];
  readonly returned?: unknown;
}
