/** What decks and the command that builds them say. */
export const deckWording = {
  description: 'Baut die Foliensätze: je eine HTML-Datei, die ohne Netz im Browser läuft.',
  out: 'Ordner, in den die Foliensätze geschrieben werden',
  pdf: 'druckt sie zusätzlich als PDF: Folien, mit Zwischenschritten und mit Notizen',
  serve: 'zeigt sie im Browser und lädt nach jedem Speichern neu',
  port: 'Port für --serve; 0 nimmt einen freien',
  helpOption: 'diese Hilfe zeigen',
  badPort: (text: string) =>
    `„${text}“ ist kein Port. Geben Sie hinter --port eine Zahl von 0 bis 65535 an.`,
  built: (count: number, folder: string) =>
    `${count} Foliensätze geschrieben. Öffnen Sie eine Datei in ${folder} im Browser; ein Server ist nicht nötig.`,
  printed: (file: string, pages: number) => `${file}: ${pages} Seiten`,
  problem: (file: string, line: number, message: string) => `${file}:${line}: ${message}`,
  broken: (count: number) =>
    count === 1
      ? 'Ein Foliensatz hat einen Fehler; es wurde nichts geschrieben.'
      : `${count} Foliensätze haben Fehler; es wurde nichts geschrieben.`,
  notWritable: (folder: string, reason: string) =>
    `In den Ordner „${folder}“ lässt sich nicht schreiben (${reason}). Wählen Sie mit --out einen anderen.`,
  noBrowser: (path: string) =>
    `Zum Drucken fehlt Chromium (${path}). Installieren Sie das Debian-Paket „chromium“ oder nennen Sie in der Umgebungsvariablen CHROMIUM den Pfad zu einem Browser.`,
  badPrint: (name: string, expected: number, actual: number) =>
    `Das gedruckte ${name} hat ${actual} statt ${expected} Seiten; es wurde nicht geschrieben. Meist ist eine Folie zu voll.`,
  noDecks:
    'Unter slides/ liegt kein Foliensatz. Erwartet wird zum Beispiel slides/kapitel8/01-name.md.',
  serving: (url: string) =>
    `Die Foliensätze liegen unter ${url} und folgen den Dateien. Beenden mit Strg+C.`,
  portTaken: (port: string) => `Port ${port} ist belegt. Wählen Sie mit --port einen anderen.`,
  rebuilt: (milliseconds: number) => `Neu gebaut in ${milliseconds} ms.`,
  brokenPage: 'Ein Foliensatz hat einen Fehler',
  list: 'Foliensätze',
  notFound: 'Diese Seite gibt es hier nicht.',

  noFrontMatter:
    'Der Foliensatz beginnt nicht mit einem Kopf. Schreiben Sie an den Anfang eine Zeile „---“, darunter „title: …“ und „number: …“ und danach wieder „---“.',
  brokenFrontMatter: (code: string) =>
    `Der Kopf ist kein gültiges YAML (${code}). Setzen Sie Werte mit Doppelpunkt oder Anführungszeichen in einfache Anführungszeichen.`,
  missingField: (name: string) =>
    `Im Kopf fehlt „${name}“. Ergänzen Sie zwischen den beiden „---“ eine Zeile „${name}: …“.`,
  openFence: (mark: string) =>
    `Dieser Block wird nicht geschlossen. Schreiben Sie hinter seine letzte Zeile eine Zeile „${mark}“.`,
  strayDirective: (line: string) =>
    `„${line}“ ist hier nicht zu verstehen. Notizen beginnen mit einer Zeile „:::notizen“ und enden mit „:::“, einmal je Folie.`,
  openNotes: 'Diese Notizen enden nicht. Schreiben Sie vor die nächste Folie eine Zeile „:::“.',
  afterNotes:
    'Hinter den Notizen steht noch Text. Notizen sind das Letzte auf einer Folie; rücken Sie den Text davor oder beginnen Sie mit „---“ eine neue Folie.',
  emptySlide: 'Diese Folie ist leer. Entfernen Sie eine der Trennlinien oder füllen Sie sie.',
  noHeading: 'Diese Folie hat keine Überschrift. Beginnen Sie sie mit „# …“ oder „## …“.',
  strayFragment:
    '„{.fragment}“ wirkt nur am Ende eines Absatzes oder eines Listenpunkts. Rücken Sie es dorthin.',
  noTrace: (file: string) =>
    `Den Ablauf „${file}“ gibt es nicht. Prüfen Sie den Pfad; er zählt ab dem Ordner des Foliensatzes.`,
  noPicture: (target: string) =>
    `Das Bild „${target}“ lässt sich nicht einbetten. Erlaubt sind Abläufe (…/ablaeufe/name.svg) und Diagramme als mermaid-Block.`,
  badChoice: (choice: string) =>
    `Der Ausschnitt „#${choice}“ ist nicht zu verstehen. Schreiben Sie „#nr=3-16“ mit der ersten und der letzten Nummer.`,
  noSuchRows: (choice: string, numbers: readonly number[]) =>
    `Den Ausschnitt „#${choice}“ enthält der Ablauf nicht. Er zeigt die Nummern ${numbers.join(', ')}.`,

  book: 'Cloud Computing, Kapitel 8',
  slides: 'Folien',
  notesTitle: 'Notizen',
  help: 'Tasten',
  keys: [
    { keys: '→ ↓ Leertaste', does: 'weiter' },
    { keys: '← ↑', does: 'zurück' },
    { keys: 'Pos1, Ende', does: 'zur ersten, zur letzten Folie' },
    { keys: 'O', does: 'Übersicht' },
    { keys: 'A', does: 'alle Folien untereinander' },
    { keys: 'S', does: 'Notizen in eigenem Fenster' },
    { keys: 'T', does: 'hell oder dunkel' },
    { keys: 'F', does: 'ganzer Bildschirm' },
    { keys: 'B', does: 'Bild aus' },
    { keys: 'G', does: 'zu einer Folie springen' },
    { keys: '?', does: 'diese Liste' },
  ],
  close: 'Schließen',
};
