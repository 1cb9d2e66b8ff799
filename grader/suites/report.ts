import * as z from 'zod';

/** What one suite found out about one submission: plain data, before points are given. */

export const faultSchema = z.strictObject({
  kind: z.enum([
    'exception',
    'todo',
    'step-budget',
    'recursion',
    'bad-message',
    'bad-argument',
    'asynchronous',
    'missing-export',
    'flood',
    'non-deterministic',
  ]),
  detail: z.string(),
  field: z.string().optional(),
  node: z.string().optional(),
  handler: z.string().optional(),
  exercise: z.string().optional(),
  location: z
    .strictObject({
      file: z.string(),
      line: z.number().int(),
      column: z.number().int().optional(),
    })
    .optional(),
});

export const counterexampleSchema = z.strictObject({
  experiment: z.string(),
  /** A replay runs exactly this. */
  input: z.unknown(),
  /** Nothing smaller fails: no scripted input, and the search for smaller ones came to its end. */
  minimised: z.boolean(),
  /** Number of the run that failed first, from 1. */
  foundInRun: z.number().int(),
  message: z.string(),
  /** Sequence numbers in `trace`, the first wrong step first. */
  events: z.array(z.number().int()),
  expected: z.unknown().optional(),
  actual: z.unknown().optional(),
  fault: faultSchema.optional(),
  trace: z.unknown().optional(),
  calls: z
    .array(
      z.strictObject({
        name: z.string(),
        arguments: z.array(z.unknown()),
        returned: z.unknown().optional(),
        created: z.literal(true).optional(),
        failed: z.literal(true).optional(),
      }),
    )
    .optional(),
});

/** What an exhaustive experiment went through. */
export const coverageSchema = z.strictObject({
  experiment: z.string(),
  /** Schedules judged, each for all those equivalent to it. */
  schedules: z.number().int(),
  /** Length of the longest, in steps. */
  depth: z.number().int(),
  /** Left out because they are equivalent to one of those. */
  pruned: z.number().int(),
  /** False if the budget ran out: then nothing is said about the rest. */
  complete: z.boolean(),
});

export const propertyReportSchema = z.strictObject({
  id: z.string(),
  /**
   * `vacuous`: never violated, but what it is about never happened. `unknown`: a checker's budget
   * ran out, or fewer runs were asked for than it takes to tell `holds` from `vacuous`. `fault`: the submission broke. `error`: the suite itself broke.
   */
  outcome: z.enum(['holds', 'violated', 'vacuous', 'unknown', 'fault', 'error']),
  /** Number of inputs judged, without those of shrinking. */
  scenarios: z.number().int(),
  /** For `vacuous`, `unknown` and `error`. */
  message: z.string().optional(),
  counterexample: counterexampleSchema.optional(),
  /** Of each exhaustive experiment that ran to its end for this property. */
  coverage: z.array(coverageSchema).optional(),
});

export const suiteReportSchema = z.strictObject({
  exercise: z.string(),
  seed: z.number().int(),
  properties: z.array(propertyReportSchema),
});

export type CoverageReport = z.infer<typeof coverageSchema>;
export type Counterexample = z.infer<typeof counterexampleSchema>;
export type PropertyReport = z.infer<typeof propertyReportSchema>;
export type SuiteReport = z.infer<typeof suiteReportSchema>;
