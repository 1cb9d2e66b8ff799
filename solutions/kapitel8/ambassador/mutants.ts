import type { Mutant } from '../../../grader/verify/mutant.ts';
import { breakerMutants } from './mutants-breaker.ts';
import { forwardingMutants } from './mutants-forwarding.ts';
import { limitMutants } from './mutants-limits.ts';
import { registrationMutants } from './mutants-registration.ts';
import { situationMutants } from './mutants-situations.ts';

/** Named student bugs of exercise 8.13, in the order of its parts; those of one situation at the end. */
export const mutants: readonly Mutant[] = [
  ...breakerMutants,
  ...limitMutants,
  ...registrationMutants,
  ...forwardingMutants,
  ...situationMutants,
];
