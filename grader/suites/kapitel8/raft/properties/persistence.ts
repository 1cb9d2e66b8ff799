import type { AnyProperty } from '../../../suite.ts';
import { majorityHasIt, ownTermCounted } from '../checks/commits.ts';
import { leaderInTheEnd, progressInTheEnd } from '../checks/liveness.ts';
import { oneVote, termsGrowAcrossRestarts } from '../checks/nodes.ts';
import {
  electionSafety,
  leaderAppendOnly,
  leaderCompleteness,
  logMatching,
  stateMachineSafety,
} from '../checks/safety.ts';
import { crashes } from '../experiments.ts';
import { crashSample } from '../samples.ts';
import { logDurable, termDurable, voteDurable } from '../scenes/durable.ts';
import { sceneExperiment } from '../stage/scene.ts';
import { all, atLeast, committed, type Head, inScenes, ongaro, onRuns } from './declare.ts';

const part = 'persistenz';
const safety = { part, kind: 'safety', visibility: 'verdeckt' } as const;
const restarted = atLeast('restarts', 3, 'In den Abläufen ist kaum ein Knoten neu gestartet.');

const vote: Head = {
  ...safety,
  id: 'vote-durable',
  title: 'Eine gegebene Stimme überlebt den Absturz',
  rule: 'Wer in einem Term seine Stimme gegeben hat, auch sich selbst, gibt nach einem Neustart in diesem Term keine andere. Der Absturz kann zwischen zwei Schritten desselben Handlers liegen.',
  source: `${ongaro}, Abb. 2: Persistent state`,
  points: 3,
  hints: [
    'Welche drei Dinge nennt Abb. 2 unter „Persistent state“?',
    'In welcher Reihenfolge speichern und senden Sie? Ein Absturz kann genau dazwischen liegen.',
    'Speichern Sie Term und Stimme, bevor Sie RequestVote oder die Antwort darauf senden.',
  ],
  chapter: '08-raft.md#persistenz',
  sometimes: atLeast('voted', 2, 'Der Knoten hat vor dem Absturz keine Stimme gegeben.'),
};

const term: Head = {
  ...safety,
  id: 'term-durable',
  title: 'Der Term überlebt den Absturz',
  rule: 'Nennt ein Knoten in einer Nachricht einen Term, so handelt er auch nach einem Neustart in keinem kleineren mehr.',
  source: `${ongaro}, Abb. 2: Persistent state`,
  points: 2,
  hints: [
    'Lädt Ihr Konstruktor den Term aus „context.storage“?',
    'Speichern Sie den Term überall, wo er steigt, und zwar vor der nächsten Nachricht.',
  ],
  chapter: '08-raft.md#persistenz',
  sometimes: atLeast(
    'term-seen',
    2,
    'Der Knoten hat den neuen Term vor dem Absturz nicht übernommen.',
  ),
};

const log: Head = {
  ...safety,
  id: 'log-durable',
  title: 'Bestätigte Einträge überleben den Absturz',
  rule: 'Hat ein Follower einen Eintrag bestätigt oder ein Leader sich selbst mitgezählt, so hat er ihn auch nach einem Neustart. Auch ein Absturz mitten im Ersetzen hinterlässt ein gültiges Log. Festgeschrieben ist das Geladene damit noch nicht.',
  source: `${ongaro}, Abb. 2: Persistent state`,
  points: 3,
  hints: [
    'Steht der Eintrag in „context.storage“, bevor die Zusage abgeht?',
    'Ein Leader speichert seine eigenen Einträge ebenfalls, bevor er sich mitzählt.',
    'Speichern Sie Einträge einzeln, dann entfernen Sie beim Kürzen den letzten zuerst.',
  ],
  chapter: '08-raft.md#persistenz',
  sometimes: atLeast('confirmed', 3, 'Der Knoten hat vor dem Absturz keinen Eintrag bestätigt.'),
};

const votes: Head = {
  ...safety,
  id: 'one-vote-across-restarts',
  title: 'Eine Stimme je Knoten und Term, über alle Neustarts',
  rule: 'In ganzen Abläufen mit Abstürzen gibt kein Knoten in einem Term zwei verschiedenen Candidates seine Stimme.',
  source: `${ongaro}, Abschnitt 5.2`,
  points: 2,
  hints: [
    'Verfolgen Sie im Ablauf den Knoten, der zweimal stimmt: Was hat er vor dem Absturz gespeichert?',
    'Wenn Sie Term und Stimme unter zwei Schlüsseln speichern: Passen sie nach jedem einzelnen Schritt zusammen?',
  ],
  chapter: '08-raft.md#persistenz',
  sometimes: restarted,
};

const terms: Head = {
  ...safety,
  id: 'terms-across-restarts',
  title: 'Terme wachsen über Neustarts hinweg',
  rule: 'In ganzen Abläufen mit Abstürzen sendet kein Knoten nach einem Neustart in einem kleineren Term als davor.',
  source: `${ongaro}, Abschnitt 5.1`,
  points: 1,
  hints: ['Was ist „currentTerm“ im Konstruktor nach einem Neustart?'],
  chapter: '08-raft.md#persistenz',
  sometimes: restarted,
};

const five: Head = {
  ...safety,
  id: 'safety-despite-crashes',
  title: 'Die fünf Sicherheitsregeln gelten auch bei Abstürzen',
  rule: 'Election Safety, Leader Append-Only, Log Matching, Leader Completeness und State Machine Safety gelten auch dann, wenn Knoten mitten in einem Handler abstürzen, neu starten, stillstehen oder ihre Uhren verschieden schnell gehen.',
  source: `${ongaro}, Abb. 3`,
  points: 3,
  hints: [
    'Gelingen Ihnen die Teile 1 und 2 ohne Abstürze? Dann fehlt etwas im Speicher.',
    'Welche Nachricht spricht von etwas, das noch nicht gespeichert ist?',
  ],
  chapter: '08-raft.md#sicherheit',
  sometimes: restarted,
};

const recovery: Head = {
  part,
  kind: 'liveness',
  visibility: 'verdeckt',
  id: 'recovery',
  title: 'Nach Abstürzen erholt sich der Cluster',
  rule: 'Sind alle Knoten wieder da, gibt es nach spätestens zehn Wahl-Timeouts einen Leader, neue Befehle werden festgeschrieben, und alle bestätigen das Log.',
  source: `${ongaro}, Abschnitt 5.5`,
  points: 1,
  hints: [
    'Startet ein neu gestarteter Knoten seinen Wahl-Timer?',
    'Kann ein neu gestarteter Knoten mit dem geladenen Log sofort vergleichen und antworten?',
  ],
  chapter: '08-raft.md#lebendigkeit',
  sometimes: [...committed, ...restarted],
};

const runs = [crashes, crashSample];

export const persistenceProperties: readonly AnyProperty[] = [
  inScenes(vote, [sceneExperiment('stimme-nach-absturz', 'crash', 8, voteDurable)]),
  inScenes(term, [sceneExperiment('term-nach-absturz', 'crash', 6, termDurable)]),
  inScenes(log, [sceneExperiment('log-nach-absturz', 'crash', 8, logDurable)]),
  onRuns(votes, runs, oneVote),
  onRuns(terms, runs, termsGrowAcrossRestarts),
  onRuns(
    five,
    runs,
    all(
      electionSafety,
      logMatching,
      leaderAppendOnly,
      leaderCompleteness,
      stateMachineSafety,
      majorityHasIt,
      ownTermCounted,
    ),
  ),
  onRuns(recovery, runs, all(leaderInTheEnd, progressInTheEnd)),
];
