/**
 * Der Vertrag der Aufgabe 8.7: die Typen von Uhren, Zeitstempeln, Nachrichten und Anfragen.
 *
 * Diese Datei ist vorgegeben; Änderungen an ihr werden nicht gewertet. Was hier steht, gilt auf der
 * Leitung und gegenüber den Clients. Wie Sie den Zustand im Inneren führen, ist Ihre Sache.
 */
import type { NodeId } from '#simulator';

// ---------------------------------------------------------------------------------------------
// Teil 1: die Lamport-Uhr

/**
 * Die logische Uhr eines Knotens. Sie steht anfangs auf 0. Jeder Zeitstempel, den sie vergibt, ist
 * eine ganze Zahl ab 1. Wie weit die Uhr bei einem Ereignis vorrückt, ist frei, es muss nur vorwärts
 * gehen und im Bereich sicherer ganzer Zahlen bleiben (`Number.isSafeInteger`).
 */
export interface LamportClock {
  /** Der Stand: der Zeitstempel des letzten Ereignisses, anfangs 0. Ablesen ist kein Ereignis. */
  time(): number;
  /** Ein lokales Ereignis. Rückgabe: sein Zeitstempel. */
  tick(): number;
  /** Eine Nachricht wird gesendet. Rückgabe: der Zeitstempel des Sendens; er reist in ihr mit. */
  send(): number;
  /**
   * Eine Nachricht kommt an. Rückgabe: der Zeitstempel des Empfangs.
   * @param timestamp der Zeitstempel in der Nachricht, eine ganze Zahl von 1 bis 2^50
   */
  receive(timestamp: number): number;
}

/** Ein Client löst auf einem Knoten ein Ereignis aus. `to` ist immer einer der Nachbarn. */
export type ClockRequest =
  | { readonly type: 'local' }
  | { readonly type: 'send'; readonly to: NodeId };

/** Die Antwort auf beide Anfragen: der Zeitstempel des lokalen Ereignisses oder des Sendens. */
export interface ClockResponse {
  readonly time: number;
}

/** Die einzige Nachricht dieses Teils; `time` ist der Zeitstempel ihres Sendens. */
export interface ClockMessage {
  readonly type: 'note';
  readonly time: number;
}

// ---------------------------------------------------------------------------------------------
// Teil 2: die totale Ordnung

/** Ein Zeitstempel der Lamport-Uhr samt dem Knoten, der ihn vergeben hat. */
export interface Stamp {
  readonly time: number;
  readonly node: NodeId;
}

// ---------------------------------------------------------------------------------------------
// Teil 3: das Gegenbeispiel

/** Ein Ereignis eines Ablaufs. `id` ist eine frei gewählte, im Ablauf eindeutige Zeichenkette. */
export type ExecutionEvent =
  | { readonly id: string; readonly node: NodeId; readonly kind: 'local' }
  /** `to` ist ein anderer Knoten als `node`. */
  | { readonly id: string; readonly node: NodeId; readonly kind: 'send'; readonly to: NodeId }
  /** `of` ist die `id` des zugehörigen Sendens. */
  | { readonly id: string; readonly node: NodeId; readonly kind: 'receive'; readonly of: string };

/** Wie das Gegenbeispiel aussehen soll. */
export interface CounterexampleTask {
  /** Diese Knoten, mindestens zwei und höchstens sechs, nehmen teil; andere gibt es nicht. */
  readonly nodes: readonly NodeId[];
  /** So groß muss L(b) − L(a) mindestens sein: eine ganze Zahl von 1 bis 12. */
  readonly gap: number;
}

export interface Counterexample {
  /**
   * Der Ablauf in einer Reihenfolge, in der er geschehen sein kann: Jeder Empfang steht nach seinem
   * Senden, und die Ereignisse eines Knotens stehen in der Reihenfolge, in der er sie erlebt.
   * Höchstens 200 Ereignisse.
   */
  readonly events: readonly ExecutionEvent[];
  /** `id` des Ereignisses mit dem kleineren Zeitstempel. */
  readonly a: string;
  /** `id` des Ereignisses mit dem größeren Zeitstempel. */
  readonly b: string;
}

// ---------------------------------------------------------------------------------------------
// Teil 4: die Vektoruhr

/** Ein Vektor-Zeitstempel: für jeden Knoten genau ein Eintrag, eine ganze Zahl ab 0. */
export type VectorStamp = Readonly<Record<NodeId, number>>;

/**
 * Die Vektoruhr eines Knotens. Alle Einträge stehen anfangs auf 0. Jede Rückgabe ist ein eigenes
 * Objekt, das sich später nicht mehr ändert.
 */
export interface VectorClock {
  /** Ein lokales Ereignis. Rückgabe: sein Zeitstempel. */
  tick(): VectorStamp;
  /** Eine Nachricht wird gesendet. Rückgabe: der Zeitstempel des Sendens; er reist in ihr mit. */
  send(): VectorStamp;
  /**
   * Eine Nachricht kommt an. Rückgabe: der Zeitstempel des Empfangs.
   * @param stamp der Zeitstempel in der Nachricht; er gehört dem Aufrufer und bleibt unverändert
   */
  receive(stamp: VectorStamp): VectorStamp;
}

/** Wie ein Vektor-Zeitstempel zu einem zweiten steht. */
export type VectorOrder = 'before' | 'after' | 'equal' | 'concurrent';

// ---------------------------------------------------------------------------------------------
// Teil 5: wechselseitiger Ausschluss

/**
 * Jeder Knoten hat höchstens einen Client. Der fragt `acquire`, wartet auf `granted`, fragt später
 * `release`, wartet auf `released`, und so fort. Er fragt nie doppelt und nie in anderer Reihenfolge.
 */
export type MutexRequest = { readonly type: 'acquire' } | { readonly type: 'release' };

/**
 * `granted` kommt erst, wenn der Knoten die Sperre hat; `stamp` ist der Zeitstempel seiner
 * Anforderung. `released` kommt sofort.
 */
export type MutexResponse =
  | { readonly type: 'granted'; readonly stamp: Stamp }
  | { readonly type: 'released' };

/**
 * Die Nachrichten zwischen den Knoten. `time` ist immer der Lamport-Zeitstempel des Sendens. Geht
 * eine Nachricht an alle Nachbarn, so ist das *ein* Ereignis mit *einem* Zeitstempel.
 */
export type MutexMessage =
  /** „Ich möchte die Sperre.“ Zusammen mit dem Absender ergibt `time` den Stempel der Anforderung. */
  | { readonly type: 'request'; readonly time: number }
  /** „Ich habe deine Anforderung erhalten.“ */
  | { readonly type: 'ack'; readonly time: number }
  /** „Ich brauche die Sperre nicht mehr.“ */
  | { readonly type: 'release'; readonly time: number };
