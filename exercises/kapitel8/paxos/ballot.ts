import type { Ballot } from './protocol.ts';

/**
 * Vergleicht zwei Ballots wie eine Vergleichsfunktion für `sort`: negativ, wenn `a` kleiner ist, positiv,
 * wenn `a` größer ist, und 0 nur, wenn Runde und Knoten gleich sind. Zuerst entscheidet die Runde, bei
 * gleicher Runde der Name des Knotens im Zeichenkettenvergleich.
 */
export function compareBallots(_a: Ballot, _b: Ballot): number {
  // TODO(8.9): Teil 1: die Ordnung der Ballots.
  throw new Error('TODO(8.9): „compareBallots“ fehlt noch (Teil 1: Ballots).');
}
