import { randomBytes, randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { UsageProblem } from '../command-line/problem.ts';
import { writeDurably } from './journal/durable-file.ts';
import { gradeWording } from './wording.ts';

/**
 * What a class's grading depends on and nobody in the class may know: the secret behind the pseudonyms
 * and the seeds. Made at random when it is first asked for, and kept, so that the same command gives
 * the same bytes next week.
 */
export interface ClassSecrets {
  readonly secret: string;
  readonly seeds: readonly number[];
  /** The file was made just now. */
  readonly isNew: boolean;
}

const seedSchema = z.int().min(-0x8000_0000).max(0x7fff_ffff);

const fileSchema = z.strictObject({
  geheimnis: z.string().min(16),
  startwerte: z.array(seedSchema).min(1),
});

/** @throws UsageProblem if the file is not what it should be; never overwrites one. */
export async function classSecrets(file: string, shownAs: string): Promise<ClassSecrets> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return createSecrets(file);
  const parsed = fileSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new UsageProblem(gradeWording.classFileBroken(shownAs));
  return { secret: parsed.data.geheimnis, seeds: parsed.data.startwerte, isNew: false };
}

async function createSecrets(file: string): Promise<ClassSecrets> {
  const made = { geheimnis: randomBytes(24).toString('hex'), startwerte: [randomInt(0x7fff_ffff)] };
  await writeDurably(file, `${JSON.stringify(made, null, 2)}\n`, 0o600);
  return { secret: made.geheimnis, seeds: made.startwerte, isNew: true };
}

/** `--seeds FILE`: whole numbers, one a line; lines that begin with `#` are comments. */
export async function seedList(file: string): Promise<readonly number[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageProblem(gradeWording.noSeedFile(file));
  });
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const seeds = lines.flatMap((line, index) => {
    if (line === '' || line.startsWith('#')) return [];
    const seed = seedSchema.safeParse(/^-?\d+$/.test(line) ? Number(line) : line);
    if (!seed.success) throw new UsageProblem(gradeWording.badSeed(file, index + 1, line));
    return [seed.data];
  });
  if (seeds.length === 0) throw new UsageProblem(gradeWording.noSeeds(file));
  return [...new Set(seeds)];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
