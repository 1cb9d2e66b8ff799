import { type AnyProperty, property } from '../../suite.ts';
import { answeredInTime, linearizable } from './checks-common.ts';
import { certainServed, majorityServes, minorityRefuses, recovers } from './checks-cp.ts';
import {
  abd,
  atLeast,
  gilbertLynch,
  readsServed,
  seenIn,
  served,
  writesServed,
} from './declare.ts';
import { cpCrashes, cpDisturbed, cpSplit, cpStuck } from './experiments-cp.ts';
import { cpReachable, cpSlow } from './scenes-coordinator.ts';

const safety = { part: 'cp', kind: 'safety', visibility: 'verdeckt' } as const;
const liveness = { ...safety, kind: 'liveness' } as const;

/** Part 1, as clients see it. 16 points. */
export const cpWholeProperties: readonly AnyProperty[] = [
  property({
    ...safety,
    id: 'cp-linearizable',
    title: 'Die Antworten sind linearisierbar',
    rule: 'Alle Antworten lassen sich so erklären, als gäbe es nur eine Kopie: Jede Anfrage wirkt in einem Augenblick zwischen Eintreffen und Antwort. Ein abgelehntes Schreiben darf irgendwann danach wirken oder nie.',
    source: `Herlihy & Wing 1990; ${abd}`,
    points: 6,
    hints: [
      'Liest jemand einen älteren Wert, nachdem ein neuerer schon gelesen oder bestätigt war?',
      'Haben beide Phasen auf eine Mehrheit gewartet, beim Lesen wie beim Schreiben?',
      'Übernimmt „store“ nur Neueres, und liegt das Übernommene im dauerhaften Speicher?',
    ],
    chapter: '05-cap.md#konsistenz',
    on: seenIn(cpStuck, cpSplit, cpDisturbed, cpCrashes),
    check: (seen) => linearizable(seen),
    sometimes: [readsServed(20), writesServed(20)],
  }),
  property({
    ...liveness,
    id: 'cp-bounded',
    title: 'CP: Jede Anfrage wird rechtzeitig beantwortet',
    rule: 'Spätestens 300 ms nach dem Eintreffen ist jede Anfrage beantwortet, mit „ok: true“ oder „ok: false“, solange der Knoten weder abstürzt noch stillsteht.',
    source: 'Vertrag der Aufgabe, „Für beide Register“, Regel 2',
    points: 3,
    hints: [
      'Läuft für jede Anfrage ein Timer, auch in Phase 2?',
      'Haben zwei Anfragen denselben Timernamen? Dann verdrängt der zweite den ersten.',
    ],
    chapter: '05-cap.md#ablehnen',
    on: seenIn(cpSlow, cpSplit, cpDisturbed, cpCrashes),
    check: answeredInTime,
    sometimes: [served(20), atLeast('refused', 5, 'Es wurde nie abgelehnt.')],
  }),
  property({
    ...safety,
    visibility: 'offen',
    id: 'cp-minority',
    title: 'Ohne Mehrheit wird abgelehnt',
    rule: 'Ein Knoten, der in einer Partition keine Mehrheit erreicht, beantwortet weder Lesen noch Schreiben mit „ok: true“.',
    source: `${gilbertLynch}, Abschnitt 3.2`,
    points: 3,
    hints: [
      'Was antworten Sie, wenn die Zeit einer Operation um ist?',
      'Auch Lesen braucht eine Mehrheit: Die eigene Kopie kann veraltet sein.',
      'Bei vier Knoten sind zwei noch keine Mehrheit.',
    ],
    chapter: '05-cap.md#ablehnen',
    on: seenIn(cpSplit),
    check: minorityRefuses,
    sometimes: [atLeast('refused', 5, 'Es wurde nie abgelehnt.'), served(10)],
  }),
  property({
    ...liveness,
    id: 'cp-majority',
    title: 'Die Mehrheit arbeitet weiter',
    rule: 'Zerfällt das Netz sauber in Teile, so gelingt auf der Seite mit der Mehrheit weiterhin jede Anfrage, ebenso, wenn nur einzelne Knoten schweigen.',
    source: `${abd}, Abschnitt 3`,
    points: 2,
    hints: [
      'Warten Sie auf eine Mehrheit oder auf alle?',
      'Zählen Sie den eigenen Knoten mit?',
      'Geht „store“ an alle, oder nur an die, die auf „query“ zuerst geantwortet haben? Hat jede Anfrage ihre eigene Frist?',
    ],
    chapter: '05-cap.md#mehrheit',
    on: seenIn(cpReachable, cpSplit),
    check: (seen) => {
      const verdict = certainServed(seen);
      return verdict.verdict === 'holds' ? majorityServes(seen) : verdict;
    },
    sometimes: [atLeast('majority', 5, 'Auf der Seite mit der Mehrheit gelang keine Anfrage.')],
  }),
  property({
    ...liveness,
    id: 'cp-recovers',
    title: 'Nach der Störung gelingt wieder alles',
    rule: 'Sind alle Störungen vorbei und laufen alle Knoten, so gelingt an jedem Knoten jede Anfrage, ohne dass jemand eingreift.',
    source: `${gilbertLynch}, Abschnitt 3.2`,
    points: 2,
    hints: [
      'Bleibt von einer abgelehnten Anfrage etwas zurück, das die nächste stört?',
      'Beantwortet ein Knoten auch nach einem Neustart „query“ und „store“?',
    ],
    chapter: '05-cap.md#ablehnen',
    on: seenIn(cpSplit, cpDisturbed, cpCrashes),
    check: recovers,
    sometimes: [atLeast('healed', 20, 'Nach den Störungen gelang kaum eine Anfrage.')],
  }),
];
