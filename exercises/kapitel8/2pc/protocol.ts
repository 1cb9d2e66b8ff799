/**
 * Der Vertrag der Aufgabe 8.10: Nachrichten, Anfragen der Clients und Zeiten.
 *
 * Diese Datei ist vorgegeben; Änderungen an ihr werden nicht gewertet. Was hier steht, gilt auf der
 * Leitung. Wie Sie den Zustand im Inneren führen und unter welchen Schlüsseln Sie ihn speichern, ist
 * Ihre Sache.
 *
 * Rollen: Der Knoten `n1` ist der Koordinator; er hat keine Konten. Alle anderen Knoten sind Teilnehmer.
 * Jeder Teilnehmer führt eigene Konten; gleich benannte Konten zweier Teilnehmer sind verschieden.
 */
import type { NodeId } from '#simulator';

/** Der Koordinator aller Transaktionen. */
export const coordinatorId: NodeId = 'n1';

/** So viel liegt auf jedem Konto, bevor die erste Transaktion es ändert. */
export const initialBalance = 100;

/** So lange wartet der Koordinator nach dem Prepare auf die Stimmen; dann bricht er ab. */
export const voteTimeoutMs = 100;

/** So oft wiederholt der Koordinator seine Entscheidung bei allen, die sie noch nicht quittiert haben. */
export const resendIntervalMs = 50;

/** Bonus: So lange wartet ein Teilnehmer nach seinem Ja, bis er die anderen Teilnehmer fragt. */
export const inquiryIntervalMs = 150;

export type Outcome = 'commit' | 'abort';

/** Eine Buchung auf ein Konto des Teilnehmers: `amount` (ganzzahlig) kommt hinzu, negativ geht ab. */
export interface Change {
  readonly account: string;
  readonly amount: number;
}

export type Message = Prepare | Vote | Decision | Ack | Inquiry;

/** Koordinator → Teilnehmer: Kannst du diese Buchungen ausführen? */
export interface Prepare {
  readonly type: 'Prepare';
  readonly tx: string;
  /** Nur die Buchungen des Empfängers. */
  readonly changes: readonly Change[];
  /** Alle Teilnehmer dieser Transaktion, auch der Empfänger. Gebraucht wird das im Bonusteil. */
  readonly participants: readonly NodeId[];
}

/** Teilnehmer → Koordinator: Antwort auf jedes Prepare. */
export interface Vote {
  readonly type: 'Vote';
  readonly tx: string;
  readonly vote: 'yes' | 'no';
}

/** Koordinator → Teilnehmer (im Bonusteil auch Teilnehmer → Teilnehmer): So ist entschieden. */
export interface Decision {
  readonly type: 'Decision';
  readonly tx: string;
  readonly outcome: Outcome;
}

/** Teilnehmer → Koordinator: Antwort auf jede Decision des Koordinators. */
export interface Ack {
  readonly type: 'Ack';
  readonly tx: string;
}

/** Bonus, Teilnehmer → Teilnehmer: Weißt du, wie die Transaktion ausgegangen ist? */
export interface Inquiry {
  readonly type: 'Inquiry';
  readonly tx: string;
}

export type Request = TransferRequest | BalanceRequest;

/** An den Koordinator: Führe alle Buchungen aus oder keine. Je Konto höchstens eine Buchung. */
export interface TransferRequest {
  readonly kind: 'transfer';
  /** Vom Client vergeben. Eine Wiederholung derselben Transaktion trägt denselben Namen. */
  readonly tx: string;
  readonly changes: readonly (Change & { readonly participant: NodeId })[];
}

/** An einen Teilnehmer: Wie viel liegt auf dem Konto? */
export interface BalanceRequest {
  readonly kind: 'balance';
  readonly account: string;
}

export type Response = OutcomeResponse | BalanceResponse | UndecidedResponse | WrongNodeResponse;

/** Antwort auf `transfer`, sobald entschieden ist. */
export interface OutcomeResponse {
  readonly kind: 'outcome';
  readonly tx: string;
  readonly outcome: Outcome;
}

/** Antwort auf `balance`: der festgeschriebene Stand. */
export interface BalanceResponse {
  readonly kind: 'balance';
  readonly amount: number;
}

/** Antwort auf `balance`, solange das Konto gesperrt ist: unentschieden, wegen dieser Transaktion. */
export interface UndecidedResponse {
  readonly kind: 'undecided';
  readonly tx: string;
}

/** `transfer` bei einem Teilnehmer oder `balance` beim Koordinator. */
export interface WrongNodeResponse {
  readonly kind: 'wrong-node';
}
