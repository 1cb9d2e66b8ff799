import type { Context, Process } from '#simulator';
import type {
  ElectionRequest,
  ElectionResponse,
  LeaseConfiguration,
  LockRequest,
  LockResponse,
  StoreMessage,
} from './contract.ts';

/**
 * Teil 5: ein Knoten, dessen Client eine Sperre haben möchte. Wird am Anfang und nach jedem Neustart
 * aufgerufen; nach einem Neustart hat der Knoten die Sperre nicht.
 */
export function createLock(
  context: Context<StoreMessage>,
  configuration: LeaseConfiguration,
): Process<StoreMessage, LockRequest, LockResponse> {
  return new Lock(context, configuration);
}

class Lock implements Process<StoreMessage, LockRequest, LockResponse> {
  constructor(
    readonly context: Context<StoreMessage>,
    readonly configuration: LeaseConfiguration,
  ) {}

  /** `acquire` antwortet, sobald der Knoten die Sperre hat; `release` und `status` antworten sofort. */
  onRequest(_request: LockRequest, _respond: (response: LockResponse) => void): void {
    // TODO(8.4): Teil 5: Legen Sie den Schlüssel an, wenn es ihn nicht gibt, und halten Sie ihn am Leben.
    throw new Error('TODO(8.4): „onRequest“ der Sperre fehlt noch (Teil 5: Sperre).');
  }

  /** Eine Antwort des Speichers, vielleicht doppelt, vielleicht auf eine längst überholte Anfrage. */
  onMessage(_from: string, _message: StoreMessage): void {
    // TODO(8.4): Teil 5
    throw new Error('TODO(8.4): „onMessage“ der Sperre fehlt noch (Teil 5: Sperre).');
  }

  /** Fragen wiederholen, TTL erneuern. */
  onTimer(_name: string): void {
    // TODO(8.4): Teil 5
    throw new Error('TODO(8.4): „onTimer“ der Sperre fehlt noch (Teil 5: Sperre).');
  }
}

/**
 * Teil 6: ein Knoten, der sich von seinem Start an um die Führung bewirbt und weiß, wer sie hat.
 */
export function createElection(
  _context: Context<StoreMessage>,
  _configuration: LeaseConfiguration,
): Process<StoreMessage, ElectionRequest, ElectionResponse> {
  // TODO(8.4): Teil 6: Leader ist, wer den Schlüssel hat; alle anderen beobachten ihn.
  throw new Error('TODO(8.4): „createElection“ fehlt noch (Teil 6: Leader-Wahl).');
}
