import * as z from 'zod';

/** What a question may ask of a scene's result, `chapters/<chapter>/ablaeufe/<id>.json`. */
export const sceneResultSchema = z.looseObject({
  schemaVersion: z.literal(1),
  id: z.string(),
  title: z.string(),
  /** Computed by the simulator with the reference solution. */
  facts: z.record(z.string(), z.union([z.number(), z.string()])),
});
export type SceneResult = z.output<typeof sceneResultSchema>;

export type Fact = number | string;

/** The scenes of one chapter by id. */
export type Scenes = ReadonlyMap<string, SceneResult>;

/** The scenes among what was read from files; whatever has another form is no scene. */
export function scenesFrom(results: readonly unknown[]): Scenes {
  return new Map(
    results.flatMap((result) => {
      const parsed = sceneResultSchema.safeParse(result);
      return parsed.success ? [[parsed.data.id, parsed.data] as const] : [];
    }),
  );
}
