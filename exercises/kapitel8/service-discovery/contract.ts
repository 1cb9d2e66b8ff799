/**
 * Der Vertrag der Aufgabe 8.12: Instanzen, ihre Anmeldung, Nachschlagen, DNS und Konfigurationsdateien.
 *
 * Diese Datei ist vorgegeben; Änderungen an ihr werden nicht gewertet. Mit dem Konfigurationsspeicher sprechen
 * Sie, wie es der Vertrag der Aufgabe 8.4 sagt (`StoreRequest`, `StoreReply`).
 */

import type { StoreReply, StoreRequest } from '#kapitel8/config-store';
import type { NodeId } from '#simulator';

// ---------------------------------------------------------------------------------------------
// Was alle Teile verbindet: die Instanz und ihr Eintrag im Speicher

/**
 * Eine Instanz eines Dienstes: die Beschreibung, mit der sie sich anmeldet. Ihr Eintrag liegt unter
 * `/services/<service>/<id>`; sein Wert ist genau dieses Objekt als JSON. Namen von Diensten und Instanzen bestehen
 * aus Kleinbuchstaben, Ziffern und `-`.
 */
export interface Instance {
  readonly service: string;
  readonly id: string;
  /** IPv4-Adresse als Text. */
  readonly address: string;
  readonly port: number;
  /** Wie bei SRV: Die kleinere Priorität kommt zuerst. Ganze Zahl ab 0. */
  readonly priority: number;
  /** Wie bei SRV: der Anteil unter Instanzen gleicher Priorität. Ganze Zahl ab 0. */
  readonly weight: number;
  /** Welche Fassung des Dienstes hier läuft, z. B. `1.4.2`. */
  readonly version: string;
}

// ---------------------------------------------------------------------------------------------
// Teil 1: eine Instanz meldet sich an

export interface InstanceConfiguration {
  /** Knoten des Konfigurationsspeichers. */
  readonly store: NodeId;
  readonly instance: Instance;
  /** Dauer des Leases: die TTL des Eintrags, in ganzen Sekunden. */
  readonly ttlSeconds: number;
  /** So lange nach einem bestätigten Anmelden oder Auffrischen wird wieder aufgefrischt, in ms. */
  readonly refreshMs: number;
  /** So lange gilt ein guter Befund des Health Checks, in ms. */
  readonly checkTtlMs: number;
  /** So lange wird auf eine Antwort des Speichers gewartet, in ms. */
  readonly retryMs: number;
}

/** Der Dienst meldet das Ergebnis seines Health Checks, oder er wird planmäßig beendet. */
export type InstanceRequest =
  | { readonly type: 'report'; readonly healthy: boolean }
  | { readonly type: 'stop' };

/** `noted` kommt sofort; `stopped`, sobald die Instanz abgemeldet ist. */
export type InstanceResponse = { readonly type: 'noted' } | { readonly type: 'stopped' };

/** Was eine Instanz sendet und empfängt. */
export type InstanceMessage = StoreRequest | StoreReply;

// ---------------------------------------------------------------------------------------------
// Teil 2: die Registratur

export interface RegistryConfiguration {
  readonly store: NodeId;
  /** Diese Knoten erfahren jede Änderung. */
  readonly watchers: readonly NodeId[];
  /** So lange wird auf die Antwort auf ein Lesen gewartet, in ms. */
  readonly retryMs: number;
  /** So lange wird auf die Antwort auf ein wartendes GET gewartet, in ms. */
  readonly watchMs: number;
}

export type RegistryRequest =
  | { readonly type: 'lookup'; readonly service: string }
  | { readonly type: 'describe'; readonly service: string; readonly id: string };

export type RegistryResponse =
  /** Auf `lookup`: alle angemeldeten Instanzen des Dienstes, aufsteigend nach `id` (mit `<` verglichen). */
  | { readonly type: 'instances'; readonly instances: readonly Instance[] }
  /** Auf `describe`: die angemeldete Instanz; `null`, wenn es sie nicht gibt. */
  | { readonly type: 'description'; readonly instance: Instance | null };

/** Eine Änderung, an jeden Beobachter. */
export interface Change {
  readonly type: 'Change';
  /** 1, 2, 3, … je Inkarnation der Registratur. */
  readonly number: number;
  readonly kind: 'added' | 'changed' | 'removed';
  /** Bei `removed` die zuletzt bekannte Beschreibung, sonst die neue. */
  readonly instance: Instance;
}

/** Was eine Registratur sendet und empfängt. */
export type RegistryMessage = StoreRequest | StoreReply | Change;

// ---------------------------------------------------------------------------------------------
// Teil 3: dynamisches DNS

export type RecordType = 'A' | 'SRV';

export interface Question {
  /** Groß- und Kleinschreibung zählen nicht; ein Punkt am Ende ist erlaubt. */
  readonly name: string;
  readonly recordType: RecordType;
}

/** Eine Adresse. `name` ist klein geschrieben, ohne Punkt am Ende. */
export interface ARecord {
  readonly recordType: 'A';
  readonly name: string;
  /** In ganzen Sekunden. */
  readonly ttl: number;
  readonly address: string;
}

/** Ein Ort, an dem es den Dienst gibt. */
export interface SrvRecord {
  readonly recordType: 'SRV';
  readonly name: string;
  readonly ttl: number;
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  /** Name, unter dem die Adresse steht. */
  readonly target: string;
}

export type DnsRecord = ARecord | SrvRecord;

/** `NXDOMAIN`: Den Namen gibt es nicht. `NOERROR` ohne Antworten: den Namen schon, aber nicht mit diesem Typ. */
export type ResponseCode = 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED';

export interface DnsAnswer {
  readonly rcode: ResponseCode;
  /** Die Antworten auf die Frage. */
  readonly answers: readonly DnsRecord[];
  /** Ungefragt dazu: zu SRV die Adressen der Ziele. */
  readonly additional: readonly ARecord[];
  /** Wie lange eine negative Antwort gilt, in ganzen Sekunden; sonst `null`. */
  readonly negativeTtl: number | null;
}

/** Für welche Namen ein Server zuständig ist und wie lange seine Antworten gelten. */
export interface Zone {
  /** Klein geschrieben, ohne Punkt am Ende, z. B. `cluster.local`. */
  readonly domain: string;
  readonly ttl: number;
  readonly negativeTtl: number;
}

export interface ResolverConfiguration {
  /** Knoten des DNS-Servers. */
  readonly server: NodeId;
  /** So lange wird auf eine Antwort gewartet, in ms. */
  readonly timeoutMs: number;
  /** So oft wird eine Frage insgesamt gestellt. */
  readonly attempts: number;
}

export interface ResolveRequest {
  readonly type: 'resolve';
  readonly question: Question;
}

/** `answers` mit der verbleibenden TTL; leer, wenn `rcode` nicht `NOERROR` ist. */
export interface ResolveResponse {
  readonly type: 'resolved';
  readonly rcode: ResponseCode;
  readonly answers: readonly DnsRecord[];
}

export interface DnsQuery {
  readonly type: 'DnsQuery';
  readonly id: number;
  readonly question: Question;
}

export interface DnsReply {
  readonly type: 'DnsReply';
  readonly id: number;
  readonly question: Question;
  readonly answer: DnsAnswer;
}

/** Was ein Resolver sendet und empfängt. */
export type DnsMessage = DnsQuery | DnsReply;

// ---------------------------------------------------------------------------------------------
// Teil 4: dynamische Konfigurationsdateien

export interface WriterConfiguration {
  readonly store: NodeId;
  /** Dessen Instanzen stehen in der Datei. */
  readonly service: string;
  readonly template: string;
  /** Die Datei: Sie liegt in `context.storage` unter diesem Schlüssel. */
  readonly path: string;
  /** Der Prozess auf derselben Maschine, der die Datei liest. Nachrichten an ihn gehen nie verloren. */
  readonly reader: NodeId;
  readonly retryMs: number;
  readonly watchMs: number;
}

/** „Lies die Datei neu.“ */
export interface Reload {
  readonly type: 'Reload';
  readonly path: string;
}

/** Was ein Konfigurationsschreiber sendet und empfängt. */
export type WriterMessage = StoreRequest | StoreReply | Reload;
