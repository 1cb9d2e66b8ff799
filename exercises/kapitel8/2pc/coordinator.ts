import type { Context, NodeId, Process } from '#simulator';
import type { Ack, Message, Request, Response, TransferRequest, Vote } from './protocol.ts';

export { createParticipant } from './participant.ts';

/**
 * Erzeugt den Koordinator. Wird am Anfang und nach jedem Neustart aufgerufen: Was einen Absturz
 * überleben soll, muss aus `context.storage` kommen.
 */
export function createCoordinator(context: Context<Message>): Process<Message, Request, Response> {
  return new Coordinator(context);
}

type Respond = (response: Response) => void;

/**
 * Der Koordinator: fragt alle Teilnehmer, entscheidet und sorgt dafür, dass jeder die Entscheidung
 * erfährt. Die Aufteilung in Methoden ist ein Vorschlag: Von außen zählt nur, was der Knoten sendet und
 * antwortet.
 */
class Coordinator implements Process<Message, Request, Response> {
  constructor(private readonly context: Context<Message>) {
    // TODO(8.10): Teil 3: Laden Sie hier, was vor einem Absturz gespeichert wurde.
  }

  /** Beginn jeder Inkarnation: Was noch nicht abgeschlossen ist, wird jetzt zu Ende gebracht. */
  onStart(): void {
    // TODO(8.10): Teil 3: Unentschiedene Transaktionen abschließen, Entscheidungen erneut senden.
  }

  onMessage(from: NodeId, message: Message): void {
    switch (message.type) {
      case 'Vote':
        this.onVote(from, message);
        break;
      case 'Ack':
        this.onAck(from, message);
        break;
      default:
        break;
    }
  }

  onRequest(request: Request, respond: Respond): void {
    if (request.kind === 'transfer') this.onTransfer(request, respond);
    else respond({ kind: 'wrong-node' });
  }

  /** Ein Timer ist abgelaufen: Stimmen fehlen noch, oder Quittungen fehlen noch. */
  onTimer(_name: string): void {
    // TODO(8.10): Teil 2: Nach voteTimeoutMs abbrechen, alle resendIntervalMs wiederholen.
    throw new Error('TODO(8.10): „onTimer“ des Koordinators fehlt noch (Teil 2: Koordinator).');
  }

  /** Was im Fehlerfall als Zustand des Knotens gezeigt wird. Zeigen Sie, was Ihnen hilft. */
  inspect(): unknown {
    return { self: this.context.self };
  }

  /** Ein Client möchte eine Transaktion ausführen, oder er fragt noch einmal nach ihr. */
  private onTransfer(_request: TransferRequest, _respond: Respond): void {
    // TODO(8.10): Teil 2: Beginn vermerken und Prepare senden; eine bekannte Transaktion nicht neu beginnen.
    throw new Error('TODO(8.10): „onTransfer“ fehlt noch (Teil 2: Koordinator).');
  }

  private onVote(_from: NodeId, _message: Vote): void {
    // TODO(8.10): Teil 2: Zählen, entscheiden, die Entscheidung vermerken, erst dann senden.
    throw new Error('TODO(8.10): „onVote“ fehlt noch (Teil 2: Koordinator).');
  }

  private onAck(_from: NodeId, _message: Ack): void {
    // TODO(8.10): Teil 2: Wer quittiert hat, braucht keine Wiederholung mehr.
    throw new Error('TODO(8.10): „onAck“ fehlt noch (Teil 2: Koordinator).');
  }
}
