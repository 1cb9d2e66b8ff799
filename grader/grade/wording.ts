/** German sentences of `npm run grade`. */

const points = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 2 });

export const gradeWording = {
  locked: (pid: number) =>
    `In diesem Ordner arbeitet schon eine Bewertung${pid > 0 ? ` (Prozess ${pid})` : ''}. Warten Sie, bis sie fertig ist, oder wählen Sie hinter „--out“ einen anderen Ordner.`,
  outMissing:
    'Nennen Sie hinter „--out“ den Ordner für die Ergebnisse; npm reicht Angaben nur weiter, wenn davor ein eigenes „--“ steht. Zum Beispiel:\nnpm run grade -- export.zip --out bewertung',
  outForeign: (folder: string) =>
    `Der Ordner „${folder}“ ist nicht leer und stammt nicht von einer Bewertung. Wählen Sie hinter „--out“ einen neuen oder leeren Ordner.`,
  outNotThere: (folder: string) =>
    `Im Ordner „${folder}“ liegt keine Bewertung. Prüfen Sie die Schreibweise.`,
  outBroken: (file: string) =>
    `Die Datei „${file}“ ist beschädigt. Starten Sie die Bewertung mit demselben Befehl noch einmal; schon geprüfte Abgaben bleiben erhalten.`,
  inputMissing:
    'Nennen Sie, was bewertet werden soll: einen Moodle-Export, einen Ordner mit Abgaben oder eine einzelne Abgabe, zum Beispiel:\nnpm run grade -- export.zip --out bewertung',
  notANumber: (flag: string, text: string, least: number) =>
    `„${text}“ ist kein Wert für „${flag}“. Erwartet wird eine ganze Zahl${least > 0 ? ` ab ${least}` : ''}.`,
  unknownExercise: (name: string, meant: string | undefined) =>
    `Eine Aufgabe oder ein Kapitel „${name}“ gibt es nicht.${meant === undefined ? '' : ` Meinten Sie „${meant}“?`}`,
  severalChapters:
    'Bewertet wird ein Kapitel auf einmal. Nennen Sie hinter „--exercises“ nur Aufgaben desselben Kapitels.',
  noExercises:
    'Keine Aufgabe ist zu bewerten: Was „--exercises“ nennt, kommt in „aufgaben“ der Konfiguration nicht vor.',
  nothingToGrade: (reasons: readonly string[]) =>
    ['In der Eingabe ist keine Abgabe, die sich bewerten ließe.', ...reasons].join('\n'),
  noJail: (problem: string) =>
    `${problem}\nOhne Gefängnis läuft fremder Code nur in der Sandbox, die vor Versehen schützt, nicht vor Angriffen. Wenn Sie das wollen, geben Sie „--ohne-gefaengnis“ an; jede Seite des Berichts sagt es dann.`,
  classFileBroken: (file: string) =>
    `Die Datei „${file}“ mit Geheimnis und Startwerten der Klasse ist beschädigt. Stellen Sie sie wieder her; löschen Sie sie nur, wenn Pseudonyme und Startwerte sich ändern dürfen.`,
  classFileMade: (file: string) =>
    `Neu angelegt: ${file} mit dem Geheimnis der Pseudonyme und dem Startwert der Klasse. Heben Sie die Datei auf und geben Sie sie nicht weiter; mit ihr gibt derselbe Befehl dasselbe Ergebnis.`,
  noSeedFile: (file: string) =>
    `Die Datei „${file}“ lässt sich nicht lesen. Prüfen Sie die Schreibweise hinter „--seeds“.`,
  badSeed: (file: string, line: number, text: string) =>
    `${file}, Zeile ${line}: „${text}“ ist kein Startwert. Erwartet wird eine ganze Zahl zwischen -2147483648 und 2147483647, eine je Zeile.`,
  noSeeds: (file: string) =>
    `In der Datei „${file}“ steht kein Startwert. Schreiben Sie eine ganze Zahl in jede Zeile.`,
  seedTwice: '„--seed“ und „--seeds“ schließen einander aus. Lassen Sie eines von beiden weg.',
  diskFailed: (folder: string, why: string) =>
    `Nach „${folder}“ lässt sich nicht schreiben (${why}). Die Bewertung hält hier an; was schon geprüft ist, bleibt erhalten. Beheben Sie die Ursache, und starten Sie denselben Befehl noch einmal: Er macht dort weiter.`,
  quizProblem: (file: string, line: number, message: string) =>
    `${file}, Zeile ${line}: ${message} Diese Antwort zählt nicht.`,
  quizMoreProblems: (file: string, count: number) =>
    `${file}: … und ${count} weitere ${count === 1 ? 'Stelle' : 'Stellen'}, die nicht zu verstehen ${count === 1 ? 'ist' : 'sind'}.`,
  quizOtherVersion: (file: string) =>
    `${file} gehört zu einer anderen Fassung der Fragen: Buchstaben können darin etwas anderes bedeuten.`,
  quizTooLarge: (file: string) =>
    `${file} ist größer als 64 KiB; so lang wird keine Datei mit Antworten. Das Quiz bleibt ohne Punkte.`,
  quizUnreadable: (file: string) =>
    `${file} ist nicht zu lesen. Das Quiz bleibt ohne Punkte; eine Vorlage schreibt „npm run check quiz -- --template“.`,
  suiteChanged: (exercise: string) =>
    `Die Prüfung der Aufgabe „${exercise}“ ist während der Bewertung geändert worden. Starten Sie denselben Befehl noch einmal; neu geprüft wird nur diese Aufgabe.`,
  interrupted:
    'Abgebrochen. Was schon geprüft ist, bleibt erhalten; derselbe Befehl macht dort weiter.',
  begin: (attempts: number, people: number, left: number, jobs: number, isQueued: boolean) => {
    const what = `${count(attempts, 'Abgabe', 'Abgaben')} von ${count(people, 'Person', 'Personen')}`;
    if (left === 0) return `${what}; alle sind schon geprüft.`;
    const rest = left < attempts ? `; ${count(left, 'ist', 'sind')} noch zu prüfen` : '';
    const where = isQueued ? 'von allen, die helfen' : `in ${count(jobs, 'Prozess', 'Prozessen')}`;
    return `${what}${rest}. Geprüft wird ${where}.`;
  },
  progress: (done: number, total: number, left: string | undefined) =>
    `Bewerte: ${done} von ${total} Abgaben${left === undefined ? '' : ` · noch etwa ${left}`}`,
  evaluating: (done: number, total: number, left: string | undefined) =>
    `Werte aus: ${done} von ${total} Abgaben${left === undefined ? '' : ` · noch etwa ${left}`}`,
  seconds: (seconds: number) => `${seconds} s`,
  minutes: (minutes: number) => `${minutes} min`,
  hours: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
  graded: (people: number, mean: number | undefined, maxPoints: number) =>
    mean === undefined
      ? 'Bewertet: niemand.'
      : `Bewertet: ${count(people, 'Person', 'Personen')}, im Mittel ${points.format(mean)} von ${points.format(maxPoints)} Punkten.`,
  refused: (number: number) => `Abgelehnt: ${count(number, 'Eingabe', 'Eingaben')}.`,
  refusedItem: (shownAs: string, reason: string) => `  ${shownAs}: ${reason}`,
  incidents: (number: number) =>
    `Anzusehen: ${count(number, 'Vorfall', 'Vorfälle')} bei einzelnen Abgaben.`,
  incidentItem: (pseudonym: string, attempt: number, exercise: string, message: string) =>
    `  ${pseudonym}, Versuch ${attempt}, ${exercise}: ${message}`,
  moreIncidents: (number: number) => `  … und ${number} weitere.`,
  defects: (number: number) =>
    `Bei ${count(number, 'Abgabe', 'Abgaben')} ist die Prüfung selbst gescheitert. Das ist nicht zulasten der Abgabe gewertet; derselbe Befehl versucht es noch einmal.`,
  hintLost: (reason: string) =>
    `Ein Hinweis (ähnliche Abgaben oder „verhält sich wie“) war nicht zu ermitteln; Punkte betrifft das nicht. Grund: ${reason}`,
  timeUnknown: (number: number) =>
    `Bei ${count(number, 'Versuch', 'Versuchen')} ist unbekannt, wann abgegeben wurde; ${number === 1 ? 'er gilt' : 'sie gelten'} als pünktlich. Moodle nennt den Zeitpunkt des letzten Versuchs im Bewertungsblatt, das Sie als weitere Eingabe angeben können.`,
  extensionForNobody: (names: readonly string[]) =>
    `Unter „verlaengerungen“ passt auf niemanden: ${names.join(', ')}. Prüfen Sie die Schreibweise.`,
  secretsCounted:
    'Die Notenlisten zählen geheime Eigenschaften schon mit. Laden Sie sie erst hoch, wenn die Frist vorbei ist und Sie mit „--publish“ bewertet haben.',
  unjailed:
    'Achtung: Bewertet wurde ohne Gefängnis. Fremder Code lief nur in der Sandbox; jede Seite des Berichts sagt das.',
  written: (folder: string) => `Ergebnisse: ${folder}`,
  noSuchPerson: (name: string) =>
    `Eine Person „${name}“ kommt in dieser Bewertung nicht vor. Gesucht wird nach Name, E-Mail, Kennung und Pseudonym, genau so geschrieben.`,
  severalPersons: (name: string, pseudonyms: readonly string[]) =>
    `„${name}“ passt auf mehrere Personen: ${pseudonyms.join(', ')}. Nennen Sie das Pseudonym.`,
  forgotten: (pseudonym: string) =>
    `Alles zu ${pseudonym} ist aus dieser Bewertung entfernt. Solange die Eingabe die Abgabe noch enthält, käme sie mit der nächsten Bewertung zurück.`,
  sameScores: 'Kein Punktestand hat sich geändert.',
  changedScores: (number: number) => `${count(number, 'Punktestand', 'Punktestände')} geändert:`,
  change: (pseudonym: string, attempt: number, from: string, to: string) =>
    `${pseudonym}, Versuch ${attempt}: ${from} → ${to}`,
  absent: 'nicht dabei',
  score: (value: number, note: string | undefined) =>
    `${points.format(value)} Punkte${note === undefined ? '' : ` (${note})`}`,
  propertyChanged: (exercise: string, property: string, from: string, to: string, delta: number) =>
    `  ${exercise}: „${property}“ ${from} → ${to} (${signed(delta)} Punkte der Aufgabe)`,
  weightChanged: (exercise: string, from: number, to: number) =>
    `  ${exercise}: Gewicht ${from} → ${to}`,
  quizChanged: (from: number, to: number) =>
    `  Quiz ${points.format(from)} → ${points.format(to)} Punkte`,
  lateChanged: (from: number, to: number) =>
    `  Abzug für Verspätung ${points.format(from)} → ${points.format(to)}`,
  rulesChanged:
    '  Keine Eigenschaft hat sich geändert; verantwortlich sind die Regeln der Bewertung.',
};

export const gradeOptionWording = {
  grade: 'Abgaben einer Klasse bewerten: Punkte, Rückmeldungen, Notenliste',
  inputs: 'Moodle-Export (ZIP), Ordner mit Abgaben oder eine einzelne Abgabe; auch mehrere',
  out: 'Ordner für die Ergebnisse; derselbe Befehl macht dort weiter',
  jobs: 'so viele Abgaben gleichzeitig',
  config: 'Fristen, Abzüge, Bonus, Noten (grading.yaml)',
  exercises: 'nur diese Aufgaben, durch Komma getrennt',
  seed: 'Startwert für alle Abgaben statt dem der Klasse',
  seeds: 'Datei mit Startwerten, einer je Zeile; jede Eigenschaft muss unter allen bestehen',
  classFile: 'Datei mit Geheimnis der Pseudonyme und Startwerten; wird beim ersten Mal angelegt',
  publish: 'die Frist ist vorbei: Rückmeldungen nennen auch geheime Eigenschaften und Startwerte',
  withoutJail: 'ohne Gefängnis prüfen, wo es sich nicht einrichten lässt; der Bericht sagt es',
  timeZone: 'Zeitzone des Moodle-Exports',
  queue:
    'andere Rechner prüfen lassen: Adresse eines Redis, auf das „npm run worker“ wartet (redis://rechner:6379)',
  color: 'ohne Farben',
  diff: 'zwei Bewertungen vergleichen: welche Punkte sich warum geändert haben',
  forget: 'eine Person aus einer Bewertung entfernen',
  name: 'Name, E-Mail, Kennung oder Pseudonym',
  older: 'Ordner der älteren Bewertung',
  newer: 'Ordner der neueren Bewertung',
};

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${points.format(value)}`;
}
