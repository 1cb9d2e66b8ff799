import { exitCodes } from '../command-line/problem.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { reasonOf } from '../command-line/write-whole.ts';
import { JudgeDiskProblem } from './crew/judge.ts';
import { isDiskProblem } from './journal/durable-file.ts';
import { gradeWording } from './wording.ts';

/**
 * A disk that is full or must not be written ends a command with a sentence and not as a defect.
 *
 * @returns what `action` does, or the exit code for it.
 */
export async function stoppingAtDisk(
  out: string,
  { terminal }: { readonly terminal: Terminal },
  action: () => Promise<number>,
): Promise<number> {
  try {
    return await action();
  } catch (error) {
    if (!(isDiskProblem(error) || error instanceof JudgeDiskProblem)) throw error;
    terminal.complain(gradeWording.diskFailed(out, reasonOf(error)));
    return exitCodes.usage;
  }
}
