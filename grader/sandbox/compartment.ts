import type { Submission } from '../suites/submission.ts';
import { reduceGlobals } from './globals.ts';
import { type Ground, meteredSubmission } from './metered.ts';
import type { PreparedSubmission } from './prepare.ts';
import type { Controls, Referee } from './referee.ts';

/** A submission inside a compartment of its own. Needs `lockdown.ts`. */
export function compartmentSubmission(
  prepared: PreparedSubmission,
  onBeat?: () => void,
): Submission {
  return meteredSubmission(prepared, compartmentGround, onBeat);
}

const compartmentGround: Ground = {
  evaluate(code, scriptName) {
    const compartment = new Compartment({ __options__: true });
    reduceGlobals(compartment.globalThis);
    return compartment.evaluate(`${code}\n//# sourceURL=${scriptName}`, {
      __rejectSomeDirectEvalExpressions__: false,
    }) as (referee: Referee) => Controls;
  },
  stackOf: (error) => getStackString(error),
  protect: (shared) => harden(shared),
};

/** SES gives it to the start realm alone. */
declare function getStackString(error: Error): string;
