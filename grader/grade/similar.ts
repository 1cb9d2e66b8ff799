import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Exercise } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import { writeDurably } from './journal/durable-file.ts';
import type { GradedInput } from './model.ts';
import type { SimilarPair } from './outputs.ts';

/**
 * Compares all submissions, as long as their files are at hand. Same files, same pairs, the most
 * similar first.
 */
export type FindSimilar = (
  submissions: readonly GradedInput[],
  context: {
    readonly layout: Layout;
    readonly exercises: readonly Exercise[];
    readonly signal: AbortSignal;
  },
) => Promise<readonly SimilarPair[]>;

const passageSchema = z.strictObject({
  file: z.string(),
  fromLine: z.int(),
  toLine: z.int(),
  text: z.string(),
});

const fileSchema: z.ZodType<readonly SimilarPair[]> = z.array(
  z.strictObject({
    a: z.string(),
    b: z.string(),
    exercise: z.string(),
    share: z.number(),
    fragments: z.array(z.strictObject({ a: passageSchema, b: passageSchema })),
  }),
);

/** Kept with the run: outputs that are made anew later do not have the files. */
export async function saveSimilar(file: string, pairs: readonly SimilarPair[]): Promise<void> {
  await writeDurably(file, `${JSON.stringify(pairs)}\n`);
}

/** None if nobody has looked for any. */
export async function loadSimilar(file: string): Promise<readonly SimilarPair[]> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return [];
  }
}

/** Forgets a person. */
export async function removeFromSimilar(file: string, pseudonym: string): Promise<void> {
  const isOf = (name: string) => name.startsWith(`${pseudonym}-`);
  const pairs = await loadSimilar(file);
  await saveSimilar(
    file,
    pairs.filter(({ a, b }) => !isOf(a) && !isOf(b)),
  );
}
