import { type AnyProperty, holds, property, type Verdict } from '../../suite.ts';
import {
  atLeast,
  blamed,
  firstOf,
  type Head,
  lamport,
  liveness,
  safety,
} from './properties-declare.ts';
import { proposerCastings } from './single/castings.ts';
import { calmCluster, disturbedCluster, duels, lonely } from './single/cluster.ts';
import { allOrders, allRetries } from './single/exhaustive.ts';
import { answeredInTheEnd, delaysVary, duelEnds } from './single/liveness.ts';
import { agreement, type SingleSeen, walked } from './single/nodes-walk.ts';
import { prompt } from './single/prompt.ts';
import type { CastingSeen } from './single/proposer.ts';

const part = 'proposer';
const phase2 = 'Kaum ein Proposer hat die zweite Phase erreicht.';
const chosen = 'Kaum je wurde ein Wert gewählt.';

const ballots: Head = {
  ...safety,
  part,
  id: 'ballots-unique',
  title: 'Jeder Ballot gehört einem Knoten und einem Vorschlag',
  rule: 'Ein Knoten vergibt nur Ballots mit seinem Namen. Ein neuer Versuch hat einen höheren Ballot als alle, die der Knoten gesehen oder vergeben hat, und mit einem Ballot wird nur ein Wert vorgeschlagen.',
  source: `${lamport}, Abschnitt 2.5`,
  points: 2,
  hints: [
    'Woher kennt ein Proposer fremde Ballots? Aus Fragen an seinen Acceptor und aus Ablehnungen.',
    'Nehmen Sie eine Runde mehr als die größte, die Sie kennen, und Ihren eigenen Namen.',
  ],
  chapter: '09-paxos.md#ballots',
  sometimes: atLeast('attempts', 20, 'Kaum ein Proposer hat einen Versuch begonnen.'),
};

const quorum: Head = {
  ...safety,
  part,
  id: 'phase-2-quorum',
  title: 'Phase 2 erst mit den Versprechen einer Mehrheit',
  rule: 'Ein Accept geht erst ab, wenn mehr als die Hälfte aller Knoten, der Proposer mitgezählt, genau diesen Ballot versprochen haben. Jeder Knoten zählt einmal, und auch der Proposer selbst hält sein Versprechen.',
  source: `${lamport}, Abschnitt 2.2`,
  points: 4,
  hints: [
    'Zählen Sie Knoten oder Antworten? Das Netz verdoppelt Nachrichten.',
    'Zu welchem Versuch gehört ein Versprechen? Vergleichen Sie seinen Ballot mit dem des laufenden.',
    'Die Mehrheit ist ⌊n/2⌋ + 1 mit n = peers.length + 1.',
  ],
  chapter: '09-paxos.md#der-proposer',
  sometimes: atLeast('phase-2', 20, phase2),
};

const highest: Head = {
  ...safety,
  part,
  id: 'highest-value',
  title: 'Der Wert des höchsten Ballots wird übernommen',
  rule: 'Nennt ein Versprechen der Mehrheit, auch das eigene, einen angenommenen Vorschlag, so schlägt der Proposer den Wert mit dem höchsten genannten Ballot vor.',
  source: `${lamport}, Abschnitt 2.2, P2c`,
  points: 5,
  hints: [
    'Wann könnte ein genannter Wert schon gewählt sein, ohne dass Sie es wissen?',
    'Es zählt nicht, wie oft ein Wert genannt wird oder wann, sondern der Ballot, bei dem er genannt wird.',
    'Auch Ihr eigener Acceptor hat vielleicht schon etwas angenommen.',
  ],
  chapter: '09-paxos.md#der-wert-des-höchsten-ballots',
  sometimes: atLeast('inherited', 10, 'Kaum ein Proposer hat einen genannten Wert übernommen.'),
};

const free: Head = {
  ...safety,
  part,
  id: 'free-value',
  title: 'Ein freier Wert kommt von einem Client',
  rule: 'Nennt kein Versprechen einen Vorschlag, so schlägt der Proposer einen Wert vor, den ein Client bei ihm vorgeschlagen hat.',
  source: `${lamport}, Abschnitt 2.2`,
  points: 2,
  visibility: 'offen',
  hints: [
    'Woher kommt der vorgeschlagene Wert? Merken Sie sich den des Clients.',
    'Ein Wert, den Sie in einem früheren Versuch übernommen haben, wird dadurch nicht zu Ihrem eigenen.',
  ],
  chapter: '09-paxos.md#der-proposer',
  sometimes: atLeast('free', 10, 'Kaum ein Proposer hat den Wert seines Clients vorgeschlagen.'),
};

const counted: Head = {
  ...safety,
  part,
  id: 'chosen-quorum',
  title: 'Gewählt ist, was eine Mehrheit im selben Ballot angenommen hat',
  rule: 'Ein Knoten gibt einen Wert nur dann als gewählt aus, wenn mehr als die Hälfte aller Knoten demselben Ballot zugestimmt haben oder wenn ein anderer es ihm gesagt hat. Wer sich mitzählt, hat selbst zugestimmt.',
  source: `${lamport}, Abschnitte 2.2 und 2.3`,
  points: 4,
  hints: [
    'Angenommen, gewählt, bekannt: Was davon weiß Ihr Knoten?',
    'Zustimmungen zählen nur für den Ballot, dem sie gelten. Ein neuer Versuch zählt von vorn.',
    'Ein Promise und ein Reject sind keine Zustimmung, ein doppeltes Accepted ist nur eine.',
  ],
  chapter: '09-paxos.md#gewählt',
  sometimes: atLeast('chosen', 20, chosen),
};

const agreed: Head = {
  ...safety,
  part,
  id: 'agreement',
  title: 'Alle nennen denselben vorgeschlagenen Wert',
  rule: 'In ganzen Abläufen ohne Abstürze wird höchstens ein Wert gewählt, jede Antwort und jedes Chosen nennt ihn, und ein Client hat ihn vorgeschlagen.',
  source: `${lamport}, Abschnitt 2.1`,
  points: 2,
  hints: [
    'Verfolgen Sie im Ablauf den zweiten Wert zurück: Welche Mehrheit hat ihm zugestimmt, und was hat sie vorher versprochen?',
    'Welche der anderen Prüfungen dieses Teils schlägt an? Sie nennt die verletzte Regel.',
  ],
  chapter: '09-paxos.md#ein-wert',
  sometimes: atLeast('chosen', 20, chosen),
};

const exhaustive: Head = {
  ...safety,
  part,
  id: 'agreement-exhaustive',
  title: 'Keine Reihenfolge der Nachrichten führt zu zwei Werten',
  rule: 'Drei Knoten, n1 und n2 schlagen verschiedene Werte vor: In keiner Reihenfolge, in der die Nachrichten ankommen können, werden zwei Werte gewählt oder zu Unrecht als gewählt ausgegeben.',
  source: `${lamport}, Abschnitt 2.2`,
  points: 2,
  hints: [
    'Der gezeigte Ablauf ist so kurz wie möglich. Spielen Sie ihn von Hand nach.',
    'An welcher Stelle hätte ein Acceptor ablehnen oder ein Proposer einen anderen Wert nehmen müssen?',
  ],
  chapter: '09-paxos.md#erschöpfend-prüfen',
  sometimes: atLeast('chosen', 100, chosen),
};

const progress: Head = {
  ...liveness,
  part,
  id: 'progress',
  title: 'Wer wartet, bekommt seine Antwort',
  rule: 'Eine Anfrage beginnt sofort einen Versuch; mit den Versprechen einer Mehrheit geht sogleich das Accept an alle anderen, mit ihrer Zustimmung das Chosen. Kommt ein Versuch nicht voran, beginnt nach 50 bis 200 ms der nächste. Ist nichts mehr gestört, bekommt jeder Client seine Antwort.',
  source: `${lamport}, Abschnitt 2.4`,
  points: 3,
  hints: [
    'Der Befund nennt, was fehlt oder zu viel ist. Welche der Regeln 6 bis 9 der Aufgabe betrifft es?',
    'Zählt Ihr Proposer sich selbst mit? Mit drei Knoten genügt ihm eine fremde Antwort.',
    'Was geschieht, wenn eine Antwort verloren geht? Ein Timer muss den nächsten Versuch beginnen.',
    'Antworten Sie allen wartenden Clients, auch denen, die während des Versuchs dazukamen.',
  ],
  chapter: '09-paxos.md#gewählt',
  sometimes: atLeast('answers', 10, 'Die Clients bekamen kaum Antworten.'),
};

const duel: Head = {
  ...liveness,
  part,
  id: 'duel-ends',
  title: 'Das Duell endet',
  rule: 'Fünf Proposer mit langsamen Nachrichten kommen einander in die Quere und einigen sich trotzdem. Die Zeit von einem Versuch zum nächsten wird jedes Mal neu gezogen.',
  source: `${lamport}, Abschnitt 2.4`,
  points: 2,
  hints: [
    'Was geschieht, wenn alle gleich lange warten? Und was, wenn alle auf eine Ablehnung sofort reagieren?',
    'Ziehen Sie die Wartezeit vor jedem Versuch neu, mit „context.random()“.',
  ],
  chapter: '09-paxos.md#duell',
  sometimes: atLeast('attempts', 20, 'Kaum ein Proposer hat einen Versuch begonnen.'),
};

const onWire = [proposerCastings, calmCluster, disturbedCluster] as never;
const onRuns = [calmCluster, disturbedCluster];

/** No two values, and none given out as chosen that is not. */
export function noTwoValues(seen: SingleSeen): Verdict {
  const blame = agreement(seen);
  return firstOf(
    () => (blame === undefined ? holds : blamed('agreement', [blame])),
    () => blamed('chosen-quorum', walked(seen).blames),
  );
}

const isCasting = (seen: SingleSeen): seen is CastingSeen => 'input' in seen;

export const proposerProperties: readonly AnyProperty[] = [
  ...[ballots, quorum, highest, free, counted].map((head) =>
    property<unknown, SingleSeen>({
      ...head,
      on: onWire,
      check: (seen) => blamed(head.id, walked(seen).blames),
    }),
  ),
  property({ ...agreed, on: onRuns, check: noTwoValues }),
  property({ ...exhaustive, on: [allOrders, allRetries], check: noTwoValues }),
  property<unknown, SingleSeen>({
    ...progress,
    on: onWire,
    check: (seen) => (isCasting(seen) ? prompt(seen) : answeredInTheEnd(seen)),
  }),
  property({
    ...duel,
    on: [duels, lonely],
    check: (seen) =>
      firstOf(
        () => delaysVary(seen),
        () => (seen.faults.length > 0 ? holds : duelEnds(seen)),
      ),
  }),
];
