import * as z from 'zod';

/** `exercises/<chapter>/<exercise>/manifest.json`: all the grader knows of an exercise. */
export const exerciseManifestSchema = z.strictObject({
  /** The folder's name. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** `8.7`: the number used in `TODO(8.7)`. */
  number: z.string(),
  title: z.string(),
  /** One German sentence: what one learns. */
  summary: z.string(),
  /** Files students edit, the entry module first. */
  files: z.array(z.string().endsWith('.ts')).min(1),
  /** Given files (types, constants) that submissions cannot replace. */
  contract: z.array(z.string().endsWith('.ts')),
  /** What the entry module must export, with the kind of each. */
  exports: z.record(z.string(), z.enum(['function', 'class', 'constant'])),
  parts: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        bonus: z.boolean().default(false),
      }),
    )
    .min(1),
  /** Chapter text, below `chapters/<chapter>/`. */
  chapter: z.string(),
  /** Concepts practised, as in the glossary. */
  concepts: z.array(z.string()).min(1),
  /** Exercises that should be done before, by id. */
  after: z.array(z.string()).default([]),
  /**
   * Exercises of the same chapter whose solution this one is built upon. The workbook's own is used;
   * with `own`, the student's, so that one may see one's parts work together.
   */
  uses: z
    .array(z.strictObject({ exercise: z.string(), own: z.boolean().default(false) }))
    .default([]),
});
export type ExerciseManifest = z.infer<typeof exerciseManifestSchema>;

/** `exercises/<chapter>/manifest.json`. */
export const chapterManifestSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** In the order of the lecture. A whole chapter's weights add up to 100. */
  exercises: z.array(
    z.strictObject({
      id: z.string(),
      /** How many of the chapter's 100 points this exercise's own 100 are worth. */
      weight: z.int().min(1).max(100),
    }),
  ),
  /**
   * Whether the quiz counts; without it, it does not. As `weight` its points are part of the
   * chapter's 100, so the exercises' weights add up to less; as `bonus` they come on top.
   */
  quiz: z
    .strictObject({ counts: z.enum(['weight', 'bonus']), points: z.int().min(1).max(100) })
    .optional(),
});
export type ChapterManifest = z.infer<typeof chapterManifestSchema>;
