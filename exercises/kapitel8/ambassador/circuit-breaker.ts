import type { BreakerConfig, CircuitBreaker } from './contract.ts';

/**
 * Teil 1: ein neuer, geschlossener Circuit Breaker. Die Regeln K1 bis K8 stehen in `aufgabe.md`.
 *
 * - geschlossen: Alles darf hinaus; `failureThreshold` Fehlschläge hintereinander öffnen.
 * - offen: Nichts darf hinaus, bis `coolDownMs` um ist.
 * - halb offen: Höchstens `maxProbes` Probeaufrufe zugleich; ein Fehlschlag öffnet wieder,
 *   `successesToClose` Erfolge schließen.
 */
export function createCircuitBreaker(_config: BreakerConfig): CircuitBreaker {
  // TODO(8.13): Teil 1: Zustand, Zähler und Tickets
  throw new Error('TODO(8.13): „createCircuitBreaker“ fehlt noch (Teil 1: Circuit Breaker).');
}
