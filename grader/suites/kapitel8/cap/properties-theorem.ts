import { type AnyProperty, property } from '../../suite.ts';
import { classifications, classified, type Question } from './classification.ts';
import { atLeast, gilbertLynch, served } from './declare.ts';
import { dilemmas, showsDilemma } from './dilemma.ts';
import { apTheorem, cpTheorem, givesUpAvailability, givesUpConsistency } from './theorem.ts';

const theorem = { part: 'theorem', kind: 'safety', visibility: 'verdeckt' } as const;

/** Part 3: the theorem on the student's own registers. 12 points. */
export const theoremProperties: readonly AnyProperty[] = [
  property({
    ...theorem,
    id: 'theorem-cp',
    title: 'Das CP-Register gibt die Verfügbarkeit auf',
    rule: 'In der Partition des Drehbuchs lehnt Ihr CP-Register ab, wo keine Mehrheit ist, und nur dort. Alle Antworten zusammen sind linearisierbar.',
    source: `${gilbertLynch}, Theorem 1 und Abschnitt 3.2`,
    points: 3,
    hints: [
      'Wer erreicht in diesem Ablauf eine Mehrheit und wer nicht?',
      'Beides zu versprechen ist unmöglich: Ohne Mehrheit lautet die Antwort „ok: false“.',
    ],
    chapter: '05-cap.md#das-theorem',
    on: [cpTheorem],
    check: givesUpAvailability,
    sometimes: [served(5), atLeast('refused', 5, 'Es wurde nie abgelehnt.')],
  }),
  property({
    ...theorem,
    id: 'theorem-ap',
    title: 'Das AP-Register gibt die Konsistenz auf',
    rule: 'In derselben Partition erfüllt Ihr AP-Register jede Anfrage, und gerade deshalb gibt es keine Reihenfolge, die alle Antworten erklärt.',
    source: `${gilbertLynch}, Theorem 1`,
    points: 3,
    hints: [
      'Erfüllt der Knoten die Anfrage auch auf der kleineren Seite?',
      'Wer auf die andere Seite wartet, ist nicht verfügbar.',
    ],
    chapter: '05-cap.md#das-theorem',
    on: [apTheorem],
    check: givesUpConsistency,
    sometimes: [served(10)],
  }),
  property({
    ...theorem,
    id: 'dilemma',
    title: 'Das eigene Drehbuch führt ins Dilemma',
    rule: 'Mit dem Drehbuch aus „findDilemma“ erfüllt Ihr AP-Register jede Anfrage, aber nicht linearisierbar; Ihr CP-Register bleibt linearisierbar, lehnt aber mindestens eine Anfrage ab.',
    source: `${gilbertLynch}, Beweis von Theorem 1`,
    points: 6,
    hints: [
      'Eine Antwort muss etwas verschweigen, was vorher bestätigt war.',
      'Auf welcher Seite wird geschrieben und auf welcher gelesen? Es genügt ein Knoten je Gruppe.',
      'Das Lesen muss beginnen, nachdem das Schreiben sicher beantwortet ist: mindestens answerWithinMs später.',
    ],
    chapter: '05-cap.md#das-dilemma-vorführen',
    on: [dilemmas],
    check: showsDilemma,
    sometimes: [atLeast('served-ap', 8, 'Ihr AP-Register hat kaum eine Anfrage erfüllt.')],
  }),
];

interface Classification {
  readonly id: Question;
  readonly title: string;
  readonly rule: string;
  readonly points: number;
  readonly hints: readonly [string, ...string[]];
  readonly anchor: string;
  readonly source: string;
}

const classificationOf = ({ anchor, ...head }: Classification): AnyProperty =>
  property({
    ...head,
    part: 'einordnung',
    kind: 'safety',
    visibility: 'verdeckt',
    chapter: `05-cap.md#${anchor}`,
    on: [classifications],
    check: classified(head.id),
  });

/** Part 4: which way the lecture's protocols and products went. 14 points. */
export const classificationProperties: readonly AnyProperty[] = [
  classificationOf({
    id: 'protocols-guarantee',
    title: 'Protokolle: was bleibt in der Partition',
    rule: 'Zu jedem Protokoll ist angegeben, worauf es in einer Partition nicht verzichtet.',
    source: 'Vorlesung Kapitel 8, „Die vorgestellten Protokolle und das CAP Theorem“',
    points: 3,
    hints: [
      'Stellen Sie sich einen Knoten vor, der niemanden erreicht. Macht er weiter, oder wartet er?',
      'Partitionen abzuwählen steht nicht zur Auswahl.',
    ],
    anchor: 'protokolle-einordnen',
  }),
  classificationOf({
    id: 'protocols-progress',
    title: 'Protokolle: wen es zum Bestätigen braucht',
    rule: 'Zu jedem Protokoll ist angegeben, wen ein Knoten erreichen muss, damit er eine Änderung bestätigen kann.',
    source:
      'Ongaro & Ousterhout 2014, Abschnitt 2; Bernstein et al. 1987, Kapitel 7; Demers et al. 1987',
    points: 3,
    hints: ['Was geschieht, wenn genau ein Knoten tot ist?', 'Niemanden, eine Mehrheit oder alle?'],
    anchor: 'protokolle-einordnen',
  }),
  classificationOf({
    id: 'products-guarantee',
    title: 'Produkte: was bleibt in der Partition',
    rule: 'Zu jedem Produkt ist der Regelfall angegeben: worauf es in einer Partition nicht verzichtet.',
    source: 'Dokumentation der Produkte (Quellen im Kapitel); Kleppmann 2015',
    points: 3,
    hints: [
      'Womit gleicht das Produkt seine Kopien ab? Daraus folgt das meiste.',
      'Consul kommt zweimal vor, mit verschiedenen Antworten.',
    ],
    anchor: 'produkte-einordnen',
  }),
  classificationOf({
    id: 'products-mechanism',
    title: 'Produkte: womit sie abgleichen',
    rule: 'Zu jedem Produkt ist das Verfahren angegeben, mit dem es seine Kopien wirklich abgleicht.',
    source:
      'Vorlesung Kapitel 8, „Lösungen“; Junqueira, Reed & Serafini 2011; Dokumentation der Produkte',
    points: 5,
    hints: [
      'Die Folie „Lösungen“ ist ein guter Anfang, aber nicht überall genau.',
      'Im Kapitel steht unter „Wo die Vorlesung ungenau ist“, wo.',
    ],
    anchor: 'wo-die-vorlesung-ungenau-ist',
  }),
];
