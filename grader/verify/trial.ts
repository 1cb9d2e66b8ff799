import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { plainMeteredSubmissionOf } from '../sandbox/plain.ts';
import type { Reference } from '../sandbox/reference.ts';
import type { SubmissionSources } from '../sandbox/sources.ts';
import type { PropertyReport } from '../suites/report.ts';
import { runSuite } from '../suites/run-suite.ts';
import type { Suite } from '../suites/suite.ts';

/** One variant against one suite under some seeds: the unit of work of a worker. */
export interface Trial {
  readonly suiteFile: string;
  readonly sources: SubmissionSources;
  /** Of the exercises that this one is built on. */
  readonly references: readonly Reference[];
  readonly seeds: readonly number[];
  /** All properties if absent. */
  readonly properties?: readonly string[];
}

/** What one seed brought, in the order of the suite's properties. */
export type Outcome = Pick<PropertyReport, 'id' | 'outcome' | 'scenarios' | 'message'>;

export async function runTrial(trial: Trial): Promise<Outcome[][]> {
  const suite = await loadSuite(trial.suiteFile);
  const submission = await plainMeteredSubmissionOf(trial.sources, trial.references);
  return trial.seeds.map((seed) =>
    runSuite(suite, submission, {
      seed,
      minimise: false,
      ...(trial.properties === undefined ? {} : { properties: trial.properties }),
    }).properties.map(({ id, outcome, scenarios, message, counterexample }) => {
      const words = message ?? counterexample?.message ?? '';
      const text = counterexample?.fault === undefined ? words : counterexample.fault.detail;
      return { id, outcome, scenarios, ...(text === '' ? {} : { message: text }) };
    }),
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
