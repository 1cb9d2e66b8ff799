import { statusOfReport } from '../../results/status.ts';
import type { RunJob, SandboxControls, SandboxJob } from '../../sandbox/job.ts';
import type { SandboxOutcome } from '../../sandbox/outcome.ts';
import type { PropertyReport } from '../../suites/report.ts';
import type { Incident } from '../model.ts';
import { patient } from '../patience.ts';
import { incidentKindOf } from './incident-kind.ts';
import { incidentWording } from './wording.ts';

type Completed = Extract<SandboxOutcome, { kind: 'completed' }>;

/**
 * Budgets are counted in steps; the wall clock only stops what escapes them. A machine that is busy with
 * much else is slow, and being slow must not cost anybody points, nor show anywhere.
 */
const patience = { totalMs: 600_000, silenceMs: 60_000 };
const morePatience = { totalMs: 1_200_000, silenceMs: 120_000 };

/** The two processes in which a submission is run. */
export interface TwoProcesses {
  readonly first: RunJob;
  readonly second: RunJob;
}

/**
 * Runs a suite under every seed, and every property that fails a second time in another process:
 * only what fails in both counts. A property that does not is reported as the grader's error, and the
 * instructor is told; so is everything else that a process did wrong.
 */
export class FairRun {
  readonly incidents: Incident[] = [];
  private readonly failedUnder = new Map<string, number>();

  constructor(
    private readonly exercise: string,
    private readonly seeds: readonly [number, ...number[]],
    private readonly processes: TwoProcesses,
  ) {}

  /** The seed under which a property failed. */
  readonly seedOf = (property: string): number | undefined => this.failedUnder.get(property);

  /** Takes the place of `runInSandbox`; the job's own seed counts for nothing. */
  readonly run: RunJob = async (job, controls) => {
    const [first, ...others] = this.seeds;
    let whole = await this.confirmed(withOptions(job, { seed: first }), controls);
    if (whole.kind !== 'completed') return whole;
    for (const seed of others) {
      const open = idsOf(whole.report.properties, ({ outcome }) => outcome === 'holds');
      if (open.length === 0) break;
      const next = await this.confirmed(withOptions(job, { seed, properties: open }), controls);
      if (next.kind !== 'completed') return next;
      const failing = idsOf(next.report.properties, ({ outcome }) => outcome !== 'holds');
      for (const id of failing) this.failedUnder.set(id, seed);
      whole = replaceReports(
        whole,
        next.report.properties.filter(({ id }) => failing.includes(id)),
      );
    }
    return whole;
  };

  private async confirmed(job: SandboxJob, controls: SandboxControls): Promise<SandboxOutcome> {
    const { first, second: other } = this.processes;
    const outcome = await this.completed(first, job, controls);
    if (outcome.kind !== 'completed') return outcome;
    const { properties } = outcome.report;
    for (const { id, message = '' } of properties.filter((each) => each.outcome === 'error')) {
      this.report('defect', incidentWording.suiteDefect(message), id);
    }
    const failing = idsOf(
      properties,
      (each) => each.outcome !== 'holds' && each.outcome !== 'error',
    );
    if (failing.length === 0) return outcome;
    // Only the verdict counts here: nobody reads a second counterexample.
    const again = withOptions(job, { properties: failing, minimise: false });
    const second = await this.completed(other, again, controls);
    if (second.kind === 'aborted') return second;
    const disputed = properties.flatMap((first) =>
      failing.includes(first.id) ? (this.disputed(first, second) ?? []) : [],
    );
    return replaceReports(outcome, disputed);
  }

  /** The report in place of one that the second process does not confirm. */
  private disputed(first: PropertyReport, second: SandboxOutcome): PropertyReport | undefined {
    const reports = second.kind === 'completed' ? second.report.properties : [];
    const other = reports.find(({ id }) => id === first.id);
    if (other !== undefined && statusOfReport(other) === statusOfReport(first)) return undefined;
    const now = other?.outcome ?? 'no report';
    this.report('verdict-differs', incidentWording.differs(first.outcome, now), first.id);
    const message = `verdict differs: ${first.outcome}, then ${now}`;
    return { id: first.id, outcome: 'error', scenarios: first.scenarios, message };
  }

  /** One run; a second one where the first did not come to its end, which may be the machine's fault. */
  private async completed(
    run: RunJob,
    job: SandboxJob,
    controls: SandboxControls,
  ): Promise<SandboxOutcome> {
    const first = await run(job, { ...controls, limits: patient(patience) });
    if (first.kind === 'completed' || first.kind === 'aborted') return first;
    const second = await run(job, { ...controls, limits: patient(morePatience) });
    if (second.kind === 'aborted') return second;
    const detail = first.kind === 'grader-error' ? first.detail : first.reason;
    this.report(
      incidentKindOf(first),
      incidentWording.incomplete(incidentKindOf(first), detail, second.kind === 'completed'),
    );
    return second.kind === 'completed' ? second : first;
  }

  private report(kind: Incident['kind'], message: string, property?: string): void {
    const incident = { kind, exercise: this.exercise, message };
    this.incidents.push(property === undefined ? incident : { ...incident, property });
  }
}

function withOptions(job: SandboxJob, options: Partial<SandboxJob['options']>): SandboxJob {
  return { ...job, options: { ...job.options, ...options } };
}

function idsOf(
  reports: readonly PropertyReport[],
  wanted: (report: PropertyReport) => boolean,
): readonly string[] {
  return reports.filter(wanted).map(({ id }) => id);
}

function replaceReports(outcome: Completed, reports: readonly PropertyReport[]): Completed {
  const byId = new Map(reports.map((report) => [report.id, report]));
  const properties = outcome.report.properties.map((each) => byId.get(each.id) ?? each);
  return { ...outcome, report: { ...outcome.report, properties } };
}
