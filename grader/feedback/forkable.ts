import type { PropertyResult } from '../results/result.ts';
import { scenarioIn } from '../simulator/scenario-in.ts';

/** Whether a reader can change the counterexample: there is a run to be seen, played by a scenario. */
export function isForkable({ counterexample }: PropertyResult): boolean {
  return counterexample?.trace !== undefined && scenarioIn(counterexample.input) !== undefined;
}
