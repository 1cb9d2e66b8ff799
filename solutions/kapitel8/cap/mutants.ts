import type { Mutant } from '../../../grader/verify/mutant.ts';

export const mutants: readonly Mutant[] = [];
