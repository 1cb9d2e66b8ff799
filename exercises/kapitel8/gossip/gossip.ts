import type { Context, NodeId, Process } from '#simulator';
import type {
  Entries,
  GossipConfiguration,
  GossipMessage,
  GossipRequest,
  GossipResponse,
  Rumor,
  Version,
} from './protocol.ts';

export { createMember, supersedes } from './membership.ts';

// ---- Teil 1: Versionen ----------------------------------------------------------------------------

/**
 * Ist die Version `_left` neuer als `_right`? Es entscheidet der Zeitstempel; bei gleichem Zeitstempel
 * die Quelle: Die im Zeichenkettenvergleich (`<`, `>`) größere ist neuer. Gleiche Versionen sind nicht
 * neuer als einander.
 *
 * @param _left Version eines Eintrags (ein Gerücht hat alles Nötige dabei).
 * @param _right Version eines Eintrags zum selben Schlüssel.
 */
export function isNewer(_left: Version, _right: Version): boolean {
  // TODO(8.6): Teil 1: Vergleichen Sie erst die Zeitstempel, dann die Quellen.
  throw new Error('TODO(8.6): „isNewer“ fehlt noch (Teil 1: Versionen).');
}

/**
 * Führt zwei Zustände zusammen: zu jedem Schlüssel, der in `_left` oder `_right` vorkommt, der neuere
 * Eintrag. Kommutativ, assoziativ und idempotent; `_left` und `_right` bleiben unverändert. Tragen beide
 * dieselbe Version, so ist es auch derselbe Eintrag.
 */
export function merge(_left: Entries, _right: Entries): Entries {
  // TODO(8.6): Teil 1: Behalten Sie zu jedem Schlüssel den neueren Eintrag.
  throw new Error('TODO(8.6): „merge“ fehlt noch (Teil 1: Versionen).');
}

/**
 * Wie viele Runden braucht ein Gerücht mindestens, bis es `_nodes` Knoten kennen, wenn jeder Knoten,
 * der es kennt, je Runde `_fanout` weitere erreicht? Das kleinste ganze r ≥ 0 mit (Fanout + 1)^r ≥ Knotenzahl.
 *
 * @param _nodes Anzahl der Knoten samt Quelle, ganze Zahl ab 1.
 * @param _fanout ganze Zahl ab 1.
 */
export function minimumRounds(_nodes: number, _fanout: number): number {
  // TODO(8.6): Teil 1: Rechnen Sie mit ganzen Zahlen; Logarithmen runden an den Potenzen falsch.
  throw new Error('TODO(8.6): „minimumRounds“ fehlt noch (Teil 1: Versionen).');
}

// ---- Teil 2 und 3: der Knoten ---------------------------------------------------------------------

/**
 * Erzeugt den Gossip-Knoten zu einem Kontext. Wird am Anfang und nach jedem Neustart aufgerufen: Was
 * einen Absturz überleben soll, muss aus `context.storage` kommen.
 */
export function createGossip(
  context: Context<GossipMessage>,
  configuration: GossipConfiguration,
): Process<GossipMessage, GossipRequest, GossipResponse> {
  return new GossipNode(context, configuration);
}

/** Die Aufteilung in Methoden ist ein Vorschlag: Von außen zählt nur, was der Knoten sendet und antwortet. */
class GossipNode implements Process<GossipMessage, GossipRequest, GossipResponse> {
  constructor(
    private readonly context: Context<GossipMessage>,
    private readonly configuration: GossipConfiguration,
  ) {
    // TODO(8.6): Teil 2: Welche Zeitstempel hat dieser Knoten vor einem Absturz schon vergeben?
  }

  /** Beginn jeder Inkarnation: Takt (Teil 2) und Abgleich (Teil 3) anstoßen. */
  onStart(): void {
    // TODO(8.6): Teil 2 und 3: Stellen Sie die beiden Timer.
    throw new Error('TODO(8.6): „onStart“ fehlt noch (Teil 2: Verbreitung).');
  }

  /** Ein Timer ist abgelaufen: Gerüchte erzählen oder einen Abgleich beginnen. */
  onTimer(_name: string): void {
    // TODO(8.6): Teil 2: Im Takt bekommen Gruppe, Top-Sender und ausgeloste Knoten je eine Nachricht.
    // TODO(8.6): Teil 3: Beim Abgleich bekommt ein anderer Knoten Ihr Digest.
    throw new Error(
      'TODO(8.6): „onTimer“ fehlt noch (Teil 2: Verbreitung, Teil 3: Anti-Entropie).',
    );
  }

  /** Gerüchte hören, auf ein Digest antworten, Erbetenes schicken. */
  onMessage(from: NodeId, message: GossipMessage): void {
    switch (message.type) {
      case 'gossip':
        for (const rumor of message.rumors) this.hear(from, rumor);
        break;
      case 'digest':
        // TODO(8.6): Teil 3: Schicken Sie, was dem Absender fehlt, und erbitten Sie, was Ihnen fehlt.
        throw new Error('TODO(8.6): Die Antwort auf „digest“ fehlt noch (Teil 3: Anti-Entropie).');
      case 'entries':
        for (const rumor of message.rumors) this.hear(from, rumor);
        if (message.wanted.length === 0) break;
        // TODO(8.6): Teil 3: Schicken Sie, was der Absender erbittet.
        throw new Error('TODO(8.6): Die Antwort auf „wanted“ fehlt noch (Teil 3: Anti-Entropie).');
    }
  }

  /** Ein Client setzt oder liest einen Wert. Sofort antworten. */
  onRequest(_request: GossipRequest, _respond: (response: GossipResponse) => void): void {
    // TODO(8.6): Teil 2: „put“ vergibt einen neuen Zeitstempel; „get“ liest den übernommenen Eintrag.
    throw new Error('TODO(8.6): „onRequest“ fehlt noch (Teil 2: Verbreitung).');
  }

  /** Was im Fehlerfall als Zustand des Knotens gezeigt wird. Zeigen Sie, was Ihnen hilft. */
  inspect(): unknown {
    return { self: this.context.self, tickMs: this.configuration.tickMs };
  }

  /** `from` erzählt `rumor`: übernehmen, merken oder vergessen? */
  private hear(_from: NodeId, _rumor: Rumor): void {
    // TODO(8.6): Teil 2: Glauben Sie es, wenn genug verschiedene Nachbarn es erzählen oder ein vertrauter.
    throw new Error('TODO(8.6): „hear“ fehlt noch (Teil 2: Verbreitung).');
  }
}
