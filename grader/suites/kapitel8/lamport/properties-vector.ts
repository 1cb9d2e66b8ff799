import { type AnyProperty, property } from '../../suite.ts';
import { checkBackwards, checkForwards, vectorExecutions } from './vector-clocks.ts';
import { checkCompared, vectorPairs } from './vectors.ts';

/** Part 4: vector clocks, where the condition holds both ways. 20 points, with the secret ones. */
export const vectorProperties: readonly AnyProperty[] = [
  property({
    id: 'vector-forwards',
    part: 'vektoruhr',
    title: 'Aus a → b folgt V(a) < V(b)',
    rule: 'Geschah a vor b, so ist kein Eintrag von V(a) größer als der von V(b) und mindestens einer kleiner. Das gilt auch, wenn b ein Empfang ist.',
    source: 'Fidge 1988; Mattern 1989 (Vektorzeit)',
    points: 6,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Hat jeder Vektor für jeden Knoten einen Eintrag, auch wenn er 0 ist? Und enthält er alles, was der Knoten bis dahin wissen konnte?',
      'Was weiß der Empfänger nach dem Empfang? Alles, was er vorher wusste, und alles, was der Sender wusste.',
      'Bilden Sie beim Empfang für jeden Knoten das Maximum beider Einträge.',
      'Auch der Empfang ist ein Ereignis: Nach dem Maximum steigt der eigene Eintrag.',
    ],
    chapter: '07-lamport.md#vektoruhr',
    on: [vectorExecutions],
    check: checkForwards,
    sometimes: [
      {
        count: 'geordnet',
        atLeast: 50,
        otherwise: 'In keinem Ablauf waren Ereignisse verschiedener Knoten geordnet.',
      },
    ],
  }),
  property({
    id: 'vector-backwards',
    part: 'vektoruhr',
    title: 'Aus V(a) < V(b) folgt a → b',
    rule: 'Sind zwei Ereignisse nebenläufig, so ist keiner der beiden Vektoren kleiner als der andere, und sie sind auch nicht gleich.',
    source: 'Fidge 1988; Mattern 1989 (Vektorzeit)',
    points: 6,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Hat jeder Vektor für jeden Knoten einen Eintrag, auch wenn er 0 ist? Und woher kennt der Knoten jede der Zahlen darin?',
      'Ein Knoten darf in seinem Vektor nur behaupten, was er selbst erlebt oder gehört hat.',
      'Nur den eigenen Eintrag zählt ein Knoten selbst hoch; alle anderen übernimmt er aus Nachrichten.',
      'Beim Empfang wird das Maximum gebildet, nicht die Summe.',
    ],
    chapter: '07-lamport.md#vektoruhr',
    on: [vectorExecutions],
    check: checkBackwards,
    sometimes: [
      {
        count: 'nebenlaeufig',
        atLeast: 50,
        otherwise: 'In keinem Ablauf waren Ereignisse verschiedener Knoten nebenläufig.',
      },
    ],
  }),
  property({
    id: 'vector-compare',
    part: 'vektoruhr',
    title: 'Vektoren werden Eintrag für Eintrag verglichen',
    rule: '„before“, wenn kein Eintrag größer und mindestens einer kleiner ist; „after“ umgekehrt; „equal“, wenn alle gleich sind; sonst „concurrent“.',
    source: 'Mattern 1989 (Vektorzeit)',
    points: 5,
    kind: 'safety',
    visibility: 'offen',
    hints: [
      'Zählen Sie zwei Dinge: Gibt es einen kleineren Eintrag? Gibt es einen größeren?',
      'Gleiche Einträge stören nicht: (1, 2) ist kleiner als (1, 3).',
      'Die Summe der Einträge genügt nicht: (2, 9) und (3, 6) sind nebenläufig.',
    ],
    chapter: '07-lamport.md#vektoren-vergleichen',
    on: [vectorPairs],
    check: checkCompared,
    sometimes: [
      { count: 'before', atLeast: 3, otherwise: 'Kein Paar von Vektoren war geordnet.' },
      { count: 'after', atLeast: 3, otherwise: 'Kein Paar von Vektoren war umgekehrt geordnet.' },
      { count: 'equal', atLeast: 2, otherwise: 'Kein Paar von Vektoren war gleich.' },
      { count: 'concurrent', atLeast: 3, otherwise: 'Kein Paar von Vektoren war nebenläufig.' },
    ],
  }),
];
