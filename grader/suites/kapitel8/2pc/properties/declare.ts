import {
  type AnyProperty,
  type Experiment,
  holds,
  type Property,
  property,
  type Sometimes,
  type Verdict,
  violated,
} from '../../../suite.ts';
import type { CoordinatorFinding } from '../checks/coordinator-findings.ts';
import { coordinatorFindings } from '../checks/coordinator-monitor.ts';
import type { ParticipantFinding } from '../checks/participant-findings.ts';
import { participantFindings } from '../checks/participant-monitor.ts';
import type { CommitSeen } from '../observed.ts';
import type { Play } from '../stage/play.ts';
import { coordinatorWording } from '../wording/coordinator.ts';
import { participantWording } from '../wording/participant.ts';

/** All of a property but its check. */
export type Head = Omit<Property<unknown, CommitSeen>, 'check' | 'on'>;

export const chapterFile = '10-2pc.md';
export const bernstein = 'Bernstein, Hadzilacos & Goodman 1987';

/** What a participant did wrong, as far as `isMeant` says so. */
export function ofParticipants(
  head: Head,
  on: readonly Experiment<Play, CommitSeen>[],
  isMeant: (finding: ParticipantFinding) => boolean,
): AnyProperty {
  return property<Play, CommitSeen>({
    ...head,
    on,
    check(seen) {
      const found = participantFindings(seen).find(isMeant);
      return found === undefined ? holds : violated(participantWording(found), [found.seq]);
    },
  });
}

/** What the coordinator did wrong, as far as `isMeant` says so. */
export function ofCoordinator(
  head: Head,
  on: readonly Experiment<Play, CommitSeen>[],
  isMeant: (finding: CoordinatorFinding) => boolean,
): AnyProperty {
  return property<Play, CommitSeen>({
    ...head,
    on,
    check(seen) {
      const found = coordinatorFindings(seen).find(isMeant);
      if (found === undefined) return holds;
      const seqs = found.kind === 'two-outcomes' ? [found.seq, found.firstSeq] : [found.seq];
      return violated(coordinatorWording(found), seqs);
    },
  });
}

export function atLeast(count: string, times: number, otherwise: string): Sometimes {
  return { count, atLeast: times, otherwise };
}

export const saidYes = atLeast('yes', 5, 'Der Teilnehmer hat kaum einmal mit „yes“ gestimmt.');
export const saidNo = atLeast('no', 3, 'Der Teilnehmer hat kaum einmal mit „no“ gestimmt.');
export const acknowledged = atLeast(
  'Ack',
  5,
  'Der Teilnehmer hat kaum eine Entscheidung quittiert.',
);
export const wasUndecided = atLeast(
  'undecided',
  5,
  'Kaum ein Client bekam die Antwort „undecided“.',
);
export const toldBalance = atLeast('balance', 5, 'Kaum ein Client erfuhr einen Kontostand.');
export const asked = atLeast('Prepare', 5, 'Der Koordinator hat kaum ein Prepare gesendet.');
export const committed = atLeast('commit', 5, 'Kaum eine Transaktion wurde festgeschrieben.');
export const aborted = atLeast('abort', 5, 'Kaum eine Transaktion wurde abgebrochen.');
export const toldClients = atLeast('told-commit', 3, 'Kaum ein Client hörte von einem „commit“.');
export const restarted = atLeast('restarts', 5, 'Kaum ein Knoten ist neu gestartet.');

/** The first of several verdicts that does not hold. */
export function all(...checks: readonly ((seen: CommitSeen) => Verdict)[]) {
  return (seen: CommitSeen): Verdict => {
    for (const check of checks) {
      const verdict = check(seen);
      if (verdict.verdict !== 'holds') return verdict;
    }
    return holds;
  };
}
