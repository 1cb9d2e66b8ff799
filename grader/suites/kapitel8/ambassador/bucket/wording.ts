/** A number as German readers know it, with at most six digits after the comma. */
function amount(value: number): string {
  return String(Math.round(value * 1e6) / 1e6).replace('.', ',');
}

function show(value: unknown): string {
  return value === undefined || value === null ? 'nichts' : JSON.stringify(value);
}

/** German sentences of part 2: what a failed check says. */
export const bucketWording = {
  window: (fromMs: number, untilMs: number, admitted: number, allowed: number) =>
    `Von ${fromMs} bis ${untilMs} werden ${admitted} Anfragen zugelassen. Vorrat und Zufluss erlauben in diesem Zeitraum höchstens ${amount(allowed)}.`,
  refused: (atMs: number, level: number) =>
    `Zum Zeitpunkt ${atMs} wird abgewiesen, obwohl der Eimer mindestens eine ganze Marke enthalten müsste, nämlich ${amount(level)}.`,
  noBoolean: (value: unknown) => `take gibt ${show(value)} zurück. Erwartet ist true oder false.`,
  noNumber: (value: unknown) => `tokens gibt ${show(value)} zurück. Erwartet ist eine Zahl.`,
  outOfBounds: (atMs: number, actual: number, capacity: number) =>
    `Zum Zeitpunkt ${atMs} gibt tokens ${amount(actual)} zurück. Der Inhalt liegt immer zwischen 0 und ${capacity}.`,
  level: (atMs: number, expected: number, actual: number) =>
    `Zum Zeitpunkt ${atMs} müssten ${amount(expected)} Marken im Eimer sein, tokens gibt ${amount(actual)} zurück.`,
  setBack: (atMs: number, level: number, actual: unknown) =>
    `Zum Zeitpunkt ${atMs} müssten ${amount(level)} Marken im Eimer sein, take gibt aber ${show(actual)} zurück. Solange die Uhr vor dem spätesten bisherigen Zeitpunkt steht, kommt nichts hinzu und nichts weg.`,
} as const;
