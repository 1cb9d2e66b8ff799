/** German sentences of part 4: what a failed check says. */

const show = (value: unknown) => (value === undefined ? 'nichts' : JSON.stringify(value));
const eventNames = { local: 'das lokale Ereignis', send: 'das Senden', receive: 'der Empfang' };

export const vectorWording = {
  eventName: (kind: keyof typeof eventNames, id: string, node: string) =>
    `${eventNames[kind]} ${id} auf ${node}`,
  noVector: (node: string, stamp: unknown, nodes: readonly string[]) =>
    `Die Vektoruhr von ${node} gibt ${show(stamp)} zurück. Erwartet ist ein Objekt mit genau einem Eintrag, einer ganzen Zahl ab 0, für jeden der Knoten ${nodes.join(', ')}.`,
  notSmaller: (a: string, b: string, stampA: unknown, stampB: unknown) =>
    `Erst geschah ${a}, und ${b} konnte davon wissen. Trotzdem ist ${show(stampA)} nicht kleiner als ${show(stampB)}.`,
  smallerThoughConcurrent: (a: string, b: string, stampA: unknown, stampB: unknown) =>
    `Zwei Ereignisse sind nebenläufig: ${a} und ${b}. Trotzdem ist ${show(stampA)} kleiner als ${show(stampB)}; die Uhr behauptet ein Wissen, das sie nicht haben kann.`,
  equalThoughConcurrent: (a: string, b: string, stamp: unknown) =>
    `Zwei nebenläufige Ereignisse tragen denselben Zeitstempel ${show(stamp)}: ${a} und ${b}.`,
  wrongOrder: (v: unknown, w: unknown, expected: string, actual: unknown) =>
    `compareVectors gibt für ${show(v)} und ${show(w)} ${show(actual)} zurück, richtig ist "${expected}".`,
} as const;
