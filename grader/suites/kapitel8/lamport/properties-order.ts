import { type AnyProperty, property } from '../../suite.ts';
import { checkExecution, checkRefutes, counterexamples } from './counterexample.ts';
import { checkExtends, checkStrictTotal, stampedExecutions, stampTriples } from './order.ts';

/** Part 2: a total order of the stamps. 10 points. */
export const orderProperties: readonly AnyProperty[] = [
  property({
    id: 'order-strict-total',
    part: 'ordnung',
    title: 'Die Ordnung ist streng und total',
    rule: 'Von zwei verschiedenen Stempeln kommt immer genau einer zuerst, egal in welcher Reihenfolge man sie vergleicht; nur gleiche Stempel ergeben 0. Kommt x vor y und y vor z, so kommt x vor z.',
    source: 'Lamport 1978, Abschnitt „Ordering the Events Totally“',
    points: 5,
    kind: 'safety',
    visibility: 'offen',
    hints: [
      'Was gibt compareStamps zurück, wenn zwei Knoten denselben Zeitstempel vergeben haben?',
      'Bei gleicher Zeit entscheidet der Name des Knotens; nur wenn auch der gleich ist, ist das Ergebnis 0.',
      'Texte vergleicht man mit <, nicht durch Subtraktion. Drei Fälle: kleiner, größer, gleich.',
    ],
    chapter: '07-lamport.md#totale-ordnung',
    on: [stampTriples],
    check: checkStrictTotal,
    sometimes: [
      {
        count: 'gleichstaende',
        atLeast: 10,
        otherwise: 'In keinem Vergleich trugen zwei Knoten dieselbe Zeit.',
      },
    ],
  }),
  property({
    id: 'order-extends',
    part: 'ordnung',
    title: 'Die Ordnung verlängert „geschah vorher“',
    rule: 'Geschah a vor b, so kommt der Stempel von a vor dem von b. Deshalb entscheidet zuerst die Zeit und erst danach der Knoten.',
    source: 'Lamport 1978, Abschnitt „Ordering the Events Totally“',
    points: 5,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Welches der beiden Felder vergleichen Sie zuerst?',
      'Zeitstempel sind Zahlen: 10 kommt nach 9. Als Text verglichen wäre es umgekehrt.',
    ],
    chapter: '07-lamport.md#totale-ordnung',
    on: [stampedExecutions],
    check: checkExtends,
    sometimes: [
      {
        count: 'vergleiche',
        atLeast: 100,
        otherwise: 'Es gab zu wenige Ereignisse zu vergleichen.',
      },
    ],
  }),
];

/** Part 3: the converse of the clock condition is false. 15 points. */
export const counterexampleProperties: readonly AnyProperty[] = [
  property({
    id: 'counterexample-execution',
    part: 'gegenbeispiel',
    title: 'Das Gegenbeispiel ist ein möglicher Ablauf',
    rule: 'Jeder Empfang gehört zu einem früheren Senden an diesen Knoten, keine Nachricht kommt zweimal an, nur die genannten Knoten kommen vor, und jeder ist an mindestens einer angekommenen Nachricht beteiligt.',
    source: 'Lamport 1978, Abschnitt „The Partial Ordering“',
    points: 5,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Zeichnen Sie den Ablauf auf Papier: eine Linie je Knoten, ein Pfeil je Nachricht.',
      'Die Knoten stehen in task.nodes; ihre Zahl und ihre Namen wechseln von Aufruf zu Aufruf.',
      'Am einfachsten schickt ein Knoten am Anfang oder am Ende jedem anderen eine Nachricht.',
    ],
    chapter: '07-lamport.md#gegenbeispiel',
    on: [counterexamples],
    check: checkExecution,
  }),
  property({
    id: 'counterexample-refutes',
    part: 'gegenbeispiel',
    title: 'Nebenläufig, obwohl L(a) < L(b)',
    rule: 'Die Zeitstempel von a und b liegen mindestens um gap auseinander, und trotzdem geschah weder a vor b noch b vor a.',
    source:
      'Lamport 1978, Abschnitt „Logical Clocks“ (die Umkehrung der Clock Condition gilt nicht)',
    points: 10,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Verlangt ist zweierlei: ein Abstand der Zeitstempel von mindestens gap und kein Weg zwischen a und b. Welches davon fehlt?',
      'Ein großer Zeitstempel sagt nur, dass der Knoten viel erlebt hat, nicht, dass er von a weiß.',
      'Ein Knoten tickt viel, ein anderer wenig. Wo dürfen Nachrichten zwischen ihnen nicht liegen?',
      'Kein Weg von a nach b: Alles, was der Knoten von a ab a sendet, darf erst nach b ankommen. Am einfachsten kommen alle Nachrichten erst nach a und b.',
    ],
    chapter: '07-lamport.md#gegenbeispiel',
    on: [counterexamples],
    check: checkRefutes,
  }),
];
