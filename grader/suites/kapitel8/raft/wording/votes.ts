import type { Message, RequestVote } from '../contract.ts';

/** German sentences on votes and roles. */
export const votesWording = {
  firstAsks: 'sein Log ist leer und niemand hat ihn in diesem Term vorher gefragt',
  alreadyVoted: (first: string) => `er hat in diesem Term schon für ${first} gestimmt`,
  sameAgain: (first: string) => `er hat in diesem Term bereits für ${first} gestimmt`,
  votedForItself: 'ein Candidate stimmt in seinem Term für sich selbst',
  staleTerm: 'der Term der Anfrage ist kleiner als sein eigener',
  newTerm: 'in einem neuen Term ist seine Stimme wieder frei',
  noAnswer: ({ term, candidateId }: RequestVote) =>
    `n1 hat das RequestVote von ${candidateId} in Term ${term} nicht beantwortet. Jede Anfrage wird sofort beantwortet, auch mit nein.`,
  wrongVote: ({ term, candidateId }: RequestVote, granted: boolean, because: string) =>
    granted
      ? `n1 hat ${candidateId} in Term ${term} die Stimme verweigert, müsste sie aber geben: ${because}.`
      : `n1 hat ${candidateId} in Term ${term} die Stimme gegeben, dürfte es aber nicht: ${because}.`,
  wrongTerm: (actual: number, expected: number) =>
    `n1 nennt in der Antwort auf RequestVote den Term ${actual}; richtig wäre ${expected}. Auch wer ablehnt, übernimmt einen höheren Term, und wer einen kleineren ablehnt, nennt seinen eigenen.`,
  staleLeader: (leader: string, term: number, own: number) =>
    `n1 ist Leader von Term ${own} und bekommt ein verspätetes AppendEntries von ${leader} aus Term ${term}. Auch ein Leader beantwortet es sofort: mit „success: false“ und seinem Term ${own}.`,
  tooFew: (votes: number, nodes: number, majority: number) =>
    `n1 handelt als Leader, obwohl ihn mit ihm selbst nur ${votes} von ${nodes} Knoten gewählt haben. Die Mehrheit ist ${majority}.`,
  countedTwice: (votes: number, nodes: number, majority: number) =>
    `n1 handelt als Leader, obwohl ihn nur ${votes} verschiedene von ${nodes} Knoten gewählt haben (die Mehrheit ist ${majority}): Eine doppelt zugestellte Stimme zählt nur einmal.`,
  countedDenied: (votes: number, nodes: number, majority: number) =>
    `n1 handelt als Leader, obwohl ihn nur ${votes} von ${nodes} Knoten gewählt haben (die Mehrheit ist ${majority}): Eine verweigerte Stimme zählt nicht.`,
  countedStale: (old: number, term: number) =>
    `n1 kandidiert in Term ${term} und handelt nach Stimmen aus Term ${old} als Leader. Stimmen gelten nur für den Term, in dem sie gegeben wurden.`,
  addedUp: (old: number, term: number) =>
    `n1 handelt als Leader, indem er eine Stimme aus Term ${old} und eine aus Term ${term} zusammenzählt. Mit jeder Kandidatur beginnt die Zählung neu.`,
  notElected: (term: number, majority: number, nodes: number) =>
    `n1 hat in Term ${term} die Stimmen von ${majority} der ${nodes} Knoten, meldet sich aber nicht sofort mit AppendEntries als Leader.`,
  leaderNotAcknowledged: (leader: string, term: number) =>
    `n1 kandidiert in Term ${term} und lehnt den Heartbeat von ${leader} ab, der diesen Term gewonnen hat. Ein Candidate erkennt einen Leader seines Terms an.`,
  secondLeader: (leader: string, term: number) =>
    `n1 hat ${leader} als Leader von Term ${term} anerkannt und handelt nach verspäteten Stimmen doch selbst als Leader.`,
  oldTermGoesOn: (higher: number, message: Message) =>
    `n1 hat von Term ${higher} erfahren und sendet danach noch ${message.type} (Term ${message.term}). Wer einen höheren Term sieht, in einer Anfrage oder in einer Antwort, wird Follower.`,
  neverAgain: (higher: number) =>
    `n1 hat von Term ${higher} erfahren, hört seitdem von keinem Leader und kandidiert trotzdem nicht.`,
  oldTerm: (claimed: number, higher: number) =>
    `n1 hat von Term ${higher} erfahren und kandidiert danach in Term ${claimed}. Terme wachsen nur.`,
};
