import { type AnyProperty, property } from '../../suite.ts';
import { ballotPairs, checkOrder } from './ballot-order.ts';
import { checkDuel, constructedDuels } from './duel.ts';
import { atLeast, blamed, type Head, lamport, liveness, safety } from './properties-declare.ts';
import { acceptorQuestions } from './single/acceptor.ts';

const part = 'acceptor';

const order: Head = {
  ...safety,
  part,
  id: 'ballot-order',
  title: 'Ballots sind streng und total geordnet',
  rule: '„compareBallots“ ist negativ, positiv oder 0, je nachdem, ob der erste Ballot kleiner, größer oder gleich ist. Zuerst entscheidet die Runde, bei gleicher Runde der Name des Knotens.',
  source: `${lamport}, Abschnitt 2.5`,
  points: 3,
  visibility: 'offen',
  hints: [
    'Drei Fälle, nicht zwei: Was ergibt der Vergleich eines Ballots mit sich selbst?',
    'Vergleichen Sie die Runden als Zahlen. Nur bei gleicher Runde entscheidet der Name, mit < und >.',
  ],
  chapter: '09-paxos.md#ballots',
};

const kept: Head = {
  ...safety,
  part,
  id: 'promise-kept',
  title: 'Ein Versprechen sinkt nie',
  rule: 'Hat ein Acceptor einen Ballot versprochen, so lehnt er jedes Prepare und jedes Accept mit einem kleineren Ballot ab.',
  source: `${lamport}, Abschnitt 2.2`,
  points: 5,
  hints: [
    'Was bedeutet das Versprechen für die Zukunft, und für welche beiden Arten von Nachrichten?',
    'Vergleichen Sie den Ballot jeder Frage mit dem versprochenen, bevor Sie irgendetwas ändern.',
  ],
  chapter: '09-paxos.md#der-acceptor',
  sometimes: atLeast('promise-kept', 3, 'Der Acceptor hat keinen zu kleinen Ballot abgelehnt.'),
};

const acceptPromises: Head = {
  ...safety,
  part,
  id: 'accept-promises',
  title: 'Auch ein Accept ist ein Versprechen',
  rule: 'Stimmt ein Acceptor einem Ballot zu, den er vorher nicht versprochen hat, so lehnt er danach alle kleineren Ballots ab.',
  source: `${lamport}, Abschnitt 2.2; Ongaro & Ousterhout 2013, Basic Paxos`,
  points: 4,
  hints: [
    'Ein Acceptor kann zustimmen, ohne das „Prepare“ gesehen zu haben. Was gilt danach?',
    'Setzen Sie beim Zustimmen auch den versprochenen Ballot.',
  ],
  chapter: '09-paxos.md#der-acceptor',
  sometimes: atLeast(
    'accept-promises',
    3,
    'Der Acceptor hat nach einem Accept nichts Kleineres abgelehnt.',
  ),
};

const tells: Head = {
  ...safety,
  part,
  id: 'promise-tells',
  title: 'Ein Promise nennt den höchsten angenommenen Vorschlag',
  rule: 'Ein Promise nennt Ballot und Wert des Vorschlags mit dem höchsten Ballot, dem der Acceptor bisher zugestimmt hat, und null, wenn er noch keinem zugestimmt hat.',
  source: `${lamport}, Abschnitt 2.2, P2c`,
  points: 5,
  visibility: 'offen',
  hints: [
    'Was bedeutet das Versprechen für die Vergangenheit?',
    'Ein Versprechen ändert nichts an dem, was angenommen ist. Erst ein späteres Accept ersetzt es.',
  ],
  chapter: '09-paxos.md#der-acceptor',
  sometimes: atLeast('promise-tells', 3, 'In keinem Promise stand ein angenommener Vorschlag.'),
};

const serves: Head = {
  ...liveness,
  part,
  id: 'serves',
  title: 'Was erlaubt ist, wird bedient',
  rule: 'Ein Ballot, der mindestens so groß ist wie der versprochene, wird versprochen oder angenommen: ein doppeltes Prepare, ein Accept ohne eigenes Prepare und das Accept zum versprochenen Ballot.',
  source: `${lamport}, Abschnitt 2.2`,
  points: 3,
  hints: [
    'Vergleichen Sie mit ≥ oder mit >? Das Accept trägt genau den Ballot, den Sie eben versprochen haben.',
    'Ein Acceptor kann zur Mehrheit der zweiten Phase gehören, ohne zur Mehrheit der ersten gehört zu haben.',
  ],
  chapter: '09-paxos.md#der-acceptor',
  sometimes: atLeast('serves', 10, 'Der Acceptor hat kaum eine Frage bedient.'),
};

const answers: Head = {
  ...liveness,
  part,
  id: 'answers-once',
  title: 'Jede Frage bekommt genau eine Antwort',
  rule: 'Jedes Prepare und jedes Accept wird in demselben Handler genau einmal beantwortet, an den Absender und mit dem Ballot der Frage; ein Reject nennt den versprochenen Ballot. Alle Felder haben die Form aus „protocol.ts“.',
  source: 'Aufgabe 8.9, Regel 4',
  points: 2,
  hints: [
    'Auch eine doppelte Frage wird beantwortet, und auch eine Ablehnung ist eine Antwort.',
    'Vergleichen Sie die gemeldete Antwort Feld für Feld mit „protocol.ts“.',
  ],
  chapter: '09-paxos.md#der-acceptor',
  sometimes: atLeast('answers-once', 10, 'Der Acceptor hat kaum eine Frage beantwortet.'),
};

const duel: Head = {
  ...liveness,
  part: 'duell',
  id: 'duel-built',
  title: 'Beide scheitern so oft wie verlangt',
  rule: 'Spielt man die Schritte nach den Regeln des Acceptors durch, so scheitert jeder der beiden Proposer mit mindestens so vielen Ballots wie verlangt, und nie stimmt eine Mehrheit demselben Ballot zu.',
  source: `${lamport}, Abschnitt 2.4`,
  points: 6,
  hints: [
    'Ein Accept scheitert, wenn die Acceptors inzwischen etwas Höheres versprochen haben. Wer sorgt dafür, und wann?',
    'Die Phase 1 des einen kommt zwischen die beiden Phasen des anderen, immer abwechselnd.',
    'Auch der letzte Versuch soll scheitern: Davor kommt noch einmal ein Prepare.',
  ],
  chapter: '09-paxos.md#duell',
};

export const acceptorProperties: readonly AnyProperty[] = [
  property({ ...order, on: [ballotPairs], check: checkOrder }),
  ...[kept, acceptPromises, tells, serves, answers].map((head) =>
    property({
      ...head,
      on: [acceptorQuestions],
      check: ({ blames }) => blamed(head.id, blames),
    }),
  ),
  property({ ...duel, on: [constructedDuels], check: checkDuel }),
];
