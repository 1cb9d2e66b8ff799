import * as fc from 'fast-check';
import { listDeletions } from '../../../simulator/deletions.ts';
import { type CallRecord, Probe, type Submission } from '../../submission.ts';
import { type Experiment, holds, type Observation, type Verdict, violated } from '../../suite.ts';
import { isTimestamp, type LamportExports } from './exports.ts';
import { clockWording as wording } from './wording-clock.ts';

export type ClockCall =
  | { readonly clock: number; readonly do: 'tick' | 'send' }
  | { readonly clock: number; readonly do: 'receive'; readonly timestamp: number };

/** One call and what the clock showed after it. */
export interface ClockStep {
  readonly call: ClockCall;
  /** The stamp this clock gave out last, 0 at first. */
  readonly previous: number;
  /** What a new clock showed before its first call. */
  readonly atFirst?: unknown;
  readonly stamp: unknown;
  readonly after: unknown;
}

export interface ClockCallsSeen extends Observation {
  readonly steps: readonly ClockStep[];
  /** What each clock returns when it is the only one. */
  readonly alone: readonly (readonly unknown[])[];
  readonly calls: readonly CallRecord[];
}

/** The largest timestamp a message carries here, as the contract has it: 2^50. */
const maxTimestamp = 2 ** 50;

type CreateClock = LamportExports['createLamportClock'];

function calls(clocks: number): fc.Arbitrary<readonly ClockCall[]> {
  const clock = fc.integer({ min: 0, max: clocks - 1 });
  return fc.array(
    fc.oneof(
      fc.record({ clock, do: fc.constantFrom('tick' as const, 'send' as const) }),
      fc.record({
        clock,
        do: fc.constant('receive' as const),
        // Small stamps lie behind the clock, large ones ahead; both rules need both.
        timestamp: fc.oneof(
          { arbitrary: fc.integer({ min: 1, max: 12 }), weight: 4 },
          { arbitrary: fc.integer({ min: 1, max: 5000 }), weight: 4 },
          { arbitrary: fc.integer({ min: 1, max: maxTimestamp }), weight: 1 },
        ),
      }),
    ),
    { minLength: 1, maxLength: 12, size: 'max' },
  );
}

/** One clock, called directly. */
export const singleClock: Experiment<readonly ClockCall[], ClockCallsSeen> = {
  id: 'uhr-direkt',
  faults: 'none',
  runs: 30,
  inputs: calls(1),
  examples: [
    // Beyond 32 bits, and back.
    [
      { clock: 0, do: 'receive', timestamp: 2 ** 31 - 1 },
      { clock: 0, do: 'tick' },
      { clock: 0, do: 'receive', timestamp: 2 ** 33 },
      { clock: 0, do: 'receive', timestamp: 7 },
      { clock: 0, do: 'send' },
    ],
    // Neither ahead nor behind: a message stamped just as the clock stands, with steps of 1.
    [
      { clock: 0, do: 'tick' },
      { clock: 0, do: 'receive', timestamp: 1 },
      ...[2, 3, 4, 5].map((timestamp): ClockCall => ({ clock: 0, do: 'receive', timestamp })),
    ],
    // Who adds instead of taking the maximum soon leaves the safe integers.
    [
      ...new Array<ClockCall>(9).fill({ clock: 0, do: 'receive', timestamp: maxTimestamp }),
      { clock: 0, do: 'send' },
    ],
  ],
  observe: (input, submission) => observeCalls(input, submission),
  deletions: listDeletions,
};

/** Several clocks from one module: does each keep its own state? */
export const severalClocks: Experiment<readonly ClockCall[], ClockCallsSeen> = {
  id: 'uhren-nebeneinander',
  faults: 'none',
  runs: 10,
  inputs: calls(3),
  examples: [
    [
      { clock: 0, do: 'tick' },
      { clock: 1, do: 'tick' },
    ],
  ],
  observe: (input, submission) => observeCalls(input, submission),
  deletions: listDeletions,
};

function observeCalls(input: readonly ClockCall[], submission: Submission): ClockCallsSeen {
  const probe = new Probe(submission);
  const steps = runCalls(input, probe);
  const clocks = [...new Set(input.map((call) => call.clock))];
  const alone = new Map(
    clocks.map((clock) => {
      const own = input.filter((call) => call.clock === clock);
      return [clock, runCalls(own, new Probe(submission)).map((step) => step.stamp)];
    }),
  );
  return {
    steps,
    alone: steps.map(({ call }) => alone.get(call.clock) ?? []),
    calls: probe.calls,
    counts: {
      'eigene-ereignisse': input.filter((call) => call.do !== 'receive').length,
      empfaenge: input.filter((call) => call.do === 'receive').length,
      'weitere-uhren': clocks.length - 1,
    },
  };
}

function runCalls(input: readonly ClockCall[], probe: Probe): readonly ClockStep[] {
  const create = probe.load<CreateClock>('createLamportClock');
  const clocks = new Map<number, ReturnType<CreateClock>>();
  const previous = new Map<number, number>();
  return input.map((call) => {
    const name = `uhr${call.clock + 1}`;
    const clock =
      clocks.get(call.clock) ?? probe.create(`${name} = createLamportClock`, [], () => create());
    clocks.set(call.clock, clock);
    const read = () => probe.call<unknown>(`${name}.time`, [], () => clock.time());
    const isFirst = !previous.has(call.clock);
    const atFirst = isFirst ? read() : undefined;
    const args = call.do === 'receive' ? [call.timestamp] : [];
    const stamp = probe.call<unknown>(`${name}.${call.do}`, args, () =>
      call.do === 'receive' ? clock.receive(call.timestamp) : clock[call.do](),
    );
    const step = { call, previous: previous.get(call.clock) ?? 0, stamp, after: read() };
    previous.set(call.clock, typeof stamp === 'number' ? stamp : 0);
    return isFirst ? { ...step, atFirst } : step;
  });
}

/** C1: each event of its own moves the clock on. */
export function checkAdvances({ steps }: ClockCallsSeen): Verdict {
  for (const { call, previous, stamp } of steps) {
    if (call.do === 'receive') continue;
    if (!isTimestamp(stamp)) return violated(wording.noTimestamp(call.do, stamp));
    if (stamp <= previous) {
      return violated(wording.stoodStill(call.do, previous, stamp), [], {
        expected: `> ${previous}`,
        actual: stamp,
      });
    }
  }
  return holds;
}

/** C2: a receipt is later than all the clock has seen and than the message. */
export function checkReceives({ steps }: ClockCallsSeen): Verdict {
  for (const { call, previous, stamp } of steps) {
    if (call.do !== 'receive') continue;
    if (!isTimestamp(stamp)) return violated(wording.noTimestamp(call.do, stamp));
    const bound = Math.max(previous, call.timestamp);
    if (stamp <= bound) {
      return violated(wording.receivedTooLow(previous, call.timestamp, stamp), [], {
        expected: `> ${bound}`,
        actual: stamp,
      });
    }
  }
  return holds;
}

/** `time()` shows the last stamp, 0 at first, however often it is asked. */
export function checkReading({ steps }: ClockCallsSeen): Verdict {
  for (const step of steps) {
    const { call, stamp, after } = step;
    if ('atFirst' in step && step.atFirst !== 0) return violated(wording.notZero(step.atFirst));
    if (after !== stamp) return violated(wording.readAfter(call.do, stamp, after));
  }
  return holds;
}

/** A clock behaves among others as it does alone. */
export function checkOwnState({ steps, alone }: ClockCallsSeen): Verdict {
  const seen = new Map<number, number>();
  for (const [i, { call, stamp }] of steps.entries()) {
    const k = seen.get(call.clock) ?? 0;
    seen.set(call.clock, k + 1);
    const expected = alone[i]?.[k];
    if (stamp !== expected) {
      return violated(wording.influenced(call.do, expected, stamp), [], {
        expected,
        actual: stamp,
      });
    }
  }
  return holds;
}
