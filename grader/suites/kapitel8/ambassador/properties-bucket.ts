import { type AnyProperty, property, type Sometimes } from '../../suite.ts';
import { checkLevel, checkNeverRefused, checkSetBack, checkWindow } from './bucket/checks.ts';
import { setBackBucket, steadyBucket } from './bucket/play.ts';

const admitted: Sometimes = {
  count: 'admitted',
  atLeast: 30,
  otherwise: 'In keinem Ablauf wurden genug Anfragen zugelassen.',
};
const refused: Sometimes = {
  count: 'refused',
  atLeast: 30,
  otherwise: 'In keinem Ablauf wurden genug Anfragen abgewiesen.',
};

/** Part 2: the token bucket, called directly. 14 points. */
export const bucketProperties: readonly AnyProperty[] = [
  property({
    id: 'bucket-window',
    part: 'drosselung',
    title: 'Nie mehr als Vorrat plus Rate',
    rule: 'In jedem Zeitraum der Länge Δ werden höchstens capacity + ratePerSecond · Δ Anfragen zugelassen.',
    source:
      'Vorlesung, Kapitel 8, Folie „Das Ambassador Pattern“ (Throttling); Token Bucket, RFC 2697 Abschnitt 3',
    points: 5,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Wie viel Zeit ist seit dem letzten Nachrechnen vergangen, und wie viele Marken hat der Eimer dafür bekommen?',
      'Mehr als capacity Marken sind nie im Eimer, auch nicht nach einer langen Pause.',
      'Stellen Sie den gemerkten Zeitpunkt bei jedem take weiter, auch wenn der Eimer voll war. Sonst wird dieselbe Zeit später noch einmal gutgeschrieben.',
    ],
    chapter: '13-ambassador.md#drosselung',
    on: [steadyBucket],
    check: checkWindow,
    sometimes: [admitted, refused],
  }),
  property({
    id: 'bucket-never-refused',
    part: 'drosselung',
    title: 'Wer langsamer fragt als die Rate, wird nie abgewiesen',
    rule: 'Ist mindestens eine ganze Marke im Eimer, wird zugelassen. Bruchteile einer Marke gehen dabei nicht verloren.',
    source:
      'firecracker Nr. 3370, apache/polaris Nr. 3433, varnish-modules Nr. 243 (verlorene Bruchteile)',
    points: 4,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'Rechnen Sie nach: Wie viele Marken sind seit dem letzten Mal hinzugekommen, mit Nachkommastellen?',
      'Auch eine abgewiesene Anfrage darf die bisher gesammelten Bruchteile nicht kosten.',
      'Wer nur ganze Marken gutschreibt, darf den gemerkten Zeitpunkt nur um die Zeit weiterstellen, die diese gebraucht haben.',
    ],
    chapter: '13-ambassador.md#drosselung',
    on: [steadyBucket],
    check: checkNeverRefused,
    sometimes: [
      admitted,
      refused,
      {
        count: 'partly',
        atLeast: 30,
        otherwise: 'In keinem Ablauf waren nur Bruchteile einer Marke im Eimer.',
      },
    ],
  }),
  property({
    id: 'bucket-level',
    part: 'drosselung',
    title: 'Der Inhalt stimmt und bleibt in seinen Grenzen',
    rule: 'tokens zeigt, wie viele Marken im Eimer sind, zwischen 0 und capacity und mit Bruchteilen, und verändert nichts.',
    source: 'Aufgabe 8.13, Teil 2',
    points: 3,
    kind: 'safety',
    visibility: 'offen',
    hints: [
      'Auch tokens muss nachrechnen, was bis zum genannten Zeitpunkt hinzugekommen ist.',
      'Der Inhalt zum Zeitpunkt t ist der gemerkte Inhalt plus Rate mal vergangene Zeit, höchstens capacity.',
    ],
    chapter: '13-ambassador.md#drosselung',
    on: [steadyBucket],
    check: checkLevel,
    sometimes: [
      { count: 'looks', atLeast: 20, otherwise: 'In keinem Ablauf wurde der Inhalt abgelesen.' },
    ],
  }),
  property({
    id: 'bucket-clock-set-back',
    part: 'drosselung',
    title: 'Eine zurückgestellte Uhr gibt nichts und nimmt nichts',
    rule: 'Solange die übergebene Zeit vor dem spätesten bisherigen take liegt, bleibt der Inhalt, wie er ist; danach geht es von dort weiter.',
    source: 'Aufgabe 8.13, Teil 2; gestellte Rechneruhren, RFC 5905 Abschnitt 11.3',
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Was rechnet Ihr Eimer, wenn die vergangene Zeit negativ ist?',
      'Auch ein take, das keine Marke bekommt, sagt, wie spät es ist: Es stellt den gemerkten Zeitpunkt weiter.',
      'Es genügt nicht, nur die negative Spanne abzufangen: Der gemerkte Zeitpunkt darf auch nicht zurückgehen, sonst zählt dieselbe Zeit zweimal.',
    ],
    chapter: '13-ambassador.md#drosselung',
    on: [setBackBucket],
    check: checkSetBack,
    sometimes: [
      {
        count: 'backwards',
        atLeast: 20,
        otherwise: 'In keinem Ablauf wurde die Uhr zurückgestellt.',
      },
      admitted,
      refused,
    ],
  }),
];
