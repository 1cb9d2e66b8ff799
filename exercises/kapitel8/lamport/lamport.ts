/**
 * Aufgabe 8.7: logische Uhren und wechselseitiger Ausschluss.
 *
 * Bearbeiten Sie nur diese Datei. Was zu tun ist, steht in `aufgabe.md`, die Typen stehen in
 * `contract.ts`. Weitere eigene Dateien brauchen Sie nicht; Hilfsfunktionen und Klassen schreiben Sie
 * einfach hier hinein.
 */
import type { Context, NodeId, Process } from '#simulator';
import type {
  ClockMessage,
  ClockRequest,
  ClockResponse,
  Counterexample,
  CounterexampleTask,
  LamportClock,
  MutexMessage,
  MutexRequest,
  MutexResponse,
  Stamp,
  VectorClock,
  VectorOrder,
  VectorStamp,
} from './contract.ts';

/**
 * Teil 1: eine neue Lamport-Uhr, die auf 0 steht. Jeder Aufruf liefert eine eigene, unabhängige Uhr.
 *
 * Regel C1: Jedes lokale Ereignis und jedes Senden rückt die Uhr vor.
 * Regel C2: Nach einem Empfang ist die Uhr größer als ihr alter Stand *und* größer als der
 * Zeitstempel in der Nachricht.
 */
export function createLamportClock(): LamportClock {
  // TODO(8.7): Uhr mit tick, send, receive und time
  throw new Error(
    'TODO(8.7): createLamportClock fehlt noch: eine Uhr mit tick, send, receive, time.',
  );
}

/**
 * Teil 1: ein Knoten, der seine Ereignisse mit einer Lamport-Uhr stempelt.
 *
 * - Anfrage `local`: ein lokales Ereignis; antwortet sofort mit dessen Zeitstempel.
 * - Anfrage `send`: sendet genau eine Nachricht `note` an `to` und antwortet sofort; Nachricht und
 *   Antwort tragen beide den Zeitstempel des Sendens.
 * - Nachricht `note`: jede Ankunft ist ein Empfang, auch die einer doppelten Nachricht. Gesendet
 *   wird dabei nichts.
 *
 * Nachrichten können verloren gehen, doppelt ankommen und einander überholen. Knoten stürzen nicht ab.
 * Es muss gelten: Aus a → b folgt L(a) < L(b), für alle lokalen Ereignisse und Sendungen aller Knoten.
 */
export function createClockProcess(
  context: Context<ClockMessage>,
): Process<ClockMessage, ClockRequest, ClockResponse> {
  // TODO(8.7): Knoten mit Lamport-Uhr
  throw new Error(
    `TODO(8.7): createClockProcess fehlt noch: ${context.self} braucht onRequest und onMessage.`,
  );
}

/**
 * Teil 2: vergleicht zwei Zeitstempel so, wie `Array.prototype.sort` es erwartet: negativ, wenn `a`
 * vor `b` kommt, positiv, wenn `a` nach `b` kommt, und 0 genau dann, wenn Zeit und Knoten gleich sind.
 *
 * Zuerst entscheidet die Zeit, bei gleicher Zeit der Name des Knotens. In welcher Reihenfolge die
 * Namen stehen, ist frei, solange sie immer dieselbe ist.
 */
export function compareStamps(a: Stamp, b: Stamp): number {
  // TODO(8.7): totale Ordnung der Zeitstempel
  throw new Error(
    `TODO(8.7): compareStamps fehlt noch: Wie stehen ${a.time}/${a.node} und ${b.time}/${b.node}?`,
  );
}

/**
 * Teil 3: ein Ablauf mit zwei Ereignissen a und b, für die L(a) < L(b) gilt, obwohl a *nicht* vor b
 * geschah.
 *
 * Gestempelt wird mit der Uhr der Vorlesung: Start bei 0, plus 1 bei jedem lokalen Ereignis und jedem
 * Senden, max(Uhr, Zeitstempel) + 1 bei jedem Empfang. Verlangt sind
 *
 * - L(b) ≥ L(a) + `task.gap`,
 * - a und b nebenläufig: weder a → b noch b → a,
 * - kein Knoten steht abseits: Jeder aus `task.nodes` sendet mindestens eine Nachricht, die auch
 *   ankommt, oder empfängt eine.
 *
 * Eine Nachricht darf unterwegs bleiben (ein Senden ohne Empfang), aber nicht zweimal ankommen.
 */
export function findCounterexample(task: CounterexampleTask): Counterexample {
  // TODO(8.7): Ablauf, der die umgekehrte Uhrenbedingung widerlegt
  throw new Error(
    `TODO(8.7): findCounterexample fehlt noch: ein Ablauf mit ${task.nodes.length} Knoten.`,
  );
}

/**
 * Teil 4: eine neue Vektoruhr für den Knoten `self`. Jeder Aufruf liefert eine eigene Uhr.
 *
 * Für je zwei verschiedene Ereignisse a und b (auch Empfänge) muss gelten: a → b genau dann, wenn
 * V(a) < V(b). Dabei heißt V < W: jeder Eintrag von V ist höchstens so groß wie der von W, und
 * mindestens einer ist kleiner.
 *
 * @param nodes alle Knoten, auch `self`
 */
export function createVectorClock(self: NodeId, nodes: readonly NodeId[]): VectorClock {
  // TODO(8.7): Vektoruhr mit tick, send und receive
  throw new Error(
    `TODO(8.7): createVectorClock fehlt noch: ${self} führt einen Eintrag für ${nodes.length} Knoten.`,
  );
}

/**
 * Teil 4: vergleicht zwei Vektor-Zeitstempel. `'before'` heißt V < W, `'after'` heißt W < V,
 * `'equal'` heißt: alle Einträge gleich, sonst `'concurrent'`. Beide haben dieselben Knoten, aber
 * nicht unbedingt in derselben Reihenfolge.
 */
export function compareVectors(v: VectorStamp, w: VectorStamp): VectorOrder {
  // TODO(8.7): Vergleich zweier Vektor-Zeitstempel
  throw new Error(
    `TODO(8.7): compareVectors fehlt noch: der Vergleich von ${Object.keys(v).length} mit ${Object.keys(w).length} Einträgen.`,
  );
}

/**
 * Teil 5: ein Knoten, der mit den anderen eine Sperre teilt, ohne zentralen Verwalter
 * (Lamport 1978, Abschnitt „Ordering the Events Totally“).
 *
 * 1. Nie haben zwei Knoten die Sperre zugleich: vom `granted` bis zur Anfrage `release`.
 * 2. Vergeben wird in der Reihenfolge der Stempel nach `compareStamps`.
 * 3. Geben alle Inhaber die Sperre wieder frei, bekommt sie jeder, der sie anfordert.
 * 4. Auf `acquire` geht sofort je ein `request` mit demselben Zeitstempel an alle Nachbarn; das
 *    `granted` trägt diesen Stempel.
 * 5. Insgesamt reisen höchstens 3 · (n − 1) Nachrichten je `acquire` bei n Knoten.
 *
 * Das Netz ist hier so, wie Lamport es annimmt: Keine Nachricht geht verloren, keine kommt doppelt,
 * und auf jeder Verbindung kommen sie in der Reihenfolge des Sendens an. Verschiedene Verbindungen
 * können verschieden langsam sein. Knoten stürzen nicht ab.
 */
export function createMutexProcess(
  context: Context<MutexMessage>,
): Process<MutexMessage, MutexRequest, MutexResponse> {
  // TODO(8.7): verteilte Sperre
  throw new Error(
    `TODO(8.7): createMutexProcess fehlt noch: ${context.self} braucht Warteschlange, Quittungen und Uhr.`,
  );
}
