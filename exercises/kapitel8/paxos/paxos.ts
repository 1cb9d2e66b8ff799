import type { Context, NodeId, Process } from '#simulator';
import type {
  Accept,
  Accepted,
  Chosen,
  Decision,
  Message,
  Prepare,
  PromiseMessage,
  Proposal,
  Reject,
} from './protocol.ts';

export { compareBallots } from './ballot.ts';
export { findDuel } from './duel.ts';
export { createMultiPaxos } from './multi-paxos.ts';

/**
 * Erzeugt den Paxos-Knoten für einen einzigen Wert. Wird am Anfang und nach jedem Neustart aufgerufen:
 * Was einen Absturz überleben soll, muss aus `context.storage` kommen.
 */
export function createPaxos(context: Context<Message>): Process<Message, Proposal, Decision> {
  return new Paxos(context);
}

/**
 * Ein Knoten nach Lamport 2001: Proposer, Acceptor und Lerner in einem. Die Aufteilung in Methoden ist
 * ein Vorschlag: Von außen zählt nur, was der Knoten sendet und antwortet.
 */
class Paxos implements Process<Message, Proposal, Decision> {
  constructor(private readonly context: Context<Message>) {
    // TODO(8.9): Teil 4: Laden Sie hier, was vor einem Absturz gespeichert wurde.
  }

  onMessage(from: NodeId, message: Message): void {
    switch (message.type) {
      case 'Prepare':
        this.onPrepare(from, message);
        break;
      case 'Promise':
        this.onPromise(from, message);
        break;
      case 'Accept':
        this.onAccept(from, message);
        break;
      case 'Accepted':
        this.onAccepted(from, message);
        break;
      case 'Reject':
        this.onReject(from, message);
        break;
      case 'Chosen':
        this.onChosen(from, message);
        break;
    }
  }

  /** Ein Client schlägt einen Wert vor. Antworten Sie, sobald Sie den gewählten Wert kennen. */
  onRequest(_request: Proposal, _respond: (response: Decision) => void): void {
    // TODO(8.9): Teil 3: Beginnen Sie einen Versuch, wenn keiner läuft.
    throw new Error('TODO(8.9): „onRequest“ fehlt noch (Teil 3: Proposer).');
  }

  /** Die Wartezeit ist um: der nächste Versuch. */
  onTimer(_name: string): void {
    // TODO(8.9): Teil 3: ein neuer Versuch mit einem höheren Ballot.
    throw new Error('TODO(8.9): „onTimer“ fehlt noch (Teil 3: Proposer).');
  }

  /** Was im Fehlerfall als Zustand des Knotens gezeigt wird. Zeigen Sie, was Ihnen hilft. */
  inspect(): unknown {
    return { self: this.context.self };
  }

  // ---- Acceptor ------------------------------------------------------------------------------------

  /** Phase 1b. Sofort antworten, auch mit nein. */
  private onPrepare(_from: NodeId, _message: Prepare): void {
    // TODO(8.9): Teil 1: versprechen oder ablehnen.
    throw new Error('TODO(8.9): „onPrepare“ fehlt noch (Teil 1: Acceptor).');
  }

  /** Phase 2b. Sofort antworten, auch mit nein. */
  private onAccept(_from: NodeId, _message: Accept): void {
    // TODO(8.9): Teil 1: zustimmen oder ablehnen.
    throw new Error('TODO(8.9): „onAccept“ fehlt noch (Teil 1: Acceptor).');
  }

  // ---- Proposer ------------------------------------------------------------------------------------

  private onPromise(_from: NodeId, _message: PromiseMessage): void {
    // TODO(8.9): Teil 3: Mit der Mehrheit beginnt Phase 2. Welchen Wert schlagen Sie vor?
    throw new Error('TODO(8.9): „onPromise“ fehlt noch (Teil 3: Proposer).');
  }

  private onAccepted(_from: NodeId, _message: Accepted): void {
    // TODO(8.9): Teil 3: Mit der Mehrheit ist der Wert gewählt.
    throw new Error('TODO(8.9): „onAccepted“ fehlt noch (Teil 3: Proposer).');
  }

  private onReject(_from: NodeId, _message: Reject): void {
    // TODO(8.9): Teil 3: Der nächste Ballot muss höher sein als jeder, den Sie gesehen haben.
    throw new Error('TODO(8.9): „onReject“ fehlt noch (Teil 3: Proposer).');
  }

  // ---- Lerner --------------------------------------------------------------------------------------

  private onChosen(_from: NodeId, _message: Chosen): void {
    // TODO(8.9): Teil 3: merken und den wartenden Clients antworten.
    throw new Error('TODO(8.9): „onChosen“ fehlt noch (Teil 3: Lerner).');
  }
}
