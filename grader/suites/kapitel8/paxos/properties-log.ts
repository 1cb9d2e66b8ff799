import { type AnyProperty, holds, type Property, property, type Verdict } from '../../suite.ts';
import { busyLog, crashingLog, disturbedLog, lonelyLog } from './log/cluster.ts';
import { keepsStanding, onePhase1, positionsFit, progressInTheEnd } from './log/cluster-checks.ts';
import { leadershipRuns } from './log/leaderships.ts';
import type { LeadershipSeen } from './log/leading.ts';
import { leadingBlames } from './log/leading-prompt.ts';
import { type LessonSeen, lessonRuns } from './log/learning.ts';
import { lessonBlames } from './log/learning-prompt.ts';
import type { LogSeen } from './log/nodes.ts';
import { type LogAcceptorSeen, logQuestions, logQuestionsCrash } from './log/questions.ts';
import { walkedLog } from './log/walk.ts';
import type { Blame } from './observed.ts';
import {
  atLeast,
  blamed,
  firstOf,
  type Head,
  lamport,
  liveness,
  ousterhout,
  safety,
} from './properties-declare.ts';

const part = 'log';
const chosen = atLeast('chosen', 20, 'In den Abläufen wurde kaum etwas gewählt.');

const agreement: Head = {
  ...safety,
  part,
  id: 'slot-agreement',
  title: 'Je Slot wird nur ein Wert gewählt',
  rule: 'Für jeden Slot gelten die Regeln von Paxos: Ballots sind eindeutig und wachsen, ein Versprechen wird für alle Slots gehalten, Vorschläge brauchen die Versprechen einer Mehrheit, ein Ballot hat je Slot nur einen Wert, und als gewählt gilt nur, was eine Mehrheit in einem Ballot angenommen hat.',
  source: `${lamport}, Abschnitt 3`,
  points: 3,
  hints: [
    'Der Befund nennt Knoten und Ballot. Welche der Regeln 1 bis 7 des einfachen Paxos verletzt er?',
    'Jeder Slot ist eine Entscheidung für sich; nur das Versprechen gilt für alle gemeinsam.',
  ],
  chapter: '09-paxos.md#ein-repliziertes-log',
  sometimes: chosen,
};

const tells: Head = {
  ...safety,
  part,
  id: 'promise-tells-slots',
  title: 'Ein Promise nennt alle Slots',
  rule: 'Ein Promise nennt zu jedem Slot ab dem firstUnchosen der Frage, für den der Acceptor einem Vorschlag zugestimmt hat, den mit dem höchsten Ballot, jeden Slot einmal.',
  source: `${lamport}, Abschnitt 3`,
  points: 3,
  hints: [
    'Ein neuer Leader fragt nur einmal für alle Slots. Was erfährt er nicht, wenn Sie nur den letzten nennen?',
    'Auch Slots hinter einer Lücke gehören dazu, und auch solche, in denen ein No-op steht.',
  ],
  chapter: '09-paxos.md#phase-1-nur-einmal',
  sometimes: atLeast('promise-tells-slots', 3, 'In keinem Promise stand ein Slot.'),
};

const completes: Head = {
  ...safety,
  part,
  id: 'leader-completes',
  title: 'Der neue Leader bringt Begonnenes zu Ende',
  rule: 'Für jeden Slot, den ein Versprechen seiner Mehrheit nennt, auch sein eigenes, schlägt der neue Leader sofort den Wert des höchsten genannten Ballots vor. Neue Befehle kommen erst dahinter.',
  source: `${lamport}, Abschnitt 3`,
  points: 4,
  hints: [
    'Es ist dieselbe Regel wie für einen Wert, nur für jeden Slot einzeln.',
    'Wo beginnen die neuen Befehle? Hinter dem größten Slot, den irgendein Versprechen nennt.',
    'Auch was Ihr eigener Acceptor angenommen hat, zählt mit.',
  ],
  chapter: '09-paxos.md#der-anfang-einer-amtszeit',
  sometimes: atLeast('completed', 10, 'Kaum ein Leader hat etwas Begonnenes vorgeschlagen.'),
};

const holes: Head = {
  ...liveness,
  part,
  id: 'holes-filled',
  title: 'Löcher werden mit No-ops gefüllt',
  rule: 'Für jeden Slot unter dem größten genannten, den kein Versprechen der Mehrheit nennt, schlägt der neue Leader sofort einen No-op vor.',
  source: `${lamport}, Abschnitt 3`,
  points: 3,
  hints: [
    'Was geschieht mit Slot 4, wenn Slot 3 für immer leer bleibt?',
    'Gehen Sie alle Slots von „firstUnchosen“ bis zum größten genannten durch, nicht nur die genannten.',
  ],
  chapter: '09-paxos.md#löcher',
  sometimes: atLeast('holes', 4, 'Kaum ein Leader hat ein Loch gefüllt.'),
};

const order: Head = {
  ...safety,
  part,
  id: 'applied-in-order',
  title: 'Angewandt wird der Reihe nach',
  rule: 'Was ein Knoten angewandt hat, sind die gewählten Befehle der Slots 1, 2, 3 … ohne Lücke bis zu irgendeinem Slot. Bestätigt wird ein Befehl erst, wenn er angewandt ist.',
  source: `${lamport}, Abschnitt 3`,
  points: 3,
  hints: [
    'Slots werden nicht in der Reihenfolge ihrer Nummern gewählt. Was tun Sie mit Slot 3, solange Slot 2 fehlt?',
    'Wenden Sie an, solange der nächste Slot bekannt ist, und halten Sie vor der ersten Lücke an.',
    'Fehlt ein Befehl, obwohl sein Slot an der Reihe ist? Ohne Wirkung bleiben nur Nummern, die nicht größer sind als die zuletzt angewandte ihres Clients.',
  ],
  chapter: '09-paxos.md#anwenden',
  sometimes: atLeast('reads', 10, 'Kaum ein Knoten hatte etwas angewandt.'),
};

const once1: Head = {
  ...liveness,
  part,
  id: 'one-phase-1',
  title: 'Phase 1 nur einmal',
  rule: 'Solange ein Leader da ist und sich meldet, beginnt niemand eine Phase 1, auch er selbst nicht, gleich wie viele Befehle kommen.',
  source: `${ousterhout}, Multi-Paxos`,
  points: 3,
  hints: [
    'Das Versprechen für einen Ballot gilt für alle Slots, auch für die, die noch leer sind.',
    'Stellt Ihr Knoten seine Wartezeit bei jedem Heartbeat neu? Und stellt der Leader seinen Timer ab?',
  ],
  chapter: '09-paxos.md#phase-1-nur-einmal',
  sometimes: atLeast('acknowledged', 10, 'Kaum ein Befehl wurde bestätigt.'),
};

const exactlyOnce: Head = {
  ...safety,
  part,
  id: 'applied-once',
  title: 'Jeder Befehl wirkt genau einmal',
  rule: 'Steht ein Befehl in mehreren Slots, wird er nur beim ersten Mal angewandt. Ein Befehl mit einer kleineren Nummer als der zuletzt angewandten seines Clients bleibt ohne Wirkung.',
  source: 'Aufgabe 8.9, Regel L5',
  points: 2,
  hints: [
    'Ein Client fragt beim nächsten Leader noch einmal. Woran erkennt der Zustandsautomat die Wiederholung?',
    'Merken Sie sich beim Anwenden je Client die letzte Nummer und ihre Position.',
  ],
  chapter: '09-paxos.md#genau-einmal',
  sometimes: atLeast('reads', 10, 'Kaum ein Knoten hatte etwas angewandt.'),
};

const positions: Head = {
  ...safety,
  part,
  id: 'linearizable',
  title: 'Die Positionen passen zu dem, was Clients erleben',
  rule: 'Die Antwort nennt, der wievielte angewandte Befehl es ist. Kein anderer Befehl bekommt dieselbe Position, und ein Befehl, der nach der Bestätigung eines anderen aufgegeben wurde, bekommt eine größere.',
  source: 'Herlihy & Wing 1990; Aufgabe 8.9, Regel L6',
  points: 2,
  hints: [
    'Zählen No-ops oder Wiederholungen bei Ihnen mit?',
    'Eine Wiederholung bekommt die Position ihres ersten Mals.',
  ],
  chapter: '09-paxos.md#genau-einmal',
  sometimes: atLeast('acknowledged', 10, 'Kaum ein Befehl wurde bestätigt.'),
};

const steps: Head = {
  ...safety,
  part,
  id: 'steps-down',
  title: 'Wer von einem höheren Ballot erfährt, tritt zurück',
  rule: 'Hat ein Leader aus einem Reject oder aus der Nachricht eines anderen von einem höheren Ballot erfahren, so sendet er mit seinem alten weder Accept noch Heartbeat. Ein Heartbeat mit zu kleinem Ballot wird abgelehnt.',
  source: `${ousterhout}, Multi-Paxos`,
  points: 2,
  hints: [
    'Woran merkt ein abgesetzter Leader, dass er es ist?',
    'Vergleichen Sie bei jeder Nachricht mit einem Ballot, ob er höher ist als Ihr eigener; auch bei „Reject“.',
  ],
  chapter: '09-paxos.md#leader',
  sometimes: atLeast('leaders', 10, 'Kaum ein Knoten wurde Leader.'),
};

const durable: Head = {
  ...safety,
  part,
  id: 'log-durable',
  title: 'Auch der Acceptor des Logs vergisst nichts',
  rule: 'Versprechen, Angenommenes in jedem Slot und vergebene Ballots überleben Absturz und Neustart, auch mitten in einem Handler.',
  source: `${lamport}, Abschnitt 2.5`,
  points: 3,
  hints: [
    'Der Befund nennt, was der Knoten vor dem Absturz wusste. Wann und wo hat er es gespeichert?',
    'Woher wissen Sie nach einem Neustart, für welche Slots etwas gespeichert ist?',
    'Speichern Sie vor dem Antworten, und so, dass auch zwischen zwei Schreibvorgängen nichts übersehen wird.',
  ],
  chapter: '09-paxos.md#persistenz',
  sometimes: atLeast(
    'log-durable',
    5,
    'Nach einem Neustart gab es nichts, woran der Knoten sich erinnern konnte.',
  ),
};

const progress: Head = {
  ...liveness,
  part,
  id: 'log-progress',
  title: 'Am Ende gibt es einen Leader, und alle wenden alles an',
  rule: 'Wer von keinem Leader hört, beginnt Phase 1. Der Leader meldet sich, schlägt vor, wiederholt und sagt, was gewählt ist; Nachzügler fragen nach. Ist nichts mehr gestört, gibt es einen Leader, jeder Client bekommt seine Antwort, und alle Knoten haben dasselbe angewandt.',
  source: `${ousterhout}, Multi-Paxos; Aufgabe 8.9, Regeln L1 bis L7`,
  points: 2,
  hints: [
    'Der Befund nennt die Nachricht oder die Frist, um die es geht. Suchen Sie sie in den Regeln L1 bis L7 der Aufgabe.',
    'Gilt die Regel nur für den Leader? „Missing“ zum Beispiel beantwortet jeder Knoten.',
    'Wer erfährt nie, dass ein Slot gewählt ist, wenn ein „Chosen“ verloren geht? Wozu dient „firstUnchosen“ im Heartbeat?',
  ],
  chapter: '09-paxos.md#nachzügler',
  sometimes: atLeast('acknowledged', 10, 'Kaum ein Befehl wurde bestätigt.'),
};

type AnyLogSeen = LogSeen & {
  readonly blames?: LogAcceptorSeen['blames'];
  readonly input?: LeadershipSeen['input'] | LessonSeen['input'];
};

/** All that is wrong in a run, whatever kind of run it is. */
function blamesOf(seen: AnyLogSeen): readonly Blame[] {
  if (seen.blames !== undefined) return seen.blames;
  const walked = walkedLog(seen).blames;
  if (seen.input === undefined) return walked;
  const prompt =
    'contents' in seen.input
      ? lessonBlames(seen as LessonSeen)
      : leadingBlames(seen as LeadershipSeen);
  return [...walked, ...prompt];
}

type On = Property<unknown, AnyLogSeen>['on'];

function onLog(head: Head, on: unknown, more?: (seen: LogSeen) => Verdict): AnyProperty {
  return property<unknown, AnyLogSeen>({
    ...head,
    on: on as On,
    check: (seen) =>
      firstOf(
        () => blamed(head.id, blamesOf(seen)),
        () => (more === undefined || seen.input || seen.blames ? holds : more(seen)),
      ),
  });
}

const clusters = [busyLog, disturbedLog];

export const logProperties: readonly AnyProperty[] = [
  onLog(agreement, [lessonRuns, logQuestions, leadershipRuns, ...clusters]),
  onLog(tells, [lessonRuns, logQuestions, leadershipRuns, disturbedLog]),
  onLog(completes, [lessonRuns, leadershipRuns, ...clusters]),
  onLog(holes, [leadershipRuns, ...clusters]),
  onLog(order, [lessonRuns, leadershipRuns, ...clusters, crashingLog]),
  onLog(once1, [lessonRuns, busyLog], onePhase1),
  onLog(exactlyOnce, [lessonRuns, ...clusters, crashingLog]),
  onLog(positions, [leadershipRuns, ...clusters], positionsFit),
  onLog(steps, [logQuestions, leadershipRuns, ...clusters]),
  onLog(durable, [logQuestionsCrash, leadershipRuns, crashingLog]),
  onLog(
    progress,
    [lessonRuns, leadershipRuns, logQuestions, lonelyLog, ...clusters, crashingLog],
    (seen) => (seen.history.length === 0 ? keepsStanding(seen) : progressInTheEnd(seen)),
  ),
];
