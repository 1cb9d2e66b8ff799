import type { Browser } from 'playwright-core';
import type { Exercise } from '../../../grader/catalogue/catalogue.ts';
import { type CommandLineTimes, onCommandLine, referenceTexts } from './command-line.ts';
import { inWorkshop, type WorkshopTimes } from './in-workshop.ts';
import type { FileServer } from './serve-files.ts';

/** One exercise, its reference checked here and there. */
export interface CheckTimes {
  readonly exercise: string;
  readonly commandLine: CommandLineTimes;
  readonly page: WorkshopTimes;
}

/** One after the other, for here and there share a machine. Those that could not be measured are named. */
export async function checkTimes(
  browser: Browser,
  server: FileServer,
  exercises: readonly Exercise[],
): Promise<{ readonly all: readonly CheckTimes[]; readonly problems: readonly string[] }> {
  const all: CheckTimes[] = [];
  const problems: string[] = [];
  for (const exercise of exercises) {
    try {
      const texts = await referenceTexts(exercise);
      const commandLine = await onCommandLine(exercise, texts);
      const page = await inWorkshop(browser, server, exercise, texts);
      all.push({ exercise: exercise.manifest.id, commandLine, page });
    } catch (error) {
      problems.push(`${exercise.manifest.id}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { all, problems };
}

/**
 * How many times as long the page takes as the command line, at worst. Where all programs are loaded there,
 * they are here as well, or will be while somebody writes; whoever presses at once is compared with a
 * command that has to load its own.
 */
export function slowest(
  all: readonly CheckTimes[],
  kind: 'again' | 'first' | 'atOnce',
): { readonly exercise: string; readonly factor: number } {
  const factors = all.map(({ exercise, commandLine, page }) => {
    const there = kind === 'atOnce' ? commandLine.commandMs : commandLine.againMs;
    return { exercise, factor: page[`${kind}Ms`] / there };
  });
  const [worst] = factors.sort((a, b) => b.factor - a.factor);
  if (worst === undefined) throw new Error('no exercise');
  return worst;
}
