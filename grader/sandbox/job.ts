import type { RunOptions } from '../suites/run-suite.ts';
import type { Launcher } from './launch.ts';
import type { SandboxOutcome } from './outcome.ts';
import type { PreparedSubmission } from './prepare.ts';
import type { SuiteBundle } from './suite-bundle.ts';
import type { PreparedUse } from './uses.ts';

/** One suite to be run against one submission. */
export interface SandboxJob {
  readonly suite: SuiteBundle;
  readonly submission: PreparedSubmission;
  /** Solutions of other exercises for the suite; they run as the submission does. */
  readonly uses?: readonly PreparedUse[];
  readonly options: Omit<RunOptions, 'onProgress'>;
}

export interface JobControls {
  /** Kills the child; the outcome is then `aborted`. */
  readonly signal?: AbortSignal;
  /** Share of the work done, in [0, 1], non-decreasing. */
  readonly onProgress?: (done: number) => void;
  readonly limits?: Partial<SandboxLimits>;
}

export interface SandboxControls extends JobControls {
  /** How the child is started; plainly if none is given. */
  readonly launch?: Launcher;
}

export interface SandboxLimits {
  /** Old generation of the child's heap, in MiB. */
  readonly heapMiB: number;
  /** The whole run, wall clock. Only behind the step budget. */
  readonly totalMs: number;
  /** Longest silence of the child, wall clock. */
  readonly silenceMs: number;
}

export const defaultSandboxLimits: SandboxLimits = {
  heapMiB: 256,
  totalMs: 120_000,
  silenceMs: 30_000,
};

/** Runs one job to its end, whatever that is; never rejects. */
export type RunJob = (job: SandboxJob, controls: SandboxControls) => Promise<SandboxOutcome>;
