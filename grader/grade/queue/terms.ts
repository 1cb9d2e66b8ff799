import { loadCatalogue } from '../../catalogue/catalogue.ts';
import type { Layout } from '../../catalogue/layout.ts';
import { UsageProblem } from '../../command-line/problem.ts';
import type { SuiteStore } from '../../judging/suite-store.ts';
import { graderVersion } from '../grader-version.ts';
import { makePlan, type Plan, verdictKey } from '../plan.ts';
import { attemptOf, type Terms, type WireJob } from './wire.ts';
import { queueWording } from './wording.ts';

interface Workbook {
  readonly layout: Layout;
  readonly suites: SuiteStore;
}

type Seeds = Plan['seeds'];

/** What whoever judges these exercises must have, too. */
export async function termsOf(
  chapter: string,
  ids: ReadonlySet<string>,
  isJailed: boolean,
  workbook: Workbook,
): Promise<Terms> {
  const { grader, plan } = await planOf(chapter, ids, [0], workbook);
  const suites = plan?.exercises.map(
    ({ exercise, suiteHash }) => [exercise.manifest.id, suiteHash] as const,
  );
  return { chapter, isJailed, grader, suites: Object.fromEntries(suites ?? []) };
}

/**
 * A verdict from another workbook would be another verdict under the same name.
 *
 * @throws UsageProblem that says what differs on this machine.
 */
export async function assertSameTerms(
  job: WireJob,
  isJailed: boolean,
  workbook: Workbook,
): Promise<void> {
  if (job.isJailed && !isJailed) throw new UsageProblem(queueWording.jailWanted);
  const ids = new Set(job.exercises.map(({ id }) => id));
  const { grader, plan } = await planOf(job.chapter, ids, job.seeds, workbook);
  if (grader !== job.grader) throw new UsageProblem(queueWording.otherGrader(job.grader, grader));
  if (plan === undefined) throw new UsageProblem(queueWording.otherChapter(job.chapter));
  const { pseudonym: _, attempt: number, files } = attemptOf(job);
  for (const { id, key } of job.exercises) {
    const planned = plan.exercises.find(({ exercise }) => exercise.manifest.id === id);
    if (planned === undefined) throw new UsageProblem(queueWording.otherExercise(id));
    if (planned.suiteHash !== job.suites[id]) throw new UsageProblem(queueWording.otherSuite(id));
    if (verdictKey(planned, { number, files, notes: [] }) !== key) {
      throw new UsageProblem(queueWording.otherExercise(id));
    }
  }
}

async function planOf(
  chapter: string,
  ids: ReadonlySet<string>,
  seeds: Seeds,
  { layout, suites }: Workbook,
): Promise<{ readonly grader: string; readonly plan?: Plan }> {
  const grader = await graderVersion();
  const catalogue = await loadCatalogue(layout);
  const [first, ...others] = catalogue
    .filter(({ manifest }) => manifest.id === chapter)
    .flatMap(({ exercises }) => exercises)
    .filter(({ manifest }) => ids.has(manifest.id));
  if (first === undefined) return { grader };
  const request = { exercises: [first, ...others], seeds, version: grader } as const;
  return { grader, plan: await makePlan(request, layout, suites) };
}
