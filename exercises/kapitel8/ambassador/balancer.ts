import type { Balancer, Member } from './contract.ts';

/**
 * Teil 3: eine neue Lastverteilung über die Knoten `_members`.
 *
 * Ist W die Summe der Gewichte der Kandidaten, so wählen je W aufeinanderfolgende Aufrufe mit denselben
 * Kandidaten jeden genau so oft, wie sein Gewicht sagt.
 */
export function createBalancer(_members: readonly Member[]): Balancer {
  // TODO(8.13): Teil 3: reihum, nach Gewichten
  throw new Error('TODO(8.13): „createBalancer“ fehlt noch (Teil 3: Lastverteilung).');
}
