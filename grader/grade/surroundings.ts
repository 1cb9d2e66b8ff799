import type { Exercise } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import type { Terminal } from '../command-line/terminal.ts';
import type { SuiteStore } from '../judging/suite-store.ts';
import type { JudgeJobs } from './crew/crew.ts';
import type { GradedInput, RefusedInput, Student } from './model.ts';
import type { Diagnose, WriteOutputs } from './outputs.ts';
import type { FindSimilar } from './similar.ts';

/** Reads whatever instructors have: see `input/`. */
export type ReadSubmissions = (
  inputs: readonly string[],
  options: ReadOptions,
) => Promise<{
  readonly submissions: readonly GradedInput[];
  readonly refused: readonly RefusedInput[];
  /** Who is in the class's list, but has handed in nothing. */
  readonly absent: readonly Student[];
}>;

export interface ReadOptions {
  /** Of the class; pseudonyms come from it. */
  readonly secret: string;
  /** Those that a submission may hold. */
  readonly exercises: readonly Exercise[];
  readonly timeZone?: string;
}

/** How submissions are confined on this machine. */
export interface Jail {
  /** URL of a module as in `crew/messages.ts`. */
  readonly module: string;
  /** German: what is missing and how to install it; `undefined` if nothing is. */
  problem(): Promise<string | undefined>;
}

export interface GradeSurroundings {
  readonly layout: Layout;
  readonly suites: SuiteStore;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Wall clock for the estimate of the remaining time; never part of a result. */
  readonly nowMs: () => number;
  readonly readSubmissions: ReadSubmissions;
  readonly jail: Jail;
  /** Who judges; processes of this machine, if nothing is said. */
  readonly judgeJobs?: JudgeJobs;
  /** Looks for submissions that resemble each other; nobody does, if nothing is said. */
  readonly findSimilar?: FindSimilar;
  /** Compares failed attempts with known mistakes; nobody does, if nothing is said. */
  readonly diagnose?: Diagnose;
  /** Everything for students, lists to import and the overview. */
  readonly writeOutputs?: WriteOutputs;
}
