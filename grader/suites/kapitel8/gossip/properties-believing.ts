import { type AnyProperty, property } from '../../suite.ts';
import { checkVersionsUnique } from './checks-anti-entropy.ts';
import {
  checkBelievesCredible,
  checkBelievesOnlyCredible,
  checkNeverGoesBack,
  checkNothingInvented,
  checkTimestamps,
} from './checks-believing.ts';
import { busyCluster, healing, restarting } from './cluster.ts';
import type { GossipSeen } from './gossip-run.ts';
import { believing, telling } from './listening.ts';
import { lecture } from './sources.ts';

/** Part 2: what to believe. */
export const believingProperties: readonly AnyProperty[] = [
  property<unknown, GossipSeen>({
    id: 'believes-credible',
    part: 'verbreitung',
    title: 'Glaubwürdiges wird übernommen',
    rule: 'Ein Gerücht, zu dem der Knoten nichts Gleiches oder Neueres hat, wird übernommen, sobald ein vertrauter Nachbar es erzählt oder threshold verschiedene Nachbarn es erzählt haben, gleichgültig ob per „gossip“ oder „entries“. Was ein Client setzt, gilt sofort.',
    source: lecture,
    points: 5,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'Zählen Sie in der gezeigten Folge, wie viele verschiedene Nachbarn genau dieses Gerücht erzählt haben.',
      'Vertraut wird dem Nachbarn, der es erzählt (from), nicht der Quelle, die im Gerücht steht.',
      'Zeugen zählen über alle Nachrichten hinweg, nicht nur innerhalb eines Takts.',
    ],
    chapter: '06-gossip.md#glauben',
    on: [believing, telling, busyCluster],
    check: checkBelievesCredible,
    sometimes: [{ count: 'beliefs', atLeast: 10, otherwise: 'Es wurde fast nie etwas geglaubt.' }],
  }),
  property<unknown, GossipSeen>({
    id: 'believes-only-credible',
    part: 'verbreitung',
    title: 'Nur Glaubwürdiges wird übernommen und weitererzählt',
    rule: 'Bis dahin wird ein Gerücht weder übernommen noch erzählt. Derselbe Nachbar zählt nur einmal, und als dasselbe Gerücht gilt nur, was in allen vier Feldern übereinstimmt.',
    source: lecture,
    points: 5,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Wie viele *verschiedene* Nachbarn haben das gezeigte Gerücht erzählt? Doppelte Nachrichten zählen nicht.',
      'Merken Sie sich je Gerücht eine Menge (Set) von Absendern, keine Zahl.',
      'Auch Einträge aus „entries“ sind zunächst nur Hörensagen.',
    ],
    chapter: '06-gossip.md#glauben',
    on: [believing, busyCluster],
    check: checkBelievesOnlyCredible,
    sometimes: [
      { count: 'beliefs', atLeast: 10, otherwise: 'Es wurde fast nie etwas geglaubt.' },
      { count: 'doubts', atLeast: 10, otherwise: 'Es wurde fast nie etwas bezweifelt.' },
    ],
  }),
  property<unknown, GossipSeen>({
    id: 'never-goes-back',
    part: 'verbreitung',
    title: 'Ein Knoten fällt nie hinter eine bekannte Version zurück',
    rule: 'Zwischen zwei Neustarts werden die Versionen, die ein Knoten in Antworten und Digests zu einem Schlüssel nennt, nie älter, und kein Schlüssel verschwindet.',
    source: 'Demers et al. 1987, Abschnitt 1.1',
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Nachrichten überholen einander. Was tun Sie, wenn Älteres nach Neuerem eintrifft?',
      'Übernehmen Sie nur, was nach isNewer neuer ist als der vorhandene Eintrag.',
    ],
    chapter: '06-gossip.md#glauben',
    on: [believing, busyCluster, healing],
    check: checkNeverGoesBack,
    sometimes: [{ count: 'shown', atLeast: 10, otherwise: 'Es war fast nie etwas bekannt.' }],
  }),
  property<unknown, GossipSeen>({
    id: 'nothing-invented',
    part: 'verbreitung',
    title: 'Erzählt wird nur, was jemand in die Welt gesetzt hat',
    rule: 'Jedes Gerücht, das ein Knoten sendet oder einem Client nennt, hat er unverändert gehört, oder ein Client hat es bei ihm gesetzt.',
    source: 'Demers et al. 1987, Abschnitt 1.1',
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Wer weitererzählt, ändert weder Quelle noch Zeitstempel.',
      'source ist der Knoten, bei dem „put“ einging, nicht der, der gerade sendet.',
    ],
    chapter: '06-gossip.md#nachricht',
    on: [telling, busyCluster],
    check: checkNothingInvented,
    sometimes: [{ count: 'ticks', atLeast: 10, otherwise: 'Es wurde fast nie etwas erzählt.' }],
  }),
  property<unknown, GossipSeen>({
    id: 'timestamps',
    part: 'verbreitung',
    title: 'Neue Zeitstempel sind größer als alle bekannten',
    rule: 'Der Zeitstempel, den ein Knoten bei „put“ vergibt, ist größer als jeder, den er bis dahin vergeben oder in einem Gerücht gehört hat, auch in einem nicht geglaubten.',
    source: 'Lamport 1978, Regeln IR1 und IR2',
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Was geschieht mit Ihrer Uhr, wenn Sie ein Gerücht mit großem Zeitstempel hören?',
      'Auch ein Gerücht, das Sie (noch) nicht glauben, zählt für die Uhr.',
      'Beim Hören: clock = Math.max(clock, rumor.timestamp), noch vor der Frage, ob Sie es glauben. Beim Setzen: clock + 1.',
    ],
    chapter: '06-gossip.md#zeitstempel',
    on: [believing, telling, busyCluster],
    check: checkTimestamps,
    sometimes: [
      {
        count: 'putsAbove',
        atLeast: 5,
        otherwise:
          'Nie hat ein Client einen Wert gesetzt, nachdem der Knoten schon etwas gehört hatte.',
      },
    ],
  }),
  property({
    id: 'versions-unique',
    part: 'verbreitung',
    title: 'Keine Version wird zweimal vergeben, auch nicht nach einem Neustart',
    rule: 'Zwei Gerüchte mit demselben Schlüssel, Zeitstempel und derselben Quelle haben denselben Wert, auch wenn die Quelle dazwischen abgestürzt ist.',
    source: 'Demers et al. 1987, Abschnitt 1.1 (eindeutige Zeitstempel)',
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Womit beginnt Ihre Uhr nach einem Neustart, wenn der Knoten noch nichts gehört hat?',
      'Schreiben Sie den vergebenen Zeitstempel in context.storage, bevor Sie antworten, und lesen Sie ihn beim Start.',
    ],
    chapter: '06-gossip.md#zeitstempel',
    on: [restarting],
    check: checkVersionsUnique,
    sometimes: [
      {
        count: 'restarts',
        atLeast: 2,
        otherwise: 'Kein Knoten ist nach einem Absturz neu gestartet.',
      },
      { count: 'putsAnswered', atLeast: 2, otherwise: 'Es wurde fast nie ein Wert gesetzt.' },
    ],
  }),
];
