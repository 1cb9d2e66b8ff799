import { type AnyProperty, holds, property } from '../../suite.ts';
import { walked } from './checks-cp.ts';
import { abd, atLeast, multiWriter, readsServed, seenIn, served, writesServed } from './declare.ts';
import { cpCrashes, cpDisturbed, cpSplit, cpStuck } from './experiments-cp.ts';
import { checkOrder, tagPairs } from './order.ts';
import type { RegisterSeen } from './register-run.ts';
import {
  cpCoordinatorRestart,
  cpLatecomers,
  cpReachable,
  cpRepetitive,
  cpSlow,
  cpStuckWrites,
  cpVersions,
} from './scenes-coordinator.ts';
import { cpReplica, cpRestart, holdsNewest } from './scenes-replica.ts';

const safety = { part: 'cp', kind: 'safety', visibility: 'verdeckt' } as const;
const open = { ...safety, visibility: 'offen' } as const;

/** A copy is never behind what the node has told before; where it is alone, it is known exactly. */
function replicaRight(seen: RegisterSeen) {
  const verdict = seen.counts.states === undefined ? holds : holdsNewest(seen);
  return verdict.verdict === 'holds' ? walked('cp-replica')(seen) : verdict;
}

/** Part 1, step by step: what each message says and when it may be sent. 34 points. */
export const cpStepProperties: readonly AnyProperty[] = [
  property({
    ...open,
    id: 'tag-order',
    title: 'Versionen sind total geordnet',
    rule: 'Neuer ist die größere Zeit, bei gleicher Zeit der im Zeichenkettenvergleich größere Knotenname. Gleiche Versionen sind nicht neuer als einander.',
    source: multiWriter,
    points: 3,
    hints: [
      'Was gilt, wenn beide Zeiten gleich sind?',
      'Verglichen werden Zahlen als Zahlen und Namen mit < und >.',
    ],
    chapter: '05-cap.md#version',
    on: [tagPairs],
    check: checkOrder,
  }),
  property({
    ...safety,
    id: 'cp-wire',
    title: 'CP: Nachrichten und Antworten haben die Form des Vertrags',
    rule: 'Auf der Leitung stehen nur „query“, „state“, „store“ und „stored“ mit den Feldern aus „contract.ts“. Jedes „query“ und „store“ wird in seinem Handler genau einmal beantwortet, Clients bekommen die Antwort auf ihre eigene Anfrage. Keine „operation“ wird nach einem Neustart noch einmal verwendet.',
    source: 'Vertrag der Aufgabe („contract.ts“)',
    points: 2,
    hints: [
      'Was sagt der Befund: falsche Form, fehlende Antwort, vertauschte Anfragen oder eine Nummer, die es schon gab?',
      'Auch ein veraltetes „store“ wird beantwortet.',
      'Können mehrere Anfragen zugleich laufen, ohne dass ihre Antworten vertauscht werden?',
      'Wo steht, welche Nummern vor einem Absturz schon vergeben waren?',
    ],
    chapter: '05-cap.md#kopien',
    // Named first of all, so that scenes run before whole runs: they show a bug in the fewest steps.
    on: seenIn(
      cpReplica,
      cpRepetitive,
      cpStuckWrites,
      cpLatecomers,
      cpVersions,
      cpSlow,
      cpRestart,
      cpReachable,
      cpCoordinatorRestart,
      cpSplit,
      cpStuck,
      cpDisturbed,
    ),
    check: walked('cp-wire'),
    sometimes: [served(5)],
  }),
  property({
    ...open,
    id: 'cp-replica',
    title: 'Eine Kopie läuft nie zurück',
    rule: 'Auf „query“ meldet ein Knoten die neueste Version, die ihn mit „store“ erreicht hat oder die er selbst verschickt hat. Älteres übernimmt er nicht, gleichgültig in welcher Reihenfolge es kommt, und zurückgenommen wird nichts.',
    source: `${abd}, Abschnitt 3`,
    points: 4,
    hints: [
      'An welcher Stelle wird die Kopie gesetzt? Nur, wenn die neue Version größer ist?',
      'Bei gleicher Zeit entscheidet der Name; 10 ist mehr als 9.',
    ],
    chapter: '05-cap.md#kopien',
    on: seenIn(cpReplica, cpSlow, cpDisturbed),
    check: replicaRight,
    sometimes: [atLeast('states', 20, 'Der Knoten hat kaum ein „query“ beantwortet.')],
  }),
  property({
    ...safety,
    id: 'cp-query-quorum',
    title: 'Phase 2 beginnt erst mit einer Mehrheit',
    rule: 'Bevor ein Knoten eine neue Version verschickt oder ein Lesen beantwortet, haben seit Beginn dieser Anfrage er selbst und genug andere, zusammen eine Mehrheit, gemeldet, dass sie nichts Neueres haben. Jeder zählt einmal.',
    source: `${abd}, Abschnitt 3; ${multiWriter}`,
    points: 4,
    hints: [
      'Welche Antworten haben Sie gezählt, und auf welche Anfrage antworten sie?',
      'Zählen Sie Nachrichten oder Knoten?',
      'Gehört die Antwort zu dieser Anfrage, oder ist sie von einer früheren übrig? Auch nach einem Neustart?',
      'Eine Mehrheit von n Knoten sind ⌊n/2⌋ + 1, der eigene mitgezählt.',
    ],
    chapter: '05-cap.md#mehrheit',
    on: seenIn(cpRepetitive, cpLatecomers, cpDisturbed, cpCrashes, cpSplit),
    check: walked('cp-query-quorum'),
    sometimes: [readsServed(10), writesServed(10)],
  }),
  property({
    ...safety,
    id: 'cp-store-quorum',
    title: 'Bestätigt wird erst, was eine Mehrheit hat',
    rule: 'Ein Schreiben wird mit „ok: true“ beantwortet, wenn eine Mehrheit der Knoten diese oder eine neuere Version gespeichert hat, der eigene mitgezählt.',
    source: `${abd}, Abschnitt 3`,
    points: 4,
    hints: [
      'Wie viele verschiedene Knoten haben „stored“ zu genau dieser Anfrage geschickt?',
      'Beginnt die Zählung in Phase 2 wieder von vorn?',
    ],
    chapter: '05-cap.md#mehrheit',
    on: seenIn(cpRepetitive, cpLatecomers, cpDisturbed, cpCrashes, cpSplit),
    check: walked('cp-store-quorum'),
    sometimes: [writesServed(10)],
  }),
  property({
    ...safety,
    id: 'cp-write-back',
    title: 'Auch Gelesenes liegt bei einer Mehrheit',
    rule: 'Bevor ein Lesen beantwortet wird, hat eine Mehrheit diese oder eine neuere Version. Sonst liest der Nächste womöglich wieder die ältere.',
    source: `${abd}, Abschnitt 3`,
    points: 5,
    hints: [
      'Was liest der nächste Client, wenn seine Mehrheit eine andere ist als Ihre?',
      'Schicken Sie auch beim Lesen „store“, und warten Sie auf „stored“ von einer Mehrheit?',
      'Die Phase darf nur entfallen, wenn eine Mehrheit diese Version schon gemeldet hat.',
    ],
    chapter: '05-cap.md#zurückschreiben',
    on: seenIn(cpStuckWrites, cpRepetitive, cpDisturbed, cpCrashes),
    check: walked('cp-write-back'),
    sometimes: [readsServed(10)],
  }),
  property({
    ...safety,
    id: 'cp-tags',
    title: 'CP: Keine Version gehört zu zwei Werten',
    rule: 'Jede Version wird einmal vergeben, von dem Knoten, den sie nennt, an einen Wert, den ein Client dort geschrieben hat, und jedes Schreiben bekommt eine neue. Das gilt auch für Anfragen, die zugleich laufen, und über Abstürze hinweg.',
    source: `${multiWriter}; Vertrag der Aufgabe, Regel 3`,
    points: 4,
    hints: [
      'Wer vergibt die Version ein zweites Mal: eine Anfrage zur selben Zeit, oder derselbe Knoten nach einem Absturz?',
      'Was geschieht, wenn zwei Clients zugleich beim selben Knoten schreiben und beide dieselbe größte Version erfahren?',
      'Steht die neue Version samt Wert mit einem einzigen „set“ im dauerhaften Speicher, bevor das erste „store“ hinausgeht?',
      'Die jetzige eigene Kopie zählt beim Vergeben mit und wird sofort die neue.',
    ],
    chapter: '05-cap.md#version',
    on: seenIn(cpVersions, cpRestart, cpCoordinatorRestart, cpDisturbed, cpCrashes),
    check: walked('cp-tags'),
    sometimes: [writesServed(10)],
  }),
  property({
    ...safety,
    id: 'cp-durable',
    title: 'Gemeldetes übersteht den Absturz',
    rule: 'Was ein Knoten mit „state“ oder „stored“ gemeldet oder mit „store“ verschickt hat, hat er auch nach einem Absturz noch, an welcher Stelle eines Handlers er auch kommt.',
    source: `${abd}, Abschnitt 3 (Ausfälle); Vertrag der Aufgabe, Teil 1, Regel 4`,
    points: 4,
    hints: [
      'Was steht nach einem Neustart in der Kopie?',
      'Ein Absturz kann zwischen zwei Schritten eines Handlers liegen: erst speichern, dann senden.',
    ],
    chapter: '05-cap.md#kopien',
    on: seenIn(cpRestart, cpCoordinatorRestart, cpCrashes),
    check: walked('cp-durable'),
    sometimes: [atLeast('restarts', 5, 'Kein Knoten ist neu gestartet.'), served(5)],
  }),
];
