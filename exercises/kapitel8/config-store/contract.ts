/**
 * Der Vertrag der Aufgabe 8.4: Anfragen, Antworten, Ereignisse und Fehler des Konfigurationsspeichers.
 *
 * Diese Datei ist vorgegeben; Änderungen an ihr werden nicht gewertet. Sie beschreibt die v2-Schnittstelle
 * von etcd, nur reisen Nachrichten statt HTTP. Zeiten sind in ms, eine TTL in ganzen Sekunden.
 */
import type { NodeId } from '#simulator';

// ---------------------------------------------------------------------------------------------
// Der Speicher auf der Leitung

/**
 * Eine Anfrage, wie `curl -X PUT http://…/v2/keys/foo -d value=bar`.
 *
 * `key` beginnt mit `/`; die Teile dazwischen bestehen aus Kleinbuchstaben, Ziffern, `-`, `_` und `.` und sind
 * nie leer, nie `.` und nie `..`. Die Wurzel ist `/`. Ein einzelner Schrägstrich am Ende zählt nicht: `/a/` ist `/a`.
 */
export interface StoreRequest {
  readonly type: 'StoreRequest';
  /** Wählt der Absender; die Antwort trägt dieselbe. */
  readonly id: number;
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly key: string;
  readonly query: StoreQuery;
}

/** Was bei HTTP hinter dem `?` oder im Formular steht. Felder, die zur Methode nicht passen, haben keine Wirkung. */
export interface StoreQuery {
  /** PUT, POST: der neue Wert; fehlt er, ist es der leere. */
  readonly value?: string;
  /** PUT, POST: ein Verzeichnis anlegen. DELETE: ein (leeres) Verzeichnis löschen. */
  readonly dir?: boolean;
  /** PUT, POST: Lebensdauer in Sekunden, eine ganze Zahl ab 0. `null` oder nicht angegeben: unbegrenzt. */
  readonly ttl?: number | null;
  /** PUT, DELETE: nur, wenn der Wert so lautet. Leer ist nicht erlaubt (Fehler 201). */
  readonly prevValue?: string;
  /** PUT, DELETE: nur, wenn `modifiedIndex` so lautet. 0 gilt als nicht angegeben. */
  readonly prevIndex?: number;
  /** PUT: `true` nur ändern, `false` nur anlegen. */
  readonly prevExist?: boolean;
  /** GET: mit allem darunter. DELETE: samt allem darunter. Beim Warten: auch auf alles darunter. */
  readonly recursive?: boolean;
  /** GET: die Knoten jedes Verzeichnisses nach Schlüssel geordnet. */
  readonly sorted?: boolean;
  /** GET: auf das nächste passende Ereignis warten (Long Polling). */
  readonly wait?: boolean;
  /** Mit `wait`: auf das erste passende Ereignis mit diesem oder höherem Index. 0 gilt als nicht angegeben. */
  readonly waitIndex?: number;
  /** PUT: nur die Lebensdauer erneuern; der Wert bleibt, und kein Beobachter wird geweckt. */
  readonly refresh?: boolean;
}

/** Die Antwort auf eine Anfrage. Genau eine je Anfrage, bei `wait` unter Umständen viel später. */
export interface StoreReply {
  readonly type: 'StoreReply';
  readonly id: number;
  /** HTTP-Status: 200, 201 (angelegt), 400, 403, 404 oder 412. */
  readonly status: number;
  /** `X-Etcd-Index`: der Index des Speichers nach der Anfrage; bei `wait` der Index bei ihrem Eintreffen. */
  readonly index: number;
  readonly body: StoreEvent | StoreError;
}

export type StoreAction =
  | 'get'
  | 'set'
  | 'create'
  | 'update'
  | 'delete'
  | 'expire'
  | 'compareAndSwap'
  | 'compareAndDelete';

/** Was geschehen ist: die Antwort auf eine gelungene Anfrage und zugleich ein Eintrag der Historie. */
export interface StoreEvent {
  readonly action: StoreAction;
  readonly node: StoreNode;
  /** Der Knoten, wie er vorher war: bei jeder Änderung, wenn es ihn vorher gab. */
  readonly prevNode?: StoreNode;
}

/** Ein Schlüssel mit Wert oder ein Verzeichnis. Nach einer Löschung trägt der Knoten keinen Wert. */
export interface StoreNode {
  /** Immer mit führendem `/` und ohne `/` am Ende (außer bei der Wurzel). */
  readonly key: string;
  readonly value?: string;
  readonly dir?: true;
  /** Was in einem gelesenen Verzeichnis liegt; fehlt, wenn nichts (Sichtbares) darin liegt. */
  readonly nodes?: readonly StoreNode[];
  readonly createdIndex: number;
  readonly modifiedIndex: number;
  /** Wann der Knoten verfällt, auf der Uhr des Speichers; fehlt ohne TTL. */
  readonly expirationMs?: number;
  /** Was bis dahin bleibt, in Sekunden, aufgerundet; fehlt ohne TTL. */
  readonly ttl?: number;
}

/** Ein Fehler. `index` ist der Index des Speichers. `message` und `cause` sind freie Texte. */
export interface StoreError {
  readonly errorCode: number;
  readonly message: string;
  readonly cause: string;
  readonly index: number;
}

/** Alles, was Speicher und Clients einander schicken. */
export type StoreMessage = StoreRequest | StoreReply;

// ---------------------------------------------------------------------------------------------
// Der Speicher als reine Zustandsmaschine

export interface StoreConfiguration {
  /** So viele Ereignisse behält die Historie höchstens; mindestens 1. Ohne Angabe 1000, wie bei etcd. */
  readonly historyLimit?: number;
}

/**
 * Der Speicher. Er kennt weder Timer noch Netz noch Uhr: Wie spät es ist, sagt ihm der Aufrufer. `nowMs` ist eine
 * ganze Zahl und wird von Aufruf zu Aufruf nie kleiner.
 */
export interface Store {
  /**
   * Lässt zuerst verfallen, was bis `nowMs` fällig ist, und führt dann die Anfrage aus. `reply` wird genau einmal
   * gerufen: sofort, oder bei einem wartenden GET während eines späteren Aufrufs von `handle` oder `advance`.
   */
  handle(request: StoreRequest, nowMs: number, reply: (reply: StoreReply) => void): void;
  /** Lässt verfallen, was bis einschließlich `nowMs` fällig ist. */
  advance(nowMs: number): void;
  /** Der früheste Zeitpunkt, zu dem etwas verfällt; `undefined`, wenn nichts eine TTL hat. */
  nextExpiryMs(): number | undefined;
}

// ---------------------------------------------------------------------------------------------
// Rezepte: Knoten, die über ein unzuverlässiges Netz mit dem Speicher sprechen

/** Für Sperre und Leader-Wahl. */
export interface LeaseConfiguration {
  /** Der Knoten, auf dem der Speicher läuft. Anfragen gehen an ihn, Antworten kommen von ihm. */
  readonly store: NodeId;
  /** Der Schlüssel, um den es geht. Er gehört der Sperre allein und ist nie die Wurzel. */
  readonly key: string;
  /** Die TTL dieses Schlüssels in Sekunden: eine ganze Zahl von 2 bis 10. */
  readonly ttl: number;
}

/** Der Client eines Knotens fragt abwechselnd `acquire` und `release`; `status` kommt dazwischen, jederzeit. */
export type LockRequest =
  | { readonly type: 'acquire' }
  | { readonly type: 'release' }
  | { readonly type: 'status' };

export type LockResponse =
  /** Sobald der Knoten die Sperre hat. `fence` ist der `createdIndex` des Schlüssels. */
  | { readonly type: 'granted'; readonly fence: number }
  /** Sofort. */
  | { readonly type: 'released' }
  /** Sofort: Hat der Knoten die Sperre jetzt? Wenn ja, mit `fence`. */
  | { readonly type: 'status'; readonly held: boolean; readonly fence?: number };

/** Wer ist Leader? Die Antwort kommt sofort, aus dem, was der Knoten weiß. */
export interface ElectionRequest {
  readonly type: 'leader';
}

export interface ElectionResponse {
  readonly type: 'leader';
  /** Der Leader, soweit bekannt; sonst `null`. */
  readonly leader: NodeId | null;
  /** Der `createdIndex` des Schlüssels, mit dem dieser Leader gewählt wurde; 0, wenn keiner bekannt ist. */
  readonly fence: number;
}

export interface ConfigFileConfiguration {
  readonly store: NodeId;
  /** Das Verzeichnis, aus dem die Datei entsteht; nie die Wurzel, ohne `/` am Ende. Es muss nicht vorhanden sein. */
  readonly prefix: string;
}

/** Was steht in der Datei? Die Antwort kommt sofort. */
export interface ConfigFileRequest {
  readonly type: 'file';
}

export interface ConfigFileResponse {
  readonly type: 'file';
  /** Der Inhalt; `null`, solange der Knoten seit seinem Start noch nichts gelesen hat. */
  readonly text: string | null;
  /** Der Index des Speichers, dessen Stand die Datei zeigt; 0, solange sie fehlt. */
  readonly index: number;
}
