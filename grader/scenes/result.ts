import * as z from 'zod';
import { traceSchema } from '../simulator/trace-schema.ts';

/** Version of the form of `<scene>.json`. Raise it with every change a reader would notice. */
export const sceneSchemaVersion = 1;

export const factsSchema = z.record(z.string(), z.union([z.number(), z.string()]));

/** Values computed from a run, by name: `rounds`, `n3.clock`. */
export type Facts = Readonly<Record<string, number | string>>;

/** What is kept of a scene: all that the book, its quizzes and the trace player need. */
export const sceneResultSchema = z.strictObject({
  schemaVersion: z.literal(sceneSchemaVersion),
  id: z.string(),
  title: z.string(),
  alt: z.string(),
  /** In the order of the lanes; `role` is what the node is in this story. */
  nodes: z.array(z.strictObject({ id: z.string(), role: z.string().exactOptional() })),
  /** All of the run, also what the picture leaves out. */
  trace: traceSchema,
  /** Sequence numbers of the events that the picture shows. */
  shown: z.array(z.number().int().nonnegative()),
  /** What is written beside events in words of the scene's own. */
  labels: z
    .array(z.strictObject({ event: z.number().int().nonnegative(), text: z.string() }))
    .exactOptional(),
  /** German: what of the trace is not shown. */
  leftOut: z.string().exactOptional(),
  /** Explanations, in the order of the trace; `event` is a sequence number. */
  steps: z.array(z.strictObject({ event: z.number().int().nonnegative(), caption: z.string() })),
  facts: factsSchema,
});

export type SceneResult = z.infer<typeof sceneResultSchema>;
