import type { Context, Process } from '#simulator';
import type { ApMessage, RegisterRequest, RegisterResponse } from './contract.ts';

/**
 * Teil 2: der Knoten eines Registers, das immer antwortet, auch wenn er niemanden erreicht. Wird am
 * Anfang und nach jedem Neustart aufgerufen.
 *
 * Gelesen und geschrieben wird auf der eigenen Kopie. Abgeglichen wird im Hintergrund: Von zwei
 * Versionen bleibt die neuere („last writer wins“).
 */
export function createApRegister(
  context: Context<ApMessage>,
): Process<ApMessage, RegisterRequest, RegisterResponse> {
  return new ApRegister(context);
}

class ApRegister implements Process<ApMessage, RegisterRequest, RegisterResponse> {
  constructor(private readonly context: Context<ApMessage>) {
    // TODO(8.5): Teil 2: Holen Sie die Kopie aus `context.storage`.
  }

  /** Beginn jeder Inkarnation: den Abgleich anstoßen. */
  onStart(): void {
    // TODO(8.5): Teil 2: Stellen Sie den Timer für den Abgleich.
    throw new Error('TODO(8.5): „onStart“ fehlt noch (Teil 2: AP).');
  }

  /** Zeit für einen Abgleich. */
  onTimer(_name: string): void {
    // TODO(8.5): Teil 2: Schicken Sie Ihre Kopie an andere: ausgelost, reihum oder an alle.
    throw new Error('TODO(8.5): „onTimer“ fehlt noch (Teil 2: AP).');
  }

  /** Die Kopie eines anderen: übernehmen, wenn sie neuer ist. */
  onMessage(_from: string, _message: ApMessage): void {
    // TODO(8.5): Teil 2: Zusammenführen.
    throw new Error('TODO(8.5): „onMessage“ fehlt noch (Teil 2: AP).');
  }

  /** Ein Client liest oder schreibt: antworten, ohne auf andere angewiesen zu sein. */
  onRequest(_request: RegisterRequest, _respond: (response: RegisterResponse) => void): void {
    // TODO(8.5): Teil 2: Ein neuer Wert bekommt eine Version, die neuer ist als alles, was der Knoten kennt.
    throw new Error('TODO(8.5): „onRequest“ fehlt noch (Teil 2: AP).');
  }

  /** Was im Fehlerfall als Zustand des Knotens gezeigt wird. Zeigen Sie, was Ihnen hilft. */
  inspect(): unknown {
    return { self: this.context.self };
  }
}
