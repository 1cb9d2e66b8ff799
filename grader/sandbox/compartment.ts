import type { Guard } from '../simulator/guard.ts';
import type { SubmissionFault } from '../simulator/trace.ts';
import type { Submission } from '../suites/submission.ts';
import { capturedConsole } from './console.ts';
import { faultOf } from './fault.ts';
import { type Locator, locatorOf } from './locate.ts';
import type { PreparedSubmission } from './prepare.ts';
import { type Controls, limitKeeper, type Referee } from './referee.ts';

/** Steps (loop iterations and calls) for one entry into a submission: one handler, one function. */
export const stepsPerEntry = 1_000_000;

/** Steps for everything a suite does with one submission: some ten seconds of nothing but steps. */
export const stepsInAll = 3_000_000_000;

/**
 * What a submission finds as globals. Left out on purpose:
 * - `Date`, `Promise`, timers: time and order come from the `Context` alone;
 * - `Proxy`: a value with a will of its own could answer differently to every look;
 * - typed arrays, `ArrayBuffer`, `SharedArrayBuffer`, `Atomics`, `WebAssembly`: memory outside the
 *   heap cap, shared memory, nothing that messages can carry;
 * - `WeakRef`, `FinalizationRegistry`: they show when memory is collected;
 * - `eval`, `Function`, `Compartment`, `lockdown`, `harden`: code that is not in the source.
 */
const globals = new Set(
  `Object Array Map Set WeakMap WeakSet Math JSON Number BigInt String Boolean Symbol RegExp Reflect
  Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError
  NaN Infinity undefined isNaN isFinite parseInt parseFloat globalThis
  encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape`.split(/\s+/),
);

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
  const enter = () => {
    if (controls === undefined) return;
    const next = left < stepsPerEntry ? Math.max(left, 0) : stepsPerEntry;
    const unused = controls.refill(next);
    left -= granted - unused;
    granted = next;
    if (unused < 0) keeper.reset();
    entries += 1;
    if ((entries & 0xfff) === 0) onBeat();
  };
  const locator = lazily(() => locatorOf(...prepared.maps));
  const guard: Guard = {
    enter,
    explain: (error) => explain(error, keeper, locator),
    onLog: undefined,
  };
  const console = harden(capturedConsole(() => guard.onLog));
  return {
    guard,
    instantiate() {
      controls ??= evaluate(prepared.code)(keeper);
      enter();
      return controls.start(console);
    },
  };
}

function evaluate(code: string): (referee: Referee) => Controls {
  const compartment = new Compartment({ __options__: true });
  for (const name of Object.getOwnPropertyNames(compartment.globalThis)) {
    if (!globals.has(name)) Reflect.deleteProperty(compartment.globalThis, name);
  }
  // Frozen before the first evaluation: SES then reads globals as constants, at full speed.
  Object.freeze(compartment.globalThis);
  return compartment.evaluate(`${code}\n//# sourceURL=${scriptName}`, {
    __rejectSomeDirectEvalExpressions__: false,
  }) as (referee: Referee) => Controls;
}

function explain(
  error: unknown,
  keeper: { verdict(): SubmissionFault | undefined },
  locator: () => Locator,
): SubmissionFault {
  const verdict = keeper.verdict();
  return verdict ?? faultOf(error, { scriptName, stackOf: getStackString, locator });
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
