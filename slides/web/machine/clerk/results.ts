import { conclude } from '../../../../grader/judging/conclude.ts';
import type { ExerciseResult } from '../../../../grader/results/result.ts';
import type { Concluding, Given } from '../clerk-calls.ts';
import { readEnd } from './read-end.ts';

/** The same as `check` makes of the same evidence. */
export function concluded(task: Concluding): ExerciseResult {
  const { exercise, prepared, inspection, end } = task;
  const outcome = end === undefined ? undefined : readEnd(end);
  const meta = outcome?.kind === 'completed' ? outcome.meta : exercise.meta;
  const checked = conclude(
    targetOf(exercise),
    { hash: task.hash },
    { seed: task.seed, properties: task.properties },
    { meta, defects: [] },
    { prepared, inspection, outcome },
  );
  return checked.result;
}

function targetOf({ chapter, manifest, weight }: Given): Parameters<typeof conclude>[0] {
  const exercise = { chapter, chapterTitle: '', manifest, weight, folder: '' };
  return { exercise, sourceDir: undefined, shownAs: `exercises/${chapter}/${manifest.id}` };
}
