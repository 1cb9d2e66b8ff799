import type { Mutant } from '../../../grader/verify/mutant.ts';
import { clientMutants } from './mutants/clients.ts';
import { commitMutants } from './mutants/commit.ts';
import { logMatchingMutants } from './mutants/log-matching.ts';
import { persistenceMutants } from './mutants/persistence.ts';
import { progressMutants } from './mutants/progress.ts';
import { snapshotMutants } from './mutants/snapshots.ts';
import { termMutants } from './mutants/terms.ts';
import { timerMutants } from './mutants/timers.ts';
import { voteMutants } from './mutants/votes.ts';

/** The bugs people really put into Raft, each as a few edits of the reference. */
export const mutants: readonly Mutant[] = [
  ...timerMutants,
  ...termMutants,
  ...voteMutants,
  ...logMatchingMutants,
  ...commitMutants,
  ...progressMutants,
  ...persistenceMutants,
  ...clientMutants,
  ...snapshotMutants,
];
