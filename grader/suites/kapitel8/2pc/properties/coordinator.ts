import type { AnyProperty } from '../../../suite.ts';
import { coordinator } from '../experiments.ts';
import {
  aborted,
  asked,
  bernstein,
  chapterFile,
  committed,
  type Head,
  ofCoordinator,
  toldClients,
} from './declare.ts';

const safety = { part: 'koordinator', kind: 'safety', visibility: 'verdeckt' } as const;
const liveness = { ...safety, kind: 'liveness' } as const;
const phases = `${bernstein}, Abschnitt 7.4`;
const conditions = `${bernstein}, Abschnitt 7.3`;

const prepared: Head = {
  ...liveness,
  id: 'prepare-sent',
  title: 'Jeder Teilnehmer wird nach seinen Buchungen gefragt',
  rule: 'Auf „transfer“ sendet der Koordinator jedem Teilnehmer der Transaktion ein Prepare mit genau dessen Buchungen und der Liste aller Teilnehmer. Andere Knoten bekommen nichts.',
  source: phases,
  points: 3,
  hints: [
    'Vergleichen Sie Empfänger, Buchungen und Teilnehmerliste im Prepare mit der Anfrage.',
    'Gruppieren Sie „changes“ nach „participant“. Ein Teilnehmer kann mehrere Buchungen haben und bekommt doch nur ein Prepare.',
    'Nicht jeder Knoten im System nimmt an jeder Transaktion teil.',
  ],
  chapter: `${chapterFile}#die-beiden-phasen`,
  sometimes: [asked],
};

const allYes: Head = {
  ...liveness,
  id: 'all-yes-commits',
  title: 'Stimmen alle mit Ja, wird festgeschrieben',
  rule: 'Sobald die letzte Stimme „yes“ da ist und niemand „no“ gesagt hat, entscheidet der Koordinator auf „commit“ und sagt es noch im selben Handler allen Teilnehmern. Vor Ablauf der Frist gibt er nicht auf.',
  source: `${conditions}: AC4`,
  points: 4,
  hints: [
    'Prüfen Sie nach jeder Stimme, ob noch eine fehlt; die Entscheidung geht noch im selben Handler hinaus.',
    'Der Koordinator stimmt nicht mit; gezählt werden die Teilnehmer der Transaktion, nicht alle Knoten.',
    'Die Frist beginnt mit dem Prepare und beträgt „voteTimeoutMs“.',
  ],
  chapter: `${chapterFile}#die-beiden-phasen`,
  sometimes: [committed],
};

const oneNo: Head = {
  ...safety,
  id: 'commit-needs-all',
  visibility: 'offen',
  title: 'Ohne alle Stimmen kein Commit',
  rule: 'Auf „commit“ entscheidet der Koordinator nur, wenn jeder Teilnehmer dieser Transaktion mit „yes“ gestimmt hat. Ein „no“ genügt zum Abbruch, und keine Stimme ist keine Zustimmung.',
  source: `${conditions}: AC3`,
  points: 5,
  hints: [
    'Was geschieht bei Ihnen, wenn die Frist abläuft und eine Stimme fehlt?',
    'Gilt ein „no“ auch dann noch, wenn danach lauter „yes“ kommen?',
  ],
  chapter: `${chapterFile}#alle-oder-keiner`,
  sometimes: [aborted, committed],
};

const counted: Head = {
  ...safety,
  id: 'votes-counted',
  title: 'Gezählt wird je Teilnehmer und Transaktion',
  rule: 'Eine verdoppelte Stimme ist eine Stimme, und eine Stimme zählt nur für die Transaktion, deren Namen sie trägt.',
  source: phases,
  points: 3,
  hints: [
    'Merken Sie sich, wer gestimmt hat, nicht, wie viele Stimmen kamen.',
    'Läuft mehr als eine Transaktion, braucht jede ihre eigene Zählung.',
  ],
  chapter: `${chapterFile}#zählen`,
  sometimes: [aborted, committed],
};

const timeout: Head = {
  ...liveness,
  id: 'vote-timeout',
  title: 'Fehlt eine Stimme oder lautet eine „no“, bricht er ab',
  rule: 'Beim ersten „no“ sofort, bei fehlenden Stimmen nach „voteTimeoutMs“ entscheidet der Koordinator auf „abort“ und sagt es allen, die noch nicht mit „no“ gestimmt haben. Jede Transaktion hat ihre eigene Frist.',
  source: `${phases}: Timeout actions`,
  points: 3,
  hints: [
    'Stellen Sie beim Senden der Prepares einen Timer, der den Namen der Transaktion trägt.',
    'Auch wer seine Stimme schuldig blieb, muss vom Abbruch erfahren: Vielleicht war sie nur verloren.',
  ],
  chapter: `${chapterFile}#fristen`,
  sometimes: [aborted],
};

const final: Head = {
  ...safety,
  id: 'decision-final',
  title: 'Eine Entscheidung des Koordinators ist endgültig',
  rule: 'Hat der Koordinator entschieden, so ändern weder späte Stimmen noch Timer noch wiederholte Anfragen etwas daran, weder auf der Leitung noch gegenüber Clients.',
  source: `${conditions}: AC2`,
  points: 3,
  hints: [
    'Welcher Ihrer Handler kommt zur zweiten Entscheidung, und sieht er nach, ob es schon eine gibt?',
    'Was tut „onVote“, wenn schon entschieden ist?',
    'Läuft der Timer für die Stimmen nach der Entscheidung noch?',
  ],
  chapter: `${chapterFile}#zählen`,
  sometimes: [aborted, committed],
};

const repeated: Head = {
  ...liveness,
  id: 'decision-repeated',
  title: 'Die Entscheidung wird wiederholt, bis alle quittiert haben',
  rule: 'Wer die Decision bekommen soll und noch nicht quittiert hat, bekommt sie alle „resendIntervalMs“ wieder. Eine doppelte Quittung des einen ersetzt nicht die des anderen.',
  source: phases,
  points: 4,
  hints: [
    'Eine Nachricht kann verloren gehen. Woran merkt der Koordinator, dass sie ankam?',
    'Merken Sie sich, wessen Quittung noch fehlt, statt zu zählen.',
    'Stellen Sie den Timer nach jeder Wiederholung neu.',
  ],
  chapter: `${chapterFile}#die-beiden-phasen`,
  sometimes: [committed, aborted],
};

const quiet: Head = {
  ...safety,
  id: 'quiet-in-the-end',
  title: 'Haben alle quittiert, ist Ruhe',
  rule: 'Hat jeder Teilnehmer quittiert, sendet der Koordinator zu dieser Transaktion nichts mehr (außer als Antwort auf eine verspätete Stimme).',
  source: phases,
  points: 1,
  hints: ['Halten Sie den Timer an, sobald die letzte Quittung da ist.'],
  chapter: `${chapterFile}#die-beiden-phasen`,
  sometimes: [committed, atLeastAcks()],
};

function atLeastAcks() {
  return {
    count: 'delivered',
    atLeast: 20,
    otherwise: 'Der Koordinator hat kaum eine Nachricht bekommen.',
  };
}

const clients: Head = {
  ...liveness,
  id: 'client-answer',
  title: 'Der Client bekommt die Entscheidung',
  rule: 'Sobald entschieden ist, bekommt jeder Client, der auf diese Transaktion wartet, eine Antwort „outcome“ mit ihrem Namen. „balance“ gehört nicht hierher: „wrong-node“.',
  source: phases,
  points: 2,
  hints: [
    'Wer bekommt hier keine Antwort: ein Client, der wartet, oder einer am falschen Knoten?',
    'Wer bekommt hier keine Antwort: ein Client, der wartet, oder einer, der hier falsch ist?',
    'Heben Sie „respond“ bei der Transaktion auf, bis sie entschieden ist.',
    'Warten zwei Anfragen auf dieselbe Transaktion, so bekommen beide Antwort.',
  ],
  chapter: `${chapterFile}#die-beiden-phasen`,
  sometimes: [toldClients],
};

const again: Head = {
  ...safety,
  id: 'request-repeated',
  title: 'Eine wiederholte Anfrage beginnt nichts Neues',
  rule: 'Kommt „transfer“ mit demselben „tx“ noch einmal, so gilt die Entscheidung von damals, auch lange danach. Es gibt kein neues Prepare und keine zweite Entscheidung.',
  source: phases,
  points: 2,
  hints: [
    'Ein Client, der keine Antwort bekam, fragt noch einmal. Woran erkennen Sie ihn?',
    'Die Entscheidung muss auch dann noch bekannt sein, wenn alle quittiert haben.',
  ],
  chapter: `${chapterFile}#typische-fehler`,
  sometimes: [toldClients],
};

export const coordinatorProperties: readonly AnyProperty[] = [
  ofCoordinator(
    prepared,
    [coordinator],
    ({ kind }) =>
      kind === 'prepare-missing' ||
      kind === 'prepare-wrong' ||
      kind === 'stray' ||
      kind === 'malformed',
  ),
  ofCoordinator(
    allYes,
    [coordinator],
    (finding) =>
      finding.kind === 'abort-early' ||
      (finding.kind === 'undecided' && finding.why === 'all-yes') ||
      (finding.kind === 'untold' && !finding.again && finding.outcome === 'commit'),
  ),
  ofCoordinator(oneNo, [coordinator], ({ kind }) => kind === 'commit-without-votes'),
  ofCoordinator(
    counted,
    [coordinator],
    (finding) =>
      (finding.kind === 'commit-without-votes' && finding.confusing && finding.no === undefined) ||
      finding.kind === 'client-confused',
  ),
  ofCoordinator(
    timeout,
    [coordinator],
    (finding) =>
      (finding.kind === 'undecided' && finding.why !== 'all-yes') ||
      (finding.kind === 'untold' && !finding.again && !finding.slow && finding.outcome === 'abort'),
  ),
  ofCoordinator(final, [coordinator], ({ kind }) => kind === 'two-outcomes'),
  ofCoordinator(repeated, [coordinator], (finding) => finding.kind === 'untold' && finding.again),
  ofCoordinator(quiet, [coordinator], ({ kind }) => kind === 'not-quiet'),
  ofCoordinator(
    clients,
    [coordinator],
    (finding) =>
      (finding.kind === 'client-unanswered' && !finding.afterwards) ||
      finding.kind === 'client-confused' ||
      finding.kind === 'wrong-node',
  ),
  ofCoordinator(
    again,
    [coordinator],
    (finding) =>
      finding.kind === 'prepare-again' ||
      (finding.kind === 'client-unanswered' && finding.afterwards) ||
      (finding.kind === 'two-outcomes' && finding.via === 'client'),
  ),
];
