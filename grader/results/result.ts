import * as z from 'zod';
import { counterexampleSchema, coverageSchema } from '../suites/report.ts';

/** Raise with every change a reader of old results would notice. */
export const resultSchemaVersion = 2;

/**
 * - `bestanden`, `nicht-bestanden`: judged.
 * - `nicht-abgeschlossen`: the submission used up a budget, or a checker did.
 * - `nicht-auswertbar`: it could not be judged (does not compile, files missing).
 * - `unzulaessig`: it uses what is not allowed.
 * - `pruefer-fehler`: our own defect; never charged to the student.
 */
export const statusSchema = z.enum([
  'bestanden',
  'nicht-bestanden',
  'nicht-abgeschlossen',
  'nicht-auswertbar',
  'unzulaessig',
  'pruefer-fehler',
]);
export type Status = z.infer<typeof statusSchema>;

/** Something the inspection of the source found. */
export const findingSchema = z.strictObject({
  /** kebab-case: `type-error`, `forbidden-date-now`, `todo-left`, `skeleton-unchanged` … */
  rule: z.string(),
  severity: z.enum(['fehler', 'warnung', 'hinweis']),
  /** German, complete sentences: what is wrong and what to do. */
  message: z.string(),
  file: z.string().optional(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
});
export type Finding = z.infer<typeof findingSchema>;

export const propertyResultSchema = z.strictObject({
  id: z.string(),
  part: z.string(),
  title: z.string(),
  rule: z.string(),
  source: z.string(),
  status: statusSchema,
  points: z.number(),
  maxPoints: z.number(),
  bonus: z.boolean(),
  kind: z.enum(['safety', 'liveness']),
  visibility: z.enum(['offen', 'verdeckt', 'geheim']),
  faults: z.array(z.enum(['none', 'loss', 'reordering', 'partition', 'crash'])),
  scenarios: z.number().int(),
  /** What was gone through exhaustively. */
  coverage: z.array(coverageSchema).optional(),
  /** German: why it is not `bestanden`. */
  message: z.string().optional(),
  counterexample: counterexampleSchema.optional(),
  /** The first hint; all of them in `hints`. */
  hint: z.string().optional(),
  hints: z.array(z.string()),
  chapter: z.string(),
  /** Token for `--replay`. */
  replay: z.string().optional(),
});
export type PropertyResult = z.infer<typeof propertyResultSchema>;

export const exerciseResultSchema = z.strictObject({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  status: statusSchema,
  /** On the exercise's own scale: 100 and the bonus. */
  points: z.number(),
  maxPoints: z.number(),
  bonusPoints: z.number(),
  maxBonusPoints: z.number(),
  /** Of secret properties, which only grading judges: not among those above. */
  withheldPoints: z.number().positive().optional(),
  /** How many of the chapter's 100 points those 100 are worth; the bonus is weighed alike. */
  weight: z.number().int(),
  /** German: why the exercise as a whole could not be judged. */
  message: z.string().optional(),
  findings: z.array(findingSchema),
  properties: z.array(propertyResultSchema),
});
export type ExerciseResult = z.infer<typeof exerciseResultSchema>;

/** The quiz, where the chapter's manifest says that it counts. */
export const quizShareSchema = z.strictObject({
  /** As part of the chapter's points, or on top of them. */
  counts: z.enum(['weight', 'bonus']),
  /** Of the chapter. */
  points: z.number(),
  maxPoints: z.number(),
  /** Questions. */
  right: z.number().int(),
  answered: z.number().int(),
  total: z.number().int(),
});
export type QuizShare = z.infer<typeof quizShareSchema>;

export const chapterResultSchema = z.strictObject({
  schemaVersion: z.literal(resultSchemaVersion),
  chapter: z.string(),
  seed: z.number().int(),
  suiteHash: z.string(),
  status: statusSchema,
  /** Of the exercises checked, weighed: 100 if that is the whole chapter. */
  points: z.number(),
  maxPoints: z.number(),
  bonusPoints: z.number(),
  maxBonusPoints: z.number(),
  exercises: z.array(exerciseResultSchema),
  /** Only where it counts and the whole chapter was checked; its points are in those above. */
  quiz: quizShareSchema.optional(),
});
export type ChapterResult = z.infer<typeof chapterResultSchema>;
