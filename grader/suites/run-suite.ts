import * as fc from 'fast-check';
import { hashText, mix } from '../simulator/random.ts';
import { exploration } from './exploration.ts';
import { type Judged, judge, observeTwice } from './judge.ts';
import { asFound, minimise, type Small } from './minimise.ts';
import type { CoverageReport, PropertyReport, SuiteReport } from './report.ts';
import type { Submission } from './submission.ts';
import type { AnyProperty, Experiment, Observation, Suite } from './suite.ts';
import { suiteWording } from './wording.ts';

export interface RunOptions {
  readonly seed: number;
  /** Only these properties, by id; all if absent. */
  readonly properties?: readonly string[];
  /** Generated inputs per experiment instead of its own number. */
  readonly runs?: number;
  /** Exactly this input of this experiment, nothing else: a replay. */
  readonly replay?: { readonly experiment: string; readonly input: unknown };
  /** Called as the work goes on, with a share in [0, 1]. */
  readonly onProgress?: (done: number) => void;
  /** Off where only the verdict counts: counterexamples stay as found, unexplained. On by default. */
  readonly minimise?: boolean;
}

export type AnyExperiment = Experiment<unknown, Observation>;

/** Runs a suite against a submission. Pure: same arguments, same report. Never throws. */
export function runSuite(suite: Suite, submission: Submission, options: RunOptions): SuiteReport {
  const selected = suite.properties.filter(
    (property) => options.properties?.includes(property.id) ?? true,
  );
  const states = new Map(selected.map((property) => [property, newState()]));
  const experiments = [...new Set(selected.flatMap((property) => property.on))].filter(
    (experiment) => options.replay === undefined || experiment.id === options.replay.experiment,
  );
  const total = experiments.reduce((sum, experiment) => sum + plannedRuns(experiment, options), 0);
  let done = 0;
  for (const experiment of experiments) {
    const judged = selected.filter((property) => property.on.includes(experiment));
    const before = done;
    runExperiment(experiment, judged, states, submission, options, (run) => {
      options.onProgress?.(Math.min(1, (before + run) / Math.max(1, total)));
    });
    done += plannedRuns(experiment, options);
  }
  options.onProgress?.(1);
  return {
    exercise: suite.exercise,
    seed: options.seed,
    properties: selected.map((property) =>
      report(property, states.get(property) as PropertyState, options),
    ),
  };
}

interface PropertyState {
  scenarios: number;
  readonly counts: Map<string, number>;
  readonly coverage: CoverageReport[];
  failed: Omit<PropertyReport, 'id' | 'scenarios'> | undefined;
}

function newState(): PropertyState {
  return { scenarios: 0, counts: new Map(), coverage: [], failed: undefined };
}

function addCounts(state: PropertyState, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) {
    state.counts.set(name, (state.counts.get(name) ?? 0) + count);
  }
}

function plannedRuns(experiment: AnyExperiment, options: RunOptions): number {
  if (options.replay !== undefined) return 1;
  return (options.runs ?? experiment.runs) + (experiment.examples?.length ?? 0);
}

/** The seed of one experiment: the same whichever other experiments run. */
export function experimentSeed(seed: number, experiment: string): number {
  return mix(seed, hashText(experiment)) | 0;
}

function runExperiment(
  experiment: AnyExperiment,
  properties: readonly AnyProperty[],
  states: ReadonlyMap<AnyProperty, PropertyState>,
  submission: Submission,
  options: RunOptions,
  onRun: (run: number) => void,
): void {
  const seed = experimentSeed(options.seed, experiment.id);
  const found: { property: AnyProperty; judged: Judged; run: number; generated: number }[] = [];
  const isOpen = (property: AnyProperty): boolean =>
    (states.get(property) as PropertyState).failed === undefined &&
    !found.some((entry) => entry.property === property);
  let run = 0;
  const judgeInput = (input: unknown, generated: number): void => {
    run++;
    const seen =
      run === 1
        ? observeTwice(experiment, input, submission)
        : judge.observe(experiment, input, submission);
    for (const property of properties) {
      if (!isOpen(property)) continue;
      const state = states.get(property) as PropertyState;
      state.scenarios++;
      addCounts(state, seen.observation?.counts ?? {});
      const judged = judge.property(property, input, seen);
      if (judged.outcome !== 'holds') found.push({ property, judged, run, generated });
    }
    onRun(run);
  };

  if (options.replay !== undefined) {
    judgeInput(options.replay.input, -1);
  } else {
    for (const input of experiment.examples ?? []) {
      if (!properties.some(isOpen)) break;
      judgeInput(input, -1);
    }
    let generated = 0;
    const numRuns = options.runs ?? experiment.runs;
    const open = properties.filter(isOpen);
    if (numRuns > 0 && open.length > 0 && experiment.explore !== undefined) {
      const before = run;
      const task = { experiment, properties: open, submission, maxInputs: numRuns };
      const explored = exploration(task, (inputs) => onRun(before + inputs));
      for (const property of open) {
        const state = states.get(property) as PropertyState;
        const failure = explored.failures.get(property);
        state.scenarios += failure?.run ?? explored.inputs;
        addCounts(state, Object.fromEntries(explored.counts));
        if (failure !== undefined) {
          found.push({
            property,
            judged: failure.judged,
            run: before + failure.run,
            generated: -1,
          });
        } else if (explored.coverage !== undefined) {
          state.coverage.push({ experiment: experiment.id, ...explored.coverage });
        }
      }
    } else if (numRuns > 0 && open.length > 0) {
      fc.check(
        fc.property(experiment.inputs, (input) => {
          judgeInput(input, generated++);
          // Failing the outer property only stops it early: there is nothing left to judge.
          return properties.some(isOpen);
        }),
        { seed, numRuns, endOnFailure: true, verbose: 0 },
      );
    }
  }
  const siblings: Small[] = [];
  for (const { property, judged, run: foundInRun, generated } of found) {
    const task = {
      experiment,
      property,
      submission,
      judged,
      siblings,
      isReduced: options.replay === undefined,
      ...(generated >= 0 ? { path: { seed, index: generated } } : {}),
    };
    const { outcome, counterexample, message } =
      options.minimise === false ? asFound(task, judged) : minimise(task);
    const state = states.get(property) as PropertyState;
    state.failed = {
      outcome,
      ...(message === undefined ? {} : { message }),
      ...(counterexample === undefined
        ? {}
        : { counterexample: { ...counterexample, foundInRun } }),
    };
  }
}

function report(property: AnyProperty, state: PropertyState, options: RunOptions): PropertyReport {
  const { id } = property;
  if (state.failed !== undefined) return { id, scenarios: state.scenarios, ...state.failed };
  const coverage = state.coverage.length === 0 ? {} : { coverage: state.coverage };
  const head = { id, scenarios: state.scenarios, ...coverage };
  if (options.replay === undefined) {
    const missing = property.sometimes?.find(
      ({ count, atLeast }) => (state.counts.get(count) ?? 0) < atLeast,
    );
    if (missing !== undefined) {
      const planned = Math.max(...property.on.map(({ runs }) => runs));
      // What is to happen so often is asked of all runs; of fewer, nothing follows from its absence.
      return options.runs !== undefined && options.runs < planned
        ? { ...head, outcome: 'unknown', message: suiteWording.fewRuns(options.runs) }
        : { ...head, outcome: 'vacuous', message: missing.otherwise };
    }
  }
  return { ...head, outcome: 'holds' };
}
