import type { Mutant } from '../../../grader/verify/mutant.ts';
import { clientMutants } from './mutants/clients.ts';
import { electionMutants } from './mutants/election.ts';
import { persistenceMutants } from './mutants/persistence.ts';
import { replicationMutants } from './mutants/replication.ts';
import { snapshotMutants } from './mutants/snapshots.ts';

/** The bugs people really put into Raft, each as a few edits of the reference. */
export const mutants: readonly Mutant[] = [
  ...electionMutants,
  ...replicationMutants,
  ...persistenceMutants,
  ...clientMutants,
  ...snapshotMutants,
];
