function show(value: unknown): string {
  return value === undefined || value === null ? 'nichts' : JSON.stringify(value);
}

/** German sentences about the entries in the store (R3 and R4). */
export const registryWording = {
  missing: (
    key: string,
    value: string,
    entry: { readonly value: string; readonly hasTtl: boolean } | undefined,
    sinceMs: number,
    atMs: number,
  ) => {
    const found =
      entry === undefined
        ? 'dort steht nichts'
        : entry.hasTtl
          ? 'der Eintrag hat eine TTL'
          : `dort steht ${show(entry.value)}`;
    return `Unter ${key} müsste „${value}“ stehen, aber ${found}. Der Knoten ist aktiv, und die letzte Änderung oder Störung liegt ${atMs - sinceMs} ms zurück.`;
  },
  left: (key: string, isDirectory: boolean, sinceMs: number, atMs: number) =>
    `${
      isDirectory
        ? `Unter ${key} steht ein Verzeichnis, obwohl dort keines hingehört: Im Verzeichnis der Gruppe liegen nur die Einträge der aktiven Knoten, und ein leeres Verzeichnis verschwindet nicht von selbst.`
        : `Unter ${key} steht ein Eintrag, obwohl dort keiner hingehört: Zu diesem Schlüssel gibt es keinen aktiven Knoten.`
    } Die letzte Änderung oder Störung liegt ${atMs - sinceMs} ms zurück.`,
  otherHand: (atMs: number) => ` So steht es dort, seit jemand anderes bei ${atMs} ms eingriff.`,
  needless: (key: string, value: string) =>
    `Der Ambassador schreibt „${value}“ unter ${key}, wo das schon steht. Das ändert nichts und weckt trotzdem alle Beobachter.`,
  tooMany: (limit: number) => `In einer Sekunde gehen mehr als ${limit} Anfragen an den Speicher.`,
  malformed: (message: unknown) =>
    `Der Speicher bekommt ${show(message)}. Erwartet ist ein StoreRequest, wie ihn der Vertrag der Aufgabe 8.4 beschreibt.`,
  elsewhere: (method: string, key: string) =>
    `Der Ambassador schickt ${method} für ${key}. Schreiben darf er nur im Verzeichnis seiner Gruppe.`,
} as const;
