import type { Scenario } from './scenario.ts';

/**
 * The scenario an experiment's input is, or is wrapped around together with what else a suite decides;
 * `undefined` for scripts and calls.
 */
export function scenarioIn(input: unknown): Scenario | undefined {
  if (isScenario(input)) return input;
  const inner = (input as { readonly scenario?: unknown } | null | undefined)?.scenario;
  return isScenario(inner) ? inner : undefined;
}

export function isScenario(value: unknown): value is Scenario {
  if (typeof value !== 'object' || value === null) return false;
  const { nodes, seed, latency, durationMs, faults, clients } = value as Partial<Scenario>;
  return (
    typeof nodes === 'number' &&
    typeof seed === 'number' &&
    typeof durationMs === 'number' &&
    typeof latency === 'object' &&
    Array.isArray(faults) &&
    Array.isArray(clients)
  );
}
