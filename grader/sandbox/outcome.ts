import type { SuiteReport } from '../suites/report.ts';

/** How a run in the sandbox ended. Wording: `outcomeMessage` in `wording.ts`. */
export type SandboxOutcome =
  | { readonly kind: 'completed'; readonly report: SuiteReport }
  /** Counts as `nicht-abgeschlossen`; no point is given. */
  | { readonly kind: 'not-completed'; readonly reason: NotCompleted }
  /** The signal given by the caller. */
  | { readonly kind: 'aborted' }
  /** Our own defect: `pruefer-fehler`. `detail` is for the grader's authors, English. */
  | { readonly kind: 'grader-error'; readonly detail: string };

export type NotCompleted =
  /** The heap cap. */
  | 'memory'
  /** The total wall-clock limit. */
  | 'watchdog'
  /** No sign of life for too long. */
  | 'no-progress'
  /** Ended by a signal from outside, or ended early. */
  | 'killed'
  /** Its report was malformed, cut short, double or too large. */
  | 'garbled';
