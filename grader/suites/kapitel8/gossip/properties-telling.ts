import { type AnyProperty, property } from '../../suite.ts';
import {
  checkFanout,
  checkFixedTick,
  checkForwardingStops,
  checkGroup,
  checkHotTold,
  checkTopSenders,
  checkWellFormed,
} from './checks-telling.ts';
import { busyCluster } from './cluster.ts';
import { comparingDigests } from './comparing-digests.ts';
import type { GossipSeen } from './gossip-run.ts';
import { believing, telling } from './listening.ts';
import { lecture } from './sources.ts';

/** Part 2: when to tell, and whom. */
export const tellingProperties: readonly AnyProperty[] = [
  property<unknown, GossipSeen>({
    id: 'well-formed',
    part: 'verbreitung',
    title: 'Nachrichten und Antworten haben die Form des Vertrags',
    rule: 'Jede Nachricht ist eine der drei aus „protocol.ts“, mit allen Feldern; in einer Liste kommt jeder Schlüssel höchstens einmal vor, und „gossip“ ist nie leer. Auf „put“ folgt „stored“, auf „get“ folgt „entry“.',
    source: 'Aufgabe 8.6, „protocol.ts“',
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: ['Vergleichen Sie die gezeigte Nachricht Feld für Feld mit „protocol.ts“.'],
    chapter: '06-gossip.md#nachricht',
    // The small experiments come first: what fails in them is easier to read.
    on: [telling, believing, comparingDigests, busyCluster],
    check: checkWellFormed,
    sometimes: [{ count: 'ticks', atLeast: 10, otherwise: 'Es wurde fast nie etwas erzählt.' }],
  }),
  property<unknown, GossipSeen>({
    id: 'fixed-tick',
    part: 'verbreitung',
    title: 'Erzählt wird nur im festen Takt',
    rule: 'Gossip-Nachrichten verlassen einen Knoten nur tickMs, 2 · tickMs, … nach seinem Start, in jedem Takt höchstens einmal; nie als unmittelbare Reaktion auf eine Nachricht oder Anfrage.',
    source: `${lecture}; Demers et al. 1987, Abschnitt 1.4`,
    points: 4,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Wodurch wurde die gezeigte Nachricht ausgelöst: durch den Takt oder durch etwas anderes?',
      'Merken Sie sich Neues nur und senden Sie es im nächsten onTimer. Stellen Sie den Timer dort jedes Mal neu.',
    ],
    chapter: '06-gossip.md#takt',
    on: [telling, busyCluster],
    check: checkFixedTick,
    sometimes: [{ count: 'ticks', atLeast: 10, otherwise: 'Es wurde fast nie etwas erzählt.' }],
  }),
  property<unknown, GossipSeen>({
    id: 'group-always',
    part: 'verbreitung',
    title: 'Die Gruppe bekommt auf jeden Fall eine Nachricht',
    rule: 'In jedem Takt, in dem ein Knoten etwas erzählt, geht eine Nachricht an jedes andere Mitglied seiner Gruppe.',
    source: lecture,
    points: 5,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Wer in configuration.group steht, wird nicht ausgelost, sondern gesetzt.',
      'Bilden Sie erst die Menge aus Gruppe und Top-Sendern; der Fanout kommt hinzu.',
    ],
    chapter: '06-gossip.md#adressaten',
    on: [telling, busyCluster],
    check: checkGroup,
    sometimes: [
      { count: 'groupTicks', atLeast: 10, otherwise: 'Kein Knoten mit Gruppe hat etwas erzählt.' },
    ],
  }),
  property({
    id: 'top-senders',
    part: 'verbreitung',
    title: 'Die fleißigsten Absender bekommen eine Nachricht',
    rule: 'Unter den Knoten, von denen schon Gossip-Nachrichten kamen, sind die mit den meisten die Top-Sender: topPercent % von ihnen, aufgerundet; bei Gleichstand zählt die Reihenfolge in context.peers. Sie bekommen in jedem Takt, in dem der Knoten erzählt, eine Nachricht.',
    source: lecture,
    points: 5,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Grundmenge sind nur Knoten, von denen schon etwas kam. 50 % von drei Absendern sind aufgerundet zwei.',
      'Zählen Sie je Nachbar die empfangenen Gossip-Nachrichten (nicht die Gerüchte darin, nicht „digest“ und „entries“).',
      'sort ist stabil: Ausgehend von context.peers absteigend nach Anzahl sortiert, stimmt auch der Gleichstand.',
    ],
    chapter: '06-gossip.md#adressaten',
    on: [telling],
    check: checkTopSenders,
    sometimes: [
      { count: 'topTicks', atLeast: 5, otherwise: 'Nie gab es Top-Sender, denen zu erzählen war.' },
    ],
  }),
  property<unknown, GossipSeen>({
    id: 'fanout',
    part: 'verbreitung',
    title: 'Dazu kommen genau so viele andere, wie der Fanout sagt',
    rule: 'Je Takt bekommen außer Gruppe und Top-Sendern genau fanout weitere, verschiedene Knoten eine Nachricht (alle übrigen, wenn es weniger sind). Niemand bekommt im selben Takt zwei.',
    source: `${lecture}; Karp et al. 2000, Abschnitt 1`,
    points: 4,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Ausgelost wird ohne Zurücklegen, und nur unter denen, die nicht ohnehin an der Reihe sind.',
      'Eine Nachricht trägt alle Gerüchte, die gerade zu erzählen sind: nicht eine Nachricht je Gerücht.',
    ],
    chapter: '06-gossip.md#adressaten',
    on: [telling, busyCluster],
    check: checkFanout,
    sometimes: [{ count: 'choiceTicks', atLeast: 10, otherwise: 'Nie war jemand auszulosen.' }],
  }),
];

/** The same part: what becomes of a rumor. */
export const rumorProperties: readonly AnyProperty[] = [
  property<unknown, GossipSeen>({
    id: 'hot-told',
    part: 'verbreitung',
    title: 'Neues wird in den nächsten Takten erzählt',
    rule: 'Was ein Knoten übernimmt (auch aus einem Abgleich oder von einem Client), steht in jeder Gossip-Nachricht seiner nächsten repeat Takte, sofern er nicht inzwischen Neueres zum selben Schlüssel übernommen hat.',
    source: `${lecture}; Demers et al. 1987, Abschnitt 1.4`,
    points: 5,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'Zählen Sie in der gezeigten Folge die Takte seit der Übernahme.',
      'Jeder Schlüssel hat seinen eigenen Zähler; eine neue Version beginnt wieder bei repeat.',
    ],
    chapter: '06-gossip.md#wie-lange',
    on: [telling, busyCluster],
    check: checkHotTold,
    sometimes: [{ count: 'ticks', atLeast: 10, otherwise: 'Es wurde fast nie etwas erzählt.' }],
  }),
  property<unknown, GossipSeen>({
    id: 'forwarding-stops',
    part: 'verbreitung',
    title: 'Nach repeat Takten ist ein Gerücht erzählt',
    rule: 'Ein Gerücht wird in höchstens repeat Takten nach seiner Übernahme erzählt und gar nicht mehr, sobald Neueres übernommen ist. Dasselbe noch einmal zu hören, auch das eigene, macht es nicht wieder neu.',
    source: 'Demers et al. 1987, Abschnitt 1.4 („removed“)',
    points: 6,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Wann und wodurch beginnt bei Ihnen das Zählen der Takte von vorn?',
      'Nur eine Übernahme setzt den Zähler. Ist die gehörte Version nicht neuer als die bekannte, geschieht nichts.',
    ],
    chapter: '06-gossip.md#wie-lange',
    on: [telling, busyCluster],
    check: checkForwardingStops,
    sometimes: [{ count: 'ticks', atLeast: 10, otherwise: 'Es wurde fast nie etwas erzählt.' }],
  }),
];
