import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { UsageProblem } from '../command-line/problem.ts';
import { quizShareSchema } from '../results/result.ts';
import { gradingSchema } from './config/schema.ts';
import { writeDurably } from './journal/durable-file.ts';
import { protocolName } from './output-folder.ts';
import { gradeWording } from './wording.ts';

/** What the outputs are made of besides the verdicts, so that they can be made again without the input. */
export const runRecordSchema = z.strictObject({
  version: z.literal(1),
  chapter: z.string(),
  /** In the order of the catalogue. */
  exercises: z.array(z.string()).min(1),
  /** What each of them counts in the chapter: the chapter's own weights or those of `grading.yaml`. */
  weights: z.record(z.string(), z.int()),
  /** Recorded, and secret until everything is published. */
  seeds: z.array(z.int()).min(1),
  isPublished: z.boolean(),
  isJailed: z.boolean(),
  config: gradingSchema,
  /** By pseudonym. */
  people: z.array(
    z.strictObject({
      pseudonym: z.string(),
      attempts: z.array(
        z.strictObject({
          number: z.int(),
          submittedAt: z.string().exactOptional(),
          notes: z.array(z.string()),
          /** What the answers handed in bring, where the chapter's quiz counts. */
          quiz: quizShareSchema.exactOptional(),
          /** Of the verdict on each exercise. */
          keys: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ),
});
export type RunRecord = z.output<typeof runRecordSchema>;

const studentSchema = z.strictObject({
  pseudonym: z.string(),
  name: z.string(),
  email: z.string().exactOptional(),
  identifier: z.string().exactOptional(),
});

/** `zuordnung.json`: the only file in which pseudonyms and persons meet. */
export const keyFileSchema = z.strictObject({
  version: z.literal(1),
  personen: z.array(studentSchema),
  /** Who is in the class's list, but has handed in nothing. */
  ohneAbgabe: z.array(studentSchema),
  abgelehnt: z.array(
    z.strictObject({
      shownAs: z.string(),
      reason: z.string(),
      student: studentSchema.exactOptional(),
    }),
  ),
});
export type KeyFile = z.output<typeof keyFileSchema>;

export const keyFileName = 'zuordnung.json';
const recordName = 'lauf.json';

export async function saveRecord(root: string, record: RunRecord): Promise<void> {
  await writeDurably(join(root, protocolName, recordName), toText(record));
}

/** @throws UsageProblem if there is none or it is damaged. */
export function loadRecord(root: string, shownAs: string): Promise<RunRecord> {
  return load(join(root, protocolName, recordName), runRecordSchema, shownAs);
}

export function keyFileText(key: KeyFile): string {
  return toText(keyFileSchema.parse(key));
}

/** @throws UsageProblem if there is none or it is damaged. */
export function loadKeyFile(root: string, shownAs: string): Promise<KeyFile> {
  return load(join(root, keyFileName), keyFileSchema, shownAs);
}

async function load<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  shownAs: string,
): Promise<z.output<Schema>> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw new UsageProblem(gradeWording.outNotThere(shownAs));
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new UsageProblem(gradeWording.outBroken(file));
  }
}

function toText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
