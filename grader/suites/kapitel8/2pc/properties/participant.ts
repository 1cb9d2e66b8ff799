import type { AnyProperty } from '../../../suite.ts';
import { participant, waiting } from '../experiments.ts';
import {
  acknowledged,
  bernstein,
  chapterFile,
  type Head,
  ofParticipants,
  saidNo,
  saidYes,
  toldBalance,
  wasUndecided,
} from './declare.ts';

const safety = { part: 'teilnehmer', kind: 'safety', visibility: 'verdeckt' } as const;
const phases = `${bernstein}, Abschnitt 7.4`;
const view = `${chapterFile}#die-sicht-des-teilnehmers`;
const locks = `${chapterFile}#sperren`;

/** From here on it is about waiting, not about locking. */
const patienceMs = 150;

const voteAnswer: Head = {
  ...safety,
  id: 'vote-answer',
  title: 'Jedes Prepare bekommt sofort die richtige Stimme',
  rule: 'Der Teilnehmer beantwortet jedes Prepare im selben Handler mit genau einem Vote: „yes“, wenn keines der Konten gesperrt ist und keines ins Minus geriete, sonst „no“.',
  source: phases,
  points: 4,
  hints: [
    'Was muss der Teilnehmer wissen, um zusagen zu können? Prüfen Sie alle Konten der Transaktion, nicht nur das erste.',
    'Ein Konto, das noch nie vorkam, hat den Stand „initialBalance“. Genau 0 ist erlaubt.',
    'Nach einem „abort“ sind die Konten wieder frei, mit dem alten Stand.',
  ],
  chapter: view,
  sometimes: [saidYes, saidNo],
};

const lockedConflict: Head = {
  ...safety,
  id: 'locked-conflict',
  title: 'Gesperrte Konten nehmen keine zweite Transaktion an',
  rule: 'Solange eine Transaktion nach dem Ja offen ist, bekommt jede andere, die eines ihrer Konten ändert, ein „no“.',
  source: `${bernstein}, Abschnitt 7.2`,
  points: 3,
  hints: [
    'Merken Sie sich je Konto, für welche Transaktion es gesperrt ist.',
    'Auch ein Eingang (positiver Betrag) braucht die Sperre.',
  ],
  chapter: locks,
  sometimes: [saidYes, saidNo],
};

const undecidedAnswer: Head = {
  ...safety,
  id: 'undecided-answer',
  visibility: 'offen',
  title: 'Auf ein gesperrtes Konto lautet die Antwort „undecided“',
  rule: 'Vom Ja bis zur Entscheidung beantwortet der Teilnehmer jede Frage nach einem Konto der Transaktion sofort mit „undecided“ und ihrem Namen, alle anderen Fragen mit dem Stand.',
  source: `${bernstein}, Abschnitt 7.3: Uncertainty period`,
  points: 3,
  hints: [
    'Weder der alte noch der neue Stand wäre sicher richtig. Was weiß der Teilnehmer?',
    'Sperren Sie die Konten in dem Augenblick, in dem Sie mit „yes“ stimmen.',
    'Eine Anfrage „transfer“ gehört nicht hierher: „wrong-node“.',
  ],
  chapter: locks,
  sometimes: [wasUndecided, toldBalance],
};

const blocking: Head = {
  ...safety,
  id: 'blocking',
  title: 'Wer mit Ja gestimmt hat, wartet',
  rule: 'Fehlt der Koordinator nach dem Ja, so entscheidet der Teilnehmer nicht allein, auch nicht nach Sekunden: Die Konten bleiben gesperrt, bis die Entscheidung da ist.',
  source: `${bernstein}, Abschnitt 7.4: Blocking`,
  points: 5,
  hints: [
    'Was könnte der Koordinator vor seinem Ausfall einem anderen Teilnehmer gesagt haben?',
    'Ein Timer, der nach einem Ja abbricht oder bucht, verletzt AC1. Streichen Sie ihn.',
  ],
  chapter: `${chapterFile}#blockieren`,
  sometimes: [wasUndecided],
};

const decisionApplied: Head = {
  ...safety,
  id: 'decision-applied',
  title: 'Die Entscheidung wird ausgeführt und quittiert',
  rule: '„commit“ bucht alle Änderungen der Transaktion, „abort“ keine. Beides löst ihre Sperren und wird im selben Handler beim Koordinator quittiert.',
  source: phases,
  points: 4,
  hints: [
    'Was fehlt: die Buchung, die gelöste Sperre oder das Ack? Alle drei gehören in denselben Handler.',
    'Woher kennt der Teilnehmer bei der Entscheidung die Buchungen? In der Decision stehen sie nicht.',
    'Lösen Sie die Sperren aller Konten der Transaktion, bei „commit“ wie bei „abort“.',
    'Das Ack geht an den Koordinator, mit dem Namen der Transaktion.',
  ],
  chapter: `${chapterFile}#die-beiden-phasen`,
  sometimes: [acknowledged, toldBalance],
};

const onceOnly: Head = {
  ...safety,
  id: 'applied-once',
  title: 'Eine wiederholte Entscheidung wirkt einmal und wird jedes Mal quittiert',
  rule: 'Kommt dieselbe Entscheidung noch einmal, oder nach ihr noch einmal das Prepare, so wird nichts gebucht und nichts gesperrt. Ein Ack gibt es trotzdem jedes Mal.',
  source: phases,
  points: 3,
  hints: [
    'In welchem Zustand ist die Transaktion, wenn die zweite Kopie kommt?',
    'Der Koordinator wiederholt, weil ihm die Quittung fehlt. Was geschieht, wenn die zweite ausbleibt?',
  ],
  chapter: view,
  sometimes: [acknowledged, toldBalance],
};

const oneVote: Head = {
  ...safety,
  id: 'one-vote',
  title: 'Ein wiederholtes Prepare bekommt dieselbe Stimme',
  rule: 'Die Stimme zu einer Transaktion steht fest, sobald sie gegeben ist. Ein weiteres Prepare bekommt dieselbe, auch wenn inzwischen ein Konto frei oder gesperrt ist.',
  source: phases,
  points: 2,
  hints: [
    'Prüfen Sie bei jedem Prepare zuerst, ob Sie die Transaktion schon kennen.',
    'Bei der Wiederholung sind die Konten gesperrt, und zwar für diese Transaktion selbst.',
  ],
  chapter: view,
  sometimes: [saidYes, saidNo],
};

const overtaken: Head = {
  ...safety,
  id: 'abort-overtakes',
  title: 'Ein Abbruch, der sein Prepare überholt, gilt',
  rule: 'Kommt „abort“ für eine Transaktion, die der Teilnehmer nicht kennt, so quittiert und merkt er es. Das verspätete Prepare bekommt „no“ und sperrt nichts.',
  source: phases,
  points: 3,
  hints: [
    'Der Koordinator hat nach der Frist abgebrochen, das Prepare war noch unterwegs. Wer gibt die Sperre frei, wenn Sie jetzt zustimmen?',
    'Vermerken Sie den Abbruch auch dann, wenn es zur Transaktion noch keinen Eintrag gibt.',
  ],
  chapter: `${chapterFile}#zählen`,
  sometimes: [acknowledged, saidNo],
};

const separate: Head = {
  ...safety,
  id: 'transactions-apart',
  title: 'Transaktionen kommen einander nicht in die Quere',
  rule: 'Mehrere Transaktionen können zugleich offen sein. Die Entscheidung der einen ändert nichts an Sperren, Buchungen und Stimme der anderen.',
  source: `${bernstein}, Abschnitt 7.2`,
  points: 3,
  hints: [
    'Führen Sie je Transaktion einen eigenen Zustand, gefunden über „tx“.',
    'Ein „abort“ löst nur Sperren, die diese Transaktion selbst hält; wer mit „no“ gestimmt hat, hält keine.',
  ],
  chapter: locks,
  sometimes: [saidYes, wasUndecided],
};

export const participantProperties: readonly AnyProperty[] = [
  ofParticipants(
    voteAnswer,
    [participant],
    (finding) =>
      finding.kind === 'malformed' ||
      finding.kind === 'vote-count' ||
      (finding.kind === 'vote-wrong' && finding.why !== 'locked'),
  ),
  ofParticipants(
    lockedConflict,
    [participant],
    (finding) => finding.kind === 'vote-wrong' && finding.why === 'locked',
  ),
  ofParticipants(
    undecidedAnswer,
    [participant],
    (finding) =>
      (finding.kind === 'read-unlocked' && finding.sinceMs < patienceMs) ||
      finding.kind === 'read-tx' ||
      finding.kind === 'unanswered' ||
      finding.kind === 'wrong-node',
  ),
  ofParticipants(
    blocking,
    [waiting, participant],
    (finding) =>
      (finding.kind === 'read-unlocked' && finding.sinceMs >= patienceMs) ||
      (finding.kind === 'vote-wrong' && finding.why === 'locked') ||
      finding.kind === 'ack-unasked' ||
      finding.kind === 'decided-alone',
  ),
  ofParticipants(
    decisionApplied,
    [participant, waiting],
    (finding) =>
      finding.kind === 'read-still-locked' ||
      (finding.kind === 'read-amount' && !finding.repeated) ||
      (finding.kind === 'no-ack' && finding.isKnown && !finding.repeated),
  ),
  ofParticipants(
    onceOnly,
    [participant],
    (finding) =>
      (finding.kind === 'read-amount' && finding.repeated) ||
      (finding.kind === 'read-still-locked' && finding.repeated) ||
      (finding.kind === 'no-ack' && finding.repeated),
  ),
  ofParticipants(oneVote, [participant], (finding) => finding.kind === 'vote-changed'),
  ofParticipants(
    overtaken,
    [participant],
    (finding) =>
      finding.kind === 'vote-after-abort' ||
      (finding.kind === 'no-ack' && !finding.isKnown) ||
      (finding.kind === 'read-still-locked' && finding.overtaken),
  ),
  ofParticipants(
    separate,
    [participant],
    (finding) =>
      (finding.kind === 'read-unlocked' && finding.interleaved) ||
      finding.kind === 'read-tx' ||
      (finding.kind === 'read-amount' && finding.interleaved),
  ),
];
