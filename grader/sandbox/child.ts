import { describeSuite } from '../results/describe-suite.ts';
import type { SuiteMeta } from '../results/suite-meta.ts';
import { ContextError } from '../simulator/context-error.ts';
import { DataError } from '../simulator/copy-data.ts';
import type { SuiteReport } from '../suites/report.ts';
import { type RunOptions, runSuite } from '../suites/run-suite.ts';
import type { Suite } from '../suites/suite.ts';
import { boundedReport } from './bounded-report.ts';
import { compartmentSubmission } from './compartment.ts';
import type { PreparedSubmission } from './prepare.ts';
import type { PreparedUse } from './uses.ts';

/** What the child's bootstrap gives to the program. */
export interface Host {
  /** Writes one message to the parent, at once. */
  send(message: ProgramMessage): void;
  /** Wall clock in ms, for signs of life only. */
  now(): number;
  readonly submission: PreparedSubmission;
  readonly uses: readonly PreparedUse[];
  readonly options: Omit<RunOptions, 'onProgress'>;
}

export type ProgramMessage =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'report'; readonly report: SuiteReport; readonly meta: SuiteMeta };

const beatEveryMs = 100;

/** The child's program: one suite, one submission, one report. */
export function serve(suite: Suite, { send, now, submission, uses, options }: Host): void {
  // Submissions can catch these: their classes must not become a place to leave things.
  harden([ContextError, DataError]);
  let done = 0;
  let lastBeat = now();
  const beat = () => {
    if (now() - lastBeat < beatEveryMs) return;
    lastBeat = now();
    send({ kind: 'progress', done });
  };
  const onProgress = (share: number) => {
    done = Math.max(done, share);
    beat();
  };
  const report = runSuite(suite, compartmentSubmission(submission, uses, beat), {
    ...options,
    onProgress,
  });
  send({ kind: 'report', report: boundedReport(report), meta: describeSuite(suite) });
}
