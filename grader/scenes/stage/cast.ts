import type { Guard } from '../../simulator/guard.ts';
import type { SubmissionFault } from '../../simulator/trace.ts';
import type { Submission } from '../../suites/submission.ts';
import type { References } from '../scene.ts';
import { wording } from '../wording.ts';

/** A solution that takes part in a scene. */
export interface Player {
  readonly exercise: string;
  /** The reader's; otherwise the workbook's own. */
  readonly own: boolean;
  readonly solution: Submission;
}

/** Takes the place of the references that the scene asks for. */
export function referencesIn(cast: readonly Player[]): References {
  return {
    of(exercise) {
      const found = cast.find((player) => player.exercise === exercise);
      if (found === undefined) throw new Error(wording.noReference(exercise));
      return found.solution;
    },
  };
}

/**
 * One guard for all of them: a node may run code of several. A fault is told as that of the solution
 * in which it has a place; `exercise` is set if this is one of the workbook's own.
 */
export function guardOf(cast: readonly Player[]): Guard {
  const guards = cast.map(({ solution }) => solution.guard);
  let receive: Guard['onLog'];
  return {
    enter() {
      for (const guard of guards) guard.enter();
    },
    explain(error) {
      const told = cast.map(({ exercise, own, solution }): SubmissionFault => {
        const fault = solution.guard.explain(error);
        return own ? fault : { ...fault, exercise };
      });
      // A used up budget is only known to the guard that gave it.
      return (
        told.find(({ kind }) => kind === 'step-budget' || kind === 'recursion') ??
        told.find(({ location }) => location !== undefined) ??
        told.find(({ exercise }) => exercise === undefined) ??
        told[0] ?? { kind: 'exception', detail: String(error) }
      );
    },
    get onLog() {
      return receive;
    },
    set onLog(next) {
      receive = next;
      for (const guard of guards) guard.onLog = next;
    },
  };
}
