import type { AnyProperty } from '../../../suite.ts';
import { linearizable } from '../checks/clients.ts';
import { answeredInTheEnd, progressInTheEnd } from '../checks/liveness.ts';
import { logIsCompacted, snapshotIsPrefix } from '../checks/snapshots.ts';
import { laggards } from '../experiments.ts';
import { snapshotInstalled, snapshotOffered } from '../scenes/snapshots.ts';
import { sceneExperiment } from '../stage/scene.ts';
import { all, atLeast, type Head, inScenes, ongaro, onRuns } from './declare.ts';

const part = 'snapshots';
const safety = { part, kind: 'safety', visibility: 'verdeckt' } as const;
const source = `${ongaro}, Abschnitt 7`;
const chapter = '08-raft.md#snapshots';
const sent = atLeast('snapshots', 1, 'Kein Knoten hat ein InstallSnapshot gesendet.');

const installed: Head = {
  ...safety,
  id: 'snapshot-installed',
  title: 'Ein Snapshot wird ganz übernommen',
  rule: 'Nach InstallSnapshot hat der Knoten die Werte und die ausgeführten Nummern des Snapshots, auch nach einem Neustart. Einträge dahinter, die zu ihm passen, bleiben; veraltete Snapshots ändern nichts. Jedes InstallSnapshot des aktuellen Terms ist ein Lebenszeichen des Leaders, und die Antwort darauf bestätigt nur bis „lastIncludedIndex“.',
  source: `${ongaro}, Abb. 13`,
  points: 4,
  hints: [
    'Was gehört außer den Werten in den Zustand?',
    'Was steht hinter „lastIncludedIndex“, wenn der Eintrag dort einen anderen Term hat?',
    'Ein Snapshot, der nicht weiter reicht als der eigene Commit, wird nur beantwortet.',
    'Speichern Sie den Snapshot, bevor Sie die Einträge löschen, die er ersetzt.',
  ],
  chapter,
  sometimes: atLeast('installed', 2, 'Der Knoten hat keinen Snapshot angenommen.'),
};

const prefix: Head = {
  ...safety,
  id: 'snapshot-is-prefix',
  title: 'Ein Snapshot ist der Zustand nach einem Präfix',
  rule: 'Jeder gesendete Snapshot ist genau der Zustand nach Anwendung der festgeschriebenen Einträge bis „lastIncludedIndex“, mit deren Term.',
  source,
  points: 4,
  hints: [
    'Nehmen Sie den Zustand und den Index im selben Augenblick?',
    'Gesendet werden die gespeicherten Daten mit ihrem Index, nicht der Zustand von jetzt mit dem Index von damals.',
  ],
  chapter,
  sometimes: sent,
};

const compacted: Head = {
  ...safety,
  id: 'log-compacted',
  title: 'Das Log wächst nicht ohne Grenze',
  rule: 'Ein Leader sendet nie mehr als vierzig längst festgeschriebene Einträge auf einmal: Was er über „snapshotThreshold“ hinaus angewandt hat, hat er durch einen Snapshot ersetzt.',
  source,
  points: 3,
  hints: [
    'Wann prüfen Sie, ob das Log zu lang ist? Nach jedem Anwenden ist ein guter Zeitpunkt.',
    'Liegt nextIndex vor dem Anfang Ihres Logs, ist InstallSnapshot an der Reihe.',
  ],
  chapter,
  sometimes: sent,
};

const linear: Head = {
  ...safety,
  id: 'snapshots-linearizable',
  title: 'Mit Snapshots bleibt alles linearisierbar',
  rule: 'Auch wenn Knoten durch Snapshots aufholen oder aus einem neu starten, sind alle Antworten linearisierbar.',
  source,
  points: 2,
  hints: [
    'Prüfen Sie nach dem Laden eines Snapshots „commitIndex“ und „lastApplied“.',
    'Gehen die ausgeführten Nummern der Clients verloren, wirken Befehle doppelt.',
  ],
  chapter,
  sometimes: sent,
};

const caughtUp: Head = {
  part,
  kind: 'liveness',
  visibility: 'verdeckt',
  id: 'laggards-catch-up',
  title: 'Mit Snapshots geht es weiter',
  rule: 'Fällt ein Knoten weit zurück und ein anderer kurz aus, bekommen Clients danach trotzdem Antworten, und alle Knoten holen auf.',
  source,
  points: 2,
  hints: [
    'Was tut Ihr Leader mit nextIndex, wenn ein InstallSnapshotReply kommt?',
    'Index und Platz im Array fallen auseinander: Liegt die Umrechnung an einer Stelle?',
  ],
  chapter,
  sometimes: sent,
};

// Shared by two properties: each performance is judged by both.
const offering = sceneExperiment('snapshot-senden', 'loss', 2, snapshotOffered);

export const snapshotProperties: readonly AnyProperty[] = [
  inScenes(installed, [sceneExperiment('snapshot', 'crash', 6, snapshotInstalled)]),
  onRuns(prefix, [laggards], snapshotIsPrefix, [offering]),
  onRuns(compacted, [laggards], logIsCompacted),
  onRuns(linear, [laggards], linearizable),
  onRuns(caughtUp, [laggards], all(answeredInTheEnd, progressInTheEnd), [offering]),
];
