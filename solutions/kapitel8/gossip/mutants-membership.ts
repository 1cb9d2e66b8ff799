import type { Mutant } from '../../../grader/verify/mutant.ts';

export const membershipMutants: readonly Mutant[] = [];
