import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { plainMeteredSubmissionOf } from '../sandbox/plain.ts';
import type { Reference } from '../sandbox/reference.ts';
import type { SubmissionSources } from '../sandbox/sources.ts';
import type { PropertyReport } from '../suites/report.ts';
import { runSuite } from '../suites/run-suite.ts';
import type { Submission } from '../suites/submission.ts';
import type { Suite } from '../suites/suite.ts';

/** One variant against one suite under some seeds: the unit of work of a worker. */
export interface Trial {
  readonly suiteFile: string;
  readonly sources: SubmissionSources;
  /** Of the exercises that this one is built on. */
  readonly references: readonly Reference[];
  readonly seeds: readonly number[];
  /**
   * Only these properties, one after the other until one of them fails, the likeliest first; the
   * others do not run. All properties together if absent.
   */
  readonly untilFailed?: readonly string[];
}

/** What one seed brought for one property. */
export type Outcome = Pick<PropertyReport, 'id' | 'outcome' | 'scenarios' | 'message'>;

/** One list of outcomes a seed. */
export async function runTrial(trial: Trial): Promise<Outcome[][]> {
  const suite = await loadSuite(trial.suiteFile);
  const submission = await plainMeteredSubmissionOf(trial.sources, trial.references);
  return trial.seeds.map((seed) => {
    if (trial.untilFailed === undefined) return outcomesOf(suite, submission, seed);
    const outcomes: Outcome[] = [];
    for (const property of trial.untilFailed) {
      outcomes.push(...outcomesOf(suite, submission, seed, [property]));
      if (outcomes.some(isKill)) break;
    }
    return outcomes;
  });
}

/** Whether a property has found a submission wrong. */
export function isKill({ outcome }: Outcome): boolean {
  return outcome !== 'holds' && outcome !== 'error';
}

function outcomesOf(
  suite: Suite,
  submission: Submission,
  seed: number,
  properties?: readonly string[],
): Outcome[] {
  const options = { seed, minimise: false, ...(properties === undefined ? {} : { properties }) };
  return runSuite(suite, submission, options).properties.map(
    ({ id, outcome, scenarios, message, counterexample }) => {
      const words = message ?? counterexample?.message ?? '';
      const text = counterexample?.fault === undefined ? words : counterexample.fault.detail;
      return { id, outcome, scenarios, ...(text === '' ? {} : { message: text }) };
    },
  );
}

export async function loadSuite(suiteFile: string): Promise<Suite> {
  const { suite } = (await import(pathToFileURL(suiteFile).href)) as { suite: Suite };
  return suite;
}

/** `grader/suites/<chapter>/<exercise>/suite.ts`. */
export function suiteFileOf(suites: string, chapter: string, exercise: string): string {
  return join(suites, chapter, exercise, 'suite.ts');
}
