import * as z from 'zod';

/** One property as reports show it, without its code. */
export const propertyMetaSchema = z.strictObject({
  id: z.string(),
  part: z.string(),
  title: z.string(),
  rule: z.string(),
  source: z.string(),
  points: z.number().nonnegative(),
  kind: z.enum(['safety', 'liveness']),
  visibility: z.enum(['offen', 'verdeckt', 'geheim']),
  /** Fault levels of its experiments, each once, from harmless to severe. */
  faults: z.array(z.enum(['none', 'loss', 'reordering', 'partition', 'crash'])),
  hints: z.array(z.string()).min(1),
  chapter: z.string(),
});
export type PropertyMeta = z.infer<typeof propertyMetaSchema>;

/** What {@link import('./describe-suite.ts').describeSuite} makes of a suite. */
export const suiteMetaSchema = z.strictObject({
  exercise: z.string(),
  properties: z.array(propertyMetaSchema),
  /** Points of the secret properties that this copy lacks, by part. */
  withheld: z.record(z.string(), z.number().nonnegative()).optional(),
});
export type SuiteMeta = z.infer<typeof suiteMetaSchema>;
