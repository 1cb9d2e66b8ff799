import type { NodeId } from '../../../simulator/process.ts';
import { answerWithinMs, type RegisterRequest } from './contract.ts';
import { kindName } from './wording-common.ts';

/** German sentences of part 3. */
export const theoremWording = {
  claimsBoth: (node: NodeId, kind: RegisterRequest['kind'], reach: number, total: number) =>
    `Das CP-Register verspricht beides: ${node} erreicht in der Partition nur ${reach} von ${total} Knoten und beantwortet trotzdem ein ${kindName(kind)}. Nach dem Theorem kann es dann nicht konsistent sein.`,
  silent: (node: NodeId) =>
    `${node} antwortet in der Minderheit gar nicht. Verlangt ist eine Ablehnung innerhalb von ${answerWithinMs} ms.`,
  refusesAll: (node: NodeId) =>
    `${node} steht auf der Seite mit der Mehrheit und erfüllt seine Anfrage nicht. Aufgeben muss das CP-Register nur, was ohne Mehrheit ist.`,
  notAvailable: (node: NodeId) =>
    `Das AP-Register ist nicht verfügbar: ${node} lebt und erfüllt in der Partition eine Anfrage nicht.`,
  stillLinearizable:
    'Alle Anfragen sind erfüllt und die Antworten trotzdem linearisierbar. In einer Partition kann das nicht sein: Die Antworten sind nicht die dieser Anfragen.',
} as const;

const show = (value: unknown) => JSON.stringify(value) ?? 'nichts';

export const dilemmaWording = {
  noList: 'findDilemma muss eine Liste von Anfragen (DilemmaCall) zurückgeben.',
  empty: 'Das Drehbuch enthält keine Anfrage.',
  tooMany: (count: number, limit: number) =>
    `Das Drehbuch hat ${count} Anfragen, erlaubt sind ${limit}.`,
  malformed: (index: number, item: unknown) =>
    `Anfrage Nummer ${index + 1} hat nicht die Form aus „contract.ts“: ${show(item)}.`,
  strangeNode: (index: number, node: string) =>
    `Anfrage Nummer ${index + 1} nennt den Knoten „${node}“, den es in dieser Aufgabe nicht gibt.`,
  badTime: (index: number, atMs: number, fromMs: number, untilMs: number) =>
    `Anfrage Nummer ${index + 1} kommt um ${atMs} ms. Erlaubt ist von ${fromMs} bis ${untilMs} ms, damit sie in die Partition fällt.`,
  writtenTwice: (value: string) => `Der Wert „${value}“ wird zweimal geschrieben.`,
  unanswered: (node: NodeId) =>
    `Ihr CP-Register: ${node} antwortet gar nicht. Verlangt ist in Teil 1 eine Antwort oder eine Ablehnung.`,
  nothingRefused:
    'Ihr CP-Register lehnt in diesem Drehbuch keine Anfrage ab. Fragt jemand einen Knoten, der keine Mehrheit erreicht?',
  notServed: (node: NodeId) => `Ihr AP-Register: ${node} erfüllt eine Anfrage nicht.`,
  linearizable:
    'Ihr AP-Register liefert in diesem Drehbuch Antworten, die sich linearisieren lassen. Es zeigt also nichts: Überlappen sich Schreiben und Lesen, oder sieht niemand, was auf der anderen Seite geschah?',
} as const;
