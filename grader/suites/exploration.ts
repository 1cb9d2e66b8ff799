import type { Coverage } from '../simulator/schedule/schedule.ts';
import { type Judged, judge, observeTwice, type Seen, seenOfError } from './judge.ts';
import type { Submission } from './submission.ts';
import type { AnyProperty, Experiment, Observation } from './suite.ts';

/** What an exhaustive experiment brought for some properties. */
export interface Exploration {
  /** Inputs visited. */
  readonly inputs: number;
  /** Absent if it broke off by an error. */
  readonly coverage?: Coverage;
  readonly counts: ReadonlyMap<string, number>;
  /** Of each property that does not hold: how it failed, and at which input, from 1. */
  readonly failures: ReadonlyMap<AnyProperty, { readonly judged: Judged; readonly run: number }>;
}

interface Task {
  readonly experiment: Experiment<unknown, Observation>;
  readonly properties: readonly AnyProperty[];
  readonly submission: Submission;
  readonly maxInputs: number;
}

/**
 * Goes through an exhaustive experiment. What comes of it depends on no seed: under many seeds
 * (`verify`) the same submission is explored once.
 */
export function exploration(task: Task, onInput: (inputs: number) => void): Exploration {
  const { experiment, properties, submission, maxInputs } = task;
  const ids = properties.map(({ id }) => id).join(' ');
  const key = `${experiment.id} ${maxInputs} ${ids}`;
  let known = explored.get(submission);
  if (known === undefined) {
    known = new Map();
    explored.set(submission, known);
  }
  const before = known.get(key);
  if (before?.properties.every((property, i) => property === properties[i])) return before.result;
  const result = explore(task, onInput);
  known.set(key, { properties, result });
  return result;
}

const explored = new WeakMap<
  Submission,
  Map<string, { readonly properties: readonly AnyProperty[]; readonly result: Exploration }>
>();

function explore(task: Task, onInput: (inputs: number) => void): Exploration {
  const { experiment, properties, submission, maxInputs } = task;
  const failures = new Map<AnyProperty, { judged: Judged; run: number }>();
  const counts = new Map<string, number>();
  let inputs = 0;
  const judgeAll = (input: unknown, seen: Seen): boolean => {
    for (const [name, count] of Object.entries(seen.observation?.counts ?? {})) {
      counts.set(name, (counts.get(name) ?? 0) + count);
    }
    for (const property of properties) {
      if (failures.has(property)) continue;
      const judged = judge.property(property, input, seen);
      if (judged.outcome !== 'holds') failures.set(property, { judged, run: inputs });
    }
    return failures.size < properties.length;
  };
  const visit = (input: unknown, observation: Observation): boolean => {
    inputs++;
    onInput(inputs);
    // The first one is also played as a replay would: both ways must lead to the same.
    const seen = inputs === 1 ? observeTwice(experiment, input, submission) : { observation };
    return judgeAll(input, seen);
  };
  try {
    const limit = { inputs: maxInputs };
    const coverage = experiment.explore?.(submission, visit, limit);
    return { inputs, counts, failures, ...(coverage === undefined ? {} : { coverage }) };
  } catch (error) {
    inputs++;
    judgeAll(undefined, seenOfError(error));
    return { inputs, counts, failures };
  }
}
