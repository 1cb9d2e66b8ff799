import type { SubmissionFault, Trace } from '../simulator/trace.ts';
import { causesOf } from './causes.ts';
import { type Judged, judge, observeTwice } from './judge.ts';
import type { Submission } from './submission.ts';
import type { Suite } from './suite.ts';

/** An input of an experiment, to be played whatever the properties say. */
export interface PlayRequest {
  readonly experiment: string;
  readonly input: unknown;
}

/** One run, and what each property that is judged on it says. */
export interface PlayReport {
  /** Absent if the experiment has none, or if the submission broke before there was one. */
  readonly trace?: Trace;
  /** In the suite's order; none if there is no such experiment. */
  readonly verdicts: readonly PlayVerdict[];
}

export interface PlayVerdict {
  /** The property's. */
  readonly id: string;
  readonly outcome: Judged['outcome'];
  /** For all outcomes but `holds` and `fault`. */
  readonly message?: string;
  /** Sequence numbers in the trace, the first wrong step first. */
  readonly events: readonly number[];
  readonly fault?: SubmissionFault;
}

/**
 * Plays one input and judges it, without looking for anything smaller. Pure: same arguments, same
 * report. For failures it says what `runSuite` says of a replay.
 */
export function playInput(suite: Suite, submission: Submission, request: PlayRequest): PlayReport {
  const { input } = request;
  const experiment = suite.properties
    .flatMap(({ on }) => on)
    .find(({ id }) => id === request.experiment);
  if (experiment === undefined) return { verdicts: [] };
  const properties = suite.properties.filter(({ on }) => on.includes(experiment));
  const plain = observeTwice(experiment, input, submission);
  const talkative = judge.observe(experiment, input, submission, true);
  const [first, closer] = [plain, talkative].map((seen) =>
    properties.map((property) => judge.property(property, input, seen)),
  ) as [Judged[], Judged[]];
  // Looking closer must not change any verdict; where it does, the run is shown without.
  const isSame = first.every(({ outcome, message }, i) => {
    return outcome === closer[i]?.outcome && message === closer[i]?.message;
  });
  const judged = isSame ? closer : first;
  const trace = (isSame ? talkative : plain).observation?.trace;
  const verdicts = properties.map(({ id }, i) => verdictOf(id, judged[i] as Judged, trace));
  return { ...(trace === undefined ? {} : { trace }), verdicts };
}

function verdictOf(
  id: string,
  { outcome, message, verdict, fault }: Judged,
  trace: Trace | undefined,
): PlayVerdict {
  const blamed = verdict?.verdict === 'violated' ? verdict.events : [];
  return {
    id,
    outcome,
    ...(message === undefined ? {} : { message }),
    events: trace === undefined ? blamed : causesOf(trace, blamed),
    ...(fault === undefined ? {} : { fault }),
  };
}
