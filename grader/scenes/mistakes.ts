import * as z from 'zod';
import { rowsOf } from '../feedback/space-time/rows.ts';
import type { Trace, TraceEvent } from '../simulator/trace.ts';
import { traceSchema } from '../simulator/trace-schema.ts';
import { firstDifference } from './difference.ts';
import { SceneProblem } from './perform.ts';
import type { SceneResult } from './result.ts';
import type { Mistake, References, Scene } from './scene.ts';
import { labelsOf, shownEvents } from './shown.ts';
import { wording } from './wording.ts';

/** Version of the form of `<scene>.fehler.json`. */
export const mistakesVersion = 1;

/** How a scene goes when somebody makes a typical mistake: the same scenario, other code. */
export const mistakesSchema = z.strictObject({
  schemaVersion: z.literal(mistakesVersion),
  id: z.string(),
  mistakes: z.array(
    z.strictObject({
      /** German: the mistake's name. */
      title: z.string(),
      /** German: what to look at. */
      note: z.string(),
      trace: traceSchema,
      shown: z.array(z.number().int().nonnegative()),
      labels: z
        .array(z.strictObject({ event: z.number().int().nonnegative(), text: z.string() }))
        .exactOptional(),
    }),
  ),
});

export type SceneMistakes = z.infer<typeof mistakesSchema>;
export type SceneMistake = SceneMistakes['mistakes'][number];

/** Solutions with a mistake, and its German name. */
export type LendMistaken = (
  mistake: Mistake,
) => Promise<{ readonly title: string; readonly references: References }>;

/**
 * Plays a scene once more with each of its mistakes.
 *
 * @throws SceneProblem if the code breaks, or a mistake makes no difference that is seen
 */
export async function performMistakes(
  scene: Scene,
  result: SceneResult,
  lend: LendMistaken,
): Promise<SceneMistakes | undefined> {
  if (scene.mistakes === undefined) return undefined;
  const mistakes: SceneMistake[] = [];
  for (const mistake of scene.mistakes) {
    const { title, references } = await lend(mistake);
    const run = scene.play(references);
    const { fault } = run;
    if (fault !== undefined) {
      throw new SceneProblem(
        wording.broke(`${result.id}/${mistake.mutant}`, fault.kind, fault.detail),
      );
    }
    const shown = shownEvents(scene, run, new Set());
    if (
      firstDifference(rows(result.trace as Trace, result.shown), rows(run.trace, shown)) ===
      undefined
    ) {
      throw new SceneProblem(wording.noDifference(result.id, mistake.mutant));
    }
    mistakes.push({
      title,
      note: mistake.note,
      trace: JSON.parse(JSON.stringify(run.trace)),
      shown,
      ...labelsOf(scene, run, shown),
    });
  }
  return mistakesSchema.parse({ schemaVersion: mistakesVersion, id: result.id, mistakes });
}

function rows(trace: Trace, shown: readonly number[]) {
  const chosen = new Set(shown);
  const shows = ({ seq }: TraceEvent): boolean => chosen.has(seq);
  return rowsOf(trace, { shows, maxEvents: trace.events.length }).flatMap((row) =>
    row.kind === 'event' ? [row] : [],
  );
}
