/** German words of the workshop that its script says. */
export const workshopWording = {
  given: 'nur lesen',
  source: (file: string) => `Quelltext ${file}`,
  sourceGiven: (file: string) => `Quelltext ${file}, vorgegeben, nur zum Lesen`,
  saved: 'Gespeichert in diesem Browser.',
  notSaved:
    'Dieser Browser merkt sich nichts (privates Fenster, voller Speicher oder gesperrt). Laden Sie Ihre Arbeit als ZIP herunter, bevor Sie die Seite schließen.',
  changedElsewhere:
    'Diese Aufgabe wurde in einem anderen Fenster geändert. Was Sie hier schreiben, überschreibt es.',
  takeOver: 'Den anderen Stand übernehmen',
  reset: 'Alle Dateien sind wieder so, wie sie ausgeteilt wurden.',
  undo: 'Rückgängig machen',
  undone: 'Ihr voriger Stand ist wieder da.',
  loaded: (names: readonly string[]) => `Geladen: ${names.join(', ')}.`,
  notLoaded: (names: readonly string[]) =>
    `Nicht geladen, weil es nicht zu den Dateien der Aufgabe gehört oder zu groß ist: ${names.join(', ')}.`,
  nothingToLoad: (names: readonly string[]) =>
    `In der Auswahl ist keine Datei dieser Aufgabe. Gesucht sind: ${names.join(', ')}.`,
  added: (name: string) => `„${name}“ ist angelegt und gehört nun zu Ihrer Abgabe.`,
  cannotAdd: (name: string) =>
    `„${name}“ geht nicht als Name: Er besteht aus Buchstaben, Ziffern, „-“ und „_“, und keine Datei darf schon so heißen.`,
  remove: (name: string) => `„${name}“ löschen`,
  removed: (name: string) => `„${name}“ ist gelöscht.`,
  brokenZip: (name: string) => `„${name}“ lässt sich nicht als ZIP-Datei lesen.`,
  checking: 'Prüfung läuft …',
  progress: (percent: number, seconds: number | undefined) =>
    seconds === undefined
      ? `Geprüft: ${percent} %`
      : `Geprüft: ${percent} %, noch etwa ${seconds} s`,
  preparing: 'Die Prüfung wird geladen …',
  cancelled: 'Die Prüfung ist abgebrochen.',
  failed: (why: string) =>
    `Die Prüfung selbst ist gescheitert (${why}). Prüfen Sie erneut; bleibt der Fehler, melden Sie ihn.`,
  packageMissing:
    'Die Datei mit der Prüfung fehlt oder ist beschädigt. Laden Sie die Seite neu; bleibt der Fehler, holen Sie sich das Buch noch einmal.',
  done: (status: string, points: string) => `Geprüft: ${status}, ${points}.`,
  toResult: 'Zum Ergebnis',
  stale: 'Seit dieser Prüfung haben Sie den Code geändert.',
  nextHint: (index: number, total: number) => `Noch einen Hinweis zeigen (${index} von ${total})`,
  copy: 'Kennung kopieren',
  copied: 'Kopiert.',
  notCopied:
    'Kopieren ist hier nicht erlaubt; markieren Sie die Kennung und kopieren Sie sie von Hand.',
  replayHere: 'Hier wiederholen',
  goTo: (file: string, line: number) => `${file}, Zeile ${line} im Editor zeigen`,
  replaying: 'Der Ablauf wird mit dem Code auf dieser Seite wiederholt …',
  replayed: 'Wiederholt wurde nur der Ablauf aus der Kennung.',
  holdsNow:
    'Mit dem Code auf dieser Seite verletzt dieser Ablauf nichts mehr. Prüfen Sie nun wieder alles.',
  playedTitle: 'Der Ablauf zur Kennung',
  playedNow: 'Der Ablauf wird gespielt …',
  playedHolds: 'Keine Eigenschaft ist in diesem Ablauf verletzt.',
  replayBroken:
    'Die Kennung in der Adresse ist unvollständig oder beschädigt. Kopieren Sie sie noch einmal ganz.',
  replayShort:
    'Die Kennung in der Adresse ist nur der kurze Name. Hier wird die ganze Kennung gebraucht; sie steht in der Datei des Ergebnisses hinter „replay“.',
  replayOther: (exercise: string) => `Die Kennung in der Adresse gehört zur Aufgabe „${exercise}“.`,
  replayOldSuite:
    'Die Kennung stammt aus einer anderen Fassung der Prüfung und lässt sich hier nicht wiederholen. Prüfen Sie neu.',
  practice:
    'Diese Seite folgt den Dateien auf Ihrem Rechner. Bearbeiten Sie sie in Ihrem Editor: Nach jedem Speichern wird geprüft, und das Ergebnis erscheint hier.',
  practiceFolder: (folder: string) => `Ordner: ${folder}`,
  practiceLost:
    'Die Verbindung zu „npm run practice“ ist abgerissen. Läuft der Befehl noch? Es wird weiter versucht.',
  practiceBack: 'Die Verbindung steht wieder.',
  missing: '// Diese Datei fehlt im Ordner der Aufgabe.\n',
  from: (module: string) => `aus ${module}`,
};

/** CodeMirror's own texts. */
export const phrases: Readonly<Record<string, string>> = {
  'Control character': 'Steuerzeichen',
  'Selection deleted': 'Auswahl gelöscht',
  'Folded lines': 'Zeilen eingeklappt',
  'Unfolded lines': 'Zeilen ausgeklappt',
  'Fold line': 'Zeile einklappen',
  'Unfold line': 'Zeile ausklappen',
  'folded code': 'eingeklappter Code',
  unfold: 'ausklappen',
  to: 'bis',
  Find: 'Suchen',
  Replace: 'Ersetzen durch',
  next: 'nächster',
  previous: 'voriger',
  all: 'alle',
  'match case': 'Groß/klein',
  'by word': 'ganze Wörter',
  regexp: 'regulärer Ausdruck',
  replace: 'ersetzen',
  'replace all': 'alle ersetzen',
  close: 'schließen',
  'current match': 'dieser Treffer',
  'on line': 'in Zeile',
  'replaced $ matches': '$ Treffer ersetzt',
  'replaced match on line $': 'Treffer in Zeile $ ersetzt',
  'Go to line': 'Gehe zu Zeile',
  go: 'los',
  Completions: 'Vorschläge',
  Diagnostics: 'Befunde',
  'No diagnostics': 'Keine Befunde',
};
