import { type AnyProperty, property } from '../../suite.ts';
import {
  checkCleared,
  checkCrashDetected,
  checkNoFalseAlarm,
  checkOnlySubjectRaises,
  checkPingRhythm,
  checkSuspectFirst,
} from './membership-checks.ts';
import {
  checkConversationDeaths,
  checkConversationProbes,
  checkErrands,
} from './membership-checks-conversation.ts';
import { checkProbes } from './membership-checks-probing.ts';
import {
  checkRefutation,
  checkReportOrder,
  checkReportsTaken,
} from './membership-checks-reports.ts';
import {
  brokenLink,
  calmMembers,
  crashingMembers,
  disturbedMembers,
} from './membership-cluster.ts';
import { conversing, isConversation } from './membership-conversation.ts';
import { type ProbingInput, probing } from './membership-probing.ts';
import { comparingReports, hearingReports } from './membership-reports.ts';
import type { MemberSeen } from './membership-run.ts';

const swim = 'Das, Gupta & Motivala 2002';

/** Part 4, bonus. */
export const membershipProperties: readonly AnyProperty[] = [
  property({
    id: 'report-order',
    part: 'mitglieder',
    title: 'Meldungen sind nach (Inkarnation, Status) geordnet',
    rule: 'supersedes sagt genau dann ja, wenn die Meldung eine höhere Inkarnation hat, oder bei gleicher Inkarnation den schwereren Status: alive < suspect < dead.',
    source: `${swim}, Abschnitt 4.2`,
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Was zählt mehr: „tot, Inkarnation 0“ oder „am Leben, Inkarnation 1“?',
      'Vergleichen Sie erst incarnation und nur bei Gleichheit die Schwere des Status.',
    ],
    chapter: '06-gossip.md#verdacht',
    on: [comparingReports],
    check: checkReportOrder,
  }),
  property<unknown, MemberSeen>({
    id: 'reports-taken',
    part: 'mitglieder',
    title: 'Übernommen wird genau, was mehr zählt',
    rule: 'Jede Nachricht und jede Antwort trägt die vollständige Liste. Ein Eintrag über einen anderen ändert sich durch Gehörtes nur, wenn die Meldung den bekannten Eintrag verdrängt; dass ein ack da ist, ändert ihn nicht. Auf jeden ping folgt sofort genau ein ack.',
    source: `${swim}, Abschnitte 4.1 und 4.2`,
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Was geschieht, wenn nach „tot, Inkarnation 0“ noch einmal „am Leben, Inkarnation 0“ eintrifft?',
      'Werten Sie die Liste jeder Nachricht aus, auch die eines ack, und antworten Sie erst danach.',
      'Ein ack erledigt den ping: Es verhindert einen neuen Verdacht. Einen Verdacht, von dem der Knoten inzwischen gehört hat, hebt es nicht auf, denn die Liste darin kann älter sein als er. Das tut nur eine höhere Inkarnation.',
    ],
    chapter: '06-gossip.md#verdacht',
    on: [hearingReports, conversing],
    check: checkReportsTaken,
    sometimes: [{ count: 'deaths', atLeast: 3, otherwise: 'Fast niemand wurde für tot gemeldet.' }],
  }),
  property<unknown, MemberSeen>({
    id: 'refutation',
    part: 'mitglieder',
    title: 'Wer lebt, widerspricht mit einer höheren Inkarnation',
    rule: 'Hört ein Knoten über sich selbst suspect oder dead mit einer Inkarnation, die mindestens die eigene ist, so erhöht er seine eigene sofort über die gemeldete. Sonst bleibt sie, wie sie ist (nach einem Neustart übernimmt er eine höhere, in der er als alive gilt).',
    source: `${swim}, Abschnitt 4.2`,
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      '„Ich lebe, Inkarnation 0“ verdrängt „im Verdacht, Inkarnation 0“ nicht. Was muss der Betroffene ändern?',
      'Setzen Sie die eigene Inkarnation auf die gemeldete plus 1, noch bevor das ack hinausgeht.',
    ],
    chapter: '06-gossip.md#widerspruch',
    on: [hearingReports, conversing],
    check: checkRefutation,
    sometimes: [{ count: 'deaths', atLeast: 3, otherwise: 'Fast niemand wurde für tot gemeldet.' }],
  }),
  property<unknown, MemberSeen>({
    id: 'only-subject-raises',
    part: 'mitglieder',
    title: 'Nur der Betroffene erhöht seine Inkarnation',
    rule: 'Kein Knoten nennt für einen anderen eine Inkarnation, die dieser nicht selbst bekannt gegeben hat.',
    source: `${swim}, Abschnitt 4.2`,
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Wer einen Verdacht hat, meldet ihn mit der *bekannten* Inkarnation des Verdächtigen.',
      'Auch ein ack des Verdächtigen ändert seinen Eintrag nicht von selbst: Die Liste darin tut es.',
    ],
    chapter: '06-gossip.md#widerspruch',
    on: [calmMembers, disturbedMembers],
    check: checkOnlySubjectRaises,
    sometimes: [{ count: 'suspicions', atLeast: 5, otherwise: 'Nie wurde jemand verdächtigt.' }],
  }),
  property<unknown, MemberSeen>({
    id: 'ping-rhythm',
    part: 'mitglieder',
    title: 'Je Runde ein ping, und jeder kommt an die Reihe',
    rule: 'Zu Beginn jeder Runde pingt ein Knoten genau einen anderen an. In je 2(n − 1) aufeinanderfolgenden Runden kommt jeder andere mindestens einmal an die Reihe.',
    source: `${swim}, Abschnitt 4.3`,
    points: 2,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'Rein zufällige Ziele lassen einzelne Knoten beliebig lange aus.',
      'Mischen Sie die Liste der anderen, gehen Sie sie durch und mischen Sie dann neu.',
    ],
    chapter: '06-gossip.md#ping',
    on: [calmMembers, conversing],
    check: checkPingRhythm,
    sometimes: [{ count: 'pings', atLeast: 20, otherwise: 'Es wurde fast nie gepingt.' }],
  }),
  property<unknown, MemberSeen>({
    id: 'probes',
    part: 'mitglieder',
    title: 'Verdächtigt wird, wer weder direkt noch über Helfer antwortet',
    rule: 'Bleibt das ack pingTimeoutMs lang aus, gehen ping-req an helpers verschiedene andere. Helfer werden jedes Mal neu ausgelost. Kommt bis zum Ende der Runde kein ack mit der richtigen sequence, steht das Ziel im Verdacht, in der bekannten Inkarnation, sonst nicht.',
    source: `${swim}, Abschnitt 3.1`,
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Zu welchem ping gehört das ack? Geben Sie jedem ping eine neue sequence und vergleichen Sie sie.',
      'Ein ack, das nach dem Ende der Runde kommt, gehört zu einem alten ping.',
    ],
    chapter: '06-gossip.md#ping',
    on: [probing, conversing],
    check: (seen, input) =>
      isConversation(seen)
        ? checkConversationProbes(seen)
        : checkProbes(seen, input as ProbingInput),
    sometimes: [{ count: 'pings', atLeast: 20, otherwise: 'Es wurde fast nie gepingt.' }],
  }),
  property<unknown, MemberSeen>({
    id: 'no-false-alarm',
    part: 'mitglieder',
    title: 'Eine unterbrochene Leitung bringt niemanden in Verdacht',
    rule: 'Wer um Hilfe gebeten wird, pingt das Ziel sofort an und gibt dessen ack weiter, gleichgültig was er selbst von dem Ziel hält. Solange jeder Knoten wenigstens über Helfer erreichbar ist und rechtzeitig antwortet, verdächtigt niemand jemanden.',
    source: `${swim}, Abschnitt 3.1`,
    points: 1,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Ein Helfer pingt das Ziel mit einer eigenen sequence und gibt das ack mit der des Bittenden weiter.',
      'Mehrere Bitten können zugleich offen sein, auch um dasselbe Ziel und über das Ende einer Runde hinweg. Merken Sie sich zu jedem ping für andere, für wen er war.',
    ],
    chapter: '06-gossip.md#ping',
    on: [brokenLink, calmMembers, conversing],
    check: (seen) => (isConversation(seen) ? checkErrands(seen) : checkNoFalseAlarm(seen)),
    sometimes: [{ count: 'pings', atLeast: 20, otherwise: 'Es wurde fast nie gepingt.' }],
  }),
  property<unknown, MemberSeen>({
    id: 'suspect-first',
    part: 'mitglieder',
    title: 'Vor dem Tod steht der Verdacht',
    rule: 'Für tot erklärt wird, wer suspectMs lang ununterbrochen in derselben Inkarnation im Verdacht stand, nicht früher und spätestens zu Beginn der nächsten Runde, oder von wem ein anderer es gemeldet hat.',
    source: `${swim}, Abschnitt 4.2`,
    points: 1,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Stellen Sie beim Verdacht einen Timer und löschen Sie ihn bei einer Widerlegung.',
      'Das gilt auch für einen Verdacht, von dem der Knoten nur gehört hat. Eine höhere Inkarnation beginnt eine neue Frist; ein ack oder ein weiterer ping ohne Antwort ändert an der alten nichts.',
    ],
    chapter: '06-gossip.md#verdacht',
    on: [crashingMembers, disturbedMembers, conversing],
    check: (seen) =>
      isConversation(seen) ? checkConversationDeaths(seen) : checkSuspectFirst(seen),
    sometimes: [{ count: 'deaths', atLeast: 5, otherwise: 'Nie wurde jemand für tot erklärt.' }],
  }),
  property({
    id: 'crash-detected',
    part: 'mitglieder',
    title: 'Ein Absturz wird von allen entdeckt',
    rule: 'Ist ein Knoten abgestürzt, so halten ihn nach einer beschränkten Zahl von Runden alle anderen für tot und einander für lebendig.',
    source: `${swim}, Abschnitte 3 und 4.3`,
    points: 2,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'Was geschieht bei Ihnen am Ende einer Runde ohne ack, was nach Ablauf von suspectMs?',
      'Auch ein Verdacht, von dem ein Knoten nur gehört hat, läuft bei ihm ab.',
    ],
    chapter: '06-gossip.md#verdacht',
    on: [crashingMembers],
    check: checkCrashDetected,
    sometimes: [{ count: 'deaths', atLeast: 5, otherwise: 'Nie wurde jemand für tot erklärt.' }],
  }),
  property({
    id: 'living-cleared',
    part: 'mitglieder',
    title: 'Wer lebt und erreichbar ist, gilt am Ende als lebendig',
    rule: 'Sind alle Störungen vorbei, so hält nach einer beschränkten Zahl von Runden jeder jeden für lebendig, auch wer zwischendurch für tot erklärt wurde oder neu gestartet ist.',
    source: `${swim}, Abschnitt 4.2`,
    points: 1,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'Erfährt ein für tot Erklärter davon? Auch Tote werden reihum angepingt, und der ping trägt die Liste.',
      'Nur eine höhere Inkarnation verdrängt „tot“.',
    ],
    chapter: '06-gossip.md#widerspruch',
    on: [disturbedMembers],
    check: checkCleared,
    sometimes: [{ count: 'suspicions', atLeast: 5, otherwise: 'Nie wurde jemand verdächtigt.' }],
  }),
];
