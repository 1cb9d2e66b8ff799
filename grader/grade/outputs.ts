import type { Layout } from '../catalogue/layout.ts';
import type { GradedPerson, RefusedInput, Student } from './model.ts';
import type { OutputFolder } from './output-folder.ts';
import type { RunRecord } from './run-record.ts';

import type { ElapsedMs } from './times.ts';

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
}

/** Facts about the run that the output may show. */
export type RunOfOutputs = Pick<
  RunRecord,
  'chapter' | 'exercises' | 'seeds' | 'isPublished' | 'isJailed' | 'config'
>;

/**
 * Writes files with `folder.write`, and nothing that differs between two runs. What students get must go
 * through `visibleResult` first.
 */
export type WriteOutputs = (request: OutputRequest, folder: OutputFolder) => Promise<void>;
