import * as z from 'zod';
import type { Plot } from './plot.ts';
import { factsSchema } from './result.ts';
import type { References } from './scene.ts';

/** A measurement of the book: many runs instead of one, told as a table and as a plot. */
export interface Study {
  /** German, as a heading. */
  readonly title: string;
  /** What the plot shows, in one German sentence. */
  readonly alt: string;
  readonly references?: readonly string[];
  measure(references: References): Measurement;
}

export interface Measurement {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly number[])[];
  readonly plot: Plot;
  /** German sentences below the table: how it was measured. */
  readonly method: string;
  readonly facts: Readonly<Record<string, number | string>>;
}

/** Gives a study its type. */
export function defineStudy(study: Study): Study {
  return study;
}

export const studySchemaVersion = 1;

const axis = z.strictObject({ title: z.string(), scale: z.enum(['linear', 'log2']) });

/** What is kept of a study in `<study>.json`. */
export const studyResultSchema = z.strictObject({
  schemaVersion: z.literal(studySchemaVersion),
  id: z.string(),
  title: z.string(),
  alt: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.number())),
  plot: z.strictObject({
    x: axis,
    y: axis,
    series: z.array(
      z.strictObject({
        name: z.string(),
        line: z.enum(['solid', 'dashed', 'none']),
        sign: z.enum(['circle', 'square', 'triangle', 'none']),
        colour: z.number().int().min(0).max(3),
        points: z.array(z.tuple([z.number(), z.number()])),
      }),
    ),
  }),
  method: z.string(),
  facts: factsSchema,
});

export type StudyResult = z.infer<typeof studyResultSchema>;

export function carryOut(id: string, study: Study, references: References): StudyResult {
  const { title, alt } = study;
  const measured = study.measure(references);
  return studyResultSchema.parse({
    schemaVersion: studySchemaVersion,
    id,
    title,
    alt,
    ...measured,
  });
}
