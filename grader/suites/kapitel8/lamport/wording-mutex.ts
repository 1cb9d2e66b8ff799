/** German sentences of part 5: what a failed check says. */

const show = (value: unknown) => (value === undefined ? 'nichts' : JSON.stringify(value));

export const mutexWording = {
  twoHolders: (holder: string, second: string) =>
    `${second} bekommt die Sperre, während ${holder} sie noch hat.`,
  againstStamps: (first: string, timeFirst: number, second: string, timeSecond: number) =>
    `${first} bekommt die Sperre mit dem Zeitstempel ${timeFirst} vor ${second} mit dem kleineren Zeitstempel ${timeSecond}.`,
  againstNames: (first: string, second: string, time: number) =>
    `${first} bekommt die Sperre vor ${second}. Beide Anforderungen tragen den Zeitstempel ${time}, und Ihr compareStamps stellt ${second} vor ${first}.`,
  passedOver: (first: string, second: string) =>
    `${first} hat die Sperre angefordert, und ${second} konnte davon wissen, als es selbst anforderte. Trotzdem bekommt ${second} sie zuerst.`,
  neverGranted: (node: string) =>
    `${node} hat die Sperre angefordert und bekommt sie nie, obwohl jeder Inhaber sie wieder freigibt.`,
  notGranted: (node: string, response: unknown) =>
    `${node} antwortet auf „acquire“ mit ${show(response)}. Erwartet ist { type: 'granted', stamp }.`,
  neverReleased: (node: string) => `${node} beantwortet die Anfrage „release“ nicht.`,
  notReleased: (node: string, response: unknown) =>
    `${node} antwortet auf „release“ mit ${show(response)}. Erwartet ist { type: 'released' }.`,
  releasedLate: (node: string) =>
    `${node} beantwortet „release“ erst später. Antworten Sie im selben Aufruf von onRequest.`,
  requestedAgain: (node: string, peer: string) =>
    `${node} sendet „request“ an ${peer}, ohne dass gerade ein Client „acquire“ gefragt hat. Je Anforderung geht genau ein „request“ an jeden Nachbarn, noch in dem Handler, der „acquire“ annimmt.`,
  noTimestamp: (node: string, message: unknown) =>
    `${node} sendet ${show(message)}. Jede Nachricht trägt in time ihren Zeitstempel, eine ganze Zahl ab 1.`,
  wrongRequests: (node: string, peer: string, count: number) =>
    `Auf „acquire“ sendet ${node} sofort ${count} Nachrichten „request“ an ${peer}, verlangt ist genau eine.`,
  differentStamps: (node: string, times: readonly number[]) =>
    `Dieselbe Anforderung von ${node} trägt verschiedene Zeitstempel: ${times.join(', ')}. Die Knoten würden sie verschieden einreihen.`,
  wrongStamp: (node: string, stamp: unknown) =>
    `Die Antwort „granted“ von ${node} trägt den Stempel ${show(stamp)}. Sie muss den Stempel der Anforderung tragen.`,
  messagesUnordered: (
    a: string,
    typeA: string,
    timeA: number,
    b: string,
    typeB: string,
    timeB: number,
  ) =>
    `„${typeA}“ von ${a} (Zeitstempel ${timeA}) wurde vor „${typeB}“ von ${b} (Zeitstempel ${timeB}) gesendet. Die Uhrenbedingung gilt auch hier: Der erste Zeitstempel muss kleiner sein.`,
  tooManyMessages: (count: number, visits: number, limit: number) =>
    `Für ${visits} Anforderungen reisen ${count} Nachrichten, erlaubt sind ${limit}.`,
} as const;
