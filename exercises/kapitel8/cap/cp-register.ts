import type { Context, Process } from '#simulator';
import type { CpMessage, RegisterRequest, RegisterResponse } from './contract.ts';

/**
 * Teil 1: der Knoten eines Registers, das auch in einer Partition konsistent bleibt. Wird am Anfang und
 * nach jedem Neustart aufgerufen: Was einen Absturz überleben soll, muss aus `context.storage` kommen.
 *
 * Lesen und Schreiben brauchen je zwei Phasen, und jede braucht Antworten einer Mehrheit aller Knoten;
 * der Knoten selbst zählt mit. Kommt die Mehrheit nicht zusammen, lautet die Antwort `{ ok: false }`.
 */
export function createCpRegister(
  context: Context<CpMessage>,
): Process<CpMessage, RegisterRequest, RegisterResponse> {
  return new CpRegister(context);
}

/** Die Aufteilung in Methoden ist ein Vorschlag: Von außen zählt nur, was der Knoten sendet und antwortet. */
class CpRegister implements Process<CpMessage, RegisterRequest, RegisterResponse> {
  constructor(private readonly context: Context<CpMessage>) {
    // TODO(8.5): Teil 1: Holen Sie die Kopie und was Sie sonst brauchen aus `context.storage`.
  }

  /** Ein Client liest oder schreibt: Phase 1 beginnen und die Frist stellen. */
  onRequest(_request: RegisterRequest, _respond: (response: RegisterResponse) => void): void {
    // TODO(8.5): Teil 1: Fragen Sie alle anderen nach ihrer Version. Mehrere Anfragen können zugleich laufen.
    throw new Error('TODO(8.5): „onRequest“ fehlt noch (Teil 1: CP).');
  }

  onMessage(_from: string, message: CpMessage): void {
    switch (message.type) {
      case 'query':
        // TODO(8.5): Teil 1: Antworten Sie mit Ihrer Kopie.
        throw new Error('TODO(8.5): Die Antwort auf „query“ fehlt noch (Teil 1: CP).');
      case 'store':
        // TODO(8.5): Teil 1: Übernehmen, wenn neuer; dauerhaft speichern; immer antworten.
        throw new Error('TODO(8.5): Die Antwort auf „store“ fehlt noch (Teil 1: CP).');
      case 'state':
        // TODO(8.5): Teil 1: Antworten zählen. Hat eine Mehrheit geantwortet, beginnt Phase 2.
        throw new Error('TODO(8.5): Die Behandlung von „state“ fehlt noch (Teil 1: CP).');
      case 'stored':
        // TODO(8.5): Teil 1: Antworten zählen. Hat eine Mehrheit gespeichert, bekommt der Client seine Antwort.
        throw new Error('TODO(8.5): Die Behandlung von „stored“ fehlt noch (Teil 1: CP).');
    }
  }

  /** Die Zeit einer Operation ist um. */
  onTimer(_name: string): void {
    // TODO(8.5): Teil 1: Antworten Sie mit `{ ok: false }`.
    throw new Error('TODO(8.5): „onTimer“ fehlt noch (Teil 1: CP).');
  }

  /** Was im Fehlerfall als Zustand des Knotens gezeigt wird. Zeigen Sie, was Ihnen hilft. */
  inspect(): unknown {
    return { self: this.context.self };
  }
}
