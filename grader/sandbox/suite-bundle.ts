/** The program of the child process: the sandbox's child side, the kernel and one suite. */
export interface SuiteBundle {
  readonly code: string;
  /** sha-256 of `code`, lower-case hex: the suite's version. Independent of the checkout's path. */
  readonly hash: string;
}

/** @param suiteFile absolute path of a `suite.ts` that exports `suite`. */
export declare function bundleSuite(suiteFile: string): Promise<SuiteBundle>;
