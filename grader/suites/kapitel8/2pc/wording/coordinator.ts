import type { CoordinatorFinding } from '../checks/coordinator-findings.ts';

/** German sentences on what the coordinator did wrong. */
export function coordinatorWording(finding: CoordinatorFinding): string {
  switch (finding.kind) {
    case 'malformed':
      return 'n1 sendet eine Nachricht, die nicht im Vertrag steht.';
    case 'prepare-missing':
      return `n1 hat den Auftrag ${finding.tx} bekommen, fragt aber den Teilnehmer ${finding.to} nicht.`;
    case 'prepare-wrong':
      return `Das Prepare für ${finding.tx} an ${finding.to} enthält nicht genau die Buchungen von ${finding.to}, oder es nennt nicht genau die Teilnehmer der Transaktion.`;
    case 'prepare-again':
      return `${finding.tx} ist schon entschieden, und n1 fragt ${finding.to} noch einmal: Die Transaktion beginnt von vorn.`;
    case 'stray':
      return `n1 sendet für ${finding.tx} eine Nachricht an ${finding.to}, der daran nicht teilnimmt.`;
    case 'commit-without-votes':
      return finding.no === undefined
        ? `n1 entscheidet bei ${finding.tx} auf „commit“, ohne dass ${finding.missing.join(' und ')} mit „yes“ gestimmt ${finding.missing.length === 1 ? 'hat' : 'haben'}.`
        : `n1 entscheidet bei ${finding.tx} auf „commit“, obwohl ${finding.no} mit „no“ gestimmt hat.`;
    case 'two-outcomes':
      return `n1 hat für ${finding.tx} schon „${finding.first}“ gesagt und sagt ${finding.via === 'client' ? 'dem Client' : finding.via} ${finding.restarted ? 'nach dem Neustart' : 'jetzt'} „${finding.second}“.`;
    case 'abort-early':
      return `n1 bricht ${finding.tx} nach ${finding.waitedMs} ms ab, obwohl niemand mit „no“ gestimmt hat und die Frist noch läuft.`;
    case 'undecided':
      return {
        'all-yes': `Alle Teilnehmer haben bei ${finding.tx} mit „yes“ gestimmt, aber n1 sendet nicht rechtzeitig eine Entscheidung.`,
        no: `Ein Teilnehmer hat bei ${finding.tx} mit „no“ gestimmt, aber n1 sendet nicht rechtzeitig eine Entscheidung.`,
        timeout: `Die Frist für die Stimmen zu ${finding.tx} lief bis ${finding.sinceMs} ms. n1 bricht auch 50 ms danach nicht ab.`,
        restart: `n1 hat für ${finding.tx} ein Prepare gesendet, ist abgestürzt und neu gestartet. Seither erfährt niemand, wie ${finding.tx} ausgeht: Wer mit „yes“ gestimmt hat, wartet für immer.`,
      }[finding.why];
    case 'untold':
      if (finding.slow) {
        return `n1 hat über ${finding.tx} entschieden, sendet ${finding.to} die Decision aber nicht in demselben Handler.`;
      }
      if (!finding.again) {
        return `Für ${finding.tx} ist entschieden, aber n1 sendet ${finding.to} nicht rechtzeitig eine Decision.`;
      }
      return `${finding.to} hat die Entscheidung für ${finding.tx} noch nicht quittiert. n1 wiederholt sie ${finding.restarted ? 'nach dem Neustart ' : ''}nicht, jedenfalls nicht rechtzeitig.`;
    case 'not-quiet':
      return `Alle Teilnehmer haben ${finding.tx} quittiert, aber n1 sendet ${finding.to} die Entscheidung noch einmal.`;
    case 'client-unanswered':
      if (finding.restarted) {
        return `Ein Client fragt nach dem Neustart von n1 nach ${finding.tx}, das vor dem Absturz begann. n1 antwortet ihm nicht, obwohl entschieden ist: Antworten, die ein Absturz verhindert hat, holt der Client so nach.`;
      }
      return finding.afterwards
        ? `Ein Client fragt nach ${finding.tx}, als schon entschieden ist. n1 antwortet ihm nicht im selben Handler.`
        : `${finding.tx} ist entschieden, aber n1 antwortet einem Client, der darauf wartet, nicht im selben Handler.`;
    case 'client-confused':
      return `Die Antwort an den Client, der nach ${finding.tx} gefragt hat, ist nicht die zu ${finding.tx} oder steht nicht im Vertrag.`;
    case 'wrong-node':
      return 'n1 bekommt „balance“, hat aber keine Konten. Er antwortet nicht mit „wrong-node“.';
  }
}
