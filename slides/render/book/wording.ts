/** What the pages of the book say around the texts. */
export const bookWording = {
  book: 'Arbeitsbuch Cloud Computing, Kapitel 8',
  skip: 'Zum Inhalt springen',
  search: 'Suchen',
  hits: 'Treffer',
  theme: 'Hell oder dunkel',
  contents: 'Inhalt',
  onThisPage: 'Auf dieser Seite',
  turnPages: 'Blättern',
  previous: 'Zurück:',
  next: 'Weiter:',
  origin:
    'Nach der Vorlesung „Cloud Computing, Kapitel 8: Cloud-fähige Softwarearchitekturen“ von Dr. Josef Adersberger; Texte, Aufgaben und Code sind eigenständig. Was Sie hier gelesen und beantwortet haben, merkt sich nur Ihr Browser.',
  startTitle: 'Verteilte Systeme verstehen, indem Sie sie bauen',
  startLead:
    'Sie lesen ein Kapitel, beantworten ein paar Fragen und schreiben das Protokoll selbst in TypeScript. Ein Simulator verliert Nachrichten, trennt das Netz und lässt Rechner abstürzen. Geht etwas schief, sehen Sie den kleinsten Ablauf, der den Fehler zeigt.',
  steps: [
    {
      title: 'Lesen.',
      text: 'Fünfzehn Kapitel, jedes mit einem Ablauf aus dem Simulator und einem Quiz.',
    },
    {
      title: 'Schreiben.',
      text: 'Neun Aufgaben von der Lamport-Uhr bis zu Raft, jede mit einem Skelett.',
    },
    {
      title: 'Prüfen.',
      text: 'Ein Befehl sagt Ihnen in Sekunden, was fehlt, warum und wo Sie weiterlesen.',
    },
  ],
  begin: 'Mit Kapitel 8.1 beginnen',
  continue: 'Weiterlesen',
  allChapters: 'Alle Kapitel ansehen',
  noInstall:
    'Nichts installieren? Jede Aufgabe können Sie auch im Browser schreiben und prüfen, am leichtesten zuerst diese:',
  chapters: 'Die Kapitel',
  task: 'Aufgabe',
  points: 'Punkte',
  alsoThere: 'Außerdem:',
  glossary: 'Glossar',
  decks: 'Folien zur Vorlesung',
  searchTitle: 'Suche',
  searchHelp: 'Geben Sie oben ein Wort ein. Gefunden werden auch Teile zusammengesetzter Wörter.',
  groups: { chapters: 'Kapitel und Aufgaben', more: 'Nachschlagen' },
  traceAsText: 'Ablauf als Text',
  quiz: 'Frage',
  description: 'Baut das Arbeitsbuch als Website, die ohne Server im Browser läuft.',
  out: 'Ordner, in den die Website geschrieben wird',
  withReferences:
    'mit den Musterlösungen, damit sich Abläufe im Buch sofort ändern lassen: für den Hörsaal oder nach der Abgabefrist, nie für Studierende eines laufenden Kurses',
  hasReferences:
    'Achtung: Diese Ausgabe enthält die Musterlösungen. Veröffentlichen Sie sie nicht, solange die Aufgaben laufen.',
  helpOption: 'diese Hilfe zeigen',
  built: (pages: number, folder: string) =>
    `${pages} Seiten geschrieben. Öffnen Sie ${folder}/index.html im Browser; ein Server ist nicht nötig.`,
  problem: (file: string, line: number, message: string) => `${file}:${line}: ${message}`,
  broken: (count: number) =>
    count === 1
      ? 'Ein Text hat einen Fehler; es wurde nichts geschrieben.'
      : `${count} Texte haben Fehler; es wurde nichts geschrieben.`,
  foreignFolder: (folder: string) =>
    `Der Ordner „${folder}“ enthält etwas anderes als ein gebautes Arbeitsbuch; er wurde nicht angerührt. Wählen Sie mit --out einen neuen oder leeren Ordner.`,
  notWritable: (folder: string, reason: string) =>
    `In den Ordner „${folder}“ lässt sich nicht schreiben (${reason}). Wählen Sie mit --out einen anderen.`,
};
