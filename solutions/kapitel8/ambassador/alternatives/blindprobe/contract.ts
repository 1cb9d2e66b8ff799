/**
 * Der Vertrag der Aufgabe 8.13: Bausteine, Einstellungen, Nachrichten und Anfragen des Ambassadors.
 *
 * Diese Datei ist vorgegeben; Änderungen an ihr werden nicht gewertet. Mit dem Konfigurationsspeicher
 * spricht der Ambassador, wie es der Vertrag der Aufgabe 8.4 sagt. Alle Zeiten sind ganze ms.
 */
import type { StoreReply, StoreRequest } from '#kapitel8/config-store';
import type { NodeId } from '#simulator';

// ---------------------------------------------------------------------------------------------
// Teil 1: der Circuit Breaker

export interface BreakerConfig {
  /** So viele Fehlschläge hintereinander öffnen den Breaker; mindestens 1. */
  readonly failureThreshold: number;
  /** So lange bleibt er danach offen. */
  readonly coolDownMs: number;
  /** Halb offen: so viele Probeaufrufe dürfen zugleich unterwegs sein; mindestens 1. */
  readonly maxProbes: number;
  /** Halb offen: so viele Erfolge schließen ihn; mindestens 1. */
  readonly successesToClose: number;
  /** Halb offen: Ein Probeaufruf ohne Ergebnis gilt nach dieser Zeit als fehlgeschlagen. */
  readonly probeTimeoutMs: number;
}

export type BreakerState = 'closed' | 'open' | 'half-open';

/** Die Erlaubnis zu einem Aufruf. Jede Zahl wird nur einmal vergeben. */
export type Ticket = number;

/**
 * Ein Circuit Breaker ohne eigene Uhr: Wie spät es ist, sagt der Aufrufer. `nowMs` wird von Aufruf zu
 * Aufruf nie kleiner.
 */
export interface CircuitBreaker {
  /** Der Zustand zum Zeitpunkt `nowMs`. Ablesen verändert nichts. */
  state(nowMs: number): BreakerState;
  /** Bekäme man jetzt mit `acquire` ein Ticket? Fragen verbraucht nichts. */
  isReady(nowMs: number): boolean;
  /** Ein Ticket für einen Aufruf, oder `undefined`, wenn jetzt keiner erlaubt ist. */
  acquire(nowMs: number): Ticket | undefined;
  /** Der Aufruf zu diesem Ticket ist gelungen. */
  success(ticket: Ticket, nowMs: number): void;
  /** Der Aufruf zu diesem Ticket ist fehlgeschlagen. */
  failure(ticket: Ticket, nowMs: number): void;
}

// ---------------------------------------------------------------------------------------------
// Teil 2: die Drosselung

export interface BucketConfig {
  /** So viele Marken fasst der Eimer, eine ganze Zahl ab 1. Er ist anfangs voll. */
  readonly capacity: number;
  /** So viele Marken kommen je Sekunde gleichmäßig hinzu, eine ganze Zahl ab 1. */
  readonly ratePerSecond: number;
}

/** Ein Token Bucket ohne eigene Uhr. `nowMs` kann ausnahmsweise kleiner sein als beim letzten Aufruf. */
export interface TokenBucket {
  /** Nimmt eine ganze Marke, wenn eine da ist, und sagt, ob das gelang. */
  take(nowMs: number): boolean;
  /** Der Inhalt zum Zeitpunkt `nowMs`, auch Bruchteile. Ablesen verändert nichts. */
  tokens(nowMs: number): number;
}

// ---------------------------------------------------------------------------------------------
// Teil 3: die Lastverteilung

export interface Member {
  readonly node: NodeId;
  /** Sein Anteil an der Last, eine ganze Zahl von 1 bis 10. */
  readonly weight: number;
}

export interface Balancer {
  /**
   * Wählt einen der Knoten aus `candidates`, oder `undefined`, wenn die Liste leer ist. Sie ist als
   * Menge zu verstehen: Ihre Reihenfolge hat keine Bedeutung und darf von Aufruf zu Aufruf wechseln.
   */
  pick(candidates: readonly NodeId[]): NodeId | undefined;
}

// ---------------------------------------------------------------------------------------------
// Teil 4 bis 6: der Ambassador

export interface AmbassadorConfig {
  /** Name der Gruppe, für die dieser Ambassador steht. */
  readonly group: string;
  /** Die Knoten der Gruppe, mindestens einer. */
  readonly members: readonly Member[];
  /** Knoten des Konfigurationsspeichers. */
  readonly store: NodeId;
  /** So oft wird jeder Knoten der Gruppe geprüft; so lange darf eine Antwort darauf höchstens brauchen. */
  readonly healthPeriodMs: number;
  /** So viele bestandene Prüfungen hintereinander machen einen Knoten aktiv. */
  readonly riseAfter: number;
  /** So viele nicht bestandene Prüfungen hintereinander machen ihn inaktiv. */
  readonly fallAfter: number;
  /** So lange wartet der Ambassador auf die Antwort eines Knotens. */
  readonly callTimeoutMs: number;
  /** An so viele Knoten darf eine Anfrage höchstens gehen, den ersten mitgezählt. */
  readonly maxAttempts: number;
  /** Jeder Knoten der Gruppe hat seinen eigenen Breaker mit diesen Einstellungen. */
  readonly breaker: BreakerConfig;
  /** Der eine Eimer für alle Anfragen der Clients. */
  readonly bucket: BucketConfig;
}

/** Hierunter liegen die Einträge der Gruppe: je aktivem Knoten einer. */
export function groupKey(group: string): string {
  return `/services/${group}`;
}

/** Der Eintrag eines Knotens; sein Wert ist das Gewicht als Text: `'3'`. */
export function memberKey(group: string, node: NodeId): string {
  return `${groupKey(group)}/${node}`;
}

/** Spätestens so lange nach einer Änderung stimmt das Verzeichnis, wenn der Speicher erreichbar ist. */
export const registerWithinMs = 1500;

/** So viele Anfragen je Sekunde darf der Ambassador dem Speicher höchstens schicken. */
export const maxStoreRequestsPerSecond = 40;

export type Method = 'GET' | 'HEAD' | 'PUT' | 'DELETE' | 'POST' | 'PATCH';

/** Mehrfach ausgeführt wirkt eine solche Anfrage wie einmal (RFC 9110, Abschnitt 9.2.2). */
export const idempotentMethods: readonly Method[] = ['GET', 'HEAD', 'PUT', 'DELETE'];

/** „Geht es dir gut?“, an einen Knoten der Gruppe. */
export interface HealthCheck {
  readonly type: 'HealthCheck';
  /** Wählt der Ambassador; die Antwort trägt dieselbe. */
  readonly id: number;
}

export interface HealthReply {
  readonly type: 'HealthReply';
  readonly id: number;
  readonly healthy: boolean;
}

/** Die Anfrage eines Clients, weitergereicht an einen Knoten der Gruppe. */
export interface Call {
  readonly type: 'Call';
  /** Wählt der Ambassador, für jeden Aufruf eine neue; die Antwort trägt dieselbe. */
  readonly id: number;
  readonly method: Method;
  readonly path: string;
  readonly body: string;
}

/** Der Knoten hat den Aufruf bearbeitet; `status` ist der HTTP-Status. */
export interface CallReply {
  readonly type: 'CallReply';
  readonly id: number;
  readonly status: number;
  readonly body: string;
}

/** Verbindung abgelehnt: Auf der Maschine lauscht niemand. Der Aufruf wurde sicher nicht bearbeitet. */
export interface CallRefused {
  readonly type: 'CallRefused';
  readonly id: number;
}

/** Alles, was der Ambassador sendet und empfängt. */
export type AmbassadorMessage =
  | StoreRequest
  | StoreReply
  | HealthCheck
  | HealthReply
  | Call
  | CallReply
  | CallRefused;

/** Was Clients den Ambassador fragen. */
export type ClientRequest =
  | {
      readonly type: 'call';
      readonly method: Method;
      readonly path: string;
      readonly body: string;
    }
  | { readonly type: 'stats' };

export type ClientResponse =
  | { readonly type: 'call'; readonly status: number; readonly body: string }
  | { readonly type: 'stats'; readonly stats: Stats };

/** Mit diesen Status antwortet der Ambassador selbst; `body` ist dann frei. */
export const ownStatus = {
  /** Gedrosselt: Der Eimer ist leer. */
  tooManyRequests: 429,
  /** Der letzte Aufruf wurde abgelehnt (`CallRefused`). */
  badGateway: 502,
  /** Schon für den ersten Aufruf kam kein Knoten in Frage. */
  unavailable: 503,
  /** Der letzte Aufruf blieb ohne Antwort. */
  gatewayTimeout: 504,
} as const;

/** Die Messwerte seit dem Start des Ambassadors. `stats`-Anfragen zählen nirgends mit. */
export interface Stats {
  /** Anfragen der Clients, auch gedrosselte und noch offene. */
  readonly requests: number;
  /** Davon gedrosselt (429 vom Ambassador selbst). */
  readonly throttled: number;
  /** Davon mit einem Status ab 500 beantwortet. */
  readonly errors: number;
  /** Davon noch nicht beantwortet. */
  readonly inFlight: number;
  readonly latency: Latency;
  /** Je Knoten der Gruppe. */
  readonly nodes: Readonly<Record<NodeId, NodeStats>>;
}

/**
 * Die Dauer aller beantworteten, nicht gedrosselten Anfragen, gemessen vom Eintreffen beim Ambassador bis
 * zu seiner Antwort an den Client. `pXX` ist der kleinste gemessene Wert, für den mindestens XX % aller
 * Werte nicht größer sind. Ohne Messung stehen alle Felder auf 0.
 */
export interface Latency {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

export interface NodeStats {
  /** Aufrufe (`Call`), die an ihn gingen. */
  readonly calls: number;
  /** Davon mit einem Status ab 500 beantwortet, abgelehnt oder ohne Antwort geblieben. */
  readonly failures: number;
}
