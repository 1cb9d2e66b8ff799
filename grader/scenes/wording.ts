import type { SubmissionFault } from '../simulator/trace.ts';

/** All German words of the room, and what its commands say to authors. */
export const wording = {
  // What readers of the book see.
  notShown: (what: string) => `Nicht gezeigt: ${what}.`,
  picture: (file: string) => `[Dieser Ablauf als Bild](${file})`,
  plot: (file: string) => `[Diese Messung als Bild](${file})`,
  lanes: 'Es spielen mit:',
  columns: ['Nr.', 'Zeit', 'Ort', 'Ereignis', 'Erklärung'],
  generated: (source: string) =>
    `Erzeugt von \`npm run scenes\` aus \`${source}\`; bitte nicht von Hand ändern.`,

  // What goes wrong with a scene.
  broke: (id: string, kind: SubmissionFault['kind'], detail: string) =>
    `${id}: Der Code der Szene ist gescheitert (${kind}): ${detail}`,
  noEvent: (id: string, pattern: string, from: number) =>
    `${id}: Ab Ereignis ${from} passt keines zu ${pattern}. Passen Sie Muster und Text der Erklärung dem Ablauf an.`,
  unseen: (id: string, event: number, caption: string) =>
    `${id}: Ereignis ${event} ist im Bild nicht zu sehen, soll aber erklärt werden („${caption}“). Erklären Sie ein sichtbares; ein Verlust steht beim Senden.`,
  tooMuch: (id: string, shown: number, atMost: number) =>
    `${id}: ${shown} Ereignisse wären zu sehen, höchstens ${atMost} liest jemand. Kürzen Sie den Ablauf oder lassen Sie mit leavesOut Nebensachen weg.`,
  fewFacts: (id: string, atLeast: number) =>
    `${id}: facts nennt weniger als ${atLeast} Werte. Ergänzen Sie, wonach ein Quiz fragen kann.`,
  noDifference: (id: string, mutant: string) =>
    `${id}: Mit dem Fehler „${mutant}“ sieht der Ablauf genauso aus. Wählen Sie einen Mutanten, den man hier sieht.`,
  noMutant: (exercise: string, mutant: string) =>
    `Die Aufgabe „${exercise}“ hat keinen Mutanten „${mutant}“. Die vorhandenen stehen in ihrer mutants.ts.`,
  noReference: (exercise: string) =>
    `Die Szene nennt „${exercise}“ nicht unter references. Ergänzen Sie die Aufgabe dort.`,
  noExport: (file: string, name: string) =>
    `${file} exportiert kein „${name}“. Exportieren Sie es mit defineScene oder defineStudy.`,

  // What the command says.
  written: (file: string) => `geschrieben: ${file}`,
  unchanged: (count: number) => `unverändert: ${count} Dateien`,
  stale: (file: string) => `${file} ist veraltet. Rufen Sie \`npm run scenes\` auf.`,
  orphan: (file: string) => `${file} gehört zu keiner Szene. Löschen Sie die Datei.`,
  noScene: (chapter: string) =>
    `${chapter} zeigt keinen Ablauf. Fügen Sie ein Bild „![…](ablaeufe/….svg)“ aus einer Szene ein.`,
  noText: (chapter: string, id: string) =>
    `${chapter} zeigt ablaeufe/${id}.svg, verweist aber nicht auf ablaeufe/${id}.md. Ergänzen Sie den Verweis.`,
  unused: (id: string) =>
    `Den Ablauf ${id} zeigt kein Kapitel. Fügen Sie ihn ein oder löschen Sie ihn.`,
  noSolutions:
    'Diese Kopie enthält keine Musterlösungen. Abläufe lassen sich hier nicht neu erzeugen; die vorhandenen bleiben gültig.',
  fine: (scenes: number) => `${scenes} Abläufe sind auf dem neuesten Stand.`,
} as const;
