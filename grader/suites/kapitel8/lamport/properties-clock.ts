import { type AnyProperty, property } from '../../suite.ts';
import {
  checkAdvances,
  checkOwnState,
  checkReading,
  checkReceives,
  severalClocks,
  singleClock,
} from './clock-calls.ts';
import { clockNetwork } from './clock-network.ts';
import { checkClockCondition, checkWire } from './clock-network-checks.ts';

/** Part 1: the Lamport clock, called directly and at work in a network. 25 points. */
export const clockProperties: readonly AnyProperty[] = [
  property({
    id: 'clock-advances',
    part: 'uhr',
    title: 'C1: Eigene Ereignisse rücken die Uhr vor',
    rule: 'Jedes lokale Ereignis und jedes Senden bekommt einen größeren Zeitstempel als alles, was auf diesem Knoten vorher geschah.',
    source: 'Lamport 1978, Abschnitt „Logical Clocks“, IR1',
    points: 6,
    kind: 'safety',
    visibility: 'offen',
    hints: [
      'Vergleichen Sie den zurückgegebenen Wert mit dem Stand der Uhr davor.',
      'Senden ist ein Ereignis wie jedes andere: Auch dabei muss die Uhr ticken.',
      'Erst erhöhen, dann den neuen Stand zurückgeben. Wer den alten zurückgibt, stempelt zwei Ereignisse gleich.',
    ],
    chapter: '07-lamport.md#lamport-uhr',
    on: [singleClock],
    check: checkAdvances,
    sometimes: [
      {
        count: 'eigene-ereignisse',
        atLeast: 10,
        otherwise: 'In keinem Ablauf gab es genug lokale Ereignisse und Sendungen.',
      },
    ],
  }),
  property({
    id: 'clock-receive',
    part: 'uhr',
    title: 'C2: Ein Empfang ist später als die Nachricht und als alles davor',
    rule: 'Der Zeitstempel eines Empfangs ist größer als der alte Stand der Uhr und größer als der Zeitstempel in der Nachricht.',
    source: 'Lamport 1978, Abschnitt „Logical Clocks“, IR2',
    points: 6,
    kind: 'safety',
    visibility: 'offen',
    hints: [
      'Zwei Fälle: Die Nachricht kann der Uhr voraus sein oder hinterherhinken.',
      'Gehen Sie vom Maximum beider Werte aus. Reicht das Maximum selbst schon?',
      'Erst das Maximum bilden, dann erhöhen. In der anderen Reihenfolge bekommt der Empfang denselben Stempel wie das Senden.',
    ],
    chapter: '07-lamport.md#lamport-uhr',
    on: [singleClock],
    check: checkReceives,
    sometimes: [
      { count: 'empfaenge', atLeast: 10, otherwise: 'In keinem Ablauf gab es genug Empfänge.' },
    ],
  }),
  property({
    id: 'clock-reading',
    part: 'uhr',
    title: 'Ablesen verändert die Uhr nicht',
    rule: 'time() zeigt den zuletzt vergebenen Zeitstempel, vor dem ersten Ereignis 0, und ist selbst kein Ereignis.',
    source: 'Aufgabe 8.7, Teil 1',
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Was gab der letzte Aufruf von tick, send oder receive zurück, und was zeigt time() danach?',
      'time() gibt nur den gespeicherten Stand zurück; erhöht wird er allein in tick, send und receive.',
    ],
    chapter: '07-lamport.md#lamport-uhr',
    on: [singleClock],
    check: checkReading,
  }),
  property({
    id: 'clock-own-state',
    part: 'uhr',
    title: 'Jede Uhr hat ihren eigenen Stand',
    rule: 'Uhren aus verschiedenen Aufrufen von createLamportClock() beeinflussen einander nicht.',
    source: 'Aufgabe 8.7, Teil 1',
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Wo ist die Variable deklariert, in der die Uhr ihren Stand hält?',
      'Eine Variable außerhalb der Funktion gibt es nur einmal. Sie gehört in die Funktion oder in ein Objekt.',
    ],
    chapter: '07-lamport.md#lamport-uhr',
    on: [severalClocks],
    check: checkOwnState,
    sometimes: [
      {
        count: 'weitere-uhren',
        atLeast: 3,
        otherwise: 'In keinem Ablauf liefen mehrere Uhren nebeneinander.',
      },
    ],
  }),
  property({
    id: 'clock-condition',
    part: 'uhr',
    title: 'Uhrenbedingung: Aus a → b folgt L(a) < L(b)',
    rule: 'Geschah ein Ereignis a vor einem Ereignis b, auch über mehrere Knoten hinweg, so ist der Zeitstempel von a kleiner als der von b.',
    source: 'Lamport 1978, Abschnitt „Logical Clocks“, Clock Condition',
    points: 6,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Suchen Sie im Ablauf den Weg der Nachrichten von a nach b. Auf welchem Schritt wird der Zeitstempel nicht größer?',
      'Stellt der Knoten seine Uhr beim Empfang? onMessage muss receive mit dem Zeitstempel der Nachricht aufrufen.',
      'Die Nachricht muss den Zeitstempel ihres Sendens tragen, nicht den Stand davor.',
    ],
    chapter: '07-lamport.md#uhrenbedingung',
    on: [clockNetwork],
    check: checkClockCondition,
    sometimes: [
      {
        count: 'geordnete-paare',
        atLeast: 20,
        otherwise:
          'In keinem Ablauf waren Ereignisse verschiedener Knoten über Nachrichten geordnet, oder ihre Zeitstempel fehlten.',
      },
      {
        count: 'doppelt',
        atLeast: 1,
        otherwise: 'In keinem Ablauf kam eine Nachricht doppelt an.',
      },
      {
        count: 'überholt',
        atLeast: 1,
        otherwise: 'In keinem Ablauf überholte eine Nachricht eine andere.',
      },
    ],
  }),
  property({
    id: 'clock-wire',
    part: 'uhr',
    title: 'Nachricht und Antwort tragen den Zeitstempel des Sendens',
    rule: 'Jede Anfrage wird beantwortet. „send“ löst genau eine Nachricht an den genannten Knoten aus; Nachricht und Antwort tragen denselben Zeitstempel. Sonst wird nichts gesendet.',
    source: 'Vorlesung, Kapitel 8, Folien zur Lamport-Uhr; Aufgabe 8.7, Teil 1',
    points: 3,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'Was verlangt die Tabelle in Teil 1 hier: wie viele Nachrichten, an wen, mit welchem Zeitstempel, und welche Antwort wann?',
      'Ein „note“ ist nur ein Empfang: Er löst keine Nachricht aus. Geantwortet wird im selben Aufruf von onRequest.',
      'Rufen Sie clock.send() einmal auf, merken Sie sich das Ergebnis und verwenden Sie es an beiden Stellen.',
    ],
    chapter: '07-lamport.md#uhr-im-netz',
    on: [clockNetwork],
    check: checkWire,
  }),
];
