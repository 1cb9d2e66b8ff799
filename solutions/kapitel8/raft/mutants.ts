import type { Mutant } from '../../../grader/verify/mutant.ts';
import { clientMutants } from './mutants/clients.ts';
import { commitMutants } from './mutants/commit.ts';
import { logMatchingMutants } from './mutants/log-matching.ts';
import { oneSituationClientMutants } from './mutants/one-situation-clients.ts';
import { oneSituationElectionMutants } from './mutants/one-situation-election.ts';
import { oneSituationLogMutants } from './mutants/one-situation-log.ts';
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
  ...oneSituationElectionMutants,
  ...oneSituationLogMutants,
  ...oneSituationClientMutants,
];
