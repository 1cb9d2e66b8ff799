import type { Guard } from '../simulator/guard.ts';
import type { SubmissionFault } from '../simulator/trace.ts';
import type { Submission } from '../suites/submission.ts';
import { capturedConsole } from './console.ts';
import { faultOf } from './fault.ts';
import { reduceGlobals } from './globals.ts';
import { type Locator, locatorOf } from './locate.ts';
import type { PreparedSubmission } from './prepare.ts';
import { type Controls, type LimitKeeper, limitKeeper, type Referee } from './referee.ts';
import { sandboxWording } from './wording.ts';

/** Steps (loop iterations and calls) for one entry into a submission: one handler, one function. */
export const stepsPerEntry = 1_000_000;

/** Steps for everything a suite does with one submission: some ten seconds of nothing but steps. */
export const stepsInAll = 3_000_000_000;

/** Lines printed in one entry into a submission; the rest is left out. */
const linesPerEntry = 100;

const scriptName = 'submission-bundle.js';

/**
 * A submission inside a compartment, with its budgets. Needs `lockdown.ts`. The code is evaluated
 * once and called once for each instance, so that module-level state is private to an instance.
 *
 * @param onBeat called from time to time while the submission is being entered: a sign of life.
 */
export function compartmentSubmission(
  prepared: PreparedSubmission,
  onBeat: () => void = () => {},
): Submission {
  const keeper = limitKeeper(prepared.sites);
  let controls: Controls | undefined;
  let left = stepsInAll;
  let granted = 0;
  let entries = 0;
  let lines = 0;
  const enter = () => {
    if (controls === undefined) return;
    const next = left < stepsPerEntry ? Math.max(left, 0) : stepsPerEntry;
    const unused = controls.refill(next);
    left -= granted - unused;
    granted = next;
    if (unused < 0) keeper.reset();
    lines = 0;
    entries += 1;
    if ((entries & 0xfff) === 0) onBeat();
  };
  const locator = lazily(() => locatorOf(...prepared.maps));
  const guard: Guard = {
    enter,
    explain: (error) => explain(error, keeper, locator),
    onLog: undefined,
  };
  const sink = () => {
    lines += 1;
    if (lines === linesPerEntry) guard.onLog?.('warn', sandboxWording.moreLines(linesPerEntry));
    return lines < linesPerEntry ? guard.onLog : undefined;
  };
  const console = harden(capturedConsole(sink));
  return {
    guard,
    instantiate() {
      controls ??= evaluate(prepared.code)(keeper);
      enter();
      return controls.start(console) ?? {};
    },
  };
}

function evaluate(code: string): (referee: Referee) => Controls {
  const compartment = new Compartment({ __options__: true });
  reduceGlobals(compartment.globalThis);
  return compartment.evaluate(`${code}\n//# sourceURL=${scriptName}`, {
    __rejectSomeDirectEvalExpressions__: false,
  }) as (referee: Referee) => Controls;
}

function explain(error: unknown, keeper: LimitKeeper, locator: () => Locator): SubmissionFault {
  const reader = { scriptName, stackOf: getStackString, locator };
  const verdict = keeper.verdict();
  if (verdict === undefined) return faultOf(error, reader);
  const overflow = keeper.overflow();
  return overflow === undefined ? verdict : faultOf(overflow, reader);
}

/** SES gives it to the start realm alone. */
declare function getStackString(error: Error): string;

function lazily<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= make();
    return value;
  };
}
