/**
 * Der Vertrag der Aufgabe 8.5: Versionen, Anfragen, Nachrichten, Zeiten und die Auswahl der Einordnung.
 *
 * Diese Datei ist vorgegeben; Änderungen an ihr werden nicht gewertet. Geprüft wird, was auf der
 * Leitung zu sehen ist und was Clients als Antwort bekommen. Wie Sie den Zustand im Inneren führen,
 * wie Ihre Timer heißen und unter welchen Schlüsseln Sie speichern, ist Ihre Sache.
 */
import type { NodeId } from '#simulator';

// ---- Zeiten, in ms ----------------------------------------------------------------------------------

/** Beide Register: So lange nach ihrem Eintreffen ist jede Anfrage spätestens beantwortet. */
export const answerWithinMs = 300;

/**
 * CP: Nach so langer Zeit auf der eigenen Uhr gibt ein Knoten eine Anfrage ohne Mehrheit auf. Ein
 * Vorschlag; verlangt ist nur, dass rechtzeitig geantwortet wird.
 */
export const operationTimeoutMs = 200;

/** AP: Mindestens so oft, auf der eigenen Uhr, gleicht sich ein Knoten mit einem anderen ab. */
export const antiEntropyMs = 50;

/** AP: So lange nach der letzten Störung sind alle Kopien spätestens gleich. */
export const convergeWithinMs = 1500;

// ---- Das Register -----------------------------------------------------------------------------------

/**
 * Version eines Werts: logische Zeit und der Knoten, der sie vergeben hat. Neuer ist die größere Zeit;
 * bei gleicher Zeit der im Zeichenkettenvergleich (`<`, `>`) größere Knotenname.
 */
export interface Tag {
  /** Ganze Zahl; 0 nur in {@link initial}. */
  readonly time: number;
  readonly node: NodeId;
}

/** Ein Wert mit seiner Version: die Kopie, die ein Knoten hält. */
export interface Versioned {
  readonly tag: Tag;
  /** `null`, solange niemand geschrieben hat. */
  readonly value: string | null;
}

/** So beginnt jede Kopie, bevor jemand geschrieben hat. */
export const initial: Versioned = Object.freeze({
  tag: Object.freeze({ time: 0, node: '' }),
  value: null,
});

/** Was Clients wollen; bei beiden Registern dasselbe. Es gibt nur ein Register, also keine Schlüssel. */
export type RegisterRequest =
  | { readonly kind: 'read' }
  | { readonly kind: 'write'; readonly value: string };

export type RegisterResponse = Answered | Refused;

/** Gelungen: der gelesene oder der soeben geschriebene Wert mit seiner Version. */
export interface Answered extends Versioned {
  readonly ok: true;
}

/**
 * „Das kann ich gerade nicht.“ Nur das CP-Register antwortet so. Bei `write` ist der Ausgang damit
 * offen: Der Wert kann schon auf einzelnen Knoten stehen und noch wirken.
 */
export interface Refused {
  readonly ok: false;
}

// ---- Nachrichten ------------------------------------------------------------------------------------

/**
 * Was CP-Knoten einander schicken. `operation` wählt, wer fragt, irgendeine Zahl; die Antwort wiederholt sie. Ein Knoten
 * verwendet für zwei Anfragen nie dieselbe Nummer, auch nicht nach einem Neustart. Für die beiden
 * Phasen einer Anfrage darf es dieselbe sein.
 */
export type CpMessage =
  /** Phase 1: „Welche Version hast du?“ */
  | { readonly type: 'query'; readonly operation: number }
  /** Antwort auf jedes `query`: die eigene Kopie. */
  | ({ readonly type: 'state'; readonly operation: number } & Versioned)
  /** Phase 2: „Übernimm das, falls es neuer ist als deine Kopie.“ */
  | ({ readonly type: 'store'; readonly operation: number } & Versioned)
  /** Antwort auf jedes `store`, auch auf ein veraltetes: Meine Kopie ist jetzt mindestens so neu. */
  | { readonly type: 'stored'; readonly operation: number };

/** Was AP-Knoten einander schicken: die eigene Kopie. */
export type ApMessage = { readonly type: 'entry' } & Versioned;

// ---- Teil 3: das Dilemma ----------------------------------------------------------------------------

/** Eine Partition: Von `fromMs` bis `untilMs` erreichen die beiden Gruppen einander nicht. */
export interface DilemmaTask {
  /** Beide nicht leer; zusammen alle Knoten. Eine kann, keine muss die Mehrheit haben. */
  readonly groups: readonly [readonly NodeId[], readonly NodeId[]];
  readonly fromMs: number;
  /** Mindestens `fromMs + 4 * answerWithinMs`. */
  readonly untilMs: number;
}

/**
 * Eine Anfrage Ihres Drehbuchs; jede kommt von einem eigenen Client. Es zählt, was die Clients sehen: Eine
 * Anfrage dauert vom Abschicken bis zum Eintreffen der Antwort beim Client, hin und zurück höchstens
 * 20 ms länger als am Knoten.
 */
export interface DilemmaCall {
  /** Der Client schickt sie ab: von `fromMs + 10` bis `untilMs - answerWithinMs`. */
  readonly atMs: number;
  readonly node: NodeId;
  readonly request: RegisterRequest;
}

// ---- Teil 4: die Einordnung -------------------------------------------------------------------------

/** Worauf während einer Partition *nicht* verzichtet wird. */
export type Guarantee = 'CP' | 'AP' | 'CA';

/** Wen muss ein Knoten erreichen, damit er eine Änderung bestätigen kann? */
export type Progress = 'nobody' | 'majority' | 'all';

/** Wie Kopien eines Zustands abgeglichen werden. */
export type Mechanism = 'raft' | 'paxos' | 'zab' | 'gossip' | '2pc' | 'peer-replication';

export type Protocol = 'gossip' | 'raft' | 'paxos' | '2pc';

export type Product =
  | 'etcd'
  /** Katalog und Schlüssel-Wert-Speicher der Consul-Server; beurteilt werden Änderungen. */
  | 'consul-catalog'
  /** Die Mitgliederliste der Consul-Agenten. */
  | 'consul-members'
  | 'doozerd'
  /** Beurteilt werden Änderungen; Lesezugriffe siehe Kapitel. */
  | 'zookeeper'
  | 'copycat'
  /** Mehrere klassische Datenbanken in einer verteilten Transaktion. */
  | 'classic-databases'
  | 'eureka';

/** `null` heißt: noch nicht entschieden. */
export interface ProtocolAnswer {
  readonly guarantee: Guarantee | null;
  readonly progress: Progress | null;
}

export interface ProductAnswer {
  readonly guarantee: Guarantee | null;
  readonly mechanism: Mechanism | null;
}
