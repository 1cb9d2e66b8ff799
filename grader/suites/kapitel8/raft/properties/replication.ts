import type { AnyProperty } from '../../../suite.ts';
import { majorityHasIt, ownTermCounted } from '../checks/commits.ts';
import { progressInTheEnd } from '../checks/liveness.ts';
import { commitGrows } from '../checks/nodes.ts';
import {
  leaderAppendOnly,
  leaderCompleteness,
  logMatching,
  stateMachineSafety,
} from '../checks/safety.ts';
import { disturbedReplication } from '../experiments.ts';
import { replicationSample } from '../samples.ts';
import {
  commitLearnt,
  conflictReplaced,
  overtaken,
  prevChecked,
  upToDate,
} from '../scenes/follower-log.ts';
import {
  laggardRepaired,
  majorityCommits,
  ownTermCommitted,
  staleReplies,
} from '../scenes/leader.ts';
import { sceneExperiment } from '../stage/scene.ts';
import { atLeast, committed, type Head, inScenes, ongaro, onRuns } from './declare.ts';

const part = 'replikation';
const safety = { part, kind: 'safety', visibility: 'verdeckt' } as const;
const liveness = { part, kind: 'liveness', visibility: 'verdeckt' } as const;

const matching: Head = {
  ...safety,
  id: 'log-matching',
  title: 'Gleicher Index und Term, gleiches Präfix',
  rule: 'Haben zwei Logs an einem Index einen Eintrag desselben Terms, so stimmen sie dort und in allen Einträgen davor überein.',
  source: `${ongaro}, Abb. 3: Log Matching`,
  points: 2,
  hints: [
    'Wie entstehen zwei verschiedene Einträge mit demselben Index und Term?',
    'Ein Follower ergänzt sein Log nur, wenn der Eintrag davor übereinstimmt.',
    'Prüfen Sie, ob Ihr Leader neue Einträge immer an seinem eigenen Log-Ende einfügt und mit seinem aktuellen Term versieht.',
  ],
  chapter: '08-raft.md#log-matching',
  sometimes: committed,
};

const appendOnly: Head = {
  ...safety,
  id: 'leader-append-only',
  title: 'Ein Leader hängt nur an',
  rule: 'Solange ein Knoten Leader ist, ändert oder entfernt er keinen Eintrag seines Logs.',
  source: `${ongaro}, Abb. 3: Leader Append-Only`,
  points: 2,
  hints: [
    'Wo in Ihrem Code wird das Log gekürzt? Kann ein Leader dorthin kommen?',
    'Ein Leader nimmt AppendEntries seines eigenen Terms von niemandem an.',
  ],
  chapter: '08-raft.md#sicherheit',
  sometimes: committed,
};

const complete: Head = {
  ...safety,
  id: 'leader-completeness',
  title: 'Jeder Leader hat alles Festgeschriebene',
  rule: 'Ist ein Eintrag in einem Term festgeschrieben, so steht er im Log des Leaders jedes späteren Terms.',
  source: `${ongaro}, Abb. 3: Leader Completeness`,
  points: 3,
  hints: [
    'Wer darf gewählt werden? Vergleichen Sie die Logs in RequestVote?',
    'Wann gilt ein Eintrag als festgeschrieben? Reicht Ihnen weniger als eine Mehrheit?',
    'Kann ein Follower einen Eintrag verlieren, den er schon bestätigt hat?',
  ],
  chapter: '08-raft.md#aktuelles-log',
  sometimes: [
    ...committed,
    ...atLeast('leader-changes', 1, 'In den Abläufen wechselte der Leader kaum.'),
  ],
};

const machines: Head = {
  ...safety,
  id: 'state-machine-safety',
  title: 'An jedem Index wird überall dasselbe festgeschrieben',
  rule: 'Hat ein Knoten an einem Index einen Eintrag festgeschrieben, so schreibt kein anderer an diesem Index einen anderen fest.',
  source: `${ongaro}, Abb. 3: State Machine Safety`,
  points: 3,
  hints: [
    'Bis wohin weiß ein Follower, dass sein Log mit dem des Leaders übereinstimmt?',
    'commitIndex ← min(leaderCommit, Index des letzten durch diese Nachricht bestätigten Eintrags).',
    'Prüfen Sie auch die Regel aus Abb. 8.',
  ],
  chapter: '08-raft.md#sicherheit',
  sometimes: committed,
};

const prev: Head = {
  ...safety,
  visibility: 'offen',
  id: 'prev-checked',
  title: 'AppendEntries vergleicht den Vorgänger',
  rule: 'Ein Follower nimmt AppendEntries nur an, wenn sein Log an „prevLogIndex“ einen Eintrag mit „prevLogTerm“ hat. Das gilt auch für Heartbeats ohne Einträge und für Indizes hinter dem Ende des Logs. Anfragen aus kleineren Termen lehnt er ab.',
  source: `${ongaro}, Abb. 2: AppendEntries 1, 2`,
  points: 3,
  hints: [
    'Behandeln Sie Heartbeats anders als andere AppendEntries? Dazu gibt es keinen Grund.',
    'Was liefert Ihr Log für einen Index, an dem nichts steht?',
    'Bei „success: true“ ist matchIndex = prevLogIndex + entries.length, nicht die Länge des Logs.',
  ],
  chapter: '08-raft.md#log-matching',
  sometimes: atLeast('appended', 1, 'Der Knoten hat keinen Eintrag angenommen.'),
};

const needless: Head = {
  ...safety,
  id: 'no-needless-truncation',
  title: 'Nur ein Konflikt kürzt das Log',
  rule: 'Trifft ein kürzeres AppendEntries verspätet nach einem längeren ein, bleibt das längere Log stehen: Bestätigte Einträge verschwinden nicht.',
  source: "Students' Guide to Raft",
  points: 3,
  hints: [
    'Nachrichten können einander überholen. Was sagt eine ältere über das, was dahinter steht?',
    'Entfernen Sie Einträge erst, wenn an einem Index tatsächlich ein anderer Term steht.',
    'Gehen Sie die Einträge einzeln durch: gleicher Term → überspringen; anderer Term → ab hier kürzen und anhängen.',
  ],
  chapter: '08-raft.md#konflikte',
  sometimes: atLeast('overtaken', 1, 'Der Knoten hat das längere AppendEntries nicht angenommen.'),
};

const conflicts: Head = {
  ...safety,
  id: 'conflict-replaced',
  title: 'Widersprechende Einträge weichen',
  rule: 'Steht an einem Index ein Eintrag aus einem anderen Term als beim Leader, so entfernt der Follower ihn und alle dahinter und übernimmt die des Leaders.',
  source: `${ongaro}, Abb. 2: AppendEntries 3, 4`,
  points: 2,
  hints: [
    'Vergleichen Sie je Index den Term des vorhandenen mit dem des neuen Eintrags.',
    'Mit dem ersten Widerspruch fällt der ganze Rest des alten Logs.',
  ],
  chapter: '08-raft.md#konflikte',
  sometimes: atLeast('replaced', 1, 'Der Knoten hat die ersten Einträge nicht angenommen.'),
};

const recent: Head = {
  ...safety,
  id: 'up-to-date',
  title: 'Die Stimme bekommt nur ein aktuelles Log',
  rule: 'Ein Knoten wählt nur Candidates, deren Log mindestens so aktuell ist wie seines: Zuerst entscheidet der Term des letzten Eintrags, bei Gleichstand der Index. Auch wer ablehnt, übernimmt den höheren Term der Anfrage.',
  source: `${ongaro}, Abschnitt 5.4.1`,
  points: 3,
  hints: [
    'Ein langes Log ist nicht unbedingt ein aktuelles.',
    'Vergleichen Sie zuerst „lastLogTerm“; nur bei gleichem Term zählt „lastLogIndex“. Gleichstand genügt.',
  ],
  chapter: '08-raft.md#aktuelles-log',
  sometimes: atLeast(
    'compared',
    1,
    'Der Knoten hat die Einträge nicht angenommen, die zu vergleichen wären.',
  ),
};

const bounded: Head = {
  ...safety,
  id: 'commit-bounded',
  title: 'Festgeschrieben wird nur Bestätigtes',
  rule: 'Ein Follower hält nichts für festgeschrieben, was hinter dem letzten Eintrag liegt, den diese Nachricht bestätigt, auch wenn „leaderCommit“ höher ist.',
  source: `${ongaro}, Abb. 2: AppendEntries 5`,
  points: 2,
  hints: [
    'Was steht im Log des Followers hinter dem Eintrag, den die Nachricht bestätigt?',
    'min(leaderCommit, prevLogIndex + entries.length), nicht min(leaderCommit, Länge des Logs).',
  ],
  chapter: '08-raft.md#commit',
  sometimes: atLeast(
    'commit-bounded',
    1,
    'Der Knoten wurde nach dem Heartbeat nicht Leader oder hält auch das Bestätigte nicht für festgeschrieben.',
  ),
};

const learnt: Head = {
  ...safety,
  id: 'commit-learnt',
  title: 'Auch Heartbeats verbreiten den Commit',
  rule: 'Ein Follower übernimmt „leaderCommit“ aus jedem angenommenen AppendEntries, auch aus einem leeren, und geht nie dahinter zurück.',
  source: `${ongaro}, Abb. 2: AppendEntries 5`,
  points: 1,
  hints: [
    'Kehrt Ihr Code bei leeren „entries“ zu früh zurück?',
    'Das Maximum aus altem und neuem Stand schützt vor überholten Nachrichten.',
  ],
  chapter: '08-raft.md#commit',
  sometimes: atLeast('commit-learnt', 1, 'Der Knoten wurde nach dem Heartbeat nicht Leader.'),
};

const byMajority: Head = {
  ...safety,
  id: 'commit-majority',
  title: 'Festschreiben braucht eine Mehrheit',
  rule: 'Ein Leader meldet in „leaderCommit“ nur, was mit ihm selbst eine Mehrheit aller Knoten in seinem Term bestätigt hat oder was er als Follower erfahren hat.',
  source: `${ongaro}, Abschnitt 5.3`,
  points: 2,
  hints: [
    'Zählen Sie den Leader selbst genau einmal mit.',
    'Sortieren Sie matchIndex oder zählen Sie für jeden Index: mindestens ⌊n/2⌋ + 1 von n Knoten.',
  ],
  chapter: '08-raft.md#commit',
  sometimes: committed,
};

const ownTerm: Head = {
  ...safety,
  id: 'own-term',
  title: 'Gezählt wird nur im eigenen Term (Abb. 8)',
  rule: 'Ein Leader schreibt durch Zählen nur Einträge seines eigenen Terms fest. Ältere werden mit ihnen festgeschrieben, nie allein.',
  source: `${ongaro}, Abschnitt 5.4.2, Abb. 8`,
  points: 3,
  hints: [
    'Spielen Sie Abb. 8 von Hand durch: Warum kann ein Eintrag auf einer Mehrheit stehen und doch verschwinden?',
    'Die Regel für Leader in Abb. 2 hat drei Bedingungen; die dritte lautet log[N].term == currentTerm.',
  ],
  chapter: '08-raft.md#abbildung-8',
  sometimes: atLeast('figure-8', 1, 'Der Knoten wurde in Abbildung 8 nicht Leader.'),
};

const advances: Head = {
  ...liveness,
  id: 'commit-advances',
  title: 'Was eine Mehrheit hat, wird festgeschrieben',
  rule: 'Ein Leader nimmt Anfragen ins Log auf und sendet sie spätestens mit dem nächsten Heartbeat. Hat eine Mehrheit den Eintrag bestätigt, steigt „leaderCommit“, auch wenn die übrigen Knoten schweigen.',
  source: `${ongaro}, Abschnitt 5.3`,
  points: 1,
  hints: [
    'Wird „commitIndex“ auch dann neu bestimmt, wenn ein Teil der Knoten nie antwortet?',
    'Prüfen Sie nach jeder Zusage, ob „commitIndex“ steigen kann; das nächste AppendEntries verbreitet ihn.',
  ],
  chapter: '08-raft.md#commit',
  sometimes: atLeast('committed', 3, 'Der Knoten wurde nicht Leader.'),
};

const stale: Head = {
  ...safety,
  id: 'stale-replies',
  title: 'Verspätete Antworten richten nichts an',
  rule: 'Antworten aus früheren Termen zählen nicht, und eine ältere Zusage nimmt eine neuere nicht zurück: „matchIndex“ wächst nur.',
  source: "Students' Guide to Raft: Term confusion",
  points: 1,
  hints: [
    'Woher wissen Sie, auf welche Ihrer Fragen eine Antwort sich bezieht?',
    'Verwerfen Sie Antworten mit einem anderen als dem aktuellen Term.',
    'matchIndex ← max(matchIndex, message.matchIndex).',
  ],
  chapter: '08-raft.md#terme',
  sometimes: atLeast('stale-replies', 1, 'Der Knoten wurde nicht zweimal Leader.'),
};

const repaired: Head = {
  ...liveness,
  id: 'laggard-repaired',
  title: 'Wer zurückliegt, wird versorgt',
  rule: 'Lehnt ein Follower ab, geht der Leader zurück, bis die Logs zusammenpassen, im Zweifel bis zum Anfang. Doppelte Ablehnungen bringen ihn nicht durcheinander, und „prevLogIndex“ wird nie negativ.',
  source: `${ongaro}, Abschnitt 5.3`,
  points: 1,
  hints: [
    'Was geschieht mit „nextIndex“, wenn dieselbe Ablehnung dreimal ankommt?',
    'Die Antwort wiederholt „prevLogIndex“. Passt er nicht zu nextIndex − 1, ist sie veraltet.',
    'nextIndex ← max(1, nextIndex − 1).',
  ],
  chapter: '08-raft.md#konflikte',
  sometimes: atLeast('repairing', 1, 'Der Knoten wurde nicht Leader.'),
};

const grows: Head = {
  ...safety,
  id: 'commit-grows',
  title: 'Der Commit läuft nie zurück',
  rule: 'Solange ein Knoten läuft, sinkt das „leaderCommit“, das er sendet, nie.',
  source: `${ongaro}, Abb. 2`,
  points: 1,
  hints: [
    'Setzen Sie „commitIndex“ irgendwo, ohne ihn mit dem bisherigen Wert zu vergleichen?',
    'Auch ein neu gewählter Leader behält, was er als Follower erfahren hat.',
  ],
  chapter: '08-raft.md#commit',
  sometimes: committed,
};

const progress: Head = {
  ...liveness,
  id: 'progress',
  title: 'Nach den Störungen geht es voran',
  rule: 'Sind alle Störungen vorbei, werden neue Schreibbefehle festgeschrieben, und alle Knoten bestätigen dem Leader das ganze festgeschriebene Log.',
  source: `${ongaro}, Abschnitt 5.3`,
  points: 1,
  hints: [
    'Welcher Knoten bleibt zurück, und was antwortet er dem Leader?',
    'Sendet Ihr Leader einem Follower, der abgelehnt hat, bald wieder etwas, das passt?',
  ],
  chapter: '08-raft.md#lebendigkeit',
  sometimes: committed,
};

const runs = [disturbedReplication, replicationSample];
// Shared by several properties: each performance is judged by all of them.
const commitLearning = sceneExperiment('commit-erfahren', 'none', 6, commitLearnt);
const counting = sceneExperiment('mehrheit', 'loss', 6, majorityCommits);
const figure8 = sceneExperiment('abbildung-8', 'loss', 6, ownTermCommitted);

// Scenes first: they show a bug in the fewest steps.
export const replicationProperties: readonly AnyProperty[] = [
  inScenes(prev, [sceneExperiment('vorgaenger', 'reordering', 4, prevChecked)]),
  inScenes(needless, [sceneExperiment('ueberholt', 'reordering', 4, overtaken)]),
  inScenes(conflicts, [sceneExperiment('konflikt', 'reordering', 4, conflictReplaced)]),
  inScenes(recent, [sceneExperiment('aktuell', 'none', 4, upToDate)]),
  inScenes(bounded, [commitLearning]),
  inScenes(learnt, [commitLearning]),
  inScenes(advances, [counting, figure8]),
  inScenes(stale, [sceneExperiment('alte-antworten', 'reordering', 4, staleReplies)]),
  inScenes(repaired, [sceneExperiment('zurueckgeblieben', 'reordering', 4, laggardRepaired)]),
];

/** The same part on whole runs. */
export const replicatingProperties: readonly AnyProperty[] = [
  onRuns(byMajority, runs, majorityHasIt, [counting]),
  onRuns(ownTerm, runs, ownTermCounted, [figure8]),
  onRuns(matching, runs, logMatching),
  onRuns(appendOnly, runs, leaderAppendOnly),
  onRuns(complete, runs, leaderCompleteness),
  onRuns(machines, runs, stateMachineSafety),
  onRuns(grows, runs, commitGrows),
  onRuns(progress, runs, progressInTheEnd),
];
