import type { Stamp } from '../../../../exercises/kapitel8/lamport/contract.ts';

/** German sentences of parts 2 and 3: what a failed check says. */

const name = ({ time, node }: Stamp) => `(${time}, ${node})`;
const show = (value: unknown) => (value === undefined ? 'nichts' : JSON.stringify(value));

/** How a local event is named where an execution is drawn. */
export const localEvent = (id: string) => `lokales Ereignis ${id}`;

export const orderWording = {
  noNumber: (a: Stamp, b: Stamp, result: unknown) =>
    `compareStamps gibt für ${name(a)} und ${name(b)} ${show(result)} zurück. Erwartet ist eine Zahl.`,
  sameNotZero: (a: Stamp, result: unknown) =>
    `compareStamps gibt für zwei gleiche Stempel ${name(a)} den Wert ${show(result)} zurück statt 0.`,
  differentButZero: (a: Stamp, b: Stamp) =>
    `compareStamps gibt für ${name(a)} und ${name(b)} 0 zurück, obwohl sie verschieden sind. So ist die Ordnung nicht total.`,
  notAntisymmetric: (a: Stamp, b: Stamp, forwards: unknown, backwards: unknown) =>
    `compareStamps ordnet ${name(a)} und ${name(b)} je nach Reihenfolge der Argumente verschieden: einmal ${show(forwards)}, einmal ${show(backwards)}.`,
  notTransitive: (a: Stamp, b: Stamp, c: Stamp) =>
    `${name(a)} kommt vor ${name(b)} und ${name(b)} vor ${name(c)}, aber ${name(a)} nicht vor ${name(c)}.`,
  notExtended: (a: Stamp, b: Stamp, result: unknown) =>
    `Das Ereignis mit dem Stempel ${name(a)} geschah vor dem mit ${name(b)}, compareStamps gibt aber ${show(result)} zurück. Zuerst muss die Zeit entscheiden, als Zahl.`,
} as const;

export const counterexampleWording = {
  notAnExecution: () =>
    'findCounterexample muss ein Objekt { events, a, b } zurückgeben, mit events als Liste.',
  tooLong: (count: number, limit: number) =>
    `Der Ablauf hat ${count} Ereignisse, erlaubt sind ${limit}.`,
  badEvent: (index: number, event: unknown) =>
    `Das Ereignis an Stelle ${index} hat nicht die Form aus contract.ts: ${show(event)}.`,
  duplicateId: (id: string) => `Die id „${id}“ kommt mehrmals vor.`,
  strangeNode: (id: string, node: string) =>
    `Das Ereignis „${id}“ nennt den Knoten ${node}, der nicht zur Aufgabe gehört.`,
  sentToSelf: (id: string) => `Das Ereignis „${id}“ sendet eine Nachricht an den eigenen Knoten.`,
  receivedTooEarly: (id: string, of: string) =>
    `„${id}“ empfängt „${of}“, aber ein Senden mit dieser id steht nicht davor.`,
  receivedElsewhere: (id: string, node: string, to: string) =>
    `„${id}“ wird auf ${node} empfangen, die Nachricht ging aber an ${to}.`,
  receivedTwice: (id: string, of: string) => `„${id}“ empfängt „${of}“ ein zweites Mal.`,
  lonely: (node: string) =>
    `${node} steht abseits: Der Knoten empfängt keine Nachricht und sendet keine, die ankommt.`,
  unknownEvent: (which: 'a' | 'b', id: unknown) =>
    `${which} ist ${show(id)}, aber kein Ereignis des Ablaufs hat diese id.`,
  sameEvent: () => 'a und b sind dasselbe Ereignis.',
  tooClose: (timeA: number, timeB: number, gap: number) =>
    `L(a) = ${timeA} und L(b) = ${timeB}. Verlangt ist L(b) ≥ L(a) + ${gap}.`,
  ordered: (first: 'a' | 'b', second: 'a' | 'b') =>
    `${first} geschah vor ${second}: Es führt ein Weg über Programmschritte und Nachrichten dorthin. Gesucht sind zwei nebenläufige Ereignisse.`,
} as const;
