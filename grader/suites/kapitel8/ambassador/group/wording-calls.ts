import type { Outcome } from './jobs.ts';

function show(value: unknown): string {
  return value === undefined || value === null ? 'nichts' : JSON.stringify(value);
}

function result(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'reply':
      return `mit Status ${outcome.status} beantwortet`;
    case 'refused':
      return 'abgelehnt';
    case 'timeout':
      return 'bis zum Ablauf der Wartezeit nicht beantwortet';
  }
}

function wanted(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'reply':
      return `Status ${outcome.status} und den Body ${show(outcome.body)}`;
    case 'refused':
      return 'Status 502';
    case 'timeout':
      return 'Status 504';
  }
}

/** German sentences about requests and calls (W1 to W6, and part 3 on the wire). */
export const callWording = {
  changed: (node: string, message: unknown) =>
    `${node} bekommt ${show(message)}. Ein Call trägt method, path und body einer Anfrage, genau so, wie der Client sie gestellt hat.`,
  strangeMessage: (node: string, message: unknown) =>
    `${node} bekommt ${show(message)}. Der Ambassador schickt den Knoten der Gruppe nur HealthCheck und Call.`,
  badId: (node: string, id: unknown) =>
    `Der Call an ${node} trägt die id ${show(id)}. Erwartet ist eine Zahl, die noch kein Call trug.`,
  notAtOnce: (path: string) =>
    `Auf die Anfrage ${path} folgt nicht sofort ein Call oder eine Antwort. Beides geschieht noch in onRequest.`,
  leftBehind: (path: string, node: string, outcome: Outcome) =>
    `Der Call von ${path} an ${node} wurde ${result(outcome)}, und danach geschieht mit der Anfrage sofort nichts: weder ein Call an einen anderen Knoten noch eine Antwort an den Client.`,
  calledAfterAnswer: (path: string, node: string) =>
    `Die Anfrage ${path} ist schon beantwortet, trotzdem geht noch ein Call an ${node}.`,
  inParallel: (path: string, first: string, second: string) =>
    `Für ${path} geht ein Call an ${second}, obwohl der an ${first} noch kein Ergebnis hat.`,
  afterSuccess: (path: string, node: string) =>
    `Für ${path} geht ein weiterer Call an ${node}, obwohl der vorige gelungen ist.`,
  repeated: (method: string, path: string, first: string, second: string, outcome: Outcome) =>
    `${method} ${path} ging an ${first} und wurde ${result(outcome)}. Die Anfrage kann dort ausgeführt worden sein, trotzdem geht sie noch einmal hinaus, an ${second}.`,
  sameNode: (path: string, node: string) =>
    `Für ${path} geht ein zweiter Call an ${node}. Ausgewichen wird auf einen anderen Knoten.`,
  tooMany: (path: string, limit: number) =>
    `Für ${path} gehen mehr als ${limit} Calls hinaus, das ist mehr als maxAttempts.`,
  failoverLate: (path: string, first: string, second: string) =>
    `Nach dem Fehlschlag bei ${first} weicht ${path} nicht sofort aus, sondern erst später auf ${second}.`,
  gaveUp: (path: string, node: string, candidates: readonly string[]) =>
    `Der Client bekommt auf ${path} das Ergebnis des Fehlschlags bei ${node}, obwohl noch Kandidaten da sind (${candidates.join(', ')}) und die Anfrage ausweichen darf.`,
  inactive: (node: string, path: string) =>
    `${path} geht an ${node}. Dieser Knoten ist nach den Prüfungen gerade inaktiv.`,
  forbidden: (node: string, path: string, state: string | undefined) =>
    state === 'half-open'
      ? `${path} geht an ${node}, obwohl dessen Breaker halb offen ist und schon genug Probeaufrufe unterwegs sind.`
      : `${path} geht an ${node}, obwohl dessen Breaker nach den Ergebnissen der letzten Calls offen ist.`,
  answeredEarly: (path: string, node: string) =>
    `Der Client bekommt eine Antwort auf ${path}, bevor der Call an ${node} ein Ergebnis hat.`,
  answeredLate: (path: string) =>
    `Die Antwort auf ${path} geht nicht sofort an den Client, sondern erst später.`,
  wrongAnswer: (path: string, outcome: Outcome, response: unknown) =>
    `Der letzte Call von ${path} wurde ${result(outcome)}. Der Client müsste ${wanted(outcome)} bekommen, er bekommt ${show(response)}.`,
  strangeAnswer: (path: string, status: unknown) =>
    `Der Ambassador antwortet auf ${path} mit Status ${show(status)}, ohne einen Knoten gefragt zu haben. Dafür gibt es nur 429 (gedrosselt) und 503 (kein Kandidat).`,
  available: (path: string, candidates: readonly string[]) =>
    `${path} wird mit 503 abgewiesen, obwohl es Kandidaten gibt: ${candidates.join(', ')}.`,
  admitted: (path: string, tokens: number) =>
    `${path} wird zugelassen, obwohl ${tokens < 0.001 ? 'keine' : 'nur ein Bruchteil einer'} Marke im Eimer ist. Erwartet ist 429.`,
  throttled: (path: string, tokens: number) =>
    `${path} wird mit 429 abgewiesen, obwohl ${Math.floor(tokens) === 1 ? 'noch eine Marke' : `noch ${Math.floor(tokens)} Marken`} im Eimer ${Math.floor(tokens) === 1 ? 'ist' : 'sind'}. Jede Anfrage nimmt genau eine.`,
  share: (
    node: string,
    candidates: readonly string[],
    turn: number,
    expected: number,
    actual: number,
  ) =>
    `Kandidaten sind ${candidates.join(', ')}. Von ${turn} Calls, die unter ihnen nacheinander vergeben werden, gehen ${actual} an ${node}. Sein Gewicht verlangt genau ${expected}.`,
} as const;
