import type { StoreEvent } from '../../../../exercises/kapitel8/config-store/contract.ts';

const shown = (value: unknown): string =>
  value === undefined ? 'nichts' : typeof value === 'string' ? `„${value}“` : JSON.stringify(value);

const outcome = (code: number | undefined): string =>
  code === undefined ? 'Erfolg' : `Fehler ${code}`;

const told = ({ action, node }: StoreEvent): string =>
  `${action} ${node.key} mit Index ${node.modifiedIndex}`;

/** What is wrong with an answer of the store. `asked` is the request, as `describeRequest` tells it. */
export const differenceWording = {
  noReply: (asked: string) => `${asked}: Es kam keine Antwort, die dem Vertrag entspricht.`,
  silent: (asked: string) => `${asked}: Es kam keine Antwort.`,
  twice: (asked: string) => `${asked}: Auf diese Anfrage kam mehr als eine Antwort.`,
  stray: (id: unknown) =>
    `Eine Antwort trägt die id ${shown(id)}; eine Anfrage mit dieser id ist nicht offen.`,
  outcome: (asked: string, right: number | undefined, wrong: number | undefined) =>
    `${asked}: Richtig ist hier ${outcome(right)}, geantwortet wurde ${outcome(wrong)}.`,
  status: (asked: string, right: number, wrong: unknown) =>
    `${asked}: Der Status ist ${shown(wrong)}, richtig ist ${right}.`,
  index: (asked: string, right: number, wrong: unknown) =>
    `${asked}: Die Antwort nennt den Index ${shown(wrong)}, richtig ist ${right}.`,
  errorIndex: (asked: string, right: number, wrong: unknown) =>
    `${asked}: Der Fehler nennt den Index ${shown(wrong)}, richtig ist ${right}.`,
  action: (asked: string, right: string, wrong: unknown) =>
    `${asked}: Das Ereignis heißt ${shown(wrong)}, richtig ist „${right}“.`,
  node: {
    content: (asked: string, key: string, right: unknown, wrong: unknown) =>
      `${asked}: Bei ${key} steht ${shown(wrong)}, richtig ist ${shown(right)}.`,
    order: (asked: string, key: string) => `${asked}: Die Knoten in ${key} sind nicht geordnet.`,
    created: (asked: string, key: string, right: unknown, wrong: unknown) =>
      `${asked}: Der createdIndex von ${key} ist ${shown(wrong)}, richtig ist ${shown(right)}.`,
    modified: (asked: string, key: string, right: unknown, wrong: unknown) =>
      `${asked}: Der modifiedIndex von ${key} ist ${shown(wrong)}, richtig ist ${shown(right)}.`,
    expiration: (asked: string, key: string, right: unknown, wrong: unknown) =>
      `${asked}: Die Lebensdauer von ${key} ist ${shown(wrong)}, richtig ist ${shown(right)}.`,
  },
  unsorted: (asked: string, key: string) =>
    `${asked}: Die Knoten in ${key} sind nicht nach dem Schlüssel geordnet.`,
  previous: (asked: string, isMissing: boolean) =>
    isMissing
      ? `${asked}: Es fehlt prevNode, der Knoten, wie er vorher war.`
      : `${asked}: Es gab den Knoten vorher nicht; die Antwort nennt trotzdem einen prevNode.`,
  previousContent: (asked: string) =>
    `${asked}: prevNode zeigt den Knoten nicht so, wie er vorher war.`,
  nextExpiry: (right: number | undefined, wrong: unknown) =>
    `nextExpiryMs() ergibt ${String(wrong)}, richtig ist ${String(right)}.`,
  unanswered: (asked: string, event: StoreEvent) =>
    `${asked}: Das passende Ereignis (${told(event)}) ist geschehen, doch die Antwort fehlt.`,
  unrefused: (asked: string, code: number) =>
    `${asked}: Richtig ist hier Fehler ${code}; es kam aber keine Antwort.`,
  untimely: (asked: string, event: StoreEvent) =>
    `${asked}: Geantwortet wurde mit ${told(event)}; dieses Ereignis passt nicht zu der Anfrage.`,
  event: (asked: string, right: StoreEvent, wrong: StoreEvent) =>
    `${asked}: Geantwortet wurde mit ${told(wrong)}; das erste passende Ereignis ist ${told(right)}.`,
  snapshot: (asked: string) =>
    `${asked}: Die Antwort hat sich nachträglich verändert. Antworten sind Momentaufnahmen.`,
};

export const vacuousWording = {
  rarely: (what: string) =>
    `Dazu kam es kaum (${what}): Vorher unterschieden sich Ihre Antworten schon zu oft von den richtigen.`,
};
