import * as fc from 'fast-check';
import { listDeletions } from '../../../../simulator/deletions.ts';
import type { Coverage } from '../../../../simulator/schedule/schedule.ts';
import { exported, type Submission, SubmissionFailure } from '../../../submission.ts';
import type { Experiment } from '../../../suite.ts';
import type { AmbassadorExports } from '../exports.ts';
import {
  type BreakerInput,
  type BreakerSeen,
  type BreakerStep,
  type Caller,
  play,
  playBreaker,
} from './play.ts';
import { openingOf } from './sampled.ts';

/** Half of the cool-down and of a probe's time: deadlines fall between two steps and on one. */
const unitMs = 50;

interface Root {
  /** What all sequences begin with, and with which settings. */
  readonly start: BreakerInput;
  /** Longest sequence of calls and waits after that. */
  readonly depth: number;
  /** Results are reported for so many of the last tickets. */
  readonly reach: number;
}

const times = { coolDownMs: 2 * unitMs, probeTimeoutMs: 2 * unitMs };
const single = { ...times, failureThreshold: 1, maxProbes: 1, successesToClose: 2 };
const double = { ...times, failureThreshold: 2, maxProbes: 2, successesToClose: 1 };

/** New breakers, and one that has just become half open with a call from before still under way. */
const roots: readonly Root[] = [
  { start: { config: single, steps: [] }, depth: 7, reach: 2 },
  { start: { config: double, steps: [] }, depth: 6, reach: 3 },
  {
    start: { config: double, steps: [...openingOf(double), { do: 'wait', ms: times.coolDownMs }] },
    depth: 5,
    reach: 2,
  },
];

/** All that can be done next: results are reported for the last tickets, also twice or too late. */
function* lettersAfter(tickets: number, reach: number): Generator<BreakerStep> {
  yield { do: 'acquire' };
  for (let back = 0; back < Math.min(reach, tickets); back++) {
    yield { do: 'failure', back };
    yield { do: 'success', back };
  }
  yield { do: 'wait', ms: unitMs };
}

/**
 * Every sequence of calls and waits up to a depth, each with the breaker asked for its state at the
 * end. Sequences that go on after a difference are not made: the breaker has left the rules there.
 */
export const exhaustiveBreaker: Experiment<BreakerInput, BreakerSeen> = {
  id: 'breaker-vollständig',
  faults: 'none',
  runs: 100_000,
  inputs: fc.constantFrom(...roots.map(({ start }) => start)),
  observe: playBreaker,
  *deletions(input) {
    for (const steps of listDeletions(input.steps)) yield { ...input, steps };
  },
  explore(submission, visit, limit): Coverage {
    const see = fastObserver(submission);
    let schedules = 0;
    /** Sequences that would go on after a difference: those are not covered. */
    let cut = 0;
    let isStopped = false;

    function visitAll(input: BreakerInput, left: number, reach: number): void {
      isStopped ||= schedules >= limit.inputs;
      if (isStopped) return;
      const seen = see(input);
      schedules++;
      isStopped = !visit(input, seen);
      if (isStopped || left === 0) return;
      if (seen.difference === undefined && seen.fault === undefined) {
        for (const letter of lettersAfter(seen.tickets, reach)) {
          visitAll({ ...input, steps: [...input.steps, letter] }, left - 1, reach);
        }
      } else cut++;
    }

    for (const { start, depth, reach } of roots) visitAll(start, depth, reach);
    const depth = Math.max(...roots.map((root) => root.depth));
    return { schedules, depth, pruned: 0, complete: !isStopped && cut === 0 };
  },
};

/**
 * Plays sequences without recording the calls. Where one goes wrong, it is played again as
 * {@link playBreaker} does it, and that alone counts.
 */
function fastObserver(submission: Submission): (input: BreakerInput) => BreakerSeen {
  const { guard } = submission;
  let create: AmbassadorExports['createCircuitBreaker'] | undefined;
  const run = <Returned>(_name: string, _args: readonly unknown[], call: () => Returned) => {
    guard.enter();
    return call();
  };
  const caller: Caller = {
    load<Type extends AmbassadorExports['createCircuitBreaker']>(name: string): Type {
      guard.enter();
      create ??= exported<Type>(submission, name);
      return create as Type;
    },
    call: run,
    create: run,
  };
  return (input) => {
    try {
      const { difference, given, counts } = play(input, caller);
      if (difference === undefined) return { tickets: given, calls: [], counts };
    } catch {
      // Whatever it was: the recorded run below tells it as a fault.
    }
    try {
      return playBreaker(input, submission);
    } catch (error) {
      if (!(error instanceof SubmissionFailure)) throw error;
      return { tickets: 0, calls: error.calls, fault: error.fault };
    }
  };
}
