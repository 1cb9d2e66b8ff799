import type { AnyProperty } from '../../../suite.ts';
import { appliedOnce, linearizable } from '../checks/clients.ts';
import { answeredInTheEnd } from '../checks/liveness.ts';
import { crashes, disturbedReplication } from '../experiments.ts';
import { crashSample, replicationSample } from '../samples.ts';
import {
  answeredWhenApplied,
  commandsRight,
  deposedRead,
  onceDespiteTakeover,
  redirected,
} from '../scenes/clients.ts';
import { sceneExperiment } from '../stage/scene.ts';
import { answersAtLeast, atLeast, type Head, inScenes, ongaro, onRuns, thesis } from './declare.ts';

const part = 'speicher';
const safety = { part, kind: 'safety', visibility: 'verdeckt' } as const;

const linear: Head = {
  ...safety,
  id: 'linearizable',
  title: 'Die Antworten sind linearisierbar',
  rule: 'Alle Antworten lassen sich so erklären, als hätte jede Anfrage in einem Augenblick zwischen Aufruf und Antwort gewirkt. Anfragen ohne Antwort dürfen irgendwann danach gewirkt haben oder nie.',
  source: `${ongaro}, Abschnitt 8; Herlihy & Wing 1990`,
  points: 5,
  hints: [
    'Liest ein Client einen veralteten Wert, oder wirkt ein Befehl zweimal oder gar nicht?',
    'Antworten Sie erst, wenn der Eintrag der Anfrage festgeschrieben und angewandt ist?',
    'Gehen auch Lesebefehle durch das Log (oder bestätigt vorher eine Mehrheit, dass Sie noch Leader sind)?',
  ],
  chapter: '08-raft.md#linearisierbarkeit',
  sometimes: answersAtLeast(3),
};

const commands: Head = {
  ...safety,
  visibility: 'offen',
  id: 'commands',
  title: 'Jeder Befehl tut, was der Vertrag sagt',
  rule: '„get“, „put“, „append“ und „cas“ wirken und antworten wie in „protocol.ts“ beschrieben, auch bei fehlenden Schlüsseln und wenn „cas“ nicht tauscht.',
  source: 'Vertrag der Aufgabe („protocol.ts“)',
  points: 1,
  hints: [
    'Ein fehlender Wert ist beim Lesen „null“ und beim Anhängen die leere Zeichenkette.',
    '„cas“ antwortet immer mit dem Wert vor dem Vergleich.',
  ],
  chapter: '08-raft.md#anwenden',
  sometimes: answersAtLeast(8),
};

const once: Head = {
  ...safety,
  id: 'exactly-once',
  title: 'Wiederholte Befehle wirken einmal',
  rule: 'Steht ein Befehl nach Leaderwechsel oder Neustart mehrfach im Log, so wirkt er nur beim ersten Mal. Wer ihn wiederholt, bekommt die Antwort von damals. Ausgeführt wird jede Nummer, die größer ist als die letzte des Clients, auch wenn dazwischen eine fehlt.',
  source: `${ongaro}, Abschnitt 8; ${thesis}, Abschnitt 6.3`,
  points: 3,
  hints: [
    'Wo merken Sie sich, was ausgeführt ist? Weiß es auch der nächste Leader?',
    'Erkennen muss das der Zustandsautomat beim Anwenden: Die Tabelle (clientId → letzte Nummer und Antwort) gehört zu ihm.',
    'Eine kleinere Nummer als die letzte wird nie mehr ausgeführt.',
  ],
  chapter: '08-raft.md#genau-einmal',
  sometimes: answersAtLeast(3),
};

const piecesOnce: Head = {
  ...safety,
  id: 'applied-once',
  title: 'Kein Stück wird zweimal angehängt',
  rule: 'In ganzen Abläufen, in denen Antworten verloren gehen und Clients wiederholen, kommt jedes angehängte Stück in keinem Wert zweimal vor.',
  source: `${ongaro}, Abschnitt 8`,
  points: 3,
  hints: [
    'Der Client fragt nach einer Zeitüberschreitung mit derselben Nummer noch einmal, oft bei einem anderen Knoten.',
    'Prüfen Sie die Nummer beim Anwenden, nicht beim Annehmen der Anfrage.',
  ],
  chapter: '08-raft.md#genau-einmal',
  sometimes: [
    ...atLeast('retries', 1, 'Kein Client musste seine Anfrage wiederholen.'),
    ...answersAtLeast(3),
  ],
};

const reads: Head = {
  ...safety,
  id: 'deposed-read',
  title: 'Ein abgesetzter Leader liest nicht',
  rule: 'Ein Leader, der keine Mehrheit mehr erreicht, beantwortet keine Lesebefehle: Er könnte längst abgelöst sein. Antworten auf ältere AppendEntries bestätigen ihn nicht.',
  source: `${ongaro}, Abschnitt 8; ${thesis}, Abschnitt 6.4`,
  points: 4,
  hints: [
    'Woher weiß ein Leader, dass er in diesem Augenblick noch Leader ist?',
    'Am einfachsten geht auch „get“ durch das Log und wird beim Anwenden beantwortet.',
  ],
  chapter: '08-raft.md#lesen',
  sometimes: answersAtLeast(1),
};

const referred: Head = {
  ...safety,
  id: 'redirected',
  title: 'Wer nicht Leader ist, sagt es und nennt ihn',
  rule: 'Ein Follower beantwortet eine Anfrage sofort mit „ok: false“ und nennt in „leaderHint“ den Leader, dem er folgt. Kennt er in diesem Term keinen, lässt er „leaderHint“ weg. Das gilt auch für einen Candidate.',
  source: `${ongaro}, Abschnitt 8`,
  points: 2,
  hints: [
    'Jedes AppendEntries des aktuellen Terms sagt, wer Leader ist.',
    'Vergessen Sie den alten Leader, wenn ein neuer Term beginnt.',
  ],
  chapter: '08-raft.md#clients',
  sometimes: atLeast('followed', 1, 'Der Knoten hat den Leader nicht anerkannt.'),
};

const applied: Head = {
  ...safety,
  id: 'answer-applied',
  title: 'Die Antwort folgt auf den eigenen, festgeschriebenen Eintrag',
  rule: 'Ein Client bekommt „ok: true“ erst, wenn eine Mehrheit den Eintrag seiner Anfrage hat. Steht an dessen Index am Ende ein anderer Eintrag, bekommt er es nie.',
  source: `${ongaro}, Abschnitt 5.3`,
  points: 3,
  hints: [
    'Antworten Sie beim Anhängen oder beim Anwenden?',
    'Merken Sie sich wartende Clients nach dem Index? Dort kann inzwischen ein fremder Befehl stehen.',
  ],
  chapter: '08-raft.md#anwenden',
  sometimes: answersAtLeast(1),
};

const answered: Head = {
  part,
  kind: 'liveness',
  visibility: 'verdeckt',
  id: 'answered',
  title: 'Jeder Client bekommt am Ende seine Antwort',
  rule: 'Fragt ein Client, wenn alle Störungen vorbei sind, bekommt er eine Antwort mit „ok: true“, spätestens wenn seit den Störungen zehn Wahl-Timeouts vergangen sind.',
  source: `${ongaro}, Abschnitt 8`,
  points: 4,
  hints: [
    'Bei welchem Knoten fragt der Client, und was antwortet dieser?',
    'Antwortet der Leader beim Anwenden auch dann, wenn die Anfrage eine Wiederholung ist?',
  ],
  chapter: '08-raft.md#clients',
  sometimes: answersAtLeast(3),
};

const takeover = sceneExperiment('leaderwechsel', 'crash', 6, onceDespiteTakeover);
const answering = sceneExperiment('antworten', 'loss', 6, answeredWhenApplied);
const runs = [disturbedReplication, crashes, replicationSample, crashSample];

// Scenes first: they show a bug in the fewest steps.
export const storeProperties: readonly AnyProperty[] = [
  inScenes(commands, [sceneExperiment('befehle', 'none', 2, commandsRight)]),
  inScenes(applied, [answering]),
  inScenes(once, [takeover]),
  inScenes(reads, [sceneExperiment('abgesetzter-leader', 'partition', 4, deposedRead)]),
  inScenes(referred, [sceneExperiment('verweis', 'none', 4, redirected)]),
  onRuns(answered, runs, answeredInTheEnd, [answering, takeover]),
  onRuns(piecesOnce, runs, appliedOnce),
  onRuns(linear, runs, linearizable),
];
