/** German sentences about `grading.yaml`: what is wrong, where, and what to write. */

const notYaml =
  'Hier ist die Datei kein gültiges YAML. Prüfen Sie Einrückung und Anführungszeichen.';

export const configWording = {
  at: (file: string, line: number, message: string) => `${file}, Zeile ${line}: ${message}`,
  notYaml,
  /** By the code of the library. */
  yaml: {
    TAB_AS_INDENT: 'Hier steht ein Tabulator. Rücken Sie in YAML mit Leerzeichen ein.',
    DUPLICATE_KEY: 'Diese Angabe steht schon weiter oben. Lassen Sie eine von beiden weg.',
    BAD_INDENT:
      'Diese Zeile ist anders eingerückt als ihre Nachbarn. Rücken Sie zusammengehörende Zeilen gleich weit ein.',
    MISSING_CHAR: 'Hier fehlt ein Zeichen, zum Beispiel ein Anführungszeichen oder eine Klammer.',
    MULTILINE_IMPLICIT_KEY: 'Hier fehlt vermutlich ein Doppelpunkt mit einem Leerzeichen dahinter.',
    BAD_ALIAS: 'Anker und Verweise sind hier nicht nötig. Schreiben Sie den Wert aus.',
  } as Readonly<Record<string, string>>,
  unknownField: (field: string, meant: string | undefined, known: readonly string[]) =>
    `Eine Angabe „${field}“ gibt es hier nicht.${meantBy(meant)}${among(known)}`,
  unknownExercise: (id: string, meant: string | undefined, known: readonly string[]) =>
    `Eine Aufgabe „${id}“ ist nicht gewählt oder gibt es nicht.${meantBy(meant)}${among(known)}`,
  wrongType: (field: string, expected: string) =>
    `${field === '' ? 'Die Datei' : `„${field}“`} hat nicht die richtige Form. Erwartet wird ${types[expected] ?? 'ein anderer Wert'}.`,
  tooSmall: (field: string, origin: string, minimum: number) =>
    origin === 'array' || origin === 'string'
      ? `„${field}“ ist leer. Schreiben Sie etwas hinein, oder lassen Sie die Angabe weg.`
      : `„${field}“ ist zu klein. Der kleinste mögliche Wert ist ${minimum}.`,
  tooBig: (field: string, origin: string, maximum: number) =>
    origin === 'string'
      ? `„${field}“ ist zu lang. Möglich sind ${maximum} Zeichen.`
      : `„${field}“ ist zu groß. Der größte mögliche Wert ist ${maximum}.`,
  notAMoment: (field: string) =>
    `„${field}“ ist kein Zeitpunkt mit Zeitzone. Schreiben Sie ihn so: 2026-06-12T23:59:00+02:00`,
  notOneOf: (field: string, values: readonly string[]) =>
    `„${field}“ hat einen unbekannten Wert. Möglich: ${values.map((value) => `„${value}“`).join(', ')}.`,
  wrong: (field: string) =>
    `„${field}“ hat nicht die erwartete Form. Ein Beispiel steht in „grader/grade/grading.example.yaml“.`,
  notFalling: (ab: number) =>
    `Die Notentabelle muss fallen: „ab: ${ab}“ steht unter einer Zeile, die nicht größer ist. Ordnen Sie von der besten zur schlechtesten Note.`,
  noLowest: (ab: number) =>
    `Die Notentabelle endet bei „ab: ${ab}“; wer weniger hat, bekäme keine Note. Ergänzen Sie eine letzte Zeile mit „ab: 0“.`,
  noFile: (file: string) =>
    `Die Datei „${file}“ lässt sich nicht lesen. Prüfen Sie die Schreibweise hinter „--config“.`,
};

const types: Readonly<Record<string, string>> = {
  number: 'eine Zahl',
  int: 'eine ganze Zahl',
  string: 'ein Text; schreiben Sie Noten und Zeitpunkte in Anführungszeichen',
  boolean: '„true“ oder „false“',
  object: 'eine Gruppe von Angaben, eingerückt darunter',
  record: 'eine Gruppe von Angaben, eingerückt darunter',
  array: 'eine Liste, jede Zeile mit „-“ am Anfang',
};

function meantBy(meant: string | undefined): string {
  return meant === undefined ? '' : ` Meinten Sie „${meant}“?`;
}

function among(known: readonly string[]): string {
  return known.length === 0 ? '' : ` Möglich: ${known.join(', ')}.`;
}
