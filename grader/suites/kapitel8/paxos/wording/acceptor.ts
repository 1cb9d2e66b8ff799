import { show } from '../ballots.ts';
import type { AcceptedProposal, Ballot } from '../contract.ts';

type Question = { readonly type: 'Prepare' | 'Accept'; readonly ballot: Ballot };

const vote = (accepted: AcceptedProposal | null): string =>
  accepted === null ? 'null' : `„${accepted.value}“ mit ${show(accepted.ballot)}`;

/** German sentences on the acceptor. */
export const acceptorWording = {
  brokePromise: ({ type, ballot }: Question, promised: Ballot, by: 'Prepare' | 'Accept') =>
    by === 'Prepare'
      ? `n1 hat ${show(promised)} versprochen und bedient danach noch ${type} ${show(ballot)}. Kleinere Ballots als der versprochene werden abgelehnt.`
      : `n1 hat „Accept“ mit ${show(promised)} zugestimmt und bedient danach noch ${type} ${show(ballot)}. Wer einem Ballot zustimmt, hat ihn damit auch versprochen.`,
  wrongAccepted: (
    ballot: Ballot,
    actual: AcceptedProposal | null,
    expected: AcceptedProposal | null,
  ) =>
    `n1 verspricht ${show(ballot)} und nennt als angenommen ${vote(actual)}; richtig wäre ${vote(expected)}. Genannt wird der Vorschlag mit dem höchsten Ballot, dem er bisher zugestimmt hat.`,
  refused: ({ type, ballot }: Question, promised: Ballot) =>
    promised.round === 0
      ? `n1 lehnt ${type} ${show(ballot)} ab, obwohl er noch nichts versprochen hat.`
      : `n1 lehnt ${type} ${show(ballot)} ab, obwohl er nichts Höheres als ${show(promised)} versprochen hat. Ein Ballot, der mindestens so groß ist wie der versprochene, wird bedient.`,
  unanswered: ({ type, ballot }: Question) =>
    `n1 beantwortet ${type} ${show(ballot)} nicht in demselben Handler. Jede Frage wird sofort beantwortet, auch eine doppelte und auch mit nein.`,
  answeredOften: ({ type, ballot }: Question, times: number) =>
    `n1 beantwortet ${type} ${show(ballot)} ${times}-mal. Jede Frage wird genau einmal beantwortet.`,
  answeredElse: ({ type, ballot }: Question, answer: string) =>
    `n1 beantwortet ${type} ${show(ballot)} mit ${answer}. Auf „Prepare“ folgt „Promise“ oder „Reject“, auf „Accept“ folgt „Accepted“ oder „Reject“, immer an den Absender und mit dem Ballot der Frage.`,
  wrongPromised: (ballot: Ballot, actual: Ballot, expected: Ballot) =>
    `n1 lehnt ${show(ballot)} ab und nennt als versprochen ${show(actual)}; versprochen hat er ${show(expected)}.`,
  malformed: (node: string, field: string) =>
    `${node} sendet eine Nachricht, deren Feld „${field}“ nicht so ist, wie „protocol.ts“ es beschreibt.`,
  forgotPromise: ({ type, ballot }: Question, promised: Ballot) =>
    `n1 hat sich vor einem Absturz auf ${show(promised)} festgelegt und bedient nach dem Neustart ${type} ${show(ballot)}. Ein Versprechen muss gespeichert sein, bevor jemand von ihm erfährt.`,
  forgotAccepted: (
    ballot: Ballot,
    actual: AcceptedProposal | null,
    expected: AcceptedProposal | null,
  ) =>
    `n1 hat vor einem Absturz ${vote(expected)} angenommen und nennt nach dem Neustart im „Promise“ für ${show(ballot)} ${vote(actual)}. Angenommenes muss gespeichert sein, bevor jemand davon erfährt.`,
  brokenAfterRestart: ({ type, ballot }: Question) =>
    `Nach einem Neustart beantwortet n1 ${type} ${show(ballot)} nicht mehr so, wie die Regeln es verlangen.`,
  ballotOrder: (a: Ballot, b: Ballot, actual: number) =>
    `„compareBallots“ ergibt für ${show(a)} und ${show(b)} den Wert ${actual}.`,
};
