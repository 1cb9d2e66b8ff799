import type { SubmissionFault } from '../simulator/trace.ts';
import type { Submission } from './submission.ts';
import { SubmissionFailure } from './submission.ts';
import type { AnyProperty, Experiment, Observation, Verdict } from './suite.ts';

/** What came of one observation: seen, or the suite itself broke. */
export interface Seen {
  readonly observation?: Observation;
  /** An error of the suite's own: never charged to the student. */
  readonly error?: string;
}

/** One property's outcome on one input. */
export interface Judged {
  readonly outcome: 'holds' | 'violated' | 'unknown' | 'fault' | 'error';
  readonly input: unknown;
  readonly seen: Seen;
  readonly verdict?: Verdict;
  readonly fault?: SubmissionFault;
  readonly message?: string;
}

function observe(
  experiment: Experiment<unknown, Observation>,
  input: unknown,
  submission: Submission,
  explain = false,
): Seen {
  try {
    return { observation: experiment.observe(input, submission, { explain }) };
  } catch (error) {
    return seenOfError(error);
  }
}

/** What was thrown while observing: the submission's fault, or else our own. */
export function seenOfError(error: unknown): Seen {
  return error instanceof SubmissionFailure
    ? { observation: { fault: error.fault, calls: error.calls } }
    : { error: errorText(error) };
}

/**
 * Observes twice and compares: a submission that answers differently to the same input would make
 * every verdict a matter of luck, so it is told so instead.
 */
export function observeTwice(
  experiment: Experiment<unknown, Observation>,
  input: unknown,
  submission: Submission,
): Seen {
  const first = observe(experiment, input, submission);
  const second = observe(experiment, input, submission);
  if (isSame(first, second)) return first;
  return {
    observation: {
      ...first.observation,
      fault: { kind: 'non-deterministic', detail: experiment.id },
    },
  };
}

/** As JSON, but part by part: the text of a whole long run would take more memory than the run itself. */
function isSame(one: Seen, other: Seen): boolean {
  const [first, second] = [one.observation ?? {}, other.observation ?? {}];
  return (
    isSameJson([one.error, first.fault], [other.error, second.fault]) &&
    isSameJson({ ...first.trace, events: [] }, { ...second.trace, events: [] }) &&
    areSame(first.trace?.events ?? [], second.trace?.events ?? []) &&
    areSame(first.calls ?? [], second.calls ?? [])
  );
}

const atOnce = 1_000;

function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  if (some.length !== others.length) return false;
  for (let from = 0; from < some.length; from += atOnce) {
    const to = from + atOnce;
    if (!isSameJson(some.slice(from, to), others.slice(from, to))) return false;
  }
  return true;
}

function isSameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function judgeProperty(property: AnyProperty, input: unknown, seen: Seen): Judged {
  const { observation } = seen;
  if (observation === undefined) {
    return { outcome: 'error', input, seen, message: seen.error ?? '' };
  }
  if (observation.fault !== undefined) {
    return { outcome: 'fault', input, seen, fault: observation.fault };
  }
  try {
    const verdict = property.check(observation, input);
    switch (verdict.verdict) {
      case 'holds':
        return { outcome: 'holds', input, seen };
      case 'violated':
        return { outcome: 'violated', input, seen, verdict, message: verdict.message };
      case 'unknown':
        return { outcome: 'unknown', input, seen, verdict, message: verdict.message };
    }
  } catch (error) {
    return { outcome: 'error', input, seen, message: errorText(error) };
  }
}

function errorText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

export const judge = { observe, property: judgeProperty };
