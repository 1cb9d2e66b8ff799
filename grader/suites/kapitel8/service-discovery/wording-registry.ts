import type { Change } from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import type { NodeId } from '../../../simulator/process.ts';

const kinds: Record<Change['kind'], string> = {
  added: 'hinzugekommen',
  changed: 'geändert',
  removed: 'verschwunden',
};

/** The instance of a change may be anything a submission sends. */
function changeText({ kind, instance }: Omit<Change, 'number'>): string {
  const name = `${instance?.service}/${instance?.id}`;
  return `„${name} ${kinds[kind] ?? String(kind)}“`;
}

/** German sentences about part 2: the registry. */
export const registryWording = {
  stray: (node: NodeId) =>
    `${node} hat etwas gesendet, das weder eine Frage an den Speicher noch ein „Change“ an einen Beobachter ist.`,
  wrongAnswer: (node: NodeId, missing: readonly string[], surplus: readonly string[]) => {
    const head = `Die Auskunft von ${node} stimmt nicht mit dem überein, was die bisherigen Antworten des Speichers sagen.`;
    const parts = [
      ...(missing.length === 0 ? [] : [`Es fehlt: ${missing.join(', ')}.`]),
      ...(surplus.length === 0 ? [] : [`Zu viel ist: ${surplus.join(', ')}.`]),
    ];
    return [head, ...(parts.length === 0 ? ['Reihenfolge oder Felder sind falsch.'] : parts)].join(
      ' ',
    );
  },
  wrongDescription: (node: NodeId) =>
    `Die Beschreibung von ${node} ist nicht die der angemeldeten Instanz (oder null, wenn es sie nicht gibt).`,
  noAnswer: (node: NodeId, atMs: number) =>
    `${node} hat eine Anfrage von ${atMs} ms nicht beantwortet, obwohl der Speicher schon gelesen ist.`,
  answeredUnread: (node: NodeId) =>
    `${node} gibt Auskunft, bevor der Speicher zum ersten Mal gelesen ist: Da ist noch nichts bekannt.`,
  missedChange: (node: NodeId, watcher: NodeId, change: Omit<Change, 'number'>) =>
    `${node} hat aus der Antwort des Speichers ${changeText(change)} erfahren, es ${watcher} aber nicht gemeldet.`,
  surplusChange: (node: NodeId, watcher: NodeId, change: Omit<Change, 'number'>) =>
    `${node} meldet ${watcher} ${changeText(change)}; in diesem Augenblick hat sich das aber nicht geändert (oder es ist schon gemeldet).`,
  wrongNumber: (watcher: NodeId, expected: number) =>
    `Die Änderung an ${watcher} trägt nicht die nächste Nummer, ${expected}.`,
  deadListed: (node: NodeId, id: string, atMs: number, boundMs: number) =>
    `${node} nennt bei ${atMs} ms die Instanz ${id}, die seit über ${boundMs} ms nicht mehr bereit ist.`,
  readyMissing: (node: NodeId, id: string, atMs: number, boundMs: number) =>
    `${node} nennt bei ${atMs} ms die Instanz ${id} nicht, obwohl sie seit über ${boundMs} ms ununterbrochen bereit ist.`,
  nobodyListed: (node: NodeId, atMs: number) =>
    `Ein Aufrufer fragt ${node} bei ${atMs} ms und findet keine einzige bereite Instanz in der Auskunft, obwohl es die ganze Zeit eine gibt.`,
  lookupUnanswered: (node: NodeId, atMs: number) =>
    `${node} hat einem Aufrufer bei ${atMs} ms nicht geantwortet.`,
} as const;
