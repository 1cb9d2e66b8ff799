// cspell:ignore buch
/** Everything `practice` says. */
export const practiceWording = {
  building: 'Das Buch wird gebaut; das dauert einige Sekunden …',
  serving: (url: string) => `Das Buch mit der Werkstatt: ${url}`,
  workshop: (title: string, url: string) => `${title}: ${url}`,
  how: 'Öffnen Sie eine Aufgabe in der Werkstatt und schreiben Sie in Ihrem eigenen Editor: Nach jedem Speichern steht das Urteil auf der Seite. Ende mit Strg+C.',
  noBook:
    'Das fertige Buch fehlt: Den Ordner „buch“ gibt es nicht. Holen Sie sich Ihre Ausgabe des Arbeitsbuchs noch einmal.',
  bookBroken: (lines: readonly string[]) =>
    ['Das Buch lässt sich nicht bauen:', ...lines.map((line) => `  ${line}`)].join('\n'),
  portTaken: (port: number) =>
    `Der Port ${port} ist schon vergeben. Wählen Sie mit „npm run practice -- --port ZAHL“ einen anderen oder lassen Sie die Angabe weg; dann wird ein freier genommen.`,
  portDenied: (port: number, code: string) =>
    `Am Port ${port} lässt sich nichts anbieten (${code}). Wählen Sie mit „npm run practice -- --port ZAHL“ einen über 1023.`,
  swallowedPort: (value: string) =>
    `npm hat „--port“ für sich behalten. Schreiben Sie ein „--“ davor: npm run practice -- --port ${value}`,
  notAPort: (text: string) =>
    `„${text}“ ist kein Port. Gebraucht wird eine ganze Zahl von 0 bis 65535; bei 0 wird ein freier genommen.`,
  foreignHost:
    'Diese Adresse gehört nicht zu „npm run practice“. Nehmen Sie die Adresse, die der Befehl ausgegeben hat.',
  readOnly: 'Hier lässt sich nur lesen.',
  notFound: 'Diese Seite gibt es im Buch nicht.',
  defect:
    'In der Prüfung selbst ist ein Fehler aufgetreten; Ihr Programm ist nicht die Ursache. Speichern Sie noch einmal; bleibt der Fehler, melden Sie ihn mit der Datei .kapitel/fehler.log.',
};

export const practiceOptionWording = {
  description: 'das Buch mit der Werkstatt auf diesem Rechner zeigen; sie folgt Ihren Dateien',
  exercise: 'Aufgabe, deren Adresse gezeigt wird',
  port: 'an diesem Port statt an einem freien',
};
