/**
 * Aufgabe 8.12, Teil 1: eine Instanz meldet sich an. Was zu tun ist, steht in `aufgabe.md`, die Typen stehen in
 * `contract.ts`. Eigene Dateien dürfen Sie ergänzen, etwa für das Lesen und Beobachten des Speichers, das Teil 2
 * und Teil 4 gemeinsam haben.
 */
import type { Context, Process } from '#simulator';
import type {
  InstanceConfiguration,
  InstanceMessage,
  InstanceRequest,
  InstanceResponse,
} from './contract.ts';

export { createConfigurationWriter, renderTemplate } from './configuration-writer.ts';
export { answerQuestion, createResolver, orderTargets } from './dns.ts';
export { createRegistry } from './registry.ts';

/**
 * Teil 1: der Begleiter einer Dienstinstanz. Er meldet sie im Konfigurationsspeicher unter einem Lease an, solange
 * ihr Health Check gut ist, und meldet sie wieder ab.
 *
 * 1. Angemeldet wird, solange die Instanz *bereit* ist: Sie ist nicht gestoppt, ihr letzter Befund ist gut und jünger
 *    als `checkTtlMs`. Nach dem Start ist sie nicht bereit.
 * 2. Anmelden: PUT mit Wert und TTL. Auffrischen: `refreshMs` nach jeder Bestätigung ein PUT mit `refresh: true`,
 *    `prevExist: true` und TTL. Ist der Eintrag verfallen (Fehler 100), wird neu angemeldet.
 * 3. Nicht mehr bereit: DELETE mit `prevValue`, damit nur der eigene Eintrag verschwindet.
 * 4. Immer nur eine Anfrage zugleich; ohne Antwort nach `retryMs` die nächste.
 */
export function createInstance(
  context: Context<InstanceMessage>,
  configuration: InstanceConfiguration,
): Process<InstanceMessage, InstanceRequest, InstanceResponse> {
  // TODO(8.12): Teil 1: Bereitschaft aus den Befunden, Anmelden, Auffrischen, Abmelden.
  throw new Error(
    `TODO(8.12): „createInstance“ fehlt noch (Teil 1): ${context.self} meldet ${configuration.instance.id} noch nicht an.`,
  );
}
