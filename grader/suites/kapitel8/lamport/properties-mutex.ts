import { type AnyProperty, property, type Sometimes } from '../../suite.ts';
import { mutexNetwork } from './mutex.ts';
import {
  checkExclusion,
  checkMessageCount,
  checkOrder,
  checkProgress,
  checkStamps,
} from './mutex-checks.ts';

const grants: Sometimes = {
  count: 'vergaben',
  atLeast: 20,
  otherwise: 'In keinem Ablauf wurde die Sperre oft genug vergeben.',
};
const conflicts: Sometimes = {
  count: 'konflikte',
  atLeast: 20,
  otherwise: 'In keinem Ablauf wollten zwei Knoten die Sperre zugleich.',
};

/** Part 5: mutual exclusion from logical clocks. 30 points. */
export const mutexProperties: readonly AnyProperty[] = [
  property({
    id: 'mutex-exclusion',
    part: 'sperre',
    title: 'Nie haben zwei Knoten die Sperre zugleich',
    rule: 'Zwischen der Antwort „granted“ an einen Client und seiner Anfrage „release“ bekommt kein anderer Knoten „granted“.',
    source: 'Lamport 1978, Abschnitt „Ordering the Events Totally“, Bedingung I',
    points: 10,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Warum hielt der zweite Knoten die Sperre für frei? Wovon hatte er noch nichts gehört, oder was hat er falsch gedeutet?',
      'Es genügt nicht, vorn in der eigenen Warteschlange zu stehen: Eine frühere Anforderung kann noch unterwegs sein.',
      'Warten Sie, bis von jedem Nachbarn eine Nachricht mit einem späteren Stempel da ist als dem Ihrer Anforderung.',
      'Bei gleicher Zeit muss auf allen Knoten derselbe gewinnen: Vergleichen Sie mit compareStamps.',
    ],
    chapter: '07-lamport.md#wechselseitiger-ausschluss',
    on: [mutexNetwork],
    check: checkExclusion,
    sometimes: [grants, conflicts],
  }),
  property({
    id: 'mutex-order',
    part: 'sperre',
    title: 'Vergeben wird in der Reihenfolge der Stempel',
    rule: 'Die Sperre geht immer an die älteste offene Anforderung. Wer beim Anfordern schon von einer anderen Anforderung wissen konnte, kommt nach ihr an die Reihe.',
    source: 'Lamport 1978, Abschnitt „Ordering the Events Totally“, Bedingung II',
    points: 7,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Woher wusste der Knoten, dass keine ältere Anforderung offen oder noch unterwegs ist?',
      'Ordnen Sie die Warteschlange nach Stempeln, nicht nach Ankunft, und bei gleicher Zeit auf allen Knoten mit compareStamps.',
      'Streichen Sie nach der Freigabe alles, was nur für diese Runde galt, etwa aufgeschobene Quittungen.',
      'Stellt der Knoten seine Uhr bei jeder Nachricht, auch bei „ack“ und „release“?',
    ],
    chapter: '07-lamport.md#wechselseitiger-ausschluss',
    on: [mutexNetwork],
    check: checkOrder,
    sometimes: [grants, conflicts],
  }),
  property({
    id: 'mutex-progress',
    part: 'sperre',
    title: 'Wer die Sperre anfordert, bekommt sie',
    rule: 'Geben alle Inhaber die Sperre wieder frei, so wird jede Anforderung erfüllt und jede Freigabe bestätigt.',
    source: 'Lamport 1978, Abschnitt „Ordering the Events Totally“, Bedingung III',
    points: 6,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'Worauf wartet der Knoten noch, bevor er antwortet, und kann das überhaupt noch eintreten?',
      'Prüfen Sie nach jeder Nachricht, ob die Sperre jetzt vergeben werden kann, nicht nur nach „ack“.',
      'Auf jedes „request“ folgt früher oder später ein „ack“ oder eine andere spätere Nachricht, auch wenn Sie selbst warten. Und ein Knoten ohne Nachbarn bekommt die Sperre gleich.',
      'Auf „release“ antworten Sie im selben Aufruf von onRequest.',
      'Prüfen Sie auch, ob „Alle Nachrichten sind richtig gestempelt“ erfüllt ist.',
    ],
    chapter: '07-lamport.md#wechselseitiger-ausschluss',
    on: [mutexNetwork],
    check: checkProgress,
    sometimes: [conflicts],
  }),
  property({
    id: 'mutex-stamps',
    part: 'sperre',
    title: 'Alle Nachrichten sind richtig gestempelt',
    rule: 'Auf „acquire“ geht sofort ein „request“ mit demselben Zeitstempel an jeden Nachbarn, und „granted“ trägt diesen Stempel. Wurde eine Nachricht vor einer anderen gesendet (im Sinne von →), so ist ihr Zeitstempel kleiner.',
    source: 'Lamport 1978, Abschnitt „Ordering the Events Totally“, Regel 1; Clock Condition',
    points: 4,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Regel 4 verlangt mehreres: ein „request“ je Nachbar, einen Zeitstempel für alle, denselben in „granted“ und wachsende Zeitstempel. Was davon ist hier verletzt?',
      'Jede ankommende Nachricht stellt die Uhr, jede neue Nachricht bekommt einen neuen Zeitstempel.',
      'Eine Anforderung ist ein Ereignis: Alle Nachbarn bekommen den Zeitstempel desselben Aufrufs von clock.send().',
    ],
    chapter: '07-lamport.md#sperre-im-netz',
    on: [mutexNetwork],
    check: checkStamps,
    sometimes: [grants],
  }),
  property({
    id: 'mutex-messages',
    part: 'sperre',
    title: 'Höchstens 3 · (n − 1) Nachrichten je Anforderung',
    rule: 'Bei n Knoten kostet eine Anforderung höchstens n − 1 Anfragen, n − 1 Quittungen und n − 1 Freigaben. Ohne Anforderung wird nichts gesendet.',
    source:
      'Lamport 1978, Abschnitt „Ordering the Events Totally“, Regeln 1 bis 4, gezählt; Ricart & Agrawala 1981',
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Welche Nachrichten reisen öfter als einmal je Nachbar und Anforderung?',
      'Eine Quittung geht nur an den, der angefragt hat.',
      'Auf „ack“ und „release“ wird nicht geantwortet.',
    ],
    chapter: '07-lamport.md#sperre-im-netz',
    on: [mutexNetwork],
    check: checkMessageCount,
    sometimes: [grants],
  }),
];
