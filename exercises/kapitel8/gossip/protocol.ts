/**
 * Der Vertrag der Aufgabe 8.6: Gerüchte, Nachrichten, Anfragen der Clients und Einstellungen.
 *
 * Diese Datei ist vorgegeben; Änderungen an ihr werden nicht gewertet. Geprüft wird, was auf der
 * Leitung zu sehen ist und was Clients als Antwort bekommen. Wie Sie den Zustand im Inneren führen,
 * wie Ihre Timer heißen und unter welchen Schlüsseln Sie speichern, ist Ihre Sache.
 */
import type { NodeId } from '#simulator';

/**
 * Ein Gerücht: Quelle, Inhalt und Zeitstempel. Der Inhalt sagt „`key` hat den Wert `value`“.
 *
 * Zwei Gerüchte sind *dasselbe*, wenn alle vier Felder übereinstimmen. Zeitstempel und Quelle
 * zusammen sind die *Version* des Eintrags; ehrliche Knoten vergeben zu einem Schlüssel keine Version
 * zweimal. Schlüssel bestehen aus Kleinbuchstaben, Zeitstempel sind ganze Zahlen ab 1.
 */
export interface Rumor {
  readonly key: string;
  readonly value: string;
  /** Logischer Zeitstempel (Lamport), den die Quelle vergeben hat. */
  readonly timestamp: number;
  /** Der Knoten, bei dem ein Client diesen Wert gesetzt hat. */
  readonly source: NodeId;
}

/** Zu jedem Schlüssel das Gerücht, das ein Knoten in seinen Zustand übernommen hat. */
export type Entries = Readonly<Record<string, Rumor>>;

/** Die Version eines Eintrags ohne seinen Wert. */
export interface Version {
  readonly key: string;
  readonly timestamp: number;
  readonly source: NodeId;
}

/** Einstellungen eines Knotens. Alle Zeiten in ms der eigenen Uhr. */
export interface GossipConfiguration {
  /** Fester Takt: Gossip-Nachrichten gehen nur `tickMs`, `2 * tickMs`, … nach dem Start hinaus. */
  readonly tickMs: number;
  /** So viele ausgeloste Empfänger je Takt, *zusätzlich* zu Gruppe und Top-Sendern; mindestens 1. */
  readonly fanout: number;
  /** In so vielen aufeinanderfolgenden Takten wird ein übernommenes Gerücht erzählt; mindestens 1. */
  readonly repeat: number;
  /** Die anderen Mitglieder der eigenen Gruppe: Sie bekommen auf jeden Fall eine Nachricht. */
  readonly group: readonly NodeId[];
  /** Knoten, denen dieser Knoten glaubt, wenn *sie* ihm etwas erzählen. */
  readonly trusted: readonly NodeId[];
  /** Von so vielen verschiedenen Nachbarn gehört, gilt ein Gerücht als glaubwürdig; mindestens 1. */
  readonly threshold: number;
  /** Die fleißigsten `topPercent` % der Absender bekommen eine Nachricht; ganze Zahl von 0 bis 100. */
  readonly topPercent: number;
  /** So oft stößt der Knoten einen Abgleich mit einem anderen Knoten an, erstmals nach dieser Zeit. */
  readonly antiEntropyMs: number;
}

/** Was Gossip-Knoten einander schicken. */
export type GossipMessage =
  /** Alles, was der Absender gerade erzählt: nie leer, jeder Schlüssel höchstens einmal. */
  | { readonly type: 'gossip'; readonly rumors: readonly Rumor[] }
  /** „Das habe ich übernommen“: die Versionen aller Einträge. Beginnt einen Abgleich; darf leer sein. */
  | { readonly type: 'digest'; readonly versions: readonly Version[] }
  /** Einträge für den Empfänger; `wanted` nennt Schlüssel, zu denen der Absender Neueres erbittet. */
  | {
      readonly type: 'entries';
      readonly rumors: readonly Rumor[];
      readonly wanted: readonly string[];
    };

/** Was Clients wollen. Der Knoten antwortet sofort, aus seinem eigenen Zustand. */
export type GossipRequest =
  | { readonly kind: 'put'; readonly key: string; readonly value: string }
  | { readonly kind: 'get'; readonly key: string };

export type GossipResponse =
  /** Antwort auf `put`: gesetzt, mit diesem Zeitstempel; die Quelle ist der antwortende Knoten. */
  | { readonly kind: 'stored'; readonly timestamp: number }
  /** Antwort auf `get`: der übernommene Eintrag, oder `null`, wenn der Knoten keinen hat. */
  | { readonly kind: 'entry'; readonly entry: Rumor | null };

// ---- Bonus: Mitgliedschaft mit SWIM ---------------------------------------------------------------

/** Am Leben, im Verdacht oder für tot erklärt. */
export type Status = 'alive' | 'suspect' | 'dead';

/** Was ein Knoten über einen anderen (oder sich) weiß. */
export interface Member {
  readonly node: NodeId;
  readonly status: Status;
  /** Beginnt mit 0; nur `node` selbst darf sie erhöhen. */
  readonly incarnation: number;
}

/** Einstellungen der Mitgliedschaft. Es gilt stets `pingTimeoutMs < periodMs < suspectMs`. */
export interface MembershipConfiguration {
  /** Eine Runde: `periodMs`, `2 * periodMs`, … nach dem Start wird je ein Knoten angepingt. */
  readonly periodMs: number;
  /** So lange nach dem `ping` wird auf das `ack` gewartet, dann werden Helfer gebeten. */
  readonly pingTimeoutMs: number;
  /** So viele ausgeloste Helfer bekommen ein `ping-req` (alle übrigen, wenn es weniger sind). */
  readonly helpers: number;
  /** Wer so lange ununterbrochen im Verdacht steht, wird für tot erklärt. */
  readonly suspectMs: number;
}

/**
 * Was Mitglieder einander schicken. `members` ist stets die *vollständige* Liste des Absenders: jeder
 * Knoten genau einmal, auch der Absender selbst (immer `alive`).
 */
export type MembershipMessage =
  /** „Lebst du?“ `sequence` wählt der Absender, jedes Mal eine neue. */
  | { readonly type: 'ping'; readonly sequence: number; readonly members: readonly Member[] }
  /** „Pinge bitte `target` für mich an.“ `sequence` ist die des erfolglosen `ping`. */
  | {
      readonly type: 'ping-req';
      readonly sequence: number;
      readonly target: NodeId;
      readonly members: readonly Member[];
    }
  /** Antwort auf `ping` und, sobald das Ziel geantwortet hat, auf `ping-req`: dieselbe `sequence`. */
  | { readonly type: 'ack'; readonly sequence: number; readonly members: readonly Member[] };

/** Wen kennt der Knoten, und was hält er von ihm? */
export interface MembershipRequest {
  readonly kind: 'members';
}

/** Die Liste des antwortenden Knotens: jeder Knoten genau einmal, er selbst eingeschlossen. */
export interface MembershipResponse {
  readonly kind: 'members';
  readonly members: readonly Member[];
}
