import { type AnyProperty, property } from '../../suite.ts';
import {
  checkMergeLaws,
  checkMergeNewest,
  checkMinimumRounds,
  checkVersionOrder,
} from './checks-functions.ts';
import { comparing, counting, merging } from './functions.ts';

/** Part 1: functions without a network. */
export const versionProperties: readonly AnyProperty[] = [
  property({
    id: 'version-order',
    part: 'versionen',
    title: 'Versionen sind total geordnet',
    rule: 'isNewer vergleicht erst die Zeitstempel und bei gleichem Zeitstempel die Quellen als Zeichenketten. Von zwei verschiedenen Versionen ist immer genau eine neuer; keine Version ist neuer als sie selbst.',
    source:
      'Lamport 1978, Abschnitt „Ordering the Events Totally“; Demers et al. 1987, Abschnitt 1.1',
    points: 4,
    kind: 'safety',
    visibility: 'offen',
    hints: [
      'Was sagt Ihre Funktion, wenn zwei Knoten unabhängig voneinander denselben Zeitstempel vergeben haben?',
      'Bei gleichem Zeitstempel entscheidet die Quelle, und zwar im Zeichenkettenvergleich: „n10“ < „n2“.',
      'return left.timestamp === right.timestamp ? left.source > right.source : left.timestamp > right.timestamp;',
    ],
    chapter: '06-gossip.md#versionen',
    on: [comparing],
    check: checkVersionOrder,
  }),
  property({
    id: 'merge-laws',
    part: 'versionen',
    title: 'Zusammenführen ist kommutativ, assoziativ und idempotent',
    rule: 'Gleichgültig, in welcher Reihenfolge, wie gruppiert und wie oft Zustände zusammengeführt werden: Das Ergebnis ist dasselbe.',
    source: 'Shapiro et al. 2011 (zustandsbasierte CRDT)',
    points: 6,
    kind: 'safety',
    visibility: 'offen',
    hints: [
      'Nehmen Sie zwei Einträge mit gleichem Zeitstempel und verschiedener Quelle. Wer gewinnt in merge(a, b), wer in merge(b, a)?',
      'Das Maximum zweier Werte einer totalen Ordnung hat alle drei Eigenschaften. Nehmen Sie je Schlüssel das Maximum nach isNewer.',
    ],
    chapter: '06-gossip.md#merge',
    on: [merging],
    check: checkMergeLaws,
  }),
  property({
    id: 'merge-newest',
    part: 'versionen',
    title: 'Zusammenführen behält zu jedem Schlüssel das Neueste',
    rule: 'merge(a, b) enthält genau die Schlüssel aus a und b, jeweils mit dem neueren Eintrag, und lässt a und b unverändert.',
    source: 'Demers et al. 1987, Abschnitt 1.1',
    points: 4,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Prüfen Sie drei Fälle: Schlüssel nur in a, nur in b, in beiden.',
      'Kopieren Sie a in ein neues Objekt ({ ...a }) und gehen Sie dann die Einträge von b durch.',
    ],
    chapter: '06-gossip.md#merge',
    on: [merging],
    check: checkMergeNewest,
  }),
  property({
    id: 'minimum-rounds',
    part: 'versionen',
    title: 'Die Mindestzahl der Runden stimmt',
    rule: 'minimumRounds ist das kleinste ganze r ≥ 0 mit (Fanout + 1)^r ≥ Knotenzahl.',
    source: 'Pittel 1987; Karp et al. 2000, Abschnitt 1',
    points: 3,
    kind: 'safety',
    visibility: 'offen',
    hints: [
      'Rechnen Sie 125 Knoten bei Fanout 4 von Hand nach und vergleichen Sie.',
      'Math.log(125) / Math.log(5) ist ein wenig größer als 3. Multiplizieren Sie stattdessen in einer Schleife ganze Zahlen.',
    ],
    chapter: '06-gossip.md#runden',
    on: [counting],
    check: checkMinimumRounds,
  }),
];
