import { type AnyProperty, property } from '../../suite.ts';
import { alwaysServes, converges, losesNothing, walkedAp } from './checks-ap.ts';
import { atLeast, gilbertLynch, readsServed, seenIn, served, writesServed } from './declare.ts';
import { apAlone, apCrashes, apDisturbed, apHealing } from './experiments-ap.ts';
import { apMerge, apRestart, mergesNewest, tellsInTime } from './scenes-ap.ts';

const safety = { part: 'ap', kind: 'safety', visibility: 'verdeckt' } as const;
const liveness = { ...safety, kind: 'liveness' } as const;

/** Part 2. 28 points. */
export const apProperties: readonly AnyProperty[] = [
  property({
    ...safety,
    id: 'ap-wire',
    title: 'AP: Nachrichten und Antworten haben die Form des Vertrags',
    rule: 'Auf der Leitung steht nur „entry“ mit „tag“ und „value“. Clients bekommen die Antwort auf ihre eigene Anfrage: beim Schreiben den geschriebenen Wert mit einer Version des eigenen Knotens.',
    source: 'Vertrag der Aufgabe („contract.ts“)',
    points: 2,
    hints: [
      'Nennt die Antwort auf ein Schreiben den geschriebenen Wert und die Version, die Sie ihm gegeben haben?',
      'Kann die Kopie das Geschriebene ablehnen, weil seine Version zu klein ist?',
    ],
    chapter: '05-cap.md#ein-verfügbares-register',
    // Scenes first: they show a bug in the fewest steps.
    on: seenIn(apMerge, apRestart, apAlone, apHealing, apDisturbed),
    check: walkedAp('ap-wire'),
    sometimes: [served(10), atLeast('sent', 20, 'Die Knoten haben einander kaum etwas gesendet.')],
  }),
  property({
    ...liveness,
    visibility: 'offen',
    id: 'ap-available',
    title: 'Jede Anfrage wird erfüllt, auch ganz allein',
    rule: 'Jede Anfrage an einen lebenden Knoten wird innerhalb von 300 ms mit „ok: true“ beantwortet: in jeder Partition, nach jedem Neustart und auch, wenn er niemanden erreicht.',
    source: `${gilbertLynch}, Abschnitt 2.2`,
    points: 6,
    hints: [
      'Wartet der Knoten auf eine Nachricht, bevor er antwortet?',
      'Was tut er, wenn diese Nachricht nie kommt?',
      'Antworten Sie sofort aus der eigenen Kopie.',
    ],
    chapter: '05-cap.md#verfügbarkeit',
    on: seenIn(apAlone, apDisturbed, apCrashes),
    check: alwaysServes,
    sometimes: [atLeast('alone', 10, 'Kein einzelner Knoten hat eine Anfrage erfüllt.')],
  }),
  property({
    ...safety,
    id: 'ap-versions',
    title: 'Neue Versionen sind neuer als alles Bekannte',
    rule: 'Ein geschriebener Wert bekommt eine Version, die neuer ist als jede, die der Knoten gehört oder vergeben hat, auch vor einem Absturz. Keine Version gehört zu zwei Werten.',
    source: 'Lamport 1978 (Regel C2); DeCandia et al. 2007, Abschnitt 4.4',
    points: 4,
    hints: [
      'Welche Version kannte der Knoten schon, und woher: gehört, selbst vergeben oder aus der Zeit vor einem Absturz?',
      'Stellen Sie die logische Zeit nach, wenn Sie eine größere sehen?',
      'Auf die Uhr des Knotens ist kein Verlass: Sie kann nachgehen.',
      'Steht die Version im dauerhaften Speicher, bevor jemand sie sieht?',
    ],
    chapter: '05-cap.md#logische-zeit',
    on: seenIn(apMerge, apRestart, apDisturbed, apCrashes),
    check: walkedAp('ap-versions'),
    sometimes: [writesServed(10)],
  }),
  property({
    ...safety,
    visibility: 'offen',
    id: 'ap-merge',
    title: 'Von zwei Versionen bleibt die neuere',
    rule: 'Ein Knoten liest die neueste Version, die ihn erreicht hat oder die er vergeben hat, gleichgültig in welcher Reihenfolge sie kamen.',
    source: 'Shapiro et al. 2011 (Maximum als Merge); DeCandia et al. 2007, Abschnitt 4.4',
    points: 4,
    hints: [
      'Gewinnt das Neuere oder das zuletzt Angekommene?',
      'Bei gleicher Zeit entscheidet der Name, auf allen Knoten gleich.',
    ],
    chapter: '05-cap.md#last-writer-wins',
    on: seenIn(apMerge),
    check: mergesNewest,
    sometimes: [readsServed(10)],
  }),
  property({
    ...safety,
    id: 'ap-session',
    title: 'Ein Knoten fällt nie hinter seine Antworten zurück',
    rule: 'Kommt eine Anfrage, nachdem der Knoten mit einer Version geantwortet hat, so trägt ihre Antwort dieselbe oder eine neuere, auch nach einem Neustart. Wer schreibt, liest beim selben Knoten also seinen Wert oder einen neueren.',
    source: 'Terry et al. 1994 (read your writes, monotonic reads)',
    points: 4,
    hints: [
      'Was weiß der Knoten nach einem Neustart noch?',
      'Erst speichern, dann antworten: Auch gehörte Werte, die Sie einem Client gezeigt haben, müssen bleiben.',
    ],
    chapter: '05-cap.md#sitzung',
    on: seenIn(apMerge, apRestart, apDisturbed, apCrashes),
    check: walkedAp('ap-session'),
    sometimes: [readsServed(10), writesServed(10)],
  }),
  property({
    ...liveness,
    id: 'ap-converges',
    title: 'Nach der Störung sind alle Kopien gleich',
    rule: '1500 ms nach der letzten Störung lesen alle laufenden Knoten dieselbe Version, auch wenn auf beiden Seiten einer Partition geschrieben wurde, Knoten neu gestartet sind oder einer für immer ausgefallen ist. Dazu schickt jeder, der etwas zu erzählen hat, mindestens alle 50 ms jemandem seine Kopie.',
    source: 'Demers et al. 1987, Abschnitt 1.3; DeCandia et al. 2007, Abschnitt 4.7',
    points: 5,
    hints: [
      'Schickt jeder Knoten seine Kopie immer wieder, oder nur beim Schreiben?',
      'Kommt jeder andere an die Reihe? Läuft der Timer auch nach einem Neustart?',
      'Bleiben zwei Knoten verschieden, vergleichen Sie ihre Versionen: Ist es dieselbe Zeit?',
    ],
    chapter: '05-cap.md#abgleich',
    on: seenIn(apMerge, apHealing, apDisturbed, apCrashes),
    check: (seen) => (seen.trace.scripted.length > 0 ? tellsInTime(seen) : converges(seen)),
    sometimes: [
      atLeast('finals', 20, 'Am Ende hat kaum ein Knoten geantwortet.'),
      writesServed(10),
    ],
  }),
  property({
    ...safety,
    id: 'ap-keeps',
    title: 'Bestätigtes verschwindet nur durch Neueres',
    rule: 'Am Ende kennt mindestens ein Knoten jede Version, mit der je geantwortet wurde, oder eine neuere. Verdrängt wird ein bestätigter Wert nur durch eine größere Version.',
    source: 'DeCandia et al. 2007, Abschnitt 4.4; Kingsbury 2013',
    points: 3,
    hints: [
      'Liegt ein bestätigter Wert im dauerhaften Speicher?',
      'Wird er beim Zusammenführen von einer kleineren Version verdrängt?',
    ],
    chapter: '05-cap.md#last-writer-wins',
    on: seenIn(apHealing, apDisturbed, apCrashes),
    check: losesNothing,
    sometimes: [
      atLeast('finals', 20, 'Am Ende hat kaum ein Knoten geantwortet.'),
      writesServed(10),
    ],
  }),
];
