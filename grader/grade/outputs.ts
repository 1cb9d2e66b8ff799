import type { Layout } from '../catalogue/layout.ts';
import type { GradedAttempt, GradedPerson, RefusedInput, Student } from './model.ts';
import type { OutputFolder } from './output-folder.ts';
import type { RunRecord } from './run-record.ts';
import type { ElapsedMs } from './times.ts';

/** Which known mistake an attempt behaves like: only where the evidence is clear. */
export interface Diagnosis {
  readonly exercise: string;
  /** German: „Stimme nicht vermerkt“. */
  readonly mutantTitle: string;
  /** From 0 to 1. */
  readonly confidence: number;
}

/** Two attempts that have more in common than chance, for a human to look at; never a score. */
export interface SimilarPair {
  /** `<pseudonym>-<attempt>`. */
  readonly a: string;
  readonly b: string;
  readonly exercise: string;
  /** Of what both could have in common, from 0 to 1. */
  readonly share: number;
  readonly fragments: readonly { readonly a: Passage; readonly b: Passage }[];
}

/** Lines of a file, from 1. */
export interface Passage {
  readonly file: string;
  readonly fromLine: number;
  readonly toLine: number;
  readonly text: string;
}

/** Everything that a room needs to write its part of the output. */
export interface OutputRequest {
  readonly layout: Layout;
  /**
   * By pseudonym. One after the other and to be let go: together, results with their traces do not fit
   * into memory. Starts from the beginning each time it is asked for.
   */
  readonly people: () => AsyncIterable<GradedPerson>;
  /** Whoever has handed in something, by pseudonym; for lists to import, never for reports. */
  readonly students: ReadonlyMap<string, Student>;
  readonly refused: readonly RefusedInput[];
  /** Who is in the class's list, but has handed in nothing. By pseudonym. */
  readonly absent: readonly Student[];
  /** German notes on what was put right in an attempt's files, by `<pseudonym>-<attempt>`. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
  /** Differs from run to run: only for files below `protokoll/`. */
  readonly elapsedMs: ElapsedMs;
  readonly run: RunOfOutputs;
  /** By `<pseudonym>-<attempt>`, the most likely first. */
  readonly diagnoses?: ReadonlyMap<string, readonly Diagnosis[]>;
  /** The most similar first. */
  readonly similarPairs?: readonly SimilarPair[];
}

/** Facts about the run that the output may show. */
export type RunOfOutputs = Pick<
  RunRecord,
  'chapter' | 'exercises' | 'seeds' | 'isPublished' | 'isJailed' | 'config'
>;

/** Tells what an attempt behaves like, from its verdict alone; the most likely first. */
export type Diagnose = (attempt: GradedAttempt) => Promise<readonly Diagnosis[]>;

/**
 * Writes files with `folder.write`, and nothing that differs between two runs. What students get must go
 * through `visibleResult` first.
 */
export type WriteOutputs = (request: OutputRequest, folder: OutputFolder) => Promise<void>;
