import type { Context, NodeId } from '#simulator';
import type { StoreMessage, StoreQuery, StoreReply, StoreRequest } from './contract.ts';

/**
 * Schickt Anfragen an den Speicher und bringt jede Antwort dorthin, wo noch auf sie gewartet wird. Ein
 * Vorschlag für die Teile 5 bis 7; wenn Sie es anders machen, lassen Sie diese Datei unbenutzt und
 * leeren Sie sie.
 */
export class StoreClient {
  constructor(
    readonly context: Context<StoreMessage>,
    readonly store: NodeId,
  ) {}

  /** Schickt eine Anfrage mit einer neuen `id`. Rückgabe: diese `id`. */
  ask(
    _method: StoreRequest['method'],
    _key: string,
    _query: StoreQuery,
    _onReply: (reply: StoreReply) => void,
  ): number {
    // TODO(8.4): Teil 5: Wie bleiben die `id` auch über einen Neustart hinweg eindeutig?
    throw new Error('TODO(8.4): „StoreClient.ask“ fehlt noch (Teil 5: Sperre).');
  }

  /** Eine Nachricht ist angekommen. Doppelte und verspätete Antworten bewirken nichts. */
  receive(_message: StoreMessage): void {
    // TODO(8.4): Teil 5
    throw new Error('TODO(8.4): „StoreClient.receive“ fehlt noch (Teil 5: Sperre).');
  }
}
