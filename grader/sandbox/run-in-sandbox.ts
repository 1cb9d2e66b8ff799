/**
 * Runs one suite against one submission in a disposable child process.
 *
 *     const suite = await bundleSuite('/…/grader/suites/kapitel8/raft/suite.ts');  // suite-bundle.ts
 *     const prepared = await prepareSubmission({ sourceDir, exerciseDir, manifest });   // prepare.ts
 *     if (prepared.kind === 'refused') …  refusalMessage(refusal)                       // wording.ts
 *     const outcome = await runInSandbox(
 *       { suite, submission: prepared.submission, options: { seed: 1 } },
 *       { signal, onProgress },
 *     );
 *     if (outcome.kind === 'completed') … outcome.report                                // a SuiteReport
 *     else … outcomeMessage(outcome)                                                    // wording.ts
 *
 * `bundleSuite` and `prepareSubmission` are independent: start both at once. `suite.hash` is the
 * suite's version for replay tokens and results. A replay is `options.replay`.
 */
import type { RunOptions } from '../suites/run-suite.ts';
import type { SandboxOutcome } from './outcome.ts';
import type { PreparedSubmission } from './prepare.ts';
import type { SuiteBundle } from './suite-bundle.ts';

export interface SandboxJob {
  readonly suite: SuiteBundle;
  readonly submission: PreparedSubmission;
  readonly options: Omit<RunOptions, 'onProgress'>;
}

export interface SandboxControls {
  /** Kills the child; the outcome is then `aborted`. */
  readonly signal?: AbortSignal;
  /** Share of the work done, in [0, 1], non-decreasing. */
  readonly onProgress?: (done: number) => void;
  readonly limits?: Partial<SandboxLimits>;
}

export interface SandboxLimits {
  /** Old generation of the child's heap, in MiB. */
  readonly heapMiB: number;
  /** The whole run, wall clock. Only behind the step budget. */
  readonly totalMs: number;
  /** Longest silence of the child, wall clock. */
  readonly silenceMs: number;
}

export declare function runInSandbox(
  job: SandboxJob,
  controls?: SandboxControls,
): Promise<SandboxOutcome>;
