import { describeSuite } from '../results/describe-suite.ts';
import type { SuiteMeta } from '../results/suite-meta.ts';
import { ContextError } from '../simulator/context-error.ts';
import { DataError } from '../simulator/copy-data.ts';
import { type PlayReport, type PlayRequest, playInput } from '../suites/play.ts';
import type { SuiteReport } from '../suites/report.ts';
import { type RunOptions, runSuite } from '../suites/run-suite.ts';
import type { Suite } from '../suites/suite.ts';
import { boundedPlay, boundedReport } from './bounded-report.ts';
import { compartmentSubmission } from './compartment.ts';
import type { PreparedSubmission } from './prepare-sources.ts';
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
  /** Only this input is played, and the message is `played`. */
  readonly play?: PlayRequest;
}

export type ProgramMessage =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'report'; readonly report: SuiteReport; readonly meta: SuiteMeta }
  | { readonly kind: 'played'; readonly played: PlayReport; readonly meta: SuiteMeta };

const beatEveryMs = 100;

/** The child's program: one suite, one submission, one report. */
export function serve(suite: Suite, host: Host): void {
  const { send, now, submission, uses, options, play } = host;
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
  const confined = compartmentSubmission(submission, uses, beat);
  const meta = describeSuite(suite);
  if (play !== undefined) {
    send({ kind: 'played', played: boundedPlay(playInput(suite, confined, play)), meta });
    return;
  }
  const report = runSuite(suite, confined, { ...options, onProgress });
  send({ kind: 'report', report: boundedReport(report), meta });
}
