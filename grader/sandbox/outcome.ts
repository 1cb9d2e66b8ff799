import type { SuiteMeta } from '../results/suite-meta.ts';
import type { SuiteReport } from '../suites/report.ts';

/** How a run in the sandbox ended. Wording: `outcomeMessage` in `wording.ts`. */
export type SandboxOutcome =
  /**
   * `meta`: what reports say about the properties. The child sends `describeSuite(suite)` (see
   * `results/describe-suite.ts`) along with the report; the parent checks it with `suiteMetaSchema`.
   */
  | { readonly kind: 'completed'; readonly report: SuiteReport; readonly meta: SuiteMeta }
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
