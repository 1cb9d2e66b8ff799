/**
 * Der Vertrag der Aufgabe 8.8: Nachrichten, Anfragen der Clients und Zeiten.
 *
 * Diese Datei ist vorgegeben; Änderungen an ihr werden nicht gewertet. Die Feldnamen sind die aus
 * Ongaro & Ousterhout 2014, Abb. 2 und 13. Was hier steht, gilt auf der Leitung. Wie Sie den Zustand
 * im Inneren führen und unter welchen Schlüsseln Sie ihn speichern, ist Ihre Sache.
 *
 * Zählung: Der erste Eintrag des Logs hat den Index 1, der erste Term mit einer Wahl die Nummer 1.
 * Index 0 und Term 0 stehen für „vor dem ersten Eintrag“ und „vor der ersten Wahl“.
 */
import type { NodeId } from '#simulator';

/** Wartezeit ohne Lebenszeichen bis zur Wahl: jedes Mal neu und zufällig aus [Min, Max) gezogen. */
export const electionTimeoutMinMs = 150;
export const electionTimeoutMaxMs = 300;

/** So oft schickt ein Leader jedem anderen Knoten mindestens ein AppendEntries oder InstallSnapshot. */
export const heartbeatIntervalMs = 50;

/** Bonus: Mehr als so viele angewandte Einträge behält kein Knoten in seinem Log. */
export const snapshotThreshold = 20;

/** Was ein Client will. Schlüssel und Werte sind Zeichenketten, `null` heißt „nicht vorhanden“. */
export type Command =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: string }
  /** Hängt `value` an den Wert an; ein fehlender Wert zählt als `''`. */
  | { readonly kind: 'append'; readonly key: string; readonly value: string }
  /** Setzt `value`, wenn der Wert gerade `expected` ist, sonst geschieht nichts. */
  | {
      readonly kind: 'cas';
      readonly key: string;
      readonly expected: string | null;
      readonly value: string;
    };

/**
 * Die Anfrage eines Clients. `sequence` beginnt bei jedem Client mit 1 und wächst um 1. Ein Client hat
 * nur eine Anfrage zugleich offen; bleibt die Antwort aus, fragt er mit *derselben* Nummer noch einmal,
 * vielleicht bei einem anderen Knoten. Gibt er auf, geht er zur nächsten Nummer über.
 */
export interface Request {
  readonly clientId: string;
  readonly sequence: number;
  readonly command: Command;
}

export type Response = Applied | NotLeader;

/**
 * Der Befehl ist ausgeführt. `value` ist bei `get` der gelesene Wert, bei `put` und `append` der neue
 * Wert, bei `cas` der Wert *vor* dem Vergleich (gleich `expected` heißt also: getauscht).
 */
export interface Applied {
  readonly ok: true;
  readonly value: string | null;
}

/**
 * Von diesem Knoten nicht bestätigt: Er ist nicht Leader; nach einem Amtsverlust kann der Befehl noch
 * wirken. `leaderHint` nennt den Leader, falls bekannt.
 */
export interface NotLeader {
  readonly ok: false;
  readonly leaderHint?: NodeId | undefined;
}

/** Ein Eintrag im Log. `request: null` ist ein leerer Eintrag (No-op): erlaubt, nicht verlangt. */
export interface LogEntry {
  readonly term: number;
  readonly request: Request | null;
}

export type Message =
  | RequestVote
  | RequestVoteReply
  | AppendEntries
  | AppendEntriesReply
  | InstallSnapshot
  | InstallSnapshotReply;

export interface RequestVote {
  readonly type: 'RequestVote';
  readonly term: number;
  readonly candidateId: NodeId;
  readonly lastLogIndex: number;
  readonly lastLogTerm: number;
}

/** Antwort auf jedes RequestVote, auch auf ein veraltetes (dann `voteGranted: false`). */
export interface RequestVoteReply {
  readonly type: 'RequestVoteReply';
  /** `currentTerm` des Antwortenden, nachdem er die Anfrage verarbeitet hat. */
  readonly term: number;
  readonly voteGranted: boolean;
}

/** Heartbeat und Replikation in einem; ein Heartbeat kann Einträge tragen. */
export interface AppendEntries {
  readonly type: 'AppendEntries';
  readonly term: number;
  readonly leaderId: NodeId;
  /** Index und Term des Eintrags unmittelbar vor `entries`. */
  readonly prevLogIndex: number;
  readonly prevLogTerm: number;
  readonly entries: readonly LogEntry[];
  readonly leaderCommit: number;
}

/**
 * Antwort auf jedes AppendEntries, auch auf ein veraltetes (dann `success: false`). Das Netz vertauscht
 * und verdoppelt; deshalb sagt die Antwort selbst, worauf sie sich bezieht.
 */
export interface AppendEntriesReply {
  readonly type: 'AppendEntriesReply';
  /** `currentTerm` des Antwortenden, nachdem er die Anfrage verarbeitet hat. */
  readonly term: number;
  readonly success: boolean;
  /** Wiederholt `prevLogIndex` der beantworteten Anfrage. */
  readonly prevLogIndex: number;
  /**
   * Bei Erfolg `prevLogIndex + entries.length` der beantworteten Anfrage: So weit stimmt das Log mit
   * dem des Leaders überein (dahinter kann Älteres stehen). Sonst 0.
   */
  readonly matchIndex: number;
  /** Freiwillig, nur bei Misserfolg: Ab hier sollte der Leader es als Nächstes versuchen. */
  readonly conflictIndex?: number | undefined;
  /** Freiwillig: Term des Eintrags, der nicht passt. Kein Knoten darf auf diese Felder angewiesen sein. */
  readonly conflictTerm?: number | undefined;
}

/** Der Zustand nach Anwendung aller Einträge bis `lastIncludedIndex`. */
export interface Snapshot {
  readonly values: Readonly<Record<string, string>>;
  /** Je Client die letzte angewandte Nummer mit ihrer Antwort. */
  readonly sessions: Readonly<Record<string, Session>>;
}

export interface Session {
  readonly sequence: number;
  readonly response: Applied;
}

/** Ersetzt die Einträge bis `lastIncludedIndex`; stets in einem Stück (kein `offset`, kein `done`). */
export interface InstallSnapshot {
  readonly type: 'InstallSnapshot';
  readonly term: number;
  readonly leaderId: NodeId;
  readonly lastIncludedIndex: number;
  readonly lastIncludedTerm: number;
  readonly data: Snapshot;
}

/** Antwort auf jedes InstallSnapshot, auch auf ein veraltetes (erkennbar am höheren `term`). */
export interface InstallSnapshotReply {
  readonly type: 'InstallSnapshotReply';
  readonly term: number;
  /** Wiederholt `lastIncludedIndex` der beantworteten Anfrage. */
  readonly lastIncludedIndex: number;
}
