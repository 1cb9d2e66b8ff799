import { scenarioDeletions } from '../../../simulator/deletions.ts';
import type { Scenario } from '../../../simulator/scenario.ts';

const shorterMs = [100, 200, 400, 700, 1000, 1500];

/** A run that ends soon after the violation is easier to read; then single records are left out. */
export function* shorterFirst<Request>(scenario: Scenario<Request>): Generator<Scenario<Request>> {
  for (const durationMs of shorterMs) {
    if (durationMs < scenario.durationMs) yield { ...scenario, durationMs };
  }
  yield* scenarioDeletions(scenario);
}
