import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { UsageProblem } from '../command-line/problem.ts';
import { chapterResultSchema } from '../results/result.ts';
import { incidentSchema } from './journal/verdict.ts';
import { attemptName } from './judge-people.ts';
import type { GradedAttempt } from './model.ts';
import { gradeWording } from './wording.ts';

/** Each attempt in full, secret properties included: for instructors and for `grade diff`. */
const folderName = 'ergebnisse';

const gradedAttemptSchema: z.ZodType<GradedAttempt> = z.strictObject({
  pseudonym: z.string(),
  attempt: z.int(),
  submittedAt: z.string().exactOptional(),
  result: chapterResultSchema,
  points: z.number(),
  late: z.strictObject({ days: z.int(), deducted: z.number() }).exactOptional(),
  note: z.string().exactOptional(),
  incidents: z.array(incidentSchema),
});

/** Where an attempt's verdict lies in the output, with `/`. */
export function gradedFile({ pseudonym, attempt }: GradedAttempt): string {
  return `${folderName}/${attemptName(pseudonym, attempt)}.json`;
}

export function gradedText(attempt: GradedAttempt): string {
  return `${JSON.stringify(gradedAttemptSchema.parse(attempt), null, 1)}\n`;
}

/** Names of the verdicts in an output. @throws UsageProblem if it is none. */
export async function gradedNames(root: string, shownAs: string): Promise<readonly string[]> {
  const names = await readdir(join(root, folderName)).catch(() => {
    throw new UsageProblem(gradeWording.outNotThere(shownAs));
  });
  return names.filter((name) => name.endsWith('.json'));
}

/** @returns `undefined` if there is none. @throws UsageProblem if it is damaged. */
export async function readGraded(root: string, name: string): Promise<GradedAttempt | undefined> {
  const file = join(root, folderName, name);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return gradedAttemptSchema.parse(JSON.parse(text));
  } catch {
    throw new UsageProblem(gradeWording.outBroken(file));
  }
}
