import type { Guard } from '../../simulator/guard.ts';
import { simulate as simulateAsIs } from '../../simulator/kernel.ts';
import type { Fault, Scenario } from '../../simulator/scenario.ts';
import type { Run, Simulation } from '../../simulator/simulate.ts';

/** Faults that are added to what one of the calls of `simulate` plays, counted from 0. */
export interface AddedFaults {
  readonly call: number;
  readonly faults: readonly Fault[];
}

/** What a scene had played. */
export interface Call {
  readonly scenario: Scenario;
  readonly run: Run;
}

interface Watch {
  readonly guard: Guard;
  readonly added: AddedFaults | undefined;
  readonly calls: Call[];
}

let watch: Watch | undefined;

/**
 * What `#scenes` offers as `simulate`: the same as the simulator's. While a scene is {@link watched}, it
 * runs with the guard of the code that takes part, and is noted.
 */
export function simulate<Message, Request, Response>(
  simulation: Simulation<Message, Request, Response>,
): Run<Request, Response> {
  if (watch === undefined) return simulateAsIs(simulation);
  const { guard, added, calls } = watch;
  const { scenario: plain } = simulation;
  const scenario =
    added?.call === calls.length ? { ...plain, faults: [...plain.faults, ...added.faults] } : plain;
  const run = simulateAsIs({ guard, ...simulation, scenario });
  calls.push({ scenario, run });
  return run;
}

/** Lets something happen and notes all that is played meanwhile, in order. */
export function watched(
  guard: Guard,
  added: AddedFaults | undefined,
  act: () => Run,
): { readonly run: Run; readonly calls: readonly Call[] } {
  const calls: Call[] = [];
  watch = { guard, added, calls };
  try {
    return { run: act(), calls };
  } finally {
    watch = undefined;
  }
}
