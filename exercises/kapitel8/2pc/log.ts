import type { StableStorage } from '#simulator';

/**
 * Ein dauerhaftes Log, an das nur angehängt wird. Ein Vorschlag für Teil 3: Jeder Eintrag steht unter
 * einem eigenen Schlüssel, das Anhängen ist also ein einziger Schreibvorgang und damit unteilbar. Wenn Sie
 * anders speichern, lassen Sie diese Datei unbenutzt und leeren Sie sie.
 */
export class DurableLog<Entry> {
  constructor(readonly storage: StableStorage) {
    // TODO(8.10): Teil 3: Lesen Sie die gespeicherten Einträge.
  }

  /** Alle Einträge, der älteste zuerst. */
  get entries(): readonly Entry[] {
    // TODO(8.10): Teil 3
    throw new Error('TODO(8.10): „DurableLog.entries“ fehlt noch (Teil 3: Absturz und Neustart).');
  }

  /** Der Eintrag ist dauerhaft, sobald die Methode zurückkehrt. */
  append(_entry: Entry): void {
    // TODO(8.10): Teil 3
    throw new Error('TODO(8.10): „DurableLog.append“ fehlt noch (Teil 3: Absturz und Neustart).');
  }
}
