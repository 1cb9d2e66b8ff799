import { isForkable } from '../feedback/forkable.ts';
import type { ForkKit } from '../feedback/html/pages.ts';
import type { CheckedExercise } from '../judging/conclude.ts';
import { packRun } from '../judging/pack-run.ts';
import { loadForkProgram } from '../judging/player-program.ts';
import type { CheckedAll } from './check-all.ts';
import type { Invocation } from './invocation.ts';
import { sourceOptions } from './view-of.ts';

/**
 * What lets readers of a report change counterexamples: `undefined` if nobody may have the suites, as with
 * those of authors, or if the copy lacks the program.
 */
export async function forkKit(
  { checked, chapters: [chapter] }: CheckedAll,
  invocation: Invocation,
  root: string,
): Promise<ForkKit | undefined> {
  if (chapter === undefined || checked.some(({ ran }) => ran?.suite.isOpen === false)) {
    return undefined;
  }
  const program = await loadForkProgram(root);
  if (program === undefined) return undefined;
  const options = sourceOptions(invocation).join(' ');
  const packed = checked.flatMap((each): [string, string][] => {
    const run = packedRunOf(each, chapter.seed, options);
    return run === undefined ? [] : [[each.target.exercise.manifest.id, run]];
  });
  return { ...program, packed: new Map(packed) };
}

function packedRunOf(
  { target, result, ran }: CheckedExercise,
  seed: number,
  options: string,
): string | undefined {
  if (ran === undefined || !result.properties.some(isForkable)) return undefined;
  const { suite, uses, submission } = ran;
  const { code, hash } = suite;
  return packRun({
    chapter: target.exercise.chapter,
    exercise: result.id,
    seed,
    suite: { code, hash },
    uses,
    submission,
    options,
  });
}
