import type { SubmissionFault } from './trace.ts';

/**
 * How foreign code is entered and what is made of its errors. The sandbox supplies one that refills
 * the step budget and finds the line in the student's source; trusted code runs with {@link openGuard}.
 */
export interface Guard {
  /** Called before each entry into foreign code. */
  enter(): void;
  /**
   * Turns whatever foreign code threw into a fault. Never throws, unless the code is the workbook's
   * own: then the defect is ours and goes on as an error.
   */
  explain(error: unknown): SubmissionFault;
  /** Where `console.log` and its kin go while foreign code runs; `undefined` discards. */
  onLog: ((level: string, text: string) => void) | undefined;
}

/** Lets everything pass: for the grader's own processes and for plain runs without a sandbox. */
export function openGuard(): Guard {
  return {
    enter() {},
    explain: (error) => ({
      kind: 'exception',
      detail: error instanceof Error ? error.message : String(error),
    }),
    onLog: undefined,
  };
}
