import { exitCodes, UsageProblem } from '../command-line/problem.ts';
import type { Terminal } from '../command-line/terminal.ts';
import type { Asker } from './quiz/asker.ts';
import type { ResetInvocation } from './reset-command.ts';
import type { StateFolder } from './state-folder.ts';
import { outputWording, resetWording } from './wording.ts';

export interface ResetSurroundings {
  readonly state: StateFolder;
  readonly terminal: Terminal;
  /** Absent where nobody can be asked. */
  readonly asker?: Asker;
}

/**
 * `npm run check reset`: forgets the standing of exercises and quiz. Asks before, unless told not to.
 *
 * @returns the exit code.
 */
export async function runReset(
  { yes }: ResetInvocation,
  { state, terminal, asker }: ResetSurroundings,
): Promise<number> {
  const { standing } = await state.standing();
  const exercises = Object.keys(standing.exercises).length;
  const questions = Object.keys(standing.quiz).length;
  if (exercises + questions === 0) {
    terminal.print([resetWording.nothing]);
    return exitCodes.passed;
  }
  if (!yes) {
    if (asker === undefined) throw new UsageProblem(resetWording.cannotAsk);
    const reply = await asker.confirm(resetWording.sure(exercises, questions), false);
    if (reply.kind !== 'answer' || !reply.value) {
      terminal.print([resetWording.kept]);
      return exitCodes.passed;
    }
  }
  if (!(await state.clearStanding())) {
    terminal.complain(outputWording.stateFailed);
    return exitCodes.usage;
  }
  terminal.print([resetWording.done(exercises, questions)]);
  return exitCodes.passed;
}
