import * as z from 'zod';

/** ISO 8601 with offset: a deadline without one would depend on the machine. Seconds may be left out. */
const moment = z.preprocess(
  (value) => (typeof value === 'string' ? value.replace(/(T\d\d:\d\d)(?=[Z+-])/, '$1:00') : value),
  z.iso.datetime({ offset: true }),
);
const points = z.number().min(0).max(1000);

/** One row of the table from points to a grade. */
const markSchema = z.strictObject({
  /** Per cent of the points that can be reached. */
  ab: z.number().min(0).max(100),
  note: z.string().min(1).max(20),
});

/**
 * `grading.yaml`, with the field names as instructors write them. Everything may be left out; the
 * defaults stand here and, explained, in `grading.example.yaml`.
 */
export const gradingSchema = z.strictObject({
  /** Exercises that count, with their weights, in place of the chapter's own. */
  aufgaben: z.record(z.string(), z.int().min(1).max(1000)).optional(),
  /** Deadline of all exercises; without one nothing is late. */
  frist: moment.optional(),
  /** Deadlines of single exercises, by id. */
  fristen: z.record(z.string(), moment).default({}),
  /** Extensions: by name, e-mail, identifier or pseudonym; they take the place of earlier deadlines. */
  verlaengerungen: z.record(z.string(), moment).default({}),
  verspaetung: z
    .strictObject({
      /** Within these minutes after the deadline nothing is late; days are counted from their end. */
      nachfristMinuten: z.number().min(0).max(100_000).default(0),
      /** Points of an exercise's 100 for each day begun. */
      abzugProTag: points.default(10),
      /** At most so many points of an exercise's 100. */
      hoechstabzug: points.default(100),
    })
    .prefault({}),
  bonus: z
    .strictObject({
      /** Whether bonus points are added to the others; if not, they are only shown. */
      anrechnen: z.boolean().default(false),
      /** At most so many, of the chapter's points. */
      hoechstens: points.optional(),
      /** Whether the sum may be more than the points that can be reached. */
      ueberVolle: z.boolean().default(false),
    })
    .prefault({}),
  /** Which attempt counts: the one with most points after lateness, or the last. */
  versuch: z.enum(['bester', 'letzter']).default('bester'),
  noten: z.array(markSchema).min(1).optional(),
});
export type GradingConfig = z.output<typeof gradingSchema>;

export const defaultConfig: GradingConfig = gradingSchema.parse({});
