import type { StableStorage } from '#simulator';
import type { LogEntry } from './protocol.ts';

/**
 * Das Log eines Knotens: Einträge mit den Indizes 1 bis `lastIndex`. Ein Vorschlag für Teil 2; wenn Sie
 * das Log anders führen, lassen Sie diese Datei unbenutzt und leeren Sie sie.
 *
 * Ab Teil 3 steht jeder Eintrag in `storage`, bevor eine Antwort davon spricht. Ab Teil 5 beginnt das
 * Log erst hinter dem Snapshot.
 */
export class Log {
  constructor(readonly storage: StableStorage) {
    // TODO(8.8): Teil 3: Laden Sie die gespeicherten Einträge.
  }

  /** Index des letzten Eintrags, 0 im leeren Log. */
  get lastIndex(): number {
    // TODO(8.8): Teil 2
    throw new Error('TODO(8.8): „Log.lastIndex“ fehlt noch (Teil 2: Replikation).');
  }

  /** Term des Eintrags an `index`; 0 für Index 0; `undefined`, wenn dort nichts steht. */
  termAt(_index: number): number | undefined {
    // TODO(8.8): Teil 2
    throw new Error('TODO(8.8): „Log.termAt“ fehlt noch (Teil 2: Replikation).');
  }

  /** Alle Einträge ab `index` einschließlich. */
  from(_index: number): LogEntry[] {
    // TODO(8.8): Teil 2
    throw new Error('TODO(8.8): „Log.from“ fehlt noch (Teil 2: Replikation).');
  }

  append(_entry: LogEntry): void {
    // TODO(8.8): Teil 2
    throw new Error('TODO(8.8): „Log.append“ fehlt noch (Teil 2: Replikation).');
  }

  /** Entfernt den Eintrag an `index` und alle dahinter. */
  truncateFrom(_index: number): void {
    // TODO(8.8): Teil 2
    throw new Error('TODO(8.8): „Log.truncateFrom“ fehlt noch (Teil 2: Replikation).');
  }
}
