import type { ParticipantFinding, ReadFinding } from '../checks/participant-findings.ts';
import type { Response } from '../contract.ts';

const said = (response: Response): string => {
  if (response.kind === 'balance') return `den Stand ${response.amount}`;
  if (response.kind === 'undecided') return `„unentschieden“ (wegen ${response.tx})`;
  return `„${response.kind}“`;
};

const after = (finding: ReadFinding): string =>
  finding.restarted ? 'Nach dem Neustart nennt' : 'Trotzdem nennt';

/** How long a lock was to be held: what blocking costs. */
const waited = ({ sinceMs }: ReadFinding): string =>
  sinceMs >= 100 ? ` Seit dem Ja sind ${sinceMs} ms vergangen; auch dann muss er warten.` : '';

function reading(finding: ReadFinding, node: string): string {
  const { account, actual, expected, tx } = finding;
  switch (finding.kind) {
    case 'read-unlocked':
      return `${node} hat bei ${tx} mit „yes“ gestimmt und kennt die Entscheidung noch nicht; das Konto „${account}“ ist gesperrt. ${after(finding)} er ${said(actual)}.${waited(finding)}`;
    case 'read-still-locked':
      return `${tx} ist bei ${node} nicht offen, das Konto „${account}“ ist also frei. ${after(finding)} er ${said(actual)} statt ${said(expected)}.`;
    case 'read-amount':
      return `Nach allem, was ${node} zugesagt und gehört hat, ist für das Konto „${account}“ ${said(expected).replace('den Stand', 'der Stand')} richtig. Er nennt ${said(actual)}.`;
    case 'read-tx':
      return `Das Konto „${account}“ ist bei ${node} wegen ${tx} gesperrt. Er nennt ${said(actual)}.`;
  }
}

/** German sentences on what a participant did wrong. */
export function participantWording(finding: ParticipantFinding): string {
  const { node } = finding;
  switch (finding.kind) {
    case 'malformed':
      return `${node} sendet eine Nachricht, die nicht im Vertrag steht.`;
    case 'vote-count':
      if (finding.before !== undefined && finding.votes === 0) {
        return `${node} hat bei ${finding.tx} vor einem Absturz mit „${finding.before}“ gestimmt. Nach dem Neustart beantwortet er ein wiederholtes Prepare nicht: Ging die erste Stimme verloren, erfährt der Koordinator sie nie.`;
      }
      return finding.votes === 0
        ? `${node} beantwortet das Prepare für ${finding.tx} nicht im selben Handler mit einem Vote.`
        : `${node} beantwortet ein Prepare für ${finding.tx} mit ${finding.votes} Stimmen statt mit einer.`;
    case 'vote-wrong':
      if (finding.why === 'can') {
        return `${node} stimmt bei ${finding.tx} mit „no“, obwohl kein Konto gesperrt ist und keines ins Minus geriete.`;
      }
      if (finding.why === 'locked') {
        return `${node} stimmt bei ${finding.tx} mit „yes“, obwohl ein Konto noch für ${finding.holder ?? 'eine andere Transaktion'} gesperrt ist.`;
      }
      return `${node} stimmt bei ${finding.tx} mit „yes“, obwohl ein Konto ins Minus geriete.`;
    case 'vote-changed':
      return `${node} hat bei ${finding.tx} mit „${finding.from}“ gestimmt und stimmt jetzt anders.`;
    case 'vote-after-abort':
      return `${node} hat schon erfahren, dass ${finding.tx} abgebrochen ist. Dem verspäteten Prepare stimmt er trotzdem zu und sperrt Konten, die niemand mehr freigibt.`;
    case 'no-ack':
      if (!finding.isKnown) {
        return `${node} hat bei ${finding.tx} nie gestimmt und quittiert das „abort“ des Koordinators nicht im selben Handler. Bis zur Quittung wiederholt der Koordinator es.`;
      }
      if (finding.restarted) {
        return `${node} hat die Entscheidung für ${finding.tx} schon vor einem Absturz bekommen. Nach dem Neustart kommt sie noch einmal, und er quittiert sie nicht im selben Handler. Ging die erste Quittung mit dem Absturz verloren, wiederholt der Koordinator sie für immer.`;
      }
      return finding.repeated
        ? `${node} quittiert die wiederholte Entscheidung für ${finding.tx} nicht im selben Handler. War die erste Quittung verloren, wartet der Koordinator auf diese.`
        : `${node} quittiert die Entscheidung für ${finding.tx} nicht im selben Handler.`;
    case 'ack-unasked':
      return `${node} sendet ein Ack für ${finding.tx}, ohne dass er eine Entscheidung bekommen hat.`;
    case 'decided-alone':
      return `${node} meldet eine Entscheidung für ${finding.tx}, die er selbst nicht bekommen hat.`;
    case 'stray':
      return `${node} sendet für ${finding.tx} eine Nachricht an ${finding.to}, die dort zu dieser Zeit nichts zu suchen hat.`;
    case 'unanswered':
      return `${node} antwortet auf die Frage nach dem Konto „${finding.account}“ nicht sofort, oder die Antwort steht nicht im Vertrag.`;
    case 'wrong-node':
      return `${node} bekommt „transfer“, ist aber Teilnehmer. Er antwortet nicht mit „wrong-node“.`;
    case 'inquiry-unanswered':
      return finding.isDecided
        ? `${node} kennt die Entscheidung für ${finding.tx} und beantwortet die Frage danach nicht.`
        : `${node} hat bei ${finding.tx} noch nicht gestimmt. Er könnte abbrechen und das sagen, schweigt aber.`;
    case 'inquiry-wrong':
      return `${node} nennt auf die Frage nach ${finding.tx} eine Entscheidung, die es so nicht gibt.`;
    case 'inquiry-idle':
      return `${node} kennt die Entscheidung für ${finding.tx} und fragt ${finding.to} trotzdem noch danach. Gefragt wird nur, bis man sie kennt.`;
    case 'inquiry-missing':
      return `${node} hat bei ${finding.tx} mit „yes“ gestimmt und wartet seit ${finding.waitedMs} ms. Er fragt ${finding.to} nicht, obwohl ${finding.to} teilnimmt.`;
    default:
      return reading(finding, node);
  }
}
