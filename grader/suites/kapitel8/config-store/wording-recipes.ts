import type { NodeId } from '../../../simulator/process.ts';
import type { Life } from './store-node.ts';

const shown = (value: unknown): string =>
  value === undefined ? 'nichts' : typeof value === 'string' ? `„${value}“` : JSON.stringify(value);
const times = new Intl.NumberFormat('de-DE');
const ms = (count: number): string => `${times.format(count)} ms`;

/** What is wrong with a lock, an election or a configuration file. */
export const recipeWording = {
  odd: (node: NodeId, response: unknown) =>
    `${node} antwortet ${shown(response)}; das entspricht nicht dem Vertrag.`,
  noHolder: (node: NodeId, fence: unknown, life: Life | undefined, present: Life | undefined) => {
    const claim = `${node} sagt, er habe die Sperre (fence ${shown(fence)}). `;
    if (life === undefined) {
      return `${claim}Ein Schlüssel mit diesem createdIndex wurde nie angelegt.`;
    }
    if (life.owner !== node) return `${claim}Diesen Schlüssel hat aber ${life.owner} angelegt.`;
    const gone = `${claim}Den Schlüssel gab es im Speicher nur bis ${ms(life.goneAtMs ?? 0)}`;
    if (present === undefined || present.createdIndex === fence) return `${gone}.`;
    return `${gone}; die Sperre hat inzwischen ${present.owner}.`;
  },
  stray: (node: NodeId, isGrant: boolean) =>
    isGrant
      ? `${node} antwortet „granted“, obwohl das acquire schon abgebrochen ist.`
      : `${node} sagt, er habe die Sperre, ohne sie auf ein offenes acquire hin bekommen zu haben.`,
  otherFence: (node: NodeId, granted: unknown, later: unknown) =>
    `${node} nannte bei „granted“ die fence ${shown(granted)} und später, ohne neues acquire, ${shown(later)}. Solange er die Sperre hält, bleibt sie gleich; ist sie verloren, bewirbt er sich nicht von selbst wieder.`,
  older: (node: NodeId, fence: unknown) =>
    `${node} antwortet „granted“ mit der fence ${shown(fence)}; diesen Schlüssel gab es aber schon vor dem acquire.`,
  resurrected: (node: NodeId) =>
    `${node} hatte die Sperre verloren und sagt ohne neues acquire, er habe sie wieder.`,
  intruder: ({ owner, intruder, createdIndex }: Life) =>
    `${intruder} hat den Schlüssel verändert oder gelöscht, den ${owner} mit Index ${createdIndex} angelegt hat.`,
  lost: (node: NodeId, afterMs: number) =>
    `${node} hat die Sperre ${ms(afterMs)} nach „granted“ nicht mehr, obwohl nichts gestört war.`,
  notReleased: (node: NodeId) => `${node} antwortet auf release nicht sofort mit „released“.`,
  notDeleted: (node: NodeId, withinMs: number) =>
    `${node} hat die Sperre freigegeben, aber der Schlüssel steht ${ms(withinMs)} später noch im Speicher.`,
  notCleared: (node: NodeId, afterMs: number) =>
    `${node} hat die Sperre freigegeben (oder aufgegeben), aber ihr Schlüssel steht ${ms(afterMs)} später noch im Speicher, obwohl das Netz wieder in Ordnung ist.`,
  notHandedOver: (from: NodeId, to: NodeId, withinMs: number) =>
    `${from} hat die Sperre freigegeben, ${to} wartet, und ${ms(withinMs)} später hat sie noch niemand.`,
  starved: (node: NodeId, waitedMs: number, allowedMs: number) =>
    `${node} wartet ${ms(waitedMs)} auf die Sperre, obwohl nichts gestört ist und niemand sie hat; erlaubt sind ${ms(allowedMs)}.`,
  overspent: (node: NodeId, sent: number, allowed: number) =>
    `${node} hat ${times.format(sent)} Anfragen gesendet, erlaubt sind ${times.format(allowed)}.`,
  noLeader: (node: NodeId, fence: unknown, life: Life | undefined) => {
    const claim = `${node} nennt sich Leader (fence ${shown(fence)}). `;
    if (life === undefined)
      return `${claim}Ein Schlüssel mit diesem createdIndex wurde nie angelegt.`;
    if (life.owner !== node) return `${claim}Diesen Schlüssel hat aber ${life.owner} angelegt.`;
    return `${claim}Den Schlüssel gab es im Speicher nur bis ${ms(life.goneAtMs ?? 0)}.`;
  },
  neverLeader: (node: NodeId, leader: unknown, fence: unknown) =>
    `${node} nennt ${shown(leader)} mit fence ${shown(fence)} als Leader; das war er nie.`,
  leaderUnknown: (node: NodeId, said: unknown, right: NodeId, sinceMs: number) =>
    `${node} nennt ${shown(said)} als Leader; seit ${ms(sinceMs)} ist es ${right}.`,
  leaderless: (atMs: number, allowedMs: number) =>
    `Bei ${ms(atMs)} gibt es keinen Leader, obwohl seit mehr als ${ms(allowedMs)} nichts mehr gestört ist.`,
  deposed: (from: NodeId | undefined, atMs: number) =>
    `${from} verliert die Führung bei ${ms(atMs)}, obwohl nichts gestört war.`,
  silent: (node: NodeId) => `${node} antwortet seinem Client nicht sofort.`,
  fileFuture: (node: NodeId, index: unknown, latest: number) =>
    `Die Datei von ${node} nennt den Index ${shown(index)}; der Speicher steht erst bei ${latest}.`,
  fileMixed: (node: NodeId, index: number) =>
    `Die Datei von ${node} zeigt nicht den Stand bei Index ${index}.`,
  fileBack: (node: NodeId, before: number, after: unknown) =>
    `Die Datei von ${node} fällt von Index ${before} auf ${shown(after)} zurück.`,
  fileMissing: (node: NodeId, atMs: number) =>
    `${node} hat bei ${ms(atMs)} noch keine Datei, obwohl lange genug nichts gestört war.`,
  fileLate: (node: NodeId, index: unknown, missed: number, lateMs: number) =>
    `Die Datei von ${node} zeigt den Stand bei Index ${shown(index)}; die Änderung mit Index ${missed} ist ${ms(lateMs)} alt und fehlt noch.`,
};
