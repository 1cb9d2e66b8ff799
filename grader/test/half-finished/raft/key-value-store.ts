import type { Applied, Request, Snapshot } from './protocol.ts';

/**
 * Der Zustandsautomat: Er wendet die festgeschriebenen Einträge in der Reihenfolge des Logs an. Auf
 * allen Knoten kommt dasselbe heraus, denn er kennt weder Uhr noch Zufall.
 */
export class KeyValueStore {
  /**
   * Führt eine Anfrage aus, jede (`clientId`, `sequence`) genau einmal. Kommt die letzte Nummer eines
   * Clients noch einmal, gilt die alte Antwort; eine noch ältere wird nicht ausgeführt (`undefined`).
   */
  apply(_request: Request): Applied | undefined {
    // TODO(8.8): Teil 4
    throw new Error('TODO(8.8): „KeyValueStore.apply“ fehlt noch (Teil 4: Speicher).');
  }

  /** Bonus: der ganze Zustand, als Kopie. */
  snapshot(): Snapshot {
    // TODO(8.8): Teil 5 (Bonus)
    throw new Error('TODO(8.8): „KeyValueStore.snapshot“ fehlt noch (Teil 5: Snapshots).');
  }

  /** Bonus: Ersetzt den ganzen Zustand. */
  restore(_snapshot: Snapshot): void {
    // TODO(8.8): Teil 5 (Bonus)
    throw new Error('TODO(8.8): „KeyValueStore.restore“ fehlt noch (Teil 5: Snapshots).');
  }
}
