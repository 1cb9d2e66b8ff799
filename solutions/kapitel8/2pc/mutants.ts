import type { Mutant } from '../../../grader/verify/mutant.ts';
import { coordinatorMutants } from './mutants/coordinator.ts';
import { participantMutants } from './mutants/participant.ts';
import { recoveryMutants } from './mutants/recovery.ts';
import { seldomMutants } from './mutants/seldom.ts';
import { terminationMutants } from './mutants/termination.ts';

/** The bugs people put into two-phase commit, each as a few edits of the reference. */
export const mutants: readonly Mutant[] = [
  ...participantMutants,
  ...coordinatorMutants,
  ...recoveryMutants,
  ...terminationMutants,
  ...seldomMutants,
];
