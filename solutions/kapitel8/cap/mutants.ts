import type { Mutant } from '../../../grader/verify/mutant.ts';
import { availableMutants } from './mutants/available.ts';
import { copyMutants } from './mutants/copies.ts';
import { decisionMutants } from './mutants/decisions.ts';
import { quorumMutants } from './mutants/quorums.ts';
import { situationMutants } from './mutants/situations.ts';

/** The bugs people really put into such registers, each as a few edits of the reference. */
export const mutants: readonly Mutant[] = [
  ...quorumMutants,
  ...copyMutants,
  ...availableMutants,
  ...decisionMutants,
  ...situationMutants,
];
