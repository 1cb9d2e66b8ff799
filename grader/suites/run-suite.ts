import type { SuiteReport } from './report.ts';
import type { Submission } from './submission.ts';
import type { Suite } from './suite.ts';

export interface RunOptions {
  readonly seed: number;
  /** Only these properties, by id; all if absent. */
  readonly properties?: readonly string[];
  /** Generated inputs per experiment instead of its own number. */
  readonly runs?: number;
  /** Exactly this input of this experiment, nothing else: a replay. */
  readonly replay?: { readonly experiment: string; readonly input: unknown };
  /** Called as the work goes on, with a share in [0, 1]. */
  readonly onProgress?: (done: number) => void;
}

/** Runs a suite against a submission. Pure: same arguments, same report. Never throws. */
export declare function runSuite(
  suite: Suite,
  submission: Submission,
  options: RunOptions,
): SuiteReport;
