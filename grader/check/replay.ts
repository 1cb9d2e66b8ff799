import type { Catalogue, Exercise } from '../catalogue/catalogue.ts';
import { UsageProblem } from '../command-line/problem.ts';
import { parseToken, type Replay } from '../judging/replay-token.ts';
import type { StateFolder } from './state-folder.ts';
import { replayWording } from './wording.ts';

export interface ResolvedReplay {
  readonly replay: Replay;
  readonly exercise: Exercise;
}

/**
 * What `--replay` means. Whether its suite is still the same is only known once that is bundled:
 * see `assertSameSuite`.
 *
 * @throws UsageProblem if the token is broken, unknown here or of an exercise that is gone.
 */
export async function resolveReplay(
  typed: string,
  catalogue: Catalogue,
  state: StateFolder,
): Promise<ResolvedReplay> {
  const replay = await readReplay(typed, state);
  const exercise = catalogue
    .flatMap((chapter) => chapter.exercises)
    .find(({ chapter, manifest }) => chapter === replay.chapter && manifest.id === replay.exercise);
  if (exercise === undefined) {
    throw new UsageProblem(replayWording.unknownExercise(replay.exercise));
  }
  return { replay, exercise };
}

async function readReplay(typed: string, state: StateFolder): Promise<Replay> {
  const parsed = parseToken(typed);
  if (parsed.kind === 'broken') throw new UsageProblem(replayWording.broken);
  if (parsed.kind === 'replay') return parsed.replay;
  const saved = await state.token(parsed.name);
  if (saved === undefined) throw new UsageProblem(replayWording.unknownName(parsed.name));
  const whole = parseToken(saved);
  if (whole.kind !== 'replay' || whole.name !== parsed.name) {
    throw new UsageProblem(replayWording.broken);
  }
  return whole.replay;
}
