import type { Mutant } from '../../../grader/verify/mutant.ts';
import { recipeMutants } from './mutants/recipes.ts';
import { timeMutants } from './mutants/time.ts';
import { treeMutants } from './mutants/tree.ts';

/** Named student bugs of exercise 8.4, in the order of its parts. */
export const mutants: readonly Mutant[] = [...treeMutants, ...timeMutants, ...recipeMutants];
