// cspell:ignore bullmq
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { UsageProblem } from '../../command-line/problem.ts';
import { exerciseVerdictSchema } from '../journal/verdict.ts';
import type { AttemptJob, TimedVerdict } from '../judge/judge-attempt.ts';
import { queueWording } from './wording.ts';

/** Bounds of what travels, as JSON. An attempt has at most 4 MiB of files (`input/limits.ts`). */
const maxMiB = 8;
const maxLength = maxMiB * 1024 * 1024;

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** An attempt on its way to whoever judges it, and with what it has to be judged. */
const wireJobSchema = z.strictObject({
  version: z.literal(1),
  chapter: z.string(),
  isJailed: z.boolean(),
  /** Hash of the grader's code, see `grader-version.ts`. */
  grader: digest,
  /** Hash of the suite by exercise; `''` if it does not load. */
  suites: z.record(z.string(), z.union([digest, z.literal('')])),
  pseudonym: z.string(),
  attempt: z.int().min(1),
  files: z.array(z.tuple([z.string(), z.base64()])),
  exercises: z.array(z.strictObject({ id: z.string(), key: z.string() })).min(1),
  seeds: z.tuple([z.int()], z.int()),
});
export type WireJob = z.infer<typeof wireJobSchema>;

const wireResultSchema = z.array(
  z.strictObject({ verdict: exerciseVerdictSchema, elapsedMs: z.number().min(0) }),
);
export type WireResult = z.infer<typeof wireResultSchema>;

/** What both sides must agree upon. */
export type Terms = Pick<WireJob, 'chapter' | 'isJailed' | 'grader' | 'suites'>;

/** @throws UsageProblem if it is too large. */
export function encodeJob(job: AttemptJob, terms: Terms): WireJob {
  const { pseudonym, attempt, exercises, seeds } = job;
  const files = [...job.files].map(([path, bytes]): [string, string] => [
    path,
    Buffer.from(bytes).toString('base64'),
  ]);
  const ids = new Set(exercises.map(({ id }) => id));
  const suites = Object.fromEntries(Object.entries(terms.suites).filter(([id]) => ids.has(id)));
  const wire: WireJob = {
    version: 1,
    ...terms,
    suites,
    pseudonym,
    attempt,
    files,
    exercises: exercises.map(({ id, key }) => ({ id, key })),
    seeds: [...seeds],
  };
  if (JSON.stringify(wire).length > maxLength) {
    throw new UsageProblem(queueWording.jobTooLarge(pseudonym, attempt, maxMiB));
  }
  return wire;
}

/** The same for the same work: whoever grades again finds what has been judged in the meantime. */
export function idOf(job: WireJob): string {
  return `a${createHash('sha256').update(JSON.stringify(job)).digest('hex')}`;
}

/** @returns `undefined` if it is no job. */
export function decodeJob(data: unknown): WireJob | undefined {
  if (JSON.stringify(data).length > maxLength) return undefined;
  return wireJobSchema.safeParse(data).data;
}

export function attemptOf({ pseudonym, attempt, files, exercises, seeds }: WireJob): AttemptJob {
  const bytes = files.map(([path, text]) => [path, Buffer.from(text, 'base64')] as const);
  return { pseudonym, attempt, files: new Map(bytes), exercises, seeds };
}

/** @throws Error (German) if it is too large. */
export function encodeResult(judged: readonly TimedVerdict[]): WireResult {
  const result = wireResultSchema.parse(judged);
  if (JSON.stringify(result).length > maxLength) {
    throw new Error(queueWording.resultTooLarge(maxMiB));
  }
  return result;
}

/** @returns `undefined` unless it is a result for exactly this job. */
export function decodeResult(
  value: unknown,
  { exercises }: AttemptJob,
): readonly TimedVerdict[] | undefined {
  if ((JSON.stringify(value) ?? '').length > maxLength) return undefined;
  const { data } = wireResultSchema.safeParse(value);
  const isOurs =
    data?.length === exercises.length &&
    exercises.every(({ id, key }, index) => {
      const verdict = data[index]?.verdict;
      return verdict?.exercise === id && verdict.key === key;
    });
  return isOurs ? data : undefined;
}
