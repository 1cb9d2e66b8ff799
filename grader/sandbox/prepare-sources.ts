import { BundleFailure, bundleSubmission, type SubmissionBundle } from './bundle.ts';
import { instrument } from './instrument.ts';
import { locatorOf } from './locate.ts';
import { parseBundle } from './parsed-bundle.ts';
import type { Refusal } from './refusal.ts';
import type { SubmissionSources } from './sources.ts';
import { refusedSyntax } from './syntax-check.ts';

/** What is done with a submission's files once they are in memory: also runs in a page. */

/** A bundled and instrumented submission: plain data that travels to the child process. */
export interface PreparedSubmission {
  readonly code: string;
  /** Source maps (JSON text) that lead from `code` back to the student's `.ts`, one after the other. */
  readonly maps: readonly string[];
  /** Place in the student's source of each counted loop or function, by its number in `code`. */
  readonly sites: readonly Site[];
}

/** What a counter in the code stands for, in the student's source. */
export interface Site {
  readonly kind: 'loop' | 'function' | 'other';
  /** `while`, `do`, `for`, or the function's name, `''` if it has none. */
  readonly name: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** Index of the loop directly around a loop in the same function. */
  readonly outer?: number;
}

export type Preparation =
  | { readonly kind: 'prepared'; readonly submission: PreparedSubmission }
  | { readonly kind: 'refused'; readonly refusals: readonly [Refusal, ...Refusal[]] };

/** A module without exports: to run a suite of which only the description is wanted. */
export const emptySubmission: PreparedSubmission = {
  code: '(referee) => ({ refill: () => 0, start: () => ({}) })',
  maps: [],
  sites: [],
};

/** Checks, bundles and instruments files in memory. Throws only for the grader's own defects. */
export async function prepareSources(sources: SubmissionSources): Promise<Preparation> {
  let bundle: SubmissionBundle;
  try {
    bundle = await bundleSubmission(sources);
  } catch (error) {
    if (error instanceof BundleFailure) return refused(error.problems.map(refusalOf));
    throw error;
  }
  const locator = locatorOf(bundle.map);
  const parsed = parseBundle(bundle.code);
  const refusals = refusedSyntax(parsed, locator);
  if (refusals.length > 0) return refused(refusals);
  const { code, map, sites } = instrument(parsed);
  const placed = sites.map(({ start, ...site }) => {
    const place = locator.locateOffset(bundle.code, start);
    return { ...site, file: place?.file ?? '', line: place?.line ?? 0, column: place?.column ?? 0 };
  });
  return { kind: 'prepared', submission: { code, maps: [map, bundle.map], sites: placed } };
}

/**
 * The same for code of the workbook's own.
 *
 * @throws if it would be refused.
 */
export async function prepareTrusted(sources: SubmissionSources): Promise<PreparedSubmission> {
  const prepared = await prepareSources(sources);
  if (prepared.kind === 'prepared') return prepared.submission;
  const [{ file, line, rule, detail }] = prepared.refusals;
  throw new Error(`refused: ${file}:${line}: ${rule} ${detail}`);
}

/** A submission that is not run, for these reasons. */
export function refused(refusals: readonly Refusal[]): Preparation {
  const [first, ...others] = refusals;
  if (first === undefined) throw new Error('refused without a reason');
  return { kind: 'refused', refusals: [first, ...others] };
}

/** Why the bundler could not make a bundle, as a refusal. */
export function refusalOf({ text, rule, location }: BundleFailure['problems'][number]): Refusal {
  const { file = '', ...place } = location ?? {};
  const status =
    rule === 'syntax-error' || rule === 'unresolved-import' ? 'nicht-auswertbar' : 'unzulaessig';
  return { rule, detail: text, status, file, ...place };
}
