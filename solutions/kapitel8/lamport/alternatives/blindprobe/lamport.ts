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
  ExecutionEvent,
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
  let clock = 0;
  return {
    time: () => clock,
    tick: () => ++clock,
    send: () => ++clock,
    receive: (timestamp) => {
      clock = Math.max(clock, timestamp) + 1;
      return clock;
    },
  };
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
 */
export function createClockProcess(
  context: Context<ClockMessage>,
): Process<ClockMessage, ClockRequest, ClockResponse> {
  const clock = createLamportClock();
  return {
    onMessage(_from, message) {
      clock.receive(message.time);
    },
    onRequest(request, respond) {
      if (request.type === 'local') {
        respond({ time: clock.tick() });
        return;
      }
      const time = clock.send();
      context.send(request.to, { type: 'note', time });
      respond({ time });
    },
  };
}

/**
 * Teil 2: vergleicht zwei Zeitstempel so, wie `Array.prototype.sort` es erwartet: negativ, wenn `a`
 * vor `b` kommt, positiv, wenn `a` nach `b` kommt, und 0 genau dann, wenn Zeit und Knoten gleich sind.
 *
 * Zuerst entscheidet die Zeit, bei gleicher Zeit der Name des Knotens. In welcher Reihenfolge die
 * Namen stehen, ist frei, solange sie immer dieselbe ist.
 */
export function compareStamps(a: Stamp, b: Stamp): number {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  if (a.node === b.node) return 0;
  return a.node < b.node ? -1 : 1;
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
  const [first, second] = task.nodes;
  if (first === undefined || second === undefined) throw new Error('Mindestens zwei Knoten.');
  const events: ExecutionEvent[] = [{ id: 'a', node: first, kind: 'local' }];
  for (let i = 1; i <= task.gap; i++) {
    events.push({ id: `x${i}`, node: second, kind: 'local' });
  }
  events.push({ id: 'b', node: second, kind: 'local' });
  // Alle Nachrichten liegen nach a und nach b; kein Weg verbindet die beiden.
  task.nodes.slice(1).forEach((node, i) => {
    events.push({ id: `s${i}`, node: first, kind: 'send', to: node });
    events.push({ id: `r${i}`, node, kind: 'receive', of: `s${i}` });
  });
  return { events, a: 'a', b: 'b' };
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
  const entries = new Map<NodeId, number>(nodes.map((node) => [node, 0]));
  const advance = (): VectorStamp => {
    entries.set(self, (entries.get(self) ?? 0) + 1);
    return Object.fromEntries(entries);
  };
  return {
    tick: advance,
    send: advance,
    receive(stamp) {
      for (const node of nodes) {
        entries.set(node, Math.max(entries.get(node) ?? 0, stamp[node] ?? 0));
      }
      return advance();
    },
  };
}

/**
 * Teil 4: vergleicht zwei Vektor-Zeitstempel. `'before'` heißt V < W, `'after'` heißt W < V,
 * `'equal'` heißt: alle Einträge gleich, sonst `'concurrent'`. Beide haben dieselben Knoten, aber
 * nicht unbedingt in derselben Reihenfolge.
 */
export function compareVectors(v: VectorStamp, w: VectorStamp): VectorOrder {
  let isLess = false;
  let isGreater = false;
  for (const node of Object.keys(v)) {
    const [x, y] = [v[node] ?? 0, w[node] ?? 0];
    if (x < y) isLess = true;
    if (x > y) isGreater = true;
  }
  if (isLess && isGreater) return 'concurrent';
  if (isLess) return 'before';
  return isGreater ? 'after' : 'equal';
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
  const clock = createLamportClock();
  /** Offene Anforderungen der anderen; je Knoten höchstens eine. */
  const queue = new Map<NodeId, Stamp>();
  /** Der letzte Stempel, der von jedem Nachbarn ankam. */
  const latest = new Map<NodeId, Stamp>();
  let own: Stamp | undefined;
  let waiting: ((response: MutexResponse) => void) | undefined;

  const broadcast = (type: 'request' | 'release'): number => {
    const time = clock.send();
    for (const peer of context.peers) context.send(peer, { type, time });
    return time;
  };

  const grantIfDue = (): void => {
    const stamp = own;
    if (waiting === undefined || stamp === undefined) return;
    for (const other of queue.values()) {
      if (compareStamps(other, stamp) < 0) return;
    }
    for (const peer of context.peers) {
      const heard = latest.get(peer);
      if (heard === undefined || compareStamps(heard, stamp) < 0) return;
    }
    const respond = waiting;
    waiting = undefined;
    respond({ type: 'granted', stamp });
  };

  return {
    onRequest(request, respond) {
      if (request.type === 'acquire') {
        own = { time: broadcast('request'), node: context.self };
        waiting = respond;
        grantIfDue();
      } else {
        own = undefined;
        broadcast('release');
        respond({ type: 'released' });
      }
    },
    onMessage(from, message) {
      clock.receive(message.time);
      latest.set(from, { time: message.time, node: from });
      if (message.type === 'request') {
        queue.set(from, { time: message.time, node: from });
        context.send(from, { type: 'ack', time: clock.send() });
      } else if (message.type === 'release') {
        queue.delete(from);
      }
      grantIfDue();
    },
  };
}
