import type { AppendEntries, AppendEntriesReply } from '../contract.ts';

interface Place {
  readonly index: number;
  readonly term: number;
}

const asked = ({ leaderId, term, prevLogIndex, prevLogTerm, entries }: AppendEntries) =>
  `AppendEntries von ${leaderId} (Term ${term}, prevLogIndex ${prevLogIndex}, prevLogTerm ${prevLogTerm}, ${entries.length === 1 ? '1 Eintrag' : `${entries.length} Einträge`})`;

/** German sentences on logs and commits. */
export const logWording = {
  emptyPrefix: 'vor dem ersten Eintrag stimmen alle Logs überein',
  otherTerm: (index: number, term: number) =>
    `an Index ${index} steht ein Eintrag aus Term ${term}`,
  pastTheEnd: (length: number) => `sein Log endet bei Index ${length}`,
  agrees: (index: number, term: number) => `an Index ${index} steht ein Eintrag aus Term ${term}`,
  oldPrefix: 'die genannten Einträge stehen schon genau so in seinem Log',
  keptLong: (index: number) =>
    `er hat den Eintrag an Index ${index} zuvor bestätigt, und eine überholte, kürzere Nachricht darf ihn nicht entfernen`,
  removed: (index: number) =>
    `ab Index ${index} gilt das Log des neuen Leaders, der alte Eintrag dahinter ist entfernt`,
  replaced: (index: number, term: number) =>
    `an Index ${index} steht jetzt der Eintrag des neuen Leaders aus Term ${term}`,
  staleTerm: (term: number) => `er kennt schon Term ${term}, der Absender ist nicht mehr Leader`,
  compare: (last: Place, mine: Place) =>
    `das Log des Candidates endet mit Index ${last.index} aus Term ${last.term}, sein eigenes mit Index ${mine.index} aus Term ${mine.term}`,
  deniedAndLed: (term: number) =>
    `n1 hat eine Bitte um die Stimme in Term ${term} abgelehnt und handelt danach noch als Leader. Auch wer ablehnt, übernimmt den höheren Term und tritt zurück.`,
  noAnswer: (request: AppendEntries) =>
    `n1 hat ein ${asked(request)} nicht beantwortet. Jede Anfrage wird sofort beantwortet, auch mit nein.`,
  wrongAnswer: (request: AppendEntries, success: boolean, because: string) =>
    `n1 beantwortet ein ${asked(request)} mit „success: ${!success}“, richtig wäre ${success}: ${because}.`,
  wrongEcho: (request: AppendEntries, reply: AppendEntriesReply, matchIndex: number) =>
    `n1 antwortet auf ein ${asked(request)} mit prevLogIndex ${reply.prevLogIndex} und matchIndex ${reply.matchIndex}. Nach dem Vertrag wären es ${request.prevLogIndex} und ${matchIndex}.`,
  termBefore: (request: AppendEntries, reply: AppendEntriesReply) =>
    `n1 antwortet auf ein ${asked(request)} mit Term ${reply.term}. Genannt wird der eigene Term, nachdem die Anfrage verarbeitet ist, hier also mindestens ${request.term}.`,
  wrongEnd: (index: number, term: number, rightIndex: number, rightTerm: number) =>
    `n1 kandidiert mit einem Log, das bei Index ${index} (Term ${term}) endet. Richtig wäre Index ${rightIndex} (Term ${rightTerm}).`,
  committedTooMuch: (commit: number) =>
    `n1 hält Einträge bis Index ${commit} für festgeschrieben. Bestätigt ist sein Log aber nur bis Index 1: Der Heartbeat trug zwar ein höheres leaderCommit, dahinter können im Log von n1 jedoch andere Einträge stehen.`,
  committedRefused: (commit: number) =>
    `n1 hat ein AppendEntries abgelehnt und hält danach trotzdem Einträge bis Index ${commit} für festgeschrieben. Was er ablehnt, bestätigt nichts: Auch „leaderCommit“ daraus zählt nicht.`,
  commitForgotten: (commit: number, expected: number) =>
    `n1 hat durch einen Heartbeat erfahren, dass die Einträge bis Index ${expected} festgeschrieben sind, meldet als neuer Leader aber leaderCommit ${commit}.`,
  commitWentBack: (commit: number, expected: number) =>
    `n1 wusste, dass die Einträge bis Index ${expected} festgeschrieben sind. Nach einer überholten, älteren Nachricht meldet er als neuer Leader nur noch leaderCommit ${commit}.`,
};
