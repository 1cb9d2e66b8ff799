import type { Guard } from '../simulator/guard.ts';
import type { Submission } from '../suites/submission.ts';
import { capturedConsole } from './console.ts';
import { faultOf } from './fault.ts';
import { locatorOf } from './locate.ts';
import type { PreparedSubmission } from './prepare-sources.ts';
import { type Controls, limitKeeper, type Referee } from './referee.ts';
import { type PreparedUse, usedSubmissions } from './uses.ts';
import { sandboxWording } from './wording.ts';

/** Steps (loop iterations and calls) for one entry into a submission: one handler, one function. */
export const stepsPerEntry = 1_000_000;

/** Steps for everything a suite does with one submission: some ten seconds of nothing but steps. */
export const stepsInAll = 3_000_000_000;

/** Lines printed in one entry into a submission; the rest is left out. */
const linesPerEntry = 100;

/** Where the instrumented code runs. */
export interface Ground {
  /** Evaluates the code, once, as a script called `scriptName`. */
  evaluate(code: string, scriptName: string): (referee: Referee) => Controls;
  /** The stack of an error, although the submission may not see it. */
  stackOf(error: Error): string;
  /** Freezes what all instances share, with all that can be reached from it; left out if it cannot. */
  readonly protect?: <Shared>(shared: Shared) => Shared;
}

/**
 * An instrumented submission with its budgets. The code is evaluated once and called once for each
 * instance, so that module-level state is private to an instance; where there is none, one frozen
 * instance serves all.
 *
 * @param uses solutions of other exercises; each has budgets of its own.
 * @param onBeat called from time to time while the submission is being entered: a sign of life.
 * @param scriptName by which faults find their place: where several run side by side, one for each.
 */
export function meteredSubmission(
  prepared: PreparedSubmission,
  uses: readonly PreparedUse[],
  ground: Ground,
  onBeat: () => void = () => {},
  scriptName = 'submission-bundle.js',
): Submission {
  return {
    ...meteredCode(prepared, scriptName, ground, onBeat),
    uses: usedSubmissions(uses, ({ solution }, usedName) => ({
      ...meteredCode(solution, usedName, ground, onBeat),
      uses: {},
    })),
  };
}

function meteredCode(
  prepared: PreparedSubmission,
  scriptName: string,
  ground: Ground,
  onBeat: () => void,
): Omit<Submission, 'uses'> {
  const keeper = limitKeeper(prepared.sites);
  let controls: Controls | undefined;
  let isStateless = false;
  let shared: ReturnType<Submission['instantiate']> | undefined;
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
  const reader = {
    scriptName,
    stackOf: ground.stackOf,
    locator: lazily(() => locatorOf(...prepared.maps)),
  };
  const explain: Guard['explain'] = (error) => {
    const overflow = keeper.overflow();
    const verdict = overflow === undefined ? keeper.verdict() : undefined;
    return verdict ?? faultOf(overflow ?? error, reader);
  };
  const guard: Guard = { enter, explain, onLog: undefined };
  const sink = () => {
    lines += 1;
    if (lines === linesPerEntry) guard.onLog?.('warn', sandboxWording.moreLines(linesPerEntry));
    return lines < linesPerEntry ? guard.onLog : undefined;
  };
  const { protect } = ground;
  const captured = capturedConsole(sink);
  const console = protect?.(captured) ?? captured;
  const share = (definitions: readonly unknown[]) => {
    protect?.(definitions);
    isStateless = true;
  };
  const referee: Referee = protect === undefined ? keeper : { ...keeper, share };
  return {
    guard,
    instantiate() {
      controls ??= ground.evaluate(prepared.code, scriptName)(referee);
      enter();
      if (shared !== undefined) return shared;
      const exports = controls.start(console) ?? {};
      if (isStateless) shared = protect?.(exports);
      return exports;
    },
  };
}

function lazily<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= make();
    return value;
  };
}
