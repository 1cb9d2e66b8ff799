/** Everything needed to run one counterexample again, and nothing else. */
export interface Replay {
  readonly chapter: string;
  readonly exercise: string;
  /** First `suiteHashLength` digits of the suite's hash: other suites cannot replay it. */
  readonly suite: string;
  readonly property: string;
  readonly experiment: string;
  readonly seed: number;
  /** The minimised input, plain data. */
  readonly input: unknown;
}
