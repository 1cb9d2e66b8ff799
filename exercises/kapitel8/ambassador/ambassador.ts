/**
 * Aufgabe 8.13: der Ambassador einer Gruppe von Knoten.
 *
 * Bearbeiten Sie diese Datei sowie `circuit-breaker.ts`, `token-bucket.ts` und `balancer.ts`. Was zu tun ist,
 * steht in `aufgabe.md`, die Typen stehen in `contract.ts`. Eigene weitere Dateien sind erlaubt.
 */
import type { Context, Process } from '#simulator';
import { createBalancer } from './balancer.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import type {
  AmbassadorConfig,
  AmbassadorMessage,
  ClientRequest,
  ClientResponse,
} from './contract.ts';
import { createTokenBucket } from './token-bucket.ts';

export { createBalancer, createCircuitBreaker, createTokenBucket };

/**
 * Teil 4 bis 6: der Ambassador-Knoten. Er wird am Anfang und nach jedem Neustart erzeugt und braucht
 * keinen dauerhaften Speicher.
 *
 * - Er prüft jeden Knoten der Gruppe alle `healthPeriodMs` und hält im Konfigurationsspeicher je aktivem
 *   Knoten einen Eintrag.
 * - Er reicht Anfragen der Clients an aktive Knoten weiter, deren Breaker es erlaubt, weicht bei
 *   Fehlschlägen auf andere Knoten aus und drosselt.
 * - Er führt Messwerte.
 */
export function createAmbassador(
  context: Context<AmbassadorMessage>,
  config: AmbassadorConfig,
): Process<AmbassadorMessage, ClientRequest, ClientResponse> {
  // TODO(8.13): Teil 4 bis 6: Prüfen, anmelden, weiterreichen, messen
  throw new Error(
    `TODO(8.13): „createAmbassador“ fehlt noch: ${context.self} steht für ${config.members.length} Knoten (Teil 4 bis 6).`,
  );
}
