/** German sentences of `npm run check`, apart from the reports. */

export const ownWording = {
  nothingOwn: (folder: string, files: readonly string[]) =>
    `Im Ordner „${folder}“ fehlen alle Dateien der Aufgabe (${files.join(', ')}). Stellen Sie das Gerüst aus dem ausgegebenen Archiv wieder her.`,
};

export const variantWording = {
  noSolutions:
    'Mit „--variant“ prüfen Autorinnen und Autoren die Musterlösungen. In dieser Fassung des Arbeitsbuchs sind sie nicht enthalten.',
  unknown: (name: string, meant: string | undefined, known: readonly string[]) =>
    `Eine Variante „${name}“ gibt es nicht.${meantBy(meant)}${among(known)}`,
  withSubmission:
    '„--variant“ und „--submission“ schließen einander aus. Lassen Sie eines von beiden weg.',
};

export const usageWording = {
  unknownName: (name: string, meant: string | undefined) =>
    `Eine Aufgabe oder ein Kapitel „${name}“ gibt es nicht.${meantBy(meant)} Was es gibt, zeigt:\nnpm run check`,
  unknownProperty: (id: string, meant: string | undefined, known: readonly string[]) =>
    `Eine Eigenschaft „${id}“ gibt es in den gewählten Aufgaben nicht.${meantBy(meant)}${among(known)}`,
  notANumber: (flag: string, value: string, rule: string) =>
    `„${value}“ ist kein Wert für „${flag}“. Erwartet wird ${rule}.`,
  namesNeeded: (flag: string) =>
    `Nennen Sie die Aufgabe oder das Kapitel, für das „${flag}“ gelten soll, zum Beispiel:\nnpm run check -- kapitel8 ${flag} …`,
  severalChapters:
    '„--json“ und „--html“ fassen ein Kapitel zusammen. Nennen Sie nur Aufgaben desselben Kapitels.',
  misplacedOption: (flag: string, command: string) =>
    `„${flag}“ steht vor „${command}“ und gilt dort nicht. Was „${command}“ kennt, gehört dahinter; es zeigt:\nnpm run check -- ${command} --help`,
  swallowed: (flags: readonly string[], command: string) =>
    `npm hat ${flags.map((flag) => `„${flag}“`).join(', ')} für sich behalten, weil davor „--“ fehlt. Geben Sie ein:\n${command}`,
  quizDoesNotCount: (file: string) =>
    `In diesem Kapitel zählt das Quiz nicht zu den Punkten, oder Sie prüfen nicht das ganze Kapitel. Ihre Antworten prüft:\nnpm run check quiz -- --answers ${file}`,
  debugNeedsReplay:
    '„--debug“ braucht „--replay TOKEN“: Es führt genau ein Gegenbeispiel aus. Das Token steht im Bericht unter „Nochmals“.',
  watchWithReplay:
    '„--watch“ und „--replay“ schließen einander aus. Lassen Sie eines von beiden weg.',
  replayWithNames: (given: string, exercise: string) =>
    `Das Token gehört zur Aufgabe „${exercise}“, nicht zu „${given}“. Lassen Sie den Namen weg.`,
  watchVariant:
    '„--watch“ beobachtet Ihre eigenen Dateien und lässt sich nicht mit „--variant“ verbinden.',
};

export const replayWording = {
  broken:
    'Das Token hinter „--replay“ ist unvollständig oder verändert. Kopieren Sie es noch einmal ganz aus dem Bericht, oder prüfen Sie erneut:\nnpm run check',
  unknownName: (name: string) =>
    `Das Token „${name}“ ist auf diesem Rechner nicht bekannt. Die kurze Form gilt nur dort, wo der Bericht entstanden ist; anderswo brauchen Sie die lange aus der JSON-Datei. Oder prüfen Sie erneut:\nnpm run check`,
  unknownExercise: (exercise: string) =>
    `Das Token gehört zu einer Aufgabe „${exercise}“, die es in dieser Fassung nicht gibt. Prüfen Sie erneut:\nnpm run check`,
  holdsNow:
    'Ihr Programm besteht dieses Gegenbeispiel jetzt. Ob es alle Abläufe besteht, zeigt die ganze Prüfung:',
};

export const debugWording = {
  begin:
    'Ihr Programm läuft jetzt ohne Schutzraum; Haltepunkte in Ihren Dateien wirken. Der Ablauf wird zur Kontrolle mehrmals ausgeführt.',
  noDebugger:
    'Kein Debugger ist verbunden: Haltepunkte wirken nicht. In VS Code starten Sie stattdessen „Gegenbeispiel debuggen“ (F5) und geben dort das Token ein.',
};

export const outputWording = {
  jsonFailed: (file: string, why: string) =>
    `Die Datei „${file}“ ließ sich nicht schreiben (${why}). Wählen Sie hinter „--json“ einen anderen Ort.`,
  htmlFailed: (folder: string, why: string) =>
    `Der Bericht ließ sich nicht nach „${folder}“ schreiben (${why}). Wählen Sie hinter „--html“ einen anderen Ordner.`,
  htmlWritten: (file: string) => `Bericht zum Ansehen im Browser: ${file}`,
  stateFailed:
    'Der Ordner „.kapitel“ lässt sich nicht beschreiben: Ihr Stand und die kurzen Formen der Token werden nicht gemerkt. Das Urteil ist davon nicht betroffen.',
};

export const standingWording = {
  setAside: ({ kind, to }: { readonly kind: 'damaged' | 'newer'; readonly to: string }) =>
    kind === 'damaged'
      ? `Die Datei mit Ihrem Stand („.kapitel/stand.json“) war nicht lesbar. Sie liegt jetzt als „.kapitel/${to}“ daneben; Ihr Stand beginnt von vorn. Lässt sie sich reparieren, benennen Sie sie wieder um.`
      : `Die Datei mit Ihrem Stand („.kapitel/stand.json“) stammt aus einer neueren Fassung des Arbeitsbuchs. Sie liegt jetzt als „.kapitel/${to}“ daneben; in dieser Fassung beginnt Ihr Stand von vorn.`,
};

const count = (number: number, one: string, many: string) =>
  number === 1 ? `1 ${one}` : `${number} ${many}`;
const remembered = (exercises: number, questions: number) =>
  [
    ...(exercises > 0 ? [count(exercises, 'Aufgabe', 'Aufgaben')] : []),
    ...(questions > 0 ? [count(questions, 'Quizfrage', 'Quizfragen')] : []),
  ].join(' und ');

export const resetWording = {
  reset: 'Ihren gemerkten Stand löschen: Punkte der Aufgaben und Antworten im Quiz',
  yes: 'nicht nachfragen',
  nothing: 'Es ist nichts gemerkt, was sich löschen ließe.',
  sure: (exercises: number, questions: number) =>
    `Ihren Stand zu ${remembered(exercises, questions)} löschen? Ihre Lösungen bleiben.`,
  kept: 'Nichts wurde gelöscht.',
  done: (exercises: number, questions: number) =>
    `Gelöscht ist Ihr Stand zu ${remembered(exercises, questions)}. Ihre Lösungen sind unverändert.`,
  cannotAsk:
    'Vor dem Löschen wird gefragt, und hier ist kein Terminal. Wenn Sie sicher sind:\nnpm run check reset -- --yes',
};

export const runWording = {
  interrupted: 'Abgebrochen.',
  watching: (places: readonly string[]) =>
    `Warte auf Änderungen in ${places.join(', ')}. Ende mit Strg+C.`,
  changed: (id: string) => `Geändert: ${id}`,
  defect:
    'In der Prüfung selbst ist ein Fehler aufgetreten; Ihr Programm ist nicht die Ursache. Bitte melden Sie ihn mit der Datei .kapitel/fehler.log.',
  /** Only the first line of the detail: a stack trace helps nobody here. */
  defectUnlogged: (detail: string) =>
    `Die Einzelheiten ließen sich nicht speichern: ${detail.split('\n')[0] ?? ''}`,
  share: (name: string, percent: number) => `${name} ${percent} %`,
  progress: (items: readonly string[], remainingSeconds: number | undefined) => {
    const left = remainingSeconds === undefined ? [] : [`noch etwa ${remainingSeconds} s`];
    return `Prüfe ${[...items, ...left].join(' · ')}`;
  },
};

export const optionWording = {
  check: 'Aufgaben prüfen; ohne Namen: zeigen, was es gibt und wie weit Sie sind',
  names: 'Aufgabe (raft), Kapitel (kapitel8) oder beides (kapitel8/raft); auch mehrere',
  submission: 'Abgabe in diesem Ordner statt in „exercises“ prüfen',
  variant: 'Musterlösung prüfen (reference oder ein anderer Name); nur für Autoren',
  property: 'nur diese Eigenschaft prüfen und ausführlich zeigen',
  seed: 'andere zufällige Abläufe',
  runs: 'so viele zufällige Abläufe je Experiment',
  replay: 'genau das Gegenbeispiel dieses Tokens wiederholen',
  debug: 'mit --replay: ohne Schutzraum, damit Haltepunkte im Debugger wirken',
  hint: 'alle Hinweise zeigen, nicht nur den ersten',
  answers: 'Antworten zum Quiz, wo es im Kapitel zählt (sonst: check quiz)',
  json: 'Ergebnis zusätzlich als JSON in diese Datei schreiben',
  html: 'Bericht zusätzlich als Webseiten in diesen Ordner schreiben',
  watch: 'nach jedem Speichern neu prüfen',
  jobs: 'so viele Aufgaben gleichzeitig prüfen',
  color: 'ohne Farben',
  wholeNumber: (least: number) => (least > 0 ? `eine ganze Zahl ab ${least}` : 'eine ganze Zahl'),
};

function meantBy(meant: string | undefined): string {
  return meant === undefined ? '' : ` Meinten Sie „${meant}“?`;
}

const maxListed = 12;

function among(known: readonly string[]): string {
  const more = known.length - maxListed;
  const listed = known.slice(0, maxListed).join(', ');
  return ` Vorhanden: ${listed}${more > 0 ? ` und ${more} weitere` : ''}.`;
}
