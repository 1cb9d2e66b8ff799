/** What the pages of the workshop say before anything has been done in them. */
export const workshopWording = {
  title: (number: string, title: string) => `Werkstatt ${number}: ${title}`,
  description: (title: string) =>
    `Die Aufgabe „${title}“ im Browser schreiben und prüfen, ohne etwas zu installieren.`,
  lead: 'Schreiben und prüfen Sie die Aufgabe hier. Installiert werden muss nichts; was Sie schreiben, bleibt in diesem Browser.',
  task: 'Aufgabe',
  taskText: 'Text der Aufgabe',
  taskPage: 'Aufgabe auf eigener Seite',
  divider: 'Breite der Aufgabe',
  desk: 'Ihr Code',
  files: 'Dateien',
  check: 'Prüfen',
  cancel: 'Abbrechen',
  keys: 'Tasten im Editor',
  keyList: [
    { keys: 'Strg + Eingabe', text: 'prüft; auf dem Mac mit der Befehlstaste' },
    { keys: 'Esc, dann Tab', text: 'verlässt den Editor; Tab allein rückt ein' },
    { keys: 'Strg + Leertaste', text: 'schlägt Namen, Felder und Typen vor' },
    { keys: 'Strg + I', text: 'erklärt, was unter der Schreibmarke steht' },
    { keys: 'Strg + F', text: 'sucht und ersetzt' },
    { keys: 'Strg + Z', text: 'macht rückgängig' },
  ],
  progress: 'Fortschritt der Prüfung',
  more: 'Dateien sichern und laden',
  download: 'Als ZIP herunterladen',
  upload: 'Dateien oder ZIP laden …',
  reset: 'Zurücksetzen',
  undo: 'Rückgängig machen',
  moreHelp: (name: string) =>
    `Die ZIP-Datei ist eine Abgabe: Sie lässt sich so, wie sie ist, einreichen und bewerten. Eigene Dateien ersetzen gleichnamige: ${name}.`,
  result: 'Ergebnis',
  noResult:
    'Noch ist nichts geprüft. „Prüfen“ nimmt dieselben Prüfungen wie `npm run check` und sagt dasselbe.',
  needsScript: 'Die Werkstatt braucht JavaScript. Ohne prüfen Sie auf Ihrem Rechner mit:',
  open: 'In der Werkstatt bearbeiten',
  openHelp: 'Hier im Browser, ohne etwas zu installieren.',
  short: 'Werkstatt',
};
