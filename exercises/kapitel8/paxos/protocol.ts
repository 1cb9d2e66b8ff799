/**
 * Der Vertrag der Aufgabe 8.9: Ballots, Nachrichten, Anfragen der Clients und Zeiten.
 *
 * Diese Datei ist vorgegeben; Änderungen an ihr werden nicht gewertet. Die Namen folgen Lamport 2001,
 * „Paxos Made Simple“, und für das Log Ongaro & Ousterhout, „Implementing Replicated Logs with Paxos“.
 * Was hier steht, gilt auf der Leitung. Wie Sie den Zustand im Inneren führen und unter welchen
 * Schlüsseln Sie ihn speichern, ist Ihre Sache.
 */
import type { NodeId } from '#simulator';

/**
 * Die Nummer eines Vorschlags. Verglichen wird zuerst `round`, bei gleicher Runde `node` im
 * Zeichenkettenvergleich (`<`, `>`). `node` ist der Proposer, der die Nummer vergeben hat: So vergeben
 * zwei Knoten nie dieselbe. Runden beginnen bei 1.
 */
export interface Ballot {
  readonly round: number;
  readonly node: NodeId;
}

// ---- Teile 1 bis 4: ein einziger Wert ---------------------------------------------------------------

/** Vom Anfang eines Versuchs bis zum Anfang des nächsten: jedes Mal neu und zufällig aus [Min, Max). */
export const retryDelayMinMs = 50;
export const retryDelayMaxMs = 200;

/** Ein Client schlägt einen Wert vor (eine nicht leere Zeichenkette). */
export interface Proposal {
  readonly value: string;
}

/** Der gewählte Wert, gleich wer ihn vorgeschlagen hat. */
export interface Decision {
  readonly chosen: string;
}

/** Ein Vorschlag, dem ein Acceptor zugestimmt hat. */
export interface AcceptedProposal {
  readonly ballot: Ballot;
  readonly value: string;
}

export type Message = Prepare | PromiseMessage | Accept | Accepted | Reject | Chosen;

/** Phase 1a: Der Proposer bittet um ein Versprechen für seinen Ballot. */
export interface Prepare {
  readonly type: 'Prepare';
  readonly ballot: Ballot;
}

/**
 * Phase 1b: Der Acceptor verspricht, keinen Ballot unter `ballot` mehr zu bedienen, und nennt den
 * Vorschlag mit dem höchsten Ballot, dem er bisher zugestimmt hat (`null`: noch keinem).
 */
export interface PromiseMessage {
  readonly type: 'Promise';
  /** Wiederholt den Ballot des beantworteten `Prepare`. */
  readonly ballot: Ballot;
  readonly accepted: AcceptedProposal | null;
}

/** Phase 2a: Der Proposer bittet, diesem Vorschlag zuzustimmen. */
export interface Accept {
  readonly type: 'Accept';
  readonly ballot: Ballot;
  readonly value: string;
}

/** Phase 2b: Der Acceptor hat dem Vorschlag zugestimmt. */
export interface Accepted {
  readonly type: 'Accepted';
  /** Wiederholt den Ballot des beantworteten `Accept`. */
  readonly ballot: Ballot;
}

/** Die Ablehnung eines `Prepare` oder `Accept` (im Log auch eines `Heartbeat`). */
export interface Reject {
  readonly type: 'Reject';
  /** Wiederholt den Ballot der abgelehnten Nachricht. */
  readonly ballot: Ballot;
  /** Was der Acceptor stattdessen versprochen hat; immer größer als `ballot`. */
  readonly promised: Ballot;
}

/** Der Wert ist gewählt: für alle, die ihn noch nicht kennen. */
export interface Chosen {
  readonly type: 'Chosen';
  readonly value: string;
}

// ---- Teil 2: das Duell ------------------------------------------------------------------------------

/** Gesucht: ein Ablauf, in dem zwei Proposer je `rounds`-mal scheitern und keiner gewinnt. */
export interface DuelTask {
  /** Die beiden Proposer. Hier sind sie keine Acceptors. */
  readonly proposers: readonly [NodeId, NodeId];
  /** Drei bis sieben Acceptors. Anfangs hat keiner etwas versprochen. */
  readonly acceptors: readonly NodeId[];
  /** 1 bis 6. */
  readonly rounds: number;
}

/** Eine Nachricht kommt bei einem Acceptor an und wird sofort beantwortet; die Antwort geht nicht verloren. */
export interface DuelStep {
  readonly type: 'Prepare' | 'Accept';
  /** `ballot.node` ist der Proposer, von dem sie kommt. */
  readonly ballot: Ballot;
  readonly acceptor: NodeId;
}

// ---- Teil 5: ein repliziertes Log -------------------------------------------------------------------

/** So oft meldet sich der Leader (der ausgezeichnete Proposer) bei jedem anderen Knoten mindestens. */
export const heartbeatIntervalMs = 50;

/** Wartezeit ohne Zeichen vom Leader bis zur Phase 1: jedes Mal neu und zufällig aus [Min, Max). */
export const leaderTimeoutMinMs = 150;
export const leaderTimeoutMaxMs = 300;

/**
 * Ein Befehl eines Clients. `sequence` beginnt bei jedem Client mit 1 und wächst um 1. Ein Client hat nur
 * einen Befehl zugleich offen; bleibt die Antwort aus, fragt er mit *derselben* Nummer noch einmal,
 * vielleicht bei einem anderen Knoten. Gibt er auf, geht er zur nächsten Nummer über.
 */
export interface Command {
  readonly clientId: string;
  readonly sequence: number;
  readonly text: string;
}

/** Was an einer Stelle (einem Slot) des Logs steht. `null` ist ein No-op: Er bewirkt nichts. */
export type LogValue = Command | null;

/** Ein Vorschlag für einen Slot, dem ein Acceptor zugestimmt hat. */
export interface AcceptedSlot {
  readonly slot: number;
  readonly ballot: Ballot;
  readonly value: LogValue;
}

export type LogMessage =
  | LogPrepare
  | LogPromise
  | LogAccept
  | LogAccepted
  | Reject
  | LogChosen
  | Heartbeat
  | Missing;

/** Phase 1a für *alle* Slots ab `firstUnchosen` auf einmal. Der erste Slot des Logs ist 1. */
export interface LogPrepare {
  readonly type: 'Prepare';
  readonly ballot: Ballot;
  /** Der kleinste Slot, dessen gewählten Wert der Proposer nicht kennt. */
  readonly firstUnchosen: number;
}

/**
 * Phase 1b. `accepted` nennt zu jedem Slot ab dem `firstUnchosen` der Frage, für den der Acceptor einem
 * Vorschlag zugestimmt hat, den mit dem höchsten Ballot; jeden Slot einmal, in beliebiger Reihenfolge.
 */
export interface LogPromise {
  readonly type: 'Promise';
  readonly ballot: Ballot;
  readonly accepted: readonly AcceptedSlot[];
}

/** Phase 2a für einen Slot. */
export interface LogAccept {
  readonly type: 'Accept';
  readonly ballot: Ballot;
  readonly slot: number;
  readonly value: LogValue;
}

/** Phase 2b für einen Slot. */
export interface LogAccepted {
  readonly type: 'Accepted';
  readonly ballot: Ballot;
  readonly slot: number;
}

/** Der Wert eines Slots ist gewählt. */
export interface LogChosen {
  readonly type: 'Chosen';
  readonly slot: number;
  readonly value: LogValue;
}

/** Lebenszeichen des Leaders. */
export interface Heartbeat {
  readonly type: 'Heartbeat';
  readonly ballot: Ballot;
  /** Der kleinste Slot, dessen gewählten Wert der Leader nicht kennt. */
  readonly firstUnchosen: number;
}

/**
 * „Mir fehlen Slots ab hier“: Antwort auf einen `Heartbeat` mit größerem `firstUnchosen`. Wer sie bekommt,
 * schickt je ein `Chosen` für alle Slots von hier bis vor sein eigenes `firstUnchosen`.
 */
export interface Missing {
  readonly type: 'Missing';
  /** Der kleinste Slot, dessen gewählten Wert der Absender nicht kennt. */
  readonly firstUnchosen: number;
}

/** Ein Client gibt einen Befehl auf oder fragt, was dieser eine Knoten schon angewandt hat. */
export type LogRequest =
  | { readonly type: 'append'; readonly command: Command }
  | { readonly type: 'applied' };

export type LogResponse = Appended | NotLeader | AppliedCommands;

/** Der Befehl ist gewählt und angewandt. */
export interface Appended {
  readonly ok: true;
  /** Der wievielte angewandte Befehl er ist, von 1 an. No-ops und Wiederholungen zählen nicht mit. */
  readonly position: number;
}

/** Von diesem Knoten nicht bestätigt; nach einem Wechsel des Leaders kann der Befehl noch wirken. */
export interface NotLeader {
  readonly ok: false;
  /** Der Leader, falls bekannt. */
  readonly leaderHint?: NodeId | undefined;
}

/** Die Texte der auf diesem Knoten angewandten Befehle, der Reihe nach. Sie dürfen veraltet sein. */
export interface AppliedCommands {
  readonly ok: true;
  readonly applied: readonly string[];
}
