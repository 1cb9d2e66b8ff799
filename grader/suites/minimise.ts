import * as fc from 'fast-check';
import type { Trace } from '../simulator/trace.ts';
import { causesOf } from './causes.ts';
import { type Judged, judge, observeTwice } from './judge.ts';
import type { Counterexample } from './report.ts';
import type { Submission } from './submission.ts';
import type { AnyProperty, Experiment, Observation } from './suite.ts';

interface Task {
  readonly experiment: Experiment<unknown, Observation>;
  readonly property: AnyProperty;
  readonly submission: Submission;
  /** The failure as it was found. */
  readonly judged: Judged;
  /** Where fast-check found it; absent for scripted inputs, which it cannot shrink. */
  readonly path?: { readonly seed: number; readonly index: number };
  /** Off for a replay: the input is shown as it is. */
  readonly isReduced: boolean;
  /** Small inputs of other properties of this experiment, tried first; this one is added. */
  readonly siblings: Small[];
}

/** An input made small; `minimal` if nothing smaller was left to try before the budget was spent. */
export interface Small {
  readonly input: unknown;
  readonly minimal: boolean;
}

export interface Minimised {
  readonly outcome: 'violated' | 'unknown' | 'fault' | 'error';
  readonly message?: string;
  readonly counterexample?: Omit<Counterexample, 'foundInRun'>;
}

// Budgets in evaluations and trace events, never in seconds: the result is the same everywhere.
const maxEvaluations = 400;
const maxEvents = 200_000;
// An endless loop costs its whole step budget each time: a few tries must do.
const maxCostlyEvaluations = 12;

/**
 * Makes a failing input small: fast-check's shrink, then explicit faults instead of chance, then a
 * greedy deletion of single records to a fixpoint (decision 3). Ends with one run that explains.
 */
export function minimise(task: Task): Minimised {
  const { judged, path, siblings } = task;
  if (judged.outcome === 'error' || judged.outcome === 'unknown') {
    return { outcome: judged.outcome, message: judged.message ?? '' };
  }
  if (!task.isReduced) return explain(task, judged, false);
  const search = new Search(task);
  for (const { input, minimal } of siblings) {
    const known = search.tryInput(input);
    if (known !== undefined) return explain(task, known, minimal);
  }
  let smallest = path === undefined ? judged : search.shrink(path, judged);
  smallest = search.makeExplicit(smallest);
  smallest = search.deleteGreedily(smallest);
  const canShrink = path !== undefined || task.experiment.deletions !== undefined;
  const minimal = canShrink && !search.isSpent;
  siblings.push({ input: smallest.input, minimal });
  return explain(task, smallest, minimal);
}

class Search {
  private evaluations = 0;
  private events = 0;
  private readonly maxEvaluations: number;

  constructor(private readonly task: Task) {
    const kind = task.judged.fault?.kind;
    const isCostly = kind === 'step-budget' || kind === 'flood';
    this.maxEvaluations = isCostly ? maxCostlyEvaluations : maxEvaluations;
  }

  get isSpent(): boolean {
    return this.evaluations >= this.maxEvaluations || this.events >= maxEvents;
  }

  /** The same failure on `input`, or `undefined`: none, another one, or the budget is spent. */
  tryInput(input: unknown): Judged | undefined {
    if (this.isSpent) return undefined;
    const { experiment, property, submission, judged } = this.task;
    const seen = judge.observe(experiment, input, submission);
    this.evaluations++;
    this.events += seen.observation?.trace?.events.length ?? 1;
    const found = judge.property(property, input, seen);
    return found.outcome === judged.outcome && found.fault?.kind === judged.fault?.kind
      ? found
      : undefined;
  }

  shrink(path: { seed: number; index: number }, original: Judged): Judged {
    let smallest = original;
    fc.check(
      fc.property(this.task.experiment.inputs, (input) => {
        const found = this.tryInput(input);
        if (found !== undefined) smallest = found;
        return found === undefined;
      }),
      { seed: path.seed, path: String(path.index), numRuns: path.index + 1 },
    );
    return smallest;
  }

  makeExplicit(current: Judged): Judged {
    const { experiment } = this.task;
    const observation = current.seen.observation;
    if (experiment.explicit === undefined || observation === undefined) return current;
    return this.tryInput(experiment.explicit(current.input, observation)) ?? current;
  }

  deleteGreedily(start: Judged): Judged {
    const { experiment } = this.task;
    let current = start;
    for (let isSmaller = true; isSmaller && !this.isSpent; ) {
      isSmaller = false;
      for (const candidate of experiment.deletions?.(current.input) ?? []) {
        const found = this.tryInput(candidate);
        if (found === undefined) continue;
        current = found;
        isSmaller = true;
        break;
      }
    }
    return current;
  }
}

/** The failure as it was found, where only the verdict counts. */
export function asFound({ experiment }: Pick<Task, 'experiment'>, judged: Judged): Minimised {
  const outcome = judged.outcome as Minimised['outcome'];
  if (outcome === 'error' || outcome === 'unknown') {
    return { outcome, message: judged.message ?? '' };
  }
  return {
    outcome,
    counterexample: {
      experiment: experiment.id,
      input: judged.input,
      minimised: false,
      message: judged.message ?? '',
      events: [],
      ...(judged.fault === undefined ? {} : { fault: judged.fault }),
    },
  };
}

/** The last runs: is it the same twice, and what do states and timers say? */
function explain(task: Task, smallest: Judged, minimised: boolean): Minimised {
  const { experiment, property, submission } = task;
  const again = judge.property(
    property,
    smallest.input,
    observeTwice(experiment, smallest.input, submission),
  );
  const talkative = judge.property(
    property,
    smallest.input,
    judge.observe(experiment, smallest.input, submission, true),
  );
  // Looking closer must not change the verdict; where it does, we show the run without.
  const shown =
    talkative.outcome === again.outcome && talkative.message === again.message ? talkative : again;
  const verdict = shown.verdict?.verdict === 'violated' ? shown.verdict : undefined;
  const observation = shown.seen.observation;
  const outcome = again.outcome === 'holds' ? 'fault' : (again.outcome as Minimised['outcome']);
  const fault =
    again.outcome === 'holds'
      ? ({ kind: 'non-deterministic', detail: experiment.id } as const)
      : shown.fault;
  return {
    outcome,
    counterexample: {
      experiment: experiment.id,
      input: smallest.input,
      minimised,
      message: verdict?.message ?? '',
      events: blamedEvents(verdict?.events ?? [], observation?.trace),
      ...(verdict?.expected === undefined ? {} : { expected: verdict.expected }),
      ...(verdict?.actual === undefined ? {} : { actual: verdict.actual }),
      ...(fault === undefined ? {} : { fault }),
      ...(observation?.trace === undefined ? {} : { trace: observation.trace }),
      ...(observation?.calls === undefined
        ? {}
        : {
            calls: observation.calls.map((call) => ({
              ...call,
              arguments: [...call.arguments],
            })),
          }),
    },
  };
}

/** The explaining run also records states and timers: a check must not be taken to blame those. */
function blamedEvents(events: readonly number[], trace: Trace | undefined): number[] {
  return trace === undefined ? [...events] : causesOf(trace, events);
}
