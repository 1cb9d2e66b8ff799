import type { Outcome, Response } from '../contract.ts';

interface Told {
  readonly outcome: Outcome;
  readonly by: string;
  readonly to: string;
}

const whom = (to: string) => (to === 'client' ? 'einem Client' : to);

/** German sentences on whole systems. */
export const systemWording = {
  twoOutcomes: (tx: string, first: Told, other: Told) =>
    `Für ${tx} gibt es zwei Entscheidungen: ${first.by} sagt ${whom(first.to)} „${first.outcome}“, und ${other.by} sagt ${whom(other.to)} „${other.outcome}“.`,
  commitWithout: (tx: string, by: string, participant: string, vote: string | undefined) =>
    vote === undefined
      ? `${by} meldet für ${tx} „commit“, obwohl ${participant} noch gar nicht gestimmt hat.`
      : `${by} meldet für ${tx} „commit“, obwohl ${participant} mit „${vote}“ gestimmt hat.`,
  notCommitted: (tx: string) =>
    `Alle Teilnehmer haben bei ${tx} mit „yes“ gestimmt, nichts ist ausgefallen, und trotzdem gibt es kein „commit“.`,
  neverDecided: (node: string, tx: string) =>
    `${node} hat bei ${tx} mit „yes“ gestimmt. Alle Störungen sind vorbei, aber die Entscheidung erreicht ${node} nicht mehr: Die Konten bleiben gesperrt.`,
  unanswered: (client: string, what: string) =>
    `Der Client ${client} bekommt auf seine Anfrage zu „${what}“ keine Antwort, obwohl längst nichts mehr gestört ist.`,
  stillUndecided: (node: string, account: string, tx: string) =>
    `Lange nach der letzten Störung antwortet ${node} für das Konto „${account}“ noch „unentschieden“ (wegen ${tx}).`,
  wrongSum: (node: string, account: string, actual: number, expected: number) =>
    `Am Ende liegen auf dem Konto „${account}“ bei ${node} ${actual}. Nach den festgeschriebenen Transaktionen müssten es ${expected} sein: Die Summe aller Konten stimmt nicht.`,
  halfVisible: (node: string, account: string, tx: string, to: string) =>
    `${to === 'client' ? 'Ein Client' : to} weiß schon, dass ${tx} festgeschrieben ist. Danach nennt ${node} für das Konto „${account}“ einen Stand, der dazu nicht passt: Sichtbar ist nur die halbe Transaktion.`,
  guessed: (node: string, account: string, actual: Response) =>
    `${node} nennt für das Konto „${account}“ ${actual.kind === 'balance' ? `den Stand ${actual.amount}` : 'etwas'}, obwohl das nach allem, was ${node} gehört hat, nicht der festgeschriebene Stand ist.`,
};
