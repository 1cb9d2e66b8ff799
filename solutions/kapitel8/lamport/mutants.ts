import type { Mutant } from '../../../grader/verify/mutant.ts';
import { clockMutants } from './mutants-clock.ts';
import { mutexMutants } from './mutants-mutex.ts';
import { vectorMutants } from './mutants-vector.ts';

/** Named student bugs of exercise 8.7, in the order of its parts. */
export const mutants: readonly Mutant[] = [...clockMutants, ...vectorMutants, ...mutexMutants];
