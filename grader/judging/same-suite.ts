import { UsageProblem } from '../command-line/problem.ts';
import type { Replay } from './replay-token.ts';
import { suiteWording } from './wording.ts';

/** @throws UsageProblem if the token was made by another version of the suite. */
export function assertSameSuite(replay: Replay, suiteHash: string): void {
  if (suiteHash.startsWith(replay.suite) && replay.suite !== '') return;
  throw new UsageProblem(suiteWording.otherVersion(replay.exercise));
}
