import type { AnyProperty } from '../../../suite.ts';
import { coordinatorCrashes, participantCrashes } from '../experiments.ts';
import {
  acknowledged,
  asked,
  atLeast,
  bernstein,
  chapterFile,
  committed,
  type Head,
  ofCoordinator,
  ofParticipants,
  restarted,
  saidNo,
  saidYes,
  wasUndecided,
} from './declare.ts';

const safety = { part: 'neustart', kind: 'safety', visibility: 'verdeckt' } as const;
const recovery = `${bernstein}, Abschnitt 7.4: Recovery`;
const log = `${chapterFile}#log-und-neustart`;
const cut = atLeast('cut', 3, 'Kaum ein Absturz fiel mitten in einen Handler.');

const voteDurable: Head = {
  ...safety,
  id: 'yes-durable',
  title: 'Ein gegebenes Ja überlebt den Absturz',
  rule: 'Hat jemand das „yes“ eines Teilnehmers gehört, so sind dessen Konten auch nach einem Neustart gesperrt („undecided“ nennt dieselbe Transaktion), ein wiederholtes Prepare bekommt wieder „yes“, und ein späteres „commit“ wird ausgeführt. Der Absturz kann zwischen zwei Schritten desselben Handlers liegen.',
  source: recovery,
  points: 5,
  hints: [
    'Vergleichen Sie, was vor dem Absturz gespeichert war, mit dem, was Ihr Konstruktor daraus macht.',
    'Steht die Transaktion mit ihren Buchungen in „context.storage“, bevor das Vote abgeht?',
    'Lädt Ihr Konstruktor auch die Sperren? Sie folgen aus den Transaktionen, die vorbereitet sind.',
    'Ein Eintrag, ein Schreibvorgang: „prepared“ mit allem, was für das Buchen nötig ist.',
  ],
  chapter: log,
  sometimes: [restarted, saidYes, wasUndecided, cut],
};

const noDurable: Head = {
  ...safety,
  id: 'no-durable',
  title: 'Ein Nein und ein Abbruch überleben den Absturz',
  rule: 'Wer mit „no“ gestimmt oder einen Abbruch quittiert hat, stimmt auch nach einem Neustart nicht mehr zu: Ein Prepare bekommt „no“.',
  source: recovery,
  points: 2,
  hints: [
    'Auch ein Nein ist eine Stimme. Was antworten Sie auf dasselbe Prepare nach dem Neustart?',
    'Vermerken Sie den Abbruch, bevor Sie „no“ oder das Ack senden.',
  ],
  chapter: log,
  sometimes: [restarted, saidNo],
};

const acknowledgedDurable: Head = {
  ...safety,
  id: 'acknowledged-durable',
  title: 'Was quittiert ist, ist auch nach einem Absturz erledigt',
  rule: 'Nach dem Ack kommt die Entscheidung nicht noch einmal. Der Teilnehmer hat sie also auch nach einem Neustart ausgeführt: gebucht oder verworfen, Sperren gelöst.',
  source: recovery,
  points: 5,
  hints: [
    'Was steht nach dem letzten Schreibvorgang vor dem Absturz im Log, und überlebt es auch den übernächsten?',
    'Steht die Entscheidung im Log, bevor das Ack abgeht?',
    'Woraus berechnen sich die Kontostände nach dem Neustart?',
    'Laden Sie erst die Buchungen, dann die Sperren derer, die noch offen sind.',
  ],
  chapter: log,
  sometimes: [restarted, acknowledged],
};

const bookedOnce: Head = {
  ...safety,
  id: 'booked-once',
  title: 'Auch mit einem Absturz mitten im Buchen wird genau einmal gebucht',
  rule: 'Stürzt der Teilnehmer ab, während er eine Entscheidung verarbeitet, und kommt sie danach noch einmal, so ist am Ende genau einmal und vollständig gebucht, und auch die Wiederholung wird quittiert.',
  source: recovery,
  points: 3,
  hints: [
    'Wie viele Schreibvorgänge hat Ihr Buchen? Was gilt nach jedem einzelnen?',
    'Speichern Sie nicht Kontostand und „erledigt“ nacheinander, sondern beides in einem, oder nur die Entscheidung.',
  ],
  chapter: `${chapterFile}#ein-schreibvorgang`,
  sometimes: [cut, acknowledged],
};

const decisionDurable: Head = {
  ...safety,
  id: 'decision-durable',
  title: 'Die Entscheidung des Koordinators überlebt den Absturz',
  rule: 'Hat der Koordinator irgendjemandem, Teilnehmer oder Client, eine Entscheidung gesagt, so sagt er auch nach einem Neustart keine andere und beginnt die Transaktion nicht neu. Wer dann nach ihr fragt, bekommt Antwort.',
  source: recovery,
  points: 5,
  hints: [
    'Was weiß der Koordinator nach dem Neustart von dieser Transaktion, und was hatte er schon gesagt?',
    'Steht die Entscheidung im Log, bevor die erste Decision abgeht und bevor der Client Antwort bekommt?',
    'Was tut „onStart“ mit einer Transaktion, die schon entschieden ist?',
    'Ein Client, der nach dem Neustart noch einmal fragt, bekommt die alte Entscheidung.',
  ],
  chapter: log,
  sometimes: [restarted, committed, cut],
};

const beginDurable: Head = {
  ...safety,
  kind: 'liveness',
  id: 'begin-durable',
  title: 'Nach einem Absturz des Koordinators bleibt niemand zurück',
  rule: 'Hat der Koordinator vor seinem Absturz ein Prepare gesendet, so erfahren nach dem Neustart alle Teilnehmer (und nur sie), wie es ausging. Fragt er noch einmal, so wieder nach genau ihren Buchungen.',
  source: recovery,
  points: 3,
  hints: [
    'Woher weiß der Koordinator nach dem Neustart, wen er gefragt hatte?',
    'Vermerken Sie Beginn und Teilnehmer, bevor das erste Prepare abgeht.',
    'Ist beim Neustart nichts entschieden, dürfen Sie abbrechen; sagen müssen Sie es.',
  ],
  chapter: log,
  sometimes: [restarted, asked],
};

const resumes: Head = {
  ...safety,
  kind: 'liveness',
  id: 'repeats-after-restart',
  title: 'Nach dem Neustart wird weiter wiederholt',
  rule: 'Wer vor dem Absturz des Koordinators nicht quittiert hat, bekommt die Entscheidung nach dem Neustart wieder, bis er quittiert. Haben dann alle quittiert, ist Ruhe.',
  source: recovery,
  points: 2,
  hints: [
    'Wem fehlt die Entscheidung noch, und woran soll der Koordinator das nach dem Neustart erkennen?',
    'Timer überleben keinen Absturz. Wer stellt sie neu?',
    'Vergessen dürfen Sie eine Entscheidung erst, wenn alle quittiert haben.',
  ],
  chapter: `${chapterFile}#die-beiden-phasen`,
  sometimes: [restarted, committed],
};

export const recoveryProperties: readonly AnyProperty[] = [
  ofParticipants(
    voteDurable,
    [participantCrashes],
    (finding) =>
      finding.kind === 'read-unlocked' ||
      (finding.kind === 'read-tx' && finding.restarted) ||
      finding.kind === 'unanswered' ||
      (finding.kind === 'read-amount' && !finding.repeated && !finding.wasCut) ||
      (finding.kind === 'vote-wrong' && finding.why === 'locked') ||
      (finding.kind === 'vote-count' && finding.before === 'yes') ||
      (finding.kind === 'vote-changed' && finding.from === 'yes'),
  ),
  ofParticipants(
    noDurable,
    [participantCrashes],
    (finding) =>
      (finding.kind === 'vote-changed' && finding.from === 'no') ||
      (finding.kind === 'vote-count' && finding.before === 'no') ||
      finding.kind === 'vote-after-abort',
  ),
  ofParticipants(
    acknowledgedDurable,
    [participantCrashes],
    (finding) =>
      finding.kind === 'read-still-locked' ||
      (finding.kind === 'read-amount' && !finding.repeated && !finding.wasCut) ||
      (finding.kind === 'vote-wrong' && finding.why !== 'locked' && !finding.wasCut),
  ),
  ofParticipants(
    bookedOnce,
    [participantCrashes],
    (finding) =>
      (finding.kind === 'read-amount' && (finding.repeated || finding.wasCut)) ||
      (finding.kind === 'no-ack' && finding.restarted) ||
      (finding.kind === 'vote-wrong' && finding.why !== 'locked' && finding.wasCut),
  ),
  ofCoordinator(
    decisionDurable,
    [coordinatorCrashes],
    (finding) =>
      finding.kind === 'two-outcomes' ||
      finding.kind === 'prepare-again' ||
      finding.kind === 'commit-without-votes' ||
      (finding.kind === 'client-unanswered' && finding.restarted),
  ),
  ofCoordinator(
    beginDurable,
    [coordinatorCrashes],
    (finding) =>
      (finding.kind === 'undecided' && finding.why === 'restart') ||
      finding.kind === 'stray' ||
      finding.kind === 'prepare-wrong' ||
      (finding.kind === 'untold' && finding.restarted && !finding.again && !finding.slow),
  ),
  ofCoordinator(
    resumes,
    [coordinatorCrashes],
    (finding) =>
      finding.kind === 'not-quiet' ||
      (finding.kind === 'untold' && finding.restarted && finding.again),
  ),
];
