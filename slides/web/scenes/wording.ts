/** German words around scenes that a reader plays with other code. */
export const sceneWording = {
  ownCode: 'Ihrem Code',
  ourCode: 'der Musterlösung',
  sceneCode: 'dem Code der Szene',
  nothingWritten: (titles: readonly string[]) =>
    titles.length === 1
      ? `Hier spielt Ihre Lösung der Aufgabe „${titles[0]}“, aber in diesem Browser haben Sie dafür noch nichts geschrieben. Fangen Sie in der Werkstatt an, und kommen Sie dann wieder.`
      : `Hier spielen Ihre Lösungen der Aufgaben ${listed(titles)}, aber in diesem Browser haben Sie dafür noch nichts geschrieben. Fangen Sie in der Werkstatt an, und kommen Sie dann wieder.`,
  fromFile:
    'Manche Browser trennen Seiten, die Sie als Datei öffnen, streng voneinander; dann hilft „npm run practice“ oder das Buch auf einem Server.',
  workshop: (title: string) => `Zur Werkstatt „${title}“`,
  refused: (title: string, place: string, message: string) =>
    `Ihre Lösung der Aufgabe „${title}“ lässt sich nicht ausführen${place}. ${message}`,
  place: (file: string, line: number | undefined) =>
    line === undefined ? ` (${file})` : ` (${file}, Zeile ${line})`,
  ourFault: (exercise: string, detail: string) =>
    `Die Musterlösung „${exercise}“, die in dieser Szene mitspielt, bricht ab. Vermutlich bekommt sie etwas, das der Vertrag nicht vorsieht. Sie meldet: „${detail}“`,
  missing:
    'Eine Datei des Buchs fehlt oder ist beschädigt. Laden Sie die Seite neu; bleibt der Fehler, holen Sie sich das Buch noch einmal.',
  brokenAddress:
    'Die Adresse dieses Ablaufs ist unvollständig oder beschädigt. Kopieren Sie sie noch einmal ganz.',
  noReferences:
    'Diese Adresse spielt mit der Musterlösung, die in dieser Ausgabe des Buchs nicht enthalten ist.',
} as const;

function listed(titles: readonly string[]): string {
  const quoted = titles.map((title) => `„${title}“`);
  return `${quoted.slice(0, -1).join(', ')} und ${quoted.at(-1)}`;
}
