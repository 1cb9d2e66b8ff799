import type { Submission } from '../suites/submission.ts';
import { ownUse, trustedUse } from '../suites/use.ts';
import type { PreparedSubmission } from './prepare-sources.ts';

/** A solution of another exercise, on which the one to be judged is built. */
export interface Use {
  readonly exercise: string;
  /** The student's own instead of the reference. */
  readonly own: boolean;
}

/** One that travels to the child process beside the submission. */
export interface PreparedUse extends Use {
  readonly solution: PreparedSubmission;
}

/**
 * Makes each used solution, under a script name of its own, and sees to it that its faults are told
 * as those of the exercise they lie in, or as ours.
 */
export function usedSubmissions<Each extends Use>(
  uses: readonly Each[],
  make: (use: Each, scriptName: string) => Submission,
): Submission['uses'] {
  const entries = uses.map((use) => {
    const solution = make(use, `used-${use.exercise}.js`);
    return [use.exercise, (use.own ? ownUse : trustedUse)(use.exercise, solution)] as const;
  });
  return Object.fromEntries(entries);
}
