import type { Submission } from '../suites/submission.ts';
import { reduceGlobals } from './globals.ts';
import { type Ground, meteredSubmission } from './metered.ts';
import type { PreparedSubmission } from './prepare-sources.ts';
import type { Controls, Referee } from './referee.ts';
import type { PreparedUse } from './uses.ts';

/** A submission, and each solution it is built on, inside a compartment of its own. Needs `lockdown.ts`. */
export function compartmentSubmission(
  prepared: PreparedSubmission,
  uses: readonly PreparedUse[],
  onBeat?: () => void,
  scriptName?: string,
): Submission {
  return meteredSubmission(prepared, uses, compartmentGround, onBeat, scriptName);
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
  protect: harden,
};

/** SES gives it to the start realm alone. */
declare function getStackString(error: Error): string;
