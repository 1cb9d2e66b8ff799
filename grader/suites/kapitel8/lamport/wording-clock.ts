/** German sentences of part 1: what a failed check says. */

const callNames = { tick: 'tick()', send: 'send()', receive: 'receive(…)' } as const;
type Call = keyof typeof callNames;

function show(value: unknown): string {
  return value === undefined ? 'nichts' : JSON.stringify(value);
}

export const clockWording = {
  noTimestamp: (call: Call, value: unknown) =>
    `${callNames[call]} gibt ${show(value)} zurück. Ein Zeitstempel ist eine ganze Zahl ab 1 im Bereich sicherer ganzer Zahlen.`,
  stoodStill: (call: Call, previous: number, stamp: number) =>
    `Die Uhr stand auf ${previous}, ${callNames[call]} gibt ${stamp} zurück. Jedes lokale Ereignis und jedes Senden muss die Uhr vorrücken (C1).`,
  receivedTooLow: (previous: number, timestamp: number, stamp: number) =>
    `Die Uhr stand auf ${previous}, die Nachricht trägt ${timestamp}, der Empfang bekommt ${stamp}. Er muss größer sein als beide (C2).`,
  notZero: (actual: unknown) =>
    `Eine neue Uhr zeigt ${show(actual)}. Vor dem ersten Ereignis steht sie auf 0.`,
  readAfter: (call: Call, stamp: unknown, actual: unknown) =>
    `${callNames[call]} gibt ${show(stamp)} zurück, time() zeigt danach ${show(actual)}. Beides muss übereinstimmen, und Ablesen darf die Uhr nicht verändern.`,
  influenced: (call: Call, expected: unknown, actual: unknown) =>
    `Allein gibt diese Uhr bei ${callNames[call]} ${show(expected)} zurück, neben einer zweiten Uhr ${show(actual)}. Uhren dürfen keinen Zustand teilen.`,
  unordered: (a: string, b: string, timeA: number, timeB: number) =>
    `${a} geschah vor ${b}, trägt aber den Zeitstempel ${timeA}, und ${timeA} ist nicht kleiner als ${timeB}.`,
  unanswered: (node: string, request: string) =>
    `Die Anfrage „${request}“ an ${node} blieb ohne Antwort. Antworten Sie im selben Aufruf von onRequest.`,
  answeredLate: (node: string, request: string) =>
    `${node} beantwortet die Anfrage „${request}“ erst später. Antworten Sie im selben Aufruf von onRequest.`,
  badResponse: (node: string, response: unknown) =>
    `${node} antwortet ${show(response)}. Erwartet ist { time } mit einer ganzen Zahl ab 1.`,
  badMessage: (node: string, message: unknown) =>
    `${node} sendet ${show(message)}. Erwartet ist { type: 'note', time } mit einer ganzen Zahl ab 1.`,
  differentStamps: (node: string, inMessage: number, inResponse: number) =>
    `Die Nachricht von ${node} trägt ${inMessage}, die Antwort an den Client ${inResponse}. Beide beschreiben dasselbe Senden und müssen denselben Zeitstempel tragen.`,
  wrongSends: (node: string, request: string, expected: number, actual: number) =>
    `Bei „${request}“ sendet ${node} ${actual} Nachrichten statt ${expected}.`,
  wrongReceiver: (node: string, expected: string, actual: string) =>
    `${node} soll an ${expected} senden, sendet aber an ${actual}.`,
  sentUnasked: (node: string) =>
    `${node} sendet, ohne dass ein Client darum gebeten hat. Nur die Anfrage „send“ löst eine Nachricht aus.`,
  eventName: (node: string, request: string) => `„${request}“ auf ${node}`,
} as const;
