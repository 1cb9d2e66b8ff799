import type { NodeId } from '../simulator/process.ts';
import type { Run } from '../simulator/simulate.ts';
import type { Trace, TraceEvent } from '../simulator/trace.ts';
import type { Submission } from '../suites/submission.ts';
import type { Pattern } from './pattern.ts';
import type { Facts } from './result.ts';

/** A worked trace of the book: what is played, what of it is shown, and how it is explained. */
export interface Scene {
  /** German, as a heading. */
  readonly title: string;
  /** What the picture shows, in one German sentence. */
  readonly alt: string;
  /** What each node is in this story; 12 characters fit. */
  readonly roles?: Readonly<Record<NodeId, string>>;
  /** Exercises of the chapter whose reference solutions take part. */
  readonly references?: readonly string[];
  play(references: References): Run;
  readonly leavesOut?: LeavesOut;
  /** Another text for an event; `undefined` keeps the usual one. */
  label?(event: TraceEvent, trace: Trace): string | undefined;
  /** In the order of the trace. */
  readonly steps: readonly Step[];
  /** Typical mistakes with which the reader may compare; the same scenario is played with each. */
  readonly mistakes?: readonly Mistake[];
  /** What quizzes and text may refer to; computed, never written down. */
  facts(run: Run, references: References): Facts;
}

/** Events that would drown the story; the picture says that they are missing. */
export interface LeavesOut {
  /** German, to complete „Nicht gezeigt: …“. */
  readonly what: string;
  events(event: TraceEvent, trace: Trace): boolean;
}

export interface Step {
  /** The step is the first event after that of the step before which fits. */
  readonly on: Pattern;
  /** German: what happens here and why. Computed where it names values that may change. */
  readonly caption: string | ((event: TraceEvent, run: Run) => string);
}

/** A solution that is wrong in one way: one of the mutants that `verify` has. */
export interface Mistake {
  readonly exercise: string;
  readonly mutant: string;
  /** German: what to look at in the picture, and what follows from the mistake. */
  readonly note: string;
}

/** The reference solutions a scene asked for. */
export interface References {
  /** @throws if the scene does not name `exercise` in `references` */
  of(exercise: string): Submission;
}

/** Gives a scene its type. */
export function defineScene(scene: Scene): Scene {
  return scene;
}
