import type { Store, StoreConfiguration, StoreReply, StoreRequest } from './contract.ts';

export { createConfigFile } from './config-file.ts';
export { createElection, createLock } from './lease.ts';

/**
 * Erzeugt einen leeren Speicher mit dem Index 0. Jeder Aufruf liefert einen eigenen.
 */
export function createStore(_configuration: StoreConfiguration = {}): Store {
  return new ConfigurationStore();
}

/**
 * Der Speicher als reine Zustandsmaschine: Gleiche Aufrufe führen zum gleichen Zustand und zu gleichen
 * Antworten. Wie Sie den Baum im Inneren führen, ist Ihre Sache.
 */
class ConfigurationStore implements Store {
  /**
   * Lässt verfallen, was bis `_nowMs` fällig ist, führt die Anfrage aus und antwortet mit `_reply`. Ein
   * wartendes GET behält `_reply` und ruft es, sobald ein passendes Ereignis geschieht.
   */
  handle(_request: StoreRequest, _nowMs: number, _reply: (reply: StoreReply) => void): void {
    // TODO(8.4): Teil 1 (lesen, setzen, löschen), Teil 2 (bedingte Änderungen, POST), Teil 3 (TTL),
    // TODO(8.4): Teil 4 (wartende GET).
    throw new Error('TODO(8.4): „handle“ fehlt noch (Teile 1 bis 4).');
  }

  /** Lässt verfallen, was bis einschließlich `_nowMs` fällig ist; jeder Verfall ist ein Ereignis. */
  advance(_nowMs: number): void {
    // TODO(8.4): Teil 3: das früher Fällige zuerst.
    throw new Error('TODO(8.4): „advance“ fehlt noch (Teil 3: Lebensdauer).');
  }

  /** Wann verfällt als Nächstes etwas? `undefined`, wenn nichts eine TTL hat. */
  nextExpiryMs(): number | undefined {
    // TODO(8.4): Teil 3
    throw new Error('TODO(8.4): „nextExpiryMs“ fehlt noch (Teil 3: Lebensdauer).');
  }
}
