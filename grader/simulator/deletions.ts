import type { ClientScript, Fault, Scenario } from './scenario.ts';
import type { Run } from './simulate.ts';

/**
 * Scenarios with something left out, the larger chunks first: faults, clients, single requests.
 * Input of the greedy pass that follows fast-check's shrink (decision 3).
 */
export function* scenarioDeletions<Request>(
  scenario: Scenario<Request>,
): Generator<Scenario<Request>> {
  for (const faults of listDeletions<Fault>(scenario.faults)) yield { ...scenario, faults };
  for (const clients of listDeletions(scenario.clients)) yield { ...scenario, clients };
  for (const [i, client] of scenario.clients.entries()) {
    for (const requests of listDeletions(client.requests)) {
      yield { ...scenario, clients: replaceAt(scenario.clients, i, { ...client, requests }) };
    }
  }
}

/** The list without each of its halves, then quarters … down to single items. */
export function* listDeletions<Item>(items: readonly Item[]): Generator<Item[]> {
  for (
    let size = Math.ceil(items.length / 2);
    size >= 1;
    size = size > 1 ? Math.ceil(size / 2) : 0
  ) {
    for (let start = 0; start < items.length; start += size) {
      yield [...items.slice(0, start), ...items.slice(start + size)];
    }
  }
}

/**
 * The same run with every network decision by chance spelled out as a fault of its own, so that
 * single ones can be left out. The windows of unreliability are gone.
 */
export function explicitScenario<Request>(
  scenario: Scenario<Request>,
  run: Pick<Run, 'deviations'>,
): Scenario<Request> {
  const others = scenario.faults.filter((fault) => fault.kind !== 'unreliable');
  if (others.length === scenario.faults.length) return scenario;
  return { ...scenario, faults: [...others, ...run.deviations] };
}

function replaceAt<Request>(
  clients: readonly ClientScript<Request>[],
  index: number,
  client: ClientScript<Request>,
): ClientScript<Request>[] {
  return clients.map((other, i) => (i === index ? client : other));
}
