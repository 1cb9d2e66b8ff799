import type { Context, NodeId, Process } from '#simulator';
import type { LogMessage, LogRequest, LogResponse } from './protocol.ts';

/**
 * Erzeugt den Knoten eines replizierten Logs: Paxos für jeden Slot, mit einem ausgezeichneten Proposer
 * (Leader), der Phase 1 nur einmal für alle Slots durchläuft. Wird am Anfang und nach jedem Neustart
 * aufgerufen.
 */
export function createMultiPaxos(
  context: Context<LogMessage>,
): Process<LogMessage, LogRequest, LogResponse> {
  return new MultiPaxos(context);
}

/** Nach Ongaro & Ousterhout. Die Aufteilung in Methoden ist ein Vorschlag. */
class MultiPaxos implements Process<LogMessage, LogRequest, LogResponse> {
  constructor(private readonly context: Context<LogMessage>) {
    // TODO(8.9): Teil 5: Laden Sie, was der Acceptor vor einem Absturz versprochen und angenommen hat.
  }

  /** Beginn jeder Inkarnation: Niemand ist Leader, die Wartezeit läuft. */
  onStart(): void {
    // TODO(8.9): Teil 5: Starten Sie den Timer für die Phase 1 mit einer zufälligen Dauer.
    throw new Error('TODO(8.9): „onStart“ fehlt noch (Teil 5: Log).');
  }

  /** Wartezeit um (Phase 1 beginnen) oder Zeit für das nächste Lebenszeichen. */
  onTimer(_name: string): void {
    // TODO(8.9): Teil 5: Phase 1 oder Heartbeat.
    throw new Error('TODO(8.9): „onTimer“ fehlt noch (Teil 5: Log).');
  }

  onMessage(_from: NodeId, message: LogMessage): void {
    // TODO(8.9): Teil 5: acht Arten von Nachrichten. Beginnen Sie mit dem Acceptor.
    throw new Error(`TODO(8.9): „onMessage“ fehlt noch für ${message.type} (Teil 5: Log).`);
  }

  /** Ein Client gibt einen Befehl auf (`append`) oder liest, was dieser Knoten angewandt hat. */
  onRequest(_request: LogRequest, _respond: (response: LogResponse) => void): void {
    // TODO(8.9): Teil 5: „applied“ sofort beantworten, „append“ erst, wenn der Befehl angewandt ist.
    throw new Error('TODO(8.9): „onRequest“ fehlt noch (Teil 5: Log).');
  }

  inspect(): unknown {
    return { self: this.context.self };
  }
}
