import type { Inspection } from '../../../grader/inspection/inspection.ts';
import type { Replay } from '../../../grader/judging/replay.ts';
import type { ExerciseResult } from '../../../grader/results/result.ts';
import type { NotCompleted } from '../../../grader/sandbox/outcome.ts';
import type { Preparation } from '../../../grader/sandbox/prepare-sources.ts';
import type { ExercisePackage, Played } from './contract.ts';

/**
 * The clerk is a worker of the page's own: it translates and reads what is handed in, and makes
 * results of what comes out of the chamber. It never runs a submission.
 */
export interface Clerk {
  /** Bundles and instruments. */
  prepare(task: Reading): Preparation;
  /** Reads the source, as the compiler and the rules do. */
  inspect(task: Reading): Inspection;
  conclude(task: Concluding): ExerciseResult;
  /** A German message if there is nothing to show. */
  tell(task: Telling): Played | string;
}

/** The exercise, without what is not needed to read a submission. */
export type Given = Omit<ExercisePackage, 'suite' | 'uses'>;

export interface Reading {
  readonly exercise: Given;
  readonly files: Readonly<Record<string, string>>;
}

/** How a run in the chamber ended. */
export type ChamberEnd =
  /** JSON, as the program wrote it: not to be trusted before it is read. */
  | { readonly kind: 'said'; readonly messages: readonly string[]; readonly nonce: string }
  | { readonly kind: 'not-completed'; readonly reason: NotCompleted }
  | { readonly kind: 'broken'; readonly detail: string };

export interface Concluding {
  readonly exercise: Given;
  readonly hash: string;
  readonly seed: number;
  readonly properties?: readonly string[];
  readonly prepared: Preparation;
  readonly inspection: Inspection;
  /** Absent where nothing was run. */
  readonly end?: ChamberEnd;
}

export interface Telling {
  /** Of the suite. */
  readonly hash: string;
  /** What was played; it may have been told of another suite. */
  readonly replay: Replay;
  readonly end: ChamberEnd;
}

/** What the clerk needs for a call and does not bring along. */
export type Part = 'esbuild' | 'typescript';

/** Scripts below `werkstatt/teile/`; each sets its entry of `globalThis.machineParts`. */
export type ScriptName = 'clerk' | Part;

export const partsFor: Readonly<Record<keyof Clerk, readonly Part[]>> = {
  prepare: ['esbuild'],
  inspect: ['typescript'],
  conclude: [],
  tell: [],
};

export type ToClerk =
  | { readonly kind: 'part'; readonly part: Part; readonly packed: string }
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly method: keyof Clerk;
      readonly task: unknown;
    };

export type FromClerk =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };
