import type { Replay } from '../../../grader/judging/replay.ts';
import type { PreparedSubmission } from '../../../grader/sandbox/prepare-sources.ts';
import { type ChamberControls, runInChamber } from './chamber.ts';
import type { Telling } from './clerk-calls.ts';
import type { ExercisePackage, Played } from './contract.ts';

/** There is no trace to show: the code was refused, used up its budget, or was stopped. German message. */
export class NotPlayed extends Error {
  override readonly name = 'NotPlayed';
}

/** A suite and the code it judges, which is prepared already: nothing has to be translated. */
export interface Playable extends Pick<ExercisePackage, 'suite' | 'uses'> {
  readonly submission: PreparedSubmission;
}

/**
 * Plays one input in the chamber, whether or not a property fails.
 *
 * @param tell makes of its end what is shown; it may be asked elsewhere than in the page.
 * @throws NotPlayed
 */
export async function play(
  { suite, uses, submission }: Playable,
  replay: Replay,
  tell: (task: Telling) => Played | string | Promise<Played | string>,
  controls: ChamberControls = {},
): Promise<Played> {
  const { seed, experiment, input } = replay;
  const data = { submission, uses, options: { seed }, play: { experiment, input } };
  const end = await runInChamber({ program: suite.code, data }, controls);
  const told = await tell({ hash: suite.hash, replay, end });
  if (typeof told === 'string') throw new NotPlayed(told);
  return told;
}
