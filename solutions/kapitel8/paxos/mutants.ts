import type { Mutant } from '../../../grader/verify/mutant.ts';
import { acceptorMutants, duelMutants } from './mutants/acceptor.ts';
import { crashMutants } from './mutants/crashes.ts';
import { applyMutants, leaderMutants, logCrashMutants, slotMutants } from './mutants/log.ts';
import { proposerMutants, retryMutants } from './mutants/proposer.ts';
import { seldomMutants } from './mutants/seldom.ts';

/** The bugs people really put into Paxos, each as a few edits of the reference. */
export const mutants: readonly Mutant[] = [
  ...acceptorMutants,
  ...duelMutants,
  ...proposerMutants,
  ...retryMutants,
  ...crashMutants,
  ...slotMutants,
  ...applyMutants,
  ...leaderMutants,
  ...logCrashMutants,
  ...seldomMutants,
];
