import type { Question } from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import type { NodeId } from '../../../simulator/process.ts';

const percent = new Intl.NumberFormat('de-DE', { style: 'percent' });

/** German sentences about part 3: DNS. */
export const dnsWording = {
  wrongAnswer: ({ name, recordType }: Question) =>
    `Die Antwort auf die Frage nach „${name}“ (${recordType}) ist falsch.`,
  argumentChanged: (functionName: string) =>
    `${functionName} hat eines seiner Argumente verändert. Legen Sie für das Ergebnis neue Objekte an.`,
  notPermutation: () => 'Das Ergebnis enthält nicht genau die übergebenen Records, jeden einmal.',
  priorityOrder: () => 'Ein Record kleinerer Priorität steht hinter einem größerer Priorität.',
  wrongShare: (weight: number, weights: readonly number[], share: number) =>
    `Unter den Gewichten ${weights.join(', ')} kam das Ziel mit Gewicht ${weight} in ${percent.format(share)} der Fälle als Nächstes an die Reihe.`,

  malformedQuery: (node: NodeId) =>
    `${node} hat etwas anderes gesendet als eine „DnsQuery“ mit neuer id an den Server. Neu ist eine id, die dieser Knoten noch nie verwendet hat, auch nicht vor einem Neustart.`,
  cacheUnused: (node: NodeId, untilMs: number) =>
    `${node} hat eine Antwort, die bis ${untilMs} ms gilt, gibt sie aber nicht sofort und ohne neue Frage.`,
  stale: (node: NodeId, atMs: number) =>
    `${node} antwortet bei ${atMs} ms aus dem Cache, obwohl dort nichts mehr gültig ist (oder nie etwas aufgehoben werden durfte).`,
  wrongTtl: (node: NodeId, left: number, given: unknown) =>
    `${node} gibt einen Record mit TTL ${String(given)} weiter; übrig sind ${left} s.`,
  wrongResult: (node: NodeId) =>
    `Das Ergebnis von ${node} ist nicht die Antwort des Servers auf diese Frage.`,
  unsolicited: (node: NodeId) =>
    `${node} verwendet eine Antwort, nach der so niemand gefragt hat: falscher Absender, falsche id oder andere Frage.`,
  notAsked: (node: NodeId) => `${node} hat keine gültige Antwort, fragt den Server aber nicht.`,
  askedTwice: (node: NodeId) =>
    `${node} fragt noch einmal, obwohl dieselbe Frage unterwegs und ihre Zeit nicht um ist.`,
  askedForNobody: (node: NodeId) => `${node} stellt eine Frage, auf deren Antwort niemand wartet.`,
  tooMany: (node: NodeId, attempts: number) =>
    `${node} stellt dieselbe Frage öfter als ${attempts}-mal.`,
  noRetry: (node: NodeId, atMs: number) =>
    `${node} hat bei ${atMs} ms nicht wieder gefragt, obwohl keine Antwort kam und noch Versuche übrig sind.`,
  noServfail: (node: NodeId, atMs: number) =>
    `Auch der letzte Versuch von ${node} blieb ohne Antwort; bei ${atMs} ms ist „SERVFAIL“ ohne Records das Ergebnis.`,
  noAnswer: (node: NodeId, atMs: number) =>
    `Die Antwort ist da, aber wer bei ${atMs} ms danach gefragt hat, bekommt sie von ${node} nicht.`,
} as const;
