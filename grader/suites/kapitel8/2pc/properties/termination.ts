import { type AnyProperty, holds, property, violated } from '../../../suite.ts';
import { inquiryFindings } from '../checks/inquiries.ts';
import { participantFindings } from '../checks/participant-monitor.ts';
import { oneOutcome } from '../checks/system-checks.ts';
import { helped } from '../checks/termination.ts';
import { termination } from '../experiments.ts';
import type { CommitSeen } from '../observed.ts';
import type { Play } from '../stage/play.ts';
import { withoutCoordinator } from '../system/without-coordinator.ts';
import { participantWording } from '../wording/participant.ts';
import { all, atLeast, bernstein, chapterFile, type Head, ofParticipants } from './declare.ts';

const shared = {
  part: 'terminierung',
  visibility: 'verdeckt',
  source: `${bernstein}, Abschnitt 7.4: Cooperative termination protocol`,
  chapter: `${chapterFile}#kooperative-terminierung`,
} as const;
const hasAsked = atLeast('Inquiry', 5, 'Der Teilnehmer hat kaum einmal gefragt.');
const hasTold = atLeast('abort', 3, 'Der Teilnehmer hat auf keine Frage geantwortet.');

const asks: Head = {
  ...shared,
  id: 'termination-asks',
  kind: 'liveness',
  title: 'Wer unsicher ist, fragt alle anderen, bis er es weiß',
  rule: 'Nach seinem Ja fragt ein Teilnehmer alle „inquiryIntervalMs“ alle anderen Teilnehmer der Transaktion, auch nach einem eigenen Neustart, und hört damit auf, sobald er die Entscheidung kennt.',
  points: 3,
  hints: [
    'Wer teilnimmt, steht im Prepare. Ist es nach einem Neustart noch bekannt?',
    'Stellen Sie den Timer nach jeder Frage neu, und in „onStart“ für alles, was vorbereitet ist.',
  ],
  sometimes: [hasAsked],
};

const answers: Head = {
  ...shared,
  id: 'termination-answers',
  kind: 'safety',
  title: 'Wer die Entscheidung kennt, sagt sie; wer unsicher ist, schweigt',
  rule: 'Eine Frage wird im selben Handler mit der Decision beantwortet, wenn der Gefragte sie kennt. Hat er selbst mit Ja gestimmt und kennt sie nicht, so sagt er nichts. Eine Decision von einem Teilnehmer gilt wie die des Koordinators.',
  points: 3,
  hints: [
    'Was weiß dieser Teilnehmer von der Transaktion, und steht es auch im Log?',
    'Auch wer selbst mit „no“ gestimmt hat, kennt den Ausgang.',
    'Unsicher plus unsicher bleibt unsicher: Wer nichts weiß, darf nicht raten.',
  ],
  sometimes: [hasTold],
};

const aborts: Head = {
  ...shared,
  id: 'termination-aborts',
  kind: 'safety',
  title: 'Wer noch nicht gestimmt hat, bricht ab und bleibt dabei',
  rule: 'Wird ein Teilnehmer nach einer Transaktion gefragt, zu der er noch kein Prepare bekommen hat, so vermerkt er den Abbruch und antwortet mit „abort“. Das spätere Prepare bekommt „no“, auch nach einem Neustart.',
  points: 2,
  hints: [
    'Kann der Koordinator auf „commit“ entschieden haben, wenn Sie noch nicht gestimmt haben?',
    'Der Abbruch ist danach bekannt wie jeder andere: Auch die Decision des Koordinators dazu wird quittiert.',
    'Die Antwort bindet Sie: erst ins Log, dann senden.',
  ],
  sometimes: [hasTold, atLeast('no', 3, 'Kaum ein Prepare bekam „no“.')],
};

const helps: Head = {
  ...shared,
  id: 'termination-helps',
  kind: 'liveness',
  title: 'Ohne Koordinator hilft, wer etwas weiß',
  rule: 'Kommt der Koordinator nicht wieder, und kennt auch nur ein Teilnehmer die Entscheidung oder hat noch nicht mit Ja gestimmt, so erfahren sie alle. Sind alle unsicher, warten alle.',
  points: 2,
  hints: [
    'Wird eine Decision, die von einem Teilnehmer kommt, bei Ihnen genauso verarbeitet?',
    'Antwortet auch, wer von der Transaktion noch nie gehört hat?',
  ],
  sometimes: [hasAsked, hasTold],
};

export const terminationProperties: readonly AnyProperty[] = [
  property<Play, CommitSeen>({
    ...asks,
    on: [termination],
    check(seen) {
      const found =
        inquiryFindings(seen)[0] ??
        participantFindings(seen).find(({ kind }) => kind === 'inquiry-idle');
      return found === undefined ? holds : violated(participantWording(found), [found.seq]);
    },
  }),
  ofParticipants(
    answers,
    [termination],
    (finding) =>
      finding.kind === 'inquiry-wrong' ||
      (finding.kind === 'inquiry-unanswered' && finding.isDecided) ||
      finding.kind === 'decided-alone' ||
      finding.kind === 'stray' ||
      finding.kind === 'read-unlocked' ||
      (finding.kind === 'read-still-locked' && !finding.overtaken) ||
      finding.kind === 'read-amount',
  ),
  ofParticipants(
    aborts,
    [termination],
    (finding) =>
      (finding.kind === 'inquiry-unanswered' && !finding.isDecided) ||
      finding.kind === 'vote-after-abort' ||
      (finding.kind === 'vote-changed' && finding.from === 'no') ||
      finding.kind === 'no-ack',
  ),
  property({ ...helps, on: [withoutCoordinator], check: all(helped, oneOutcome) }),
];
