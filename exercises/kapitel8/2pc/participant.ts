import type { Context, NodeId, Process } from '#simulator';
import type {
  BalanceRequest,
  Decision,
  Inquiry,
  Message,
  Prepare,
  Request,
  Response,
} from './protocol.ts';

/**
 * Erzeugt einen Teilnehmer. Wird am Anfang und nach jedem Neustart aufgerufen: Was einen Absturz
 * überleben soll, muss aus `context.storage` kommen.
 */
export function createParticipant(context: Context<Message>): Process<Message, Request, Response> {
  return new Participant(context);
}

type Respond = (response: Response) => void;

/**
 * Ein Teilnehmer: führt Konten, sperrt sie mit seinem Ja und wartet dann auf die Entscheidung. Die
 * Aufteilung in Methoden ist ein Vorschlag.
 */
class Participant implements Process<Message, Request, Response> {
  constructor(private readonly context: Context<Message>) {
    // TODO(8.10): Teil 3: Laden Sie Konten, Sperren und den Stand aller Transaktionen.
  }

  onMessage(from: NodeId, message: Message): void {
    switch (message.type) {
      case 'Prepare':
        this.onPrepare(from, message);
        break;
      case 'Decision':
        this.onDecision(from, message);
        break;
      case 'Inquiry':
        this.onInquiry(from, message);
        break;
      default:
        break;
    }
  }

  onRequest(request: Request, respond: Respond): void {
    if (request.kind === 'balance') this.onBalance(request, respond);
    else respond({ kind: 'wrong-node' });
  }

  /** Nur im Bonusteil: Die Entscheidung lässt auf sich warten. */
  onTimer(_name: string): void {
    // TODO(8.10): Teil 5 (Bonus): Fragen Sie die anderen Teilnehmer.
    throw new Error('TODO(8.10): „onTimer“ des Teilnehmers fehlt noch (Teil 5: Bonus).');
  }

  /** Was im Fehlerfall als Zustand des Knotens gezeigt wird. Zeigen Sie, was Ihnen hilft. */
  inspect(): unknown {
    return { self: this.context.self };
  }

  /** Der Koordinator bittet um die Stimme. Sofort antworten, auch mit nein. */
  private onPrepare(_from: NodeId, _message: Prepare): void {
    // TODO(8.10): Teil 1: Prüfen, sperren, die Stimme vermerken, erst dann antworten.
    throw new Error('TODO(8.10): „onPrepare“ fehlt noch (Teil 1: Teilnehmer).');
  }

  /** Die Entscheidung ist da: buchen oder verwerfen, Sperren lösen, quittieren. */
  private onDecision(_from: NodeId, _message: Decision): void {
    // TODO(8.10): Teil 1: Jede Entscheidung wirkt einmal; quittiert wird sie jedes Mal.
    throw new Error('TODO(8.10): „onDecision“ fehlt noch (Teil 1: Teilnehmer).');
  }

  /** Ein Client fragt nach einem Kontostand. Sofort antworten, auch mit „unentschieden“. */
  private onBalance(_request: BalanceRequest, _respond: Respond): void {
    // TODO(8.10): Teil 1
    throw new Error('TODO(8.10): „onBalance“ fehlt noch (Teil 1: Teilnehmer).');
  }

  /** Ein anderer Teilnehmer fragt, wie die Transaktion ausgegangen ist. */
  private onInquiry(_from: NodeId, _message: Inquiry): void {
    // TODO(8.10): Teil 5 (Bonus)
    throw new Error('TODO(8.10): „onInquiry“ fehlt noch (Teil 5: Bonus).');
  }
}
