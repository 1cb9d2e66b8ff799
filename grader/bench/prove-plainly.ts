import { expect, test } from 'vitest';
import { defaultSeed } from '../check/invocation.ts';
import { plainSubmissionOf } from '../sandbox/plain.ts';
import { runSuite } from '../suites/run-suite.ts';
import { loadSuite } from '../verify/trial.ts';
import { suiteFile, variantOf } from './subjects.ts';

/** The same scenarios as `check` without `--seed`. */
const seed = defaultSeed;

/** One vitest test for each property of an exercise's suite, on its reference, without a sandbox. */
export async function provePlainly(exercise: string): Promise<void> {
  const suite = await loadSuite(suiteFile(exercise));
  const { sources } = await variantOf(exercise, 'reference');
  const submission = await plainSubmissionOf(sources);
  // One run judges all properties, as in the grader.
  const report = runSuite(suite, submission, { seed });
  for (const { id, outcome } of report.properties) {
    test(id, () => expect(outcome).toBe('holds'));
  }
}
