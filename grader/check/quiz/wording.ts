/** German sentences of `npm run check quiz`. */

export const promptWording = {
  singleKeys: '↑ ↓ oder Ziffer: wählen · Enter: antworten · Strg+C: aufhören',
  multipleKeys: 'Leertaste oder Ziffer: ankreuzen · Enter: antworten · Strg+C: aufhören',
  orderKeys: 'Leertaste: Schritt nehmen · Enter: so antworten · Strg+C: aufhören',
  heldKeys: '↑ ↓: Schritt verschieben · Leertaste oder Enter: ablegen',
  assignKeys: 'Buchstabe oder ← →: zuordnen · Enter: antworten · Strg+C: aufhören',
  writeKeys: 'Enter: antworten · Strg+C: aufhören',
  chooseSomething: 'Kreuzen Sie mindestens eine Antwort an (Leertaste).',
  assignSomething: (open: readonly number[]) =>
    `Noch nicht zugeordnet: ${open.join(', ')}. Drücken Sie dort einen Buchstaben.`,
  writeSomething: 'Schreiben Sie Ihre Antwort, dann Enter.',
  answer: 'Ihre Antwort:',
  answerIn: (unit: string) => `Ihre Antwort (${unit}):`,
  notANumber: (unit: string | undefined) =>
    unit === undefined
      ? 'Das ist keine Zahl. Schreiben Sie zum Beispiel 4 oder 0,5, ohne Einheit.'
      : `Das ist keine Zahl (${unit}). Schreiben Sie zum Beispiel 4 oder 0,5.`,
};

interface AnyQuestion {
  readonly type: 'single' | 'multiple' | 'matching' | 'ordering' | 'numeric' | 'predict';
  readonly points: number;
}

const kinds: Readonly<Record<AnyQuestion['type'], string>> = {
  single: 'eine Antwort',
  multiple: 'mehrere möglich',
  matching: 'zuordnen',
  ordering: 'ordnen',
  numeric: 'Zahl',
  predict: 'vorhersagen',
};

const pointsOf = (points: number) => (points === 1 ? '1 Punkt' : `${points} Punkte`);
const questionsOf = (count: number) => (count === 1 ? '1 Frage' : `${count} Fragen`);

export const questionWording = {
  head: (number: string, title: string, place: number, of: number) =>
    `${number} ${title} · ${place} von ${of}`,
  kind: ({ type, points }: AnyQuestion) => `${kinds[type]} · ${pointsOf(points)}`,
};

export const verdictWording = {
  right: '✓ Richtig.',
  wrong: '✗ Falsch.',
  wouldBe: 'Richtig:',
  reading: 'Nachlesen',
  scene: 'Ablauf',
  nextTime: 'Nochmals',
};

export const sessionWording = {
  goOn: 'Weiter mit Enter, aufhören mit Strg+C.',
  again: (count: number) =>
    count === 1
      ? 'Die falsch beantwortete Frage gleich noch einmal?'
      : `Die ${count} falsch beantworteten Fragen gleich noch einmal?`,
  interrupted: 'Abgebrochen. Was Sie beantwortet haben, ist gemerkt.',
  nothingAnswered: 'Abgebrochen. Sie haben noch nichts beantwortet.',
  result: (right: number, answered: number, points: number, maxPoints: number) =>
    `Ergebnis: ${right} von ${answered} richtig, ${points} von ${maxPoints === 1 ? '1 Punkt' : `${maxPoints} Punkten`}.`,
  total: (right: number, answered: number, total: number) =>
    answered === total
      ? `Gesamt: ${right} von ${total} richtig`
      : `Gesamt: ${right} von ${total} richtig, ${total - answered} unbeantwortet`,
  more: (due: number, fresh: number) => {
    const parts = [
      ...(due > 0 ? [`${questionsOf(due)} ${due === 1 ? 'ist' : 'sind'} fällig`] : []),
      ...(fresh > 0 ? [`${questionsOf(fresh)} ${fresh === 1 ? 'ist' : 'sind'} neu`] : []),
    ];
    return parts.length === 0 ? undefined : `In dieser Auswahl: ${parts.join(', ')}.`;
  },
  nothingDue: (next: string | undefined) =>
    next === undefined
      ? 'Nichts ist fällig. Sie haben in dieser Auswahl noch keine Frage beantwortet.'
      : `Nichts ist fällig. Die nächste Frage kommt ${next} wieder.`,
  allKnown: (next: string | undefined) =>
    `Sie haben alle Fragen dieser Auswahl beantwortet, und keine ist fällig.${next === undefined ? '' : ` Die nächste kommt ${next} wieder.`} Ein ganzes Kapitel wiederholen Sie mit seinem Namen, zum Beispiel: npm run check quiz lamport`,
  noQuestions: 'In dieser Auswahl gibt es keine Quizfragen.',
  broken: (count: number) =>
    `${count === 1 ? 'Eine Frage ließ' : `${questionsOf(count)} ließen`} sich nicht lesen und ${count === 1 ? 'fehlt' : 'fehlen'}. Stellen Sie den Ordner „chapters“ aus dem ausgegebenen Archiv wieder her.`,
  noTerminal:
    'Das Quiz fragt in einem Terminal, und hier ist keines: Eingabe oder Ausgabe ist umgeleitet. Starten Sie es in einem Terminal, oder beantworten Sie die Fragen in einer Datei:\nnpm run check quiz -- --template antworten.yaml',
};

export const quizUsageWording = {
  unknownChapter: (name: string, meant: string | undefined) =>
    `Ein Kapitel „${name}“ gibt es nicht.${meant === undefined ? '' : ` Meinten Sie „${meant}“?`} Nennen Sie eine Nummer (7), einen Namen (lamport) oder eine Datei (07-lamport.md). Alle zeigt:\nnpm run check`,
  together: (one: string, other: string) =>
    `„${one}“ und „${other}“ schließen einander aus. Lassen Sie eines von beiden weg.`,
  fileExists: (file: string) =>
    `Die Datei „${file}“ gibt es schon. Wählen Sie hinter „--template“ einen anderen Namen, damit keine Antworten verloren gehen.`,
  templateFailed: (file: string, why: string) =>
    `Die Datei „${file}“ ließ sich nicht schreiben (${why}). Wählen Sie hinter „--template“ einen anderen Ort.`,
  templateWritten: (file: string, count: number) =>
    `${questionsOf(count)} zum Ausfüllen: ${file}\nGeprüft wird die Datei mit:\n  npm run check quiz -- --answers ${file}`,
  noAnswersFile: (file: string, why: string) =>
    `Die Datei „${file}“ hinter „--answers“ ließ sich nicht lesen (${why}). Prüfen Sie die Schreibweise.`,
  brokenAnswers: (file: string, problems: readonly { line: number; message: string }[]) =>
    [
      `Die Datei „${file}“ wurde nicht gewertet; ${problems.length === 1 ? 'eine Stelle ist' : `${problems.length} Stellen sind`} nicht verständlich:`,
      ...problems.map(({ line, message }) => `${file}:${line}: ${message}`),
    ].join('\n'),
  otherVersion: (file: string) =>
    `Die Fragen haben sich geändert, seit „${file}“ entstand. Vergleichen Sie die Buchstaben mit einer neuen Vorlage.`,
  unanswered: 'unbeantwortet',
};

export const quizOptionWording = {
  quiz: 'Quizfragen beantworten; fragt wieder, was Sie noch nicht sicher wissen',
  names: 'Kapitel als Nummer (7), Name (lamport) oder Datei (07-lamport.md); auch mehrere',
  due: 'nur fragen, was zur Wiederholung fällig ist',
  count: 'höchstens so viele Fragen',
  answers: 'Antworten aus dieser Datei prüfen, statt zu fragen',
  template: 'leere Antwortdatei zum Ausfüllen schreiben, statt zu fragen',
  json: 'Ergebnis zusätzlich als JSON in diese Datei schreiben',
  color: 'ohne Farben',
};
