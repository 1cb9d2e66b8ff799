import type { Context, Process } from '#simulator';
import type { Instance, WriterConfiguration, WriterMessage } from './contract.ts';

/**
 * Teil 4: füllt eine Vorlage. Was zwischen `{{#instances}}` und `{{/instances}}` steht, erscheint einmal je Instanz,
 * aufsteigend nach `id`, mit den Feldern der Instanz anstelle von `{{id}}`, `{{address}}`, `{{port}}` und so weiter.
 * `{{count}}` ist überall die Anzahl der Instanzen. Alles andere bleibt, wie es ist.
 */
export function renderTemplate(_template: string, _instances: readonly Instance[]): string {
  // TODO(8.12): Teil 4: Blöcke wiederholen, Platzhalter ersetzen, Eingesetztes nicht noch einmal ersetzen.
  throw new Error('TODO(8.12): „renderTemplate“ fehlt noch (Teil 4: Konfigurationsdateien).');
}

/**
 * Teil 4: hält eine Konfigurationsdatei auf dem Stand des Speichers, wie confd.
 *
 * 1. Die Datei ist `context.storage` unter `configuration.path`: immer eine vollständige Datei, nie ein halber Stand.
 * 2. Geschrieben wird nur, wenn sich der Inhalt ändert; danach geht genau ein `Reload` an den Leser.
 * 3. Auch ein Absturz zwischen Schreiben und Signal darf den Leser nicht auf einer alten Fassung sitzen lassen.
 */
export function createConfigurationWriter(
  context: Context<WriterMessage>,
  configuration: WriterConfiguration,
): Process<WriterMessage> {
  // TODO(8.12): Teil 4: dem Speicher folgen, Datei schreiben, Leser benachrichtigen.
  throw new Error(
    `TODO(8.12): „createConfigurationWriter“ fehlt noch (Teil 4): ${context.self} schreibt ${configuration.path} noch nicht.`,
  );
}
