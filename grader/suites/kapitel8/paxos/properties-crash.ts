import { type AnyProperty, property } from '../../suite.ts';
import {
  atLeast,
  blamed,
  firstOf,
  type Head,
  lamport,
  liveness,
  safety,
} from './properties-declare.ts';
import { noTwoValues } from './properties-proposer.ts';
import { type AcceptorSeen, acceptorCrashes } from './single/acceptor.ts';
import { cutCastings } from './single/castings.ts';
import { crashingCluster } from './single/cluster.ts';
import { allCrashes } from './single/exhaustive.ts';
import { answeredInTheEnd } from './single/liveness.ts';
import { type SingleSeen, walked } from './single/nodes-walk.ts';

const part = 'absturz';

const promise: Head = {
  ...safety,
  part,
  id: 'promise-durable',
  title: 'Ein Versprechen überlebt den Absturz',
  rule: 'Wer einen Ballot versprochen oder ihm zugestimmt hat, bedient auch nach Absturz und Neustart keinen kleineren. Der Absturz kann zwischen zwei Schritten desselben Handlers liegen.',
  source: `${lamport}, Abschnitt 2.5`,
  points: 4,
  hints: [
    'Steht das Versprechen in „context.storage“, bevor die Antwort abgeht?',
    'Auch ein Accept erhöht das Versprechen. Speichern Sie auch dann beides.',
    'Laden Sie das Gespeicherte im Konstruktor.',
  ],
  chapter: '09-paxos.md#persistenz',
  sometimes: atLeast(
    'promise-durable',
    5,
    'Nach einem Neustart wurde kein zu kleiner Ballot abgelehnt.',
  ),
};

const accepted: Head = {
  ...safety,
  part,
  id: 'accepted-durable',
  title: 'Angenommenes überlebt den Absturz',
  rule: 'Wer einem Vorschlag zugestimmt hat, nennt ihn auch nach Absturz und Neustart in jedem Promise, solange er keinem höheren zugestimmt hat.',
  source: `${lamport}, Abschnitt 2.5`,
  points: 4,
  hints: [
    'Ein Proposer hat Ihre Zustimmung womöglich schon gezählt. Woran soll der nächste das erkennen?',
    'Speichern Sie Ballot und Wert zusammen, vor dem „Accepted“ und vor dem eigenen „Accept“.',
  ],
  chapter: '09-paxos.md#persistenz',
  sometimes: atLeast(
    'accepted-durable',
    5,
    'Nach einem Neustart stand in keinem Promise etwas Angenommenes.',
  ),
};

const ballot: Head = {
  ...safety,
  part,
  id: 'ballot-durable',
  title: 'Nach einem Absturz beginnt ein neuer, höherer Ballot',
  rule: 'Ein Knoten vergibt auch nach Absturz und Neustart keinen Ballot, der nicht höher ist als alle, die er je vergeben hat.',
  source: `${lamport}, Abschnitt 2.5`,
  points: 2,
  hints: [
    'Was weiß Ihr Proposer nach einem Neustart über die Ballots, die er schon benutzt hat?',
    'Versprechen Sie sich jeden Ballot selbst dauerhaft, bevor Ihr Prepare abgeht.',
  ],
  chapter: '09-paxos.md#persistenz',
  sometimes: atLeast(
    'ballots-after-crash',
    3,
    'Nach einem Neustart hat kaum ein Proposer einen Versuch begonnen.',
  ),
};

const agreed: Head = {
  ...safety,
  part,
  id: 'agreement-crashes',
  title: 'Auch mit Abstürzen nennen alle denselben Wert',
  rule: 'In ganzen Abläufen mit Abstürzen und Neustarts wird höchstens ein Wert gewählt, und jeder, der einen nennt, nennt diesen.',
  source: `${lamport}, Abschnitt 2.1`,
  points: 2,
  hints: [
    'Welcher Knoten hat nach seinem Neustart etwas vergessen, worauf ein anderer sich verließ?',
    'Prüfen Sie jeden Handler Schritt für Schritt: Was ist nach einem Absturz genau hier auf der Leitung, was im Speicher?',
  ],
  chapter: '09-paxos.md#persistenz',
  sometimes: atLeast('restarts', 5, 'Kaum ein Knoten ist neu gestartet.').concat(
    atLeast('chosen', 20, 'Kaum je wurde ein Wert gewählt.'),
  ),
};

const exhaustive: Head = {
  ...safety,
  part,
  id: 'agreement-crash-exhaustive',
  title: 'Auch mit einem Absturz führt keine Reihenfolge zu zwei Werten',
  rule: 'Drei Knoten, n1 und n2 schlagen verschiedene Werte vor, einer stürzt irgendwann ab, auch mitten in einem Handler, und läuft wieder an: In keiner Reihenfolge werden zwei Werte gewählt oder zu Unrecht als gewählt ausgegeben.',
  source: `${lamport}, Abschnitt 2.5`,
  points: 2,
  hints: [
    'Der gezeigte Ablauf ist so kurz wie möglich. Was hätte der abgestürzte Knoten noch wissen müssen?',
    'Vertauschen Sie Senden und Speichern, und spielen Sie den Ablauf noch einmal durch.',
  ],
  chapter: '09-paxos.md#erschöpfend-prüfen',
  sometimes: atLeast('chosen', 50, 'Kaum je wurde ein Wert gewählt.'),
};

const progress: Head = {
  ...liveness,
  part,
  id: 'progress-crashes',
  title: 'Nach Abstürzen geht es weiter',
  rule: 'Sind alle Knoten wieder angelaufen und ist nichts mehr gestört, so bekommt jeder Client, der noch fragt, seine Antwort.',
  source: `${lamport}, Abschnitt 2.4`,
  points: 2,
  hints: [
    'Wirft Ihr Konstruktor oder ein Handler nach einem Neustart einen Fehler, weil etwas nicht gespeichert war?',
    'Der Client fragt noch einmal, vielleicht bei einem anderen Knoten. Beginnt der dann einen Versuch?',
  ],
  chapter: '09-paxos.md#persistenz',
  sometimes: atLeast('answers', 10, 'Die Clients bekamen kaum Antworten.'),
};

const durable = [acceptorCrashes, cutCastings, crashingCluster, allCrashes] as never;
const isAsked = (seen: AcceptorSeen | SingleSeen): seen is AcceptorSeen => 'blames' in seen;

export const crashProperties: readonly AnyProperty[] = [
  ...[promise, accepted].map((head) =>
    property<unknown, AcceptorSeen | SingleSeen>({
      ...head,
      on: durable,
      check: (seen) => blamed(head.id, isAsked(seen) ? seen.blames : walked(seen).blames),
    }),
  ),
  property<unknown, SingleSeen>({
    ...ballot,
    on: [cutCastings, crashingCluster, allCrashes] as never,
    check: (seen) => blamed(ballot.id, walked(seen).blames),
  }),
  property({
    ...agreed,
    on: [crashingCluster],
    check: (seen) =>
      firstOf(
        () => noTwoValues(seen),
        ...['phase-2-quorum', 'highest-value', 'ballots-unique'].map(
          (rule) => () => blamed(rule, walked(seen).blames),
        ),
      ),
  }),
  property({ ...exhaustive, on: [allCrashes], check: noTwoValues }),
  property({ ...progress, on: [crashingCluster], check: answeredInTheEnd }),
];
