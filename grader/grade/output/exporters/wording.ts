/** German sentences in files for other programs. */
export const exporterWording = {
  testName: (exercise: string, property: string) => `${exercise}: ${property}`,
  bonusTag: 'Bonus',
  quiz: 'Quiz',
  quizRight: (right: number, total: number) => `${right} von ${total} Fragen richtig beantwortet.`,
  notJudged: (exercise: string, message: string) => `${exercise}: ${message}`,
  final: 'Punkte nach Abzug für Verspätung und mit Bonus, wie in der Notenliste.',
  preliminary: 'Vorläufige Punkte; endgültige gibt es, wenn die Ergebnisse veröffentlicht sind.',
  rule: (rule: string) => `Regel: ${rule}`,
  finding: (status: string, message: string) => `Befund (${status}): ${message}`,
  hint: (hint: string) => `Hinweis: ${hint}`,
  tool: 'Arbeitsbuch: Inspektion des Quelltexts',
  submissionFolder: 'Ordner der Abgabe',
  otherRule: (id: string) =>
    id.startsWith('forbidden-')
      ? `Eine Abgabe benutzt dies nicht: ${id.slice('forbidden-'.length)}.`
      : `Befund der Inspektion: ${id}`,
};

/** What each rule of the inspection is about, in short; the findings themselves say what to do. */
export const ruleWording: Readonly<Record<string, string>> = {
  'any-type': 'Der Typ „any“ schaltet die Typprüfung ab.',
  'compiler-silenced': 'Ein Kommentar schaltet die Typprüfung ab.',
  'contract-replaced':
    'Eine vorgegebene Datei wurde verändert; geprüft wird mit der ursprünglichen.',
  'export-missing': 'Ein verlangter Export fehlt.',
  'export-of-wrong-kind': 'Ein Export ist etwas anderes, als verlangt ist.',
  'file-not-imported': 'Eine Datei wird nirgends importiert.',
  'forbidden-async': 'Handler arbeiten ohne „async“, „await“ und Promises.',
  'forbidden-foreign-import': 'Importiert werden nur eigene Dateien und die Typen der Aufgabe.',
  'member-missing': 'Eine verlangte Methode fehlt.',
  'module-state': 'Veränderlicher Zustand liegt außerhalb der Knoten.',
  'nested-too-deeply': 'Der Quelltext ist zu tief verschachtelt.',
  'signature-changed': 'Eine Signatur weicht vom Skelett ab.',
  'skeleton-unchanged': 'Die Datei ist noch das Skelett.',
  'todo-left': 'Ein TODO ist noch offen.',
  'type-error': 'Der Quelltext besteht die Typprüfung nicht.',
};
